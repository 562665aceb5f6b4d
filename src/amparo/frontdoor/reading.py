"""Reads what strangers send, before anything else looks at it: small, text only, in one language.

The pages of this room take no part in the protection of forms by a cookie: they know nobody, act on
nobody's behalf, and work on a phone that keeps no cookies. The secret is in the address.
"""

from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.request import UnreadablePostError
from django.shortcuts import render
from django.utils import translation
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from amparo.casefile.pages_concern import emergency_number
from amparo.frontdoor.rules import MOST_BYTES, MOST_FIELDS

Page = Callable[..., HttpResponse]
FORM = "application/x-www-form-urlencoded"
LANGUAGE = "language"  # of the page, in a form or an address
READ_IN = "read_in"  # a button: the same page in another language, with what was typed


class Unreadable(Exception):
    """Something no form of ours sends; `status` is 400, 413 or 415."""

    def __init__(self, status: int) -> None:
        super().__init__(str(status))
        self.status = status


def from_outside(page: Page) -> Page:
    """For pages that anybody may open: no cookie is asked for, nothing leads back to them."""

    @csrf_exempt
    @sensitive_post_parameters()
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(page)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        before = translation.get_language()
        try:
            translation.activate(language_of(request, before or settings.LANGUAGE_CODE))
            response = _answer(request, page, args, kwargs)
            response.headers["Content-Language"] = translation.get_language() or ""
        finally:
            if before:
                translation.activate(before)
        # The address is the secret: no other page, and no other server, is told of it.
        response.headers["Referrer-Policy"] = "no-referrer"
        return response

    return guarded


def _answer(
    request: HttpRequest, page: Page, args: tuple[Any, ...], kwargs: dict[str, Any]
) -> HttpResponse:
    try:
        return page(request, *args, **kwargs)
    except Unreadable as unreadable:
        context = {"status": unreadable.status, "emergency_number": emergency_number()}
        return render(request, "frontdoor/unreadable.html", context, status=unreadable.status)


def sent(request: HttpRequest) -> QueryDict:
    """What a form of ours sent, free to change. Raises Unreadable."""
    if request.content_type != FORM:
        raise Unreadable(415)
    if not _is_small(request):
        raise Unreadable(413)
    try:
        typed = request.POST.copy()
    except (BadRequest, SuspiciousOperation, UnreadablePostError) as error:
        raise Unreadable(400) from error
    if sum(len(values) for _name, values in typed.lists()) > MOST_FIELDS:
        raise Unreadable(400)
    return typed


def _is_small(request: HttpRequest) -> bool:
    length = str(request.META.get("CONTENT_LENGTH") or "0")
    return length.isdecimal() and int(length) <= MOST_BYTES


def entry_id_in(typed: QueryDict) -> UUID:
    """The id that the form brought; a fresh one, put into it, where it brought none of ours."""
    try:
        found = UUID(typed.get("entry_id", ""))
    except ValueError:
        found = uuid4()
    typed["entry_id"] = str(found)
    return found


def language_of(request: HttpRequest, found: str, otherwise: str = "") -> str:
    """The page's language: the one chosen here, the one the browser asks for, or `otherwise`."""
    known = dict(settings.LANGUAGES)
    asked = [request.GET.get(LANGUAGE, "")]
    if request.method == "POST":
        with suppress(Unreadable):
            typed = sent(request)
            asked = [typed.get(name, "") for name in (READ_IN, LANGUAGE)] + asked
    for code in asked:
        if code in known:
            return code
    return found if not otherwise or _wishes(request, known) else otherwise


def _wishes(request: HttpRequest, known: dict[str, str]) -> bool:
    """Whether the browser, or a choice kept in it, asks for a language that we have."""
    if request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME) in known:
        return True
    wished = parse_accept_lang_header(request.headers.get("Accept-Language", ""))
    return any(code.split("-")[0] in known for code, _weight in wished)
