"""The annual report of a year: how far it is, how it will look, and as a file."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from amparo.access import NotFound, can_act
from amparo.people.models import User
from amparo.people.queries import person_for
from amparo.release.rapporteur import actions, book, folding, queries, shown
from amparo.release.rapporteur.annual import Annual, annual
from amparo.release.rapporteur.forms import named
from amparo.release.rapporteur.rules import FIRST_YEAR, LANGUAGES, LAST_YEAR, PLACES
from amparo.statistics.drawing.paper import LettersMissing
from amparo.statistics.facts import reading
from amparo.statistics.pages_table import counting, facts_of
from amparo.statistics.report import refused
from amparo.statistics.showing import NoFacts
from amparo.statistics.tables.refused import NotAskable

YEARS_OFFERED = 3


def reader(request: HttpRequest, year: int) -> User:
    """Who is signed in and may see counts; to everybody else, and of no year, there is nothing."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise NotFound
    return counting(request)


def writer(request: HttpRequest, year: int) -> User:
    """Who writes the report. Raises Refused for those who may only read it."""
    user = reader(request, year)
    actions.check_can_write(user)
    return user


def may_write(user: User) -> bool:
    return can_act(person_for(user), actions.WRITE)


@login_required
@require_GET
def years(request: HttpRequest) -> HttpResponse:
    """The years there is something of, and the last ones."""
    user = counting(request)
    today = timezone.localdate().year
    every = sorted({*queries.years(user), *range(today - YEARS_OFFERED + 1, today + 1)})
    context = {"years": every[::-1], "writes": may_write(user)}
    return render(request, "release/rapporteur/years.html", context)


@login_required
@require_GET
def overview(request: HttpRequest, year: int) -> HttpResponse:
    """What is written, what is recommended, and what nothing is said of yet."""
    user = reader(request, year)
    every = queries.recommended(user, year)
    earlier = [one for one in every if one.row.year < year]
    context = {
        "year": year,
        "writes": may_write(user),
        "facts": facts_of(user),
        "counted": _is_counted(),
        "places": _places(queries.written_in(user, year)),
        "own": [shown.recommended(one) for one in every if one.row.year == year],
        "earlier": [shown.recommended(one) | {"now": one.in_year(year)} for one in earlier],
        "unsaid": sum(one.in_year(year) is None for one in earlier),
        "withdrawn": [one for one in queries.withdrawn(user) if one.year <= year],
    }
    return render(request, "release/rapporteur/overview.html", context)


def _places(written: set[tuple[str, str]]) -> list[dict[str, Any]]:
    return [
        {
            "code": code,
            "name": _(name),
            "languages": [(one, named(one), (code, one) in written) for one in LANGUAGES],
        }
        for code, name in PLACES.items()
    ]


def _is_counted() -> bool:
    try:
        return folding.kept(reading.about()) is not None
    except NoFacts:
        return False


@login_required
@require_GET
def preview(request: HttpRequest, year: int) -> HttpResponse:
    """The report as it is now, in the language of the page."""
    user = reader(request, year)
    found = _annual(user, year)
    context: dict[str, Any] = {"year": year, "writes": may_write(user), "counted": _is_counted()}
    context |= shown.about(found) if isinstance(found, Annual) else {"refused": found}
    if context["writes"] and isinstance(found, Annual):
        context["left_out"] = shown.left_out(found)
    return render(request, "release/rapporteur/preview.html", context)


@login_required
@require_GET
def as_pdf(request: HttpRequest, year: int) -> HttpResponse:
    """The same on paper."""
    found = _annual(reader(request, year), year)
    if not isinstance(found, Annual):
        return redirect("release:preview", year)
    try:
        written = book.pdf(found)
    except LettersMissing as missing:
        messages.error(request, str(missing), "danger")
        return redirect("release:preview", year)
    answer = HttpResponse(written, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="report_{year}.pdf"'
    return answer


@login_required
@require_POST
def count(request: HttpRequest, year: int) -> HttpResponse:
    """Count how duties ended, where that does not keep anybody waiting for long."""
    user = writer(request, year)
    try:
        making = reading.about()
    except NoFacts as none:
        messages.error(request, str(none), "danger")
        return redirect("release:report", year)
    if folding.how_many() > folding.CASES_ON_A_PAGE:
        said = _("The register is too large to count duties while you wait: ask for the command")
        messages.error(request, f"{said}: amparo report rapporteur --year {year}", "danger")
    else:
        folding.counted(by=user, making=making, processes=1)
        messages.success(request, _("Duties are counted."), "good")
    return redirect("release:report", year)


def _annual(user: User, year: int) -> Annual | list[str]:
    """The report, or why there is none."""
    try:
        return annual(user, year)
    except NotAskable as refusal:
        return list(refused(refusal))
    except NoFacts as none:
        return [str(none)]
