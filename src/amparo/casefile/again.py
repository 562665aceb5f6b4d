"""Keeps what was typed when a session is lost: sign in on the same page, and the form goes on.

A person who types slowly may be signed out before they press the button. Instead of sending them to
the sign-in page with empty hands, the page comes back with everything they sent, unseen, and asks
only for address and password. Nothing is kept on the server for somebody unknown.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters

from amparo.access import Refused
from amparo.people import actions, sessions
from amparo.people.forms import SignInForm
from amparo.people.models import User

Page = Callable[..., HttpResponse]
PREFIX = "again"
NOT_KEPT = frozenset({"csrfmiddlewaretoken", f"{PREFIX}-email", f"{PREFIX}-password"})


def keeps_what_was_typed(page: Page) -> Page:
    """In place of `login_required`, for pages with a form worth keeping."""

    @sensitive_post_parameters()
    @wraps(page)
    def kept(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if isinstance(request.user, User):
            return page(request, *args, **kwargs)
        if request.method != "POST":
            return redirect_to_login(request.get_full_path())
        return _ask_again(request, page, args, kwargs)

    return kept


def _ask_again(
    request: HttpRequest, page: Page, args: tuple[Any, ...], kwargs: dict[str, Any]
) -> HttpResponse:
    asked = f"{PREFIX}-password" in request.POST
    form = SignInForm(request.POST if asked else None, prefix=PREFIX)
    if asked and form.is_valid():
        try:
            signed_in = actions.sign_in(
                email=form.cleaned_data["email"],
                password=form.cleaned_data["password"],
                source=sessions.source_of(request),
                known_browser=sessions.known_browser(request),
            )
        except Refused as refusal:
            form.refuse(refusal)
        else:
            return _go_on(request, signed_in, page, args, kwargs)
    sent = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in NOT_KEPT
        for value in values
    ]
    context = {"form": form, "sent": sent}
    return render(request, "casefile/concern_again.html", context, status=401)


def _go_on(
    request: HttpRequest,
    signed_in: Any,
    page: Page,
    args: tuple[Any, ...],
    kwargs: dict[str, Any],
) -> HttpResponse:
    """Begin the session, then answer the form as if it had never been lost."""
    cookies = HttpResponse()
    sessions.start(request, cookies, signed_in)
    response = page(request, *args, **kwargs)
    response.cookies.update(cookies.cookies)
    return response
