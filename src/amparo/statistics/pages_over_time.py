"""The page of a series: its lines, what may be read in them, and the breaks that people mark."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from amparo.access import Refused
from amparo.statistics import actions, queries, showing
from amparo.statistics.actions import BreakSaid
from amparo.statistics.drawing import of_figures
from amparo.statistics.drawing.lines import TooManyLines
from amparo.statistics.figures import sentences, trends, wording
from amparo.statistics.figures.comparing import NotComparable
from amparo.statistics.figures.parts import Meaning, key_of
from amparo.statistics.figures.series import Series
from amparo.statistics.forms import BreakForm, OverTimeForm
from amparo.statistics.pages_table import counting, facts_of, said
from amparo.statistics.tables.refused import NotAskable


@login_required
@require_GET
def over_time(request: HttpRequest) -> HttpResponse:
    """Year by year, with what changed in between."""
    user = counting(request)
    form = OverTimeForm(request.GET)
    context: dict[str, Any] = {
        "form": form,
        "facts": facts_of(user),
        "here": "over_time",
        "marked": queries.breaks_marked(user),
        "back": request.get_full_path(),
    }
    if context["facts"] and form.is_valid():
        try:
            context |= _shown(showing.series(user, form.asked()), form.cleaned_data["by"])
        except (NotAskable, NotComparable) as refusal:
            context["refused"] = said(refusal)
        except TooManyLines:
            context["refused"] = [_("More lines than can be told apart: choose fewer with “Only”.")]
    return render(request, "statistics/over_time.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def mark(request: HttpRequest) -> HttpResponse:
    """Mark a break."""
    user = counting(request)
    form = BreakForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.mark_break(by=user, said=_said(form), id=form.cleaned_data["id"])
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Marked. It stands in every series of that time."), "good")
            return redirect("statistics:over_time")
    return render(request, "statistics/mark.html", {"form": form, "here": "over_time"})


@login_required
@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, break_id: UUID) -> HttpResponse:
    """Put another in the place of a break; both are kept."""
    user = counting(request)
    row = queries.break_marked(user, break_id)
    form = BreakForm(
        request.POST or None,
        {"kind": row.kind, "on": row.on, "text": row.text, "source": row.source},
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.correct_break(by=user, of=break_id, said=_said(form))
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Corrected."), "good")
            return redirect("statistics:over_time")
    context = {"form": form, "here": "over_time", "row": row}
    return render(request, "statistics/mark.html", context)


@login_required
@require_POST
def withdraw(request: HttpRequest, break_id: UUID) -> HttpResponse:
    """Take a break out of the series, saying why."""
    user = counting(request)
    actions.withdraw_break(by=user, of=break_id, because=request.POST.get("because", ""))
    messages.success(request, _("Taken out of the series."), "good")
    return redirect("statistics:over_time")


def _said(form: BreakForm) -> BreakSaid:
    said = form.cleaned_data
    if said["on"] is None:
        raise Refused(_("The day is missing."), _("Say from when on."), code="day_missing")
    return BreakSaid(kind=said["kind"], on=said["on"], text=said["text"], source=said["source"])


def _shown(found: dict[str, Series], by: str) -> dict[str, Any]:
    named = {_name(by, code): series for code, series in found.items()}
    if not named:
        return {"nothing": True}
    chart = of_figures.of_series(named)
    every = [one for series in named.values() for one in series.figures]
    years = sorted({one.meaning.start.year for one in every})
    whole = _whole([one.meaning for one in every], by)
    first = next(iter(named.values()))
    return {
        "chart": chart.svg(),
        "sentence": sentences.sentence(first if len(named) == 1 else whole),
        "by": wording.axis(by) if by else "",
        **_read({name: trends.trend_said(series) for name, series in named.items()}),
        "years": years,
        "rows": [(name, _by_year(series, years)) for name, series in named.items()],
        "meaning": sentences.full_of(whole),
    }


def _whole(meanings: list[Meaning], by: str) -> Meaning:
    """What all lines together are of: without what tells them apart, from first to last."""
    restrictions = tuple(one for one in meanings[0].restrictions if key_of(one) != by)
    last = max(meanings, key=lambda one: one.end)
    start = min(one.start for one in meanings)
    return replace(last, start=start, restrictions=restrictions)


def _read(said: dict[str, tuple[str, ...]]) -> dict[str, Any]:
    """What is said of each line; what holds for all of them is said once."""
    common = [
        line for line in next(iter(said.values())) if all(line in lines for lines in said.values())
    ]
    own = [(name, [line for line in lines if line not in common]) for name, lines in said.items()]
    return {"trends": own if len(said) > 1 else [], "common": common}


def _name(by: str, code: str) -> str:
    return wording.code_in_words(by, code) if by else _("All")


def _by_year(series: Series, years: list[int]) -> list[str]:
    said = {one.meaning.start.year: sentences.value(one) for one in series.figures}
    return [said.get(year, "") for year in years]
