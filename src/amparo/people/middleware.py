"""Ends a session left alone, and speaks the language of whoever signed in.

Stands after Django's AuthenticationMiddleware: `SessionLimits`, then `OwnLanguage`.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from amparo.people import actions, sessions
from amparo.people.models import User
from amparo.people.remembering import while_reading
from amparo.people.rules import SEEN_EVERY

Answer = Callable[[HttpRequest], HttpResponse]
LAST_SEEN_EVERY = timedelta(minutes=15)


class SessionLimits:
    """A browser left open on a shared phone is signed out; no session outlasts a long day."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if isinstance(request.user, User):
            now = timezone.now()
            why = sessions.over(request.session, now)
            if why:
                sessions.end(request, why=why)
            else:
                _note_seen(request, request.user, now)
        with while_reading(request.method):
            return self.get_response(request)


def _note_seen(request: HttpRequest, user: User, now: datetime) -> None:
    seen = sessions.seen_at(request.session)
    if seen is None or now - seen >= SEEN_EVERY:
        request.session[sessions.SEEN_AT] = now.timestamp()
    if user.last_seen_at is None or now - user.last_seen_at >= LAST_SEEN_EVERY:
        actions.note_seen(by=user, now=now)


class OwnLanguage:
    """The language kept with the account comes before that of the browser."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if isinstance(request.user, User):
            translation.activate(request.user.language)
            request.LANGUAGE_CODE = request.user.language
        return self.get_response(request)
