"""Decides what every answer carries: nothing is kept by a shared phone, and a refusal explains."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from amparo.access import NotFound, Refused
from amparo.audit import actions as audit
from amparo.casefile.queueing import turn
from amparo.people.models import User

Answer = Callable[[HttpRequest], HttpResponse]


class PrivatePages:
    """No browser keeps a page: the next person at this phone must not go back to it."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.setdefault("Cache-Control", "no-store")
        response.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        response.setdefault("X-Robots-Tag", "noindex")
        return response


class Refusals:
    """A refusal becomes a page with its reason; what one may not know about does not exist."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, Refused):
            _keep(request, error)
        if isinstance(error, NotFound) or (isinstance(error, Refused) and error.hidden):
            raise Http404 from error
        if isinstance(error, Refused):
            return render(request, "ui/403.html", {"refusal": error}, status=403)
        return None


def _keep(request: HttpRequest, refused: Refused) -> None:
    """Put a refusal into the audit log, unless the action that refused has done so."""
    user = request.user
    if not refused.kept and isinstance(user, User):
        with turn():
            audit.write_refusal(refused, by=user)
