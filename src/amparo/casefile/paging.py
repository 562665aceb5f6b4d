"""What every page of a case has in common: somebody is signed in, and the case is one they may
open.

A refusal becomes a page with its reason, and what one may not know about a page that is not there
(`web.middleware`). No page of a case is kept by a browser.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from amparo.casefile import queries
from amparo.casefile.again import keeps_what_was_typed
from amparo.casefile.models import Case
from amparo.casefile.reference import Mistyped
from amparo.people.models import User

Page = Callable[..., HttpResponse]


def acting(request: HttpRequest) -> User:
    """Whoever is signed in; for pages behind `login_required`."""
    assert isinstance(request.user, User)
    return request.user


def case_page(page: Page) -> Page:
    """A page of one case: gives it the case for the reference in its address, or is not there."""

    @wraps(page)
    def with_case(request: HttpRequest, reference: str, *args: Any, **more: Any) -> HttpResponse:
        return page(request, case_at(request, reference), *args, **more)

    return not_kept(login_required(with_case))


def form_page(page: Page) -> Page:
    """As `case_page`, for a form: what was typed comes along when the session ended in between."""

    @wraps(page)
    def with_case(request: HttpRequest, reference: str, *args: Any, **more: Any) -> HttpResponse:
        return page(request, case_at(request, reference), *args, **more)

    return not_kept(keeps_what_was_typed(with_case))


def case_at(request: HttpRequest, reference: str) -> Case:
    """The case with this reference. Raises Http404 for a mistyped one, NotFound for others'."""
    try:
        return queries.find(acting(request), reference)
    except Mistyped as error:
        raise Http404 from error


def not_kept(page: Page) -> Page:
    """No browser, and no cache between, keeps this page."""
    kept_nowhere = never_cache(page)

    @wraps(page)
    def answer(request: HttpRequest, *args: Any, **more: Any) -> HttpResponse:
        response = kept_nowhere(request, *args, **more)
        response["Cache-Control"] = "no-store, private"
        return response

    return answer
