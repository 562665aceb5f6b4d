"""Looks for one child, by reference, name or number, in one field. A mistyped reference is told
apart from an unknown one; what is typed is compared and forgotten, and stands in no address.

`typed` reads the field, `searching` searches and writes down. Roles that do not search by name find
a case by its reference here.
"""

from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from amparo import terms
from amparo.access import (
    NotFound,
    can_act,
    can_search_names,
    can_see_who_searches,
    check_can_search_names,
)
from amparo.casefile import addresses
from amparo.casefile import queries as casefile
from amparo.casefile import reference as references
from amparo.casefile.models import TO_TRIAGE, Case
from amparo.casefile.navigation import reads_cases
from amparo.finding.search import queries, searching, typed
from amparo.finding.search.pacing import no_sooner
from amparo.finding.search.queries import NotReady
from amparo.finding.search.searching import PURPOSES, Settled, TooMany
from amparo.finding.search.typed import LONGEST, Likely, Typed
from amparo.people.models import User
from amparo.people.pages import acting
from amparo.people.queries import person_for

TYPED = ("text", "born", "sex", "place", "own")


@dataclass
class Said:
    """What a page answers beside its form."""

    heading: str = ""
    advice: str = ""
    unknown: str = ""
    meant: list[Likely] = field(default_factory=list)
    settled: Settled | None = None


@sensitive_post_parameters(*TYPED)
@sensitive_variables("asked", "text")
@login_required
@require_http_methods(["GET", "POST"])
@no_sooner
def find(request: HttpRequest) -> HttpResponse:
    """By POST: a reference leads to its case, all else to the cases it may mean."""
    user = acting(request)
    person = person_for(user)
    if not reads_cases(person):
        raise NotFound
    if request.method != "POST":
        return _page(request, Said())
    asked = _typed(request)
    if asked.reference and (case := _own(user, asked.reference)):
        return redirect(_where(case))
    if not can_search_names(person):
        return _page(request, _by_reference_alone(user, request.POST.get("text", ""), asked))
    return _page(request, _searched(request, user, asked))


def _typed(request: HttpRequest) -> Typed:
    """The field and its details; a detail that makes no sense is not asked."""
    year = timezone.localdate().year
    read = typed.read(request.POST.get("text", ""), year)
    born = typed.year_of(request.POST.get("born", ""), year)
    sex = request.POST.get("sex", "")
    asked = replace(
        read.asked,
        born=born or read.asked.born,
        sex=sex if sex in terms.code_list("sex") else "",
        place=request.POST.get("place", "").strip()[:LONGEST],
    )
    return replace(read, asked=asked)


def _searched(request: HttpRequest, user: User, asked: Typed) -> Said:
    said = Said()
    if asked.mistyped is not None:
        said = _mistyped(user, request.POST.get("text", ""), asked.mistyped)
    elif asked.reference:
        said = _unknown(asked.reference)
    if said.meant or not asked.says_enough:
        if not said.advice:
            said.advice = _("Write a reference, a number, or at least two letters of a name.")
        return said
    purpose = request.POST.get("purpose", "")
    try:
        said.settled = searching.settle(
            by=user, typed=asked, purpose=purpose, own_case=_own_case(request, user)
        )
    except TooMany:
        return _too_many()
    except NotReady:
        return Said(heading=_("The search is not ready yet"), advice=_not_ready())
    return said


def _own(user: User, reference: str) -> Case | None:
    try:
        return casefile.find(user, reference)
    except NotFound:
        return None


def _own_case(request: HttpRequest, user: User) -> Case | None:
    """The searcher's own case or concern that a search is for."""
    try:
        written = references.check(request.POST.get("own") or request.POST.get("concern", ""))
    except references.Mistyped:
        return None
    return _own(user, written)


def _by_reference_alone(user: User, text: str, asked: Typed) -> Said:
    if asked.reference:
        return _unknown(asked.reference)
    if asked.mistyped is not None:
        return _mistyped(user, text, asked.mistyped)
    if not text.strip():
        return Said(advice=_("Write a reference."))
    advice = _("In your role a child is found by the reference alone. Ask the caseworker for it.")
    return Said(advice=advice)


def _mistyped(user: User, text: str, why: references.Mistyped) -> Said:
    meant = queries.meant_by(user, text)
    return Said(heading=_("This reference is mistyped"), advice=why.advice, meant=meant)


def _unknown(reference: str) -> Said:
    advice = _("%(reference)s is written correctly, but you work on no case with it.")
    return Said(advice=advice % {"reference": reference}, unknown=reference)


def _not_ready() -> str:
    return _("The names are still being opened after a start: search again in a minute.")


def _too_many() -> Said:
    advice = _(
        "You have searched %(number)s times within an hour. Searching rests for you until the hour"
        " is over. If a child needs you now, ask your supervisor."
    )
    heading = _("That is a lot of searching")
    return Said(heading=heading, advice=advice % {"number": searching.MOST_AN_HOUR})


def _where(case: Case) -> str:
    if case.state == TO_TRIAGE:
        return reverse("casefile:concern", args=[case.reference])
    return addresses.case(case.reference)


def _page(request: HttpRequest, said: Said) -> HttpResponse:
    person = person_for(acting(request))
    results = said.settled.results if said.settled else None
    details = {name: request.POST.get(name, "")[:LONGEST] for name in (*TYPED, "purpose")}
    context: dict[str, Any] = {
        "said": said,
        "typed": details["text"],
        "details": details,
        "open": any(details[name] for name in ("born", "sex", "place", "own")),
        "sexes": terms.choices("sex", get_language() or "en"),
        "purposes": [(code, _(label)) for code, label in PURPOSES.items()],
        "results": results,
        "limit": queries.LIMIT,
        "by_name": can_search_names(person),
        "may_break_glass": bool(said.unknown) and can_act(person, "break_glass"),
        "sees_searches": can_see_who_searches(person),
        "concern": _concern(request),
    }
    return render(request, "finding/find.html", context)


def _concern(request: HttpRequest) -> str:
    """The concern that waits to be joined to what is found, if the search began there."""
    try:
        return references.check(request.POST.get("concern", ""))
    except references.Mistyped:
        return ""


# While somebody types


@sensitive_post_parameters(*TYPED)
@sensitive_variables("asked")
@login_required
@require_POST
@no_sooner
def as_typed(request: HttpRequest) -> HttpResponse:
    """A few lines for the field on every page: what may be meant so far. Nobody is told of it."""
    user = acting(request)
    check_can_search_names(person_for(user))
    asked = _typed(request)
    context: dict[str, Any] = {"results": None, "case": None}
    if asked.reference and (case := _own(user, asked.reference)):
        context["case"], context["href"] = case, _where(case)
    elif asked.mistyped is not None:
        context["meant"] = queries.meant_by(user, request.POST.get("text", ""))
    if context["case"] is None and asked.says_enough:
        try:
            context["results"] = searching.while_typing(by=user, typed=asked)
        except NotReady:
            context["not_ready"] = _not_ready()
    return render(request, "finding/as_typed.html", context)


@login_required
@require_POST
def purpose(request: HttpRequest) -> HttpResponse:
    """Say afterwards what a search was for."""
    try:
        search_id = UUID(request.POST.get("search", ""))
    except ValueError as error:
        raise NotFound from error
    user = acting(request)
    check_can_search_names(person_for(user))
    searching.say_purpose(by=user, search_id=search_id, purpose=request.POST.get("purpose", ""))
    messages.success(request, _("Written down. Whoever knows the child reads it."), "good")
    return redirect("finding:find")
