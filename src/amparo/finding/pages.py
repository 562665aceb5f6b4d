"""Looks for one child, by reference or by name. A mistyped reference is told apart from an unknown
one; a name is compared and forgotten (`queries`), and stands in no address."""

from collections.abc import Sequence

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from amparo.access import NotFound, can_act
from amparo.casefile import addresses
from amparo.casefile import queries as casefile
from amparo.casefile import reference as references
from amparo.casefile.models import TO_TRIAGE, Case
from amparo.casefile.navigation import reads_cases
from amparo.finding import queries
from amparo.finding.names import words
from amparo.finding.queries import LIMIT, SHORTEST, Found
from amparo.people.models import User
from amparo.people.pages import acting
from amparo.people.queries import person_for

LONGEST = 200


@sensitive_post_parameters("text")
@sensitive_variables("text")
@login_required
@require_http_methods(["GET", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    """By POST: a reference leads to its case, a name to the cases it may mean."""
    user = acting(request)
    person = person_for(user)
    if not reads_cases(person):
        raise NotFound
    text = request.POST.get("text", "").strip()[:LONGEST]
    if not text:
        return _page(request, advice=_("Write a reference, or a name.") if request.POST else "")
    if looks_like_reference(text):
        return _by_reference(request, user, text)
    if not can_act(person, "search_names"):
        advice = _(
            "In your role a child is found by the reference alone. Ask the caseworker for it."
        )
        return _page(request, text=text, advice=advice)
    if not any(len(word) >= SHORTEST for word in words(text)):
        return _page(request, text=text, advice=_("Write at least two letters of the name."))
    return _page(request, text=text, found=queries.by_name(user, text), searched=True)


def looks_like_reference(text: str) -> bool:
    """Names have no digits, and references hardly ever none."""
    try:
        references.check(text)
    except references.Mistyped:
        return any(sign.isdigit() for sign in text)
    return True


def _by_reference(request: HttpRequest, user: User, text: str) -> HttpResponse:
    try:
        case = casefile.find(user, text)
    except references.Mistyped as mistyped:
        heading = _("This reference is mistyped")
        return _page(request, text=text, advice=mistyped.advice, heading=heading)
    except NotFound:
        written = references.check(text)
        advice = _("%(reference)s is written correctly, but you work on no case with it.")
        return _page(request, text=text, advice=advice % {"reference": written}, unknown=written)
    return redirect(_where(case))


def _where(case: Case) -> str:
    if case.state == TO_TRIAGE:
        return reverse("casefile:concern", args=[case.reference])
    return addresses.case(case.reference)


def _page(
    request: HttpRequest,
    *,
    text: str = "",
    advice: str = "",
    heading: str = "",
    found: Sequence[Found] = (),
    searched: bool = False,
    unknown: str = "",
) -> HttpResponse:
    return render(
        request,
        "finding/find.html",
        {
            "typed": text,
            "advice": advice,
            "heading": heading,
            "found": found,
            "searched": searched,
            "limit": LIMIT,
            "unknown": unknown,
            "may_break_glass": bool(unknown)
            and can_act(person_for(acting(request)), "break_glass"),
            "concern": _concern(request),
        },
    )


def _concern(request: HttpRequest) -> str:
    """The concern that waits to be joined to what is found, if the search began there."""
    try:
        return references.check(request.POST.get("concern", ""))
    except references.Mistyped:
        return ""
