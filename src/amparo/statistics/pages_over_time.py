"""The page of a series: its lines, what may be read in them, and the breaks that people mark."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from amparo.access import NotFound, Refused
from amparo.people.models import User
from amparo.statistics import actions, queries, showing, warned
from amparo.statistics.actions import BreakSaid
from amparo.statistics.drawing.lines import TooManyLines
from amparo.statistics.drawing.paper import LettersMissing
from amparo.statistics.figures import sentences
from amparo.statistics.figures.comparing import NotComparable
from amparo.statistics.forms import BreakForm, OverTimeForm, WithdrawForm
from amparo.statistics.models import SeriesBreak
from amparo.statistics.pages_table import counting, facts_of, handed_out, said
from amparo.statistics.pages_withdraw import not_taken_out
from amparo.statistics.several import Several, several
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
            context |= _shown(_found(user, form))
            context["asked"] = request.GET.urlencode()
        except (NotAskable, NotComparable) as refusal:
            context["refused"] = said(refusal)
        except TooManyLines:
            context["refused"] = [_("More lines than can be told apart: choose fewer with “Only”.")]
    return render(request, "statistics/over_time.html", context)


@login_required
@require_GET
def take(request: HttpRequest, form: str) -> HttpResponse:
    """The same series as a file, with its meaning, breaks and warnings in it."""
    user, asked = counting(request), OverTimeForm(request.GET)
    if not (facts_of(user) and asked.is_valid()):
        raise NotFound
    try:
        found = _found(user, asked)
        if found is not None:
            return handed_out(found, form, "series")
    except LettersMissing as missing:
        messages.error(request, str(missing), "danger")
        return redirect(f"{reverse('statistics:over_time')}?{request.GET.urlencode()}")
    except (NotAskable, NotComparable, TooManyLines):
        pass
    raise NotFound


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
    form = BreakForm(request.POST or None, _initial(row))
    if request.method == "POST" and form.is_valid():
        try:
            actions.correct_break(by=user, of=break_id, said=_said(form))
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Corrected."), "good")
            return redirect("statistics:over_time")
    return _marked(request, form, row, WithdrawForm())


@login_required
@require_POST
def withdraw(request: HttpRequest, break_id: UUID) -> HttpResponse:
    """Take a break out of the series, saying why."""
    user = counting(request)
    row = queries.break_marked(user, break_id)
    leaving = not_taken_out(
        request,
        lambda because: actions.withdraw_break(by=user, of=break_id, because=because),
    )
    if leaving is None:
        messages.success(request, _("Taken out of the series."), "good")
        return redirect("statistics:over_time")
    return _marked(request, BreakForm(None, _initial(row)), row, leaving)


def _initial(row: SeriesBreak) -> dict[str, Any]:
    return {"kind": row.kind, "on": row.on, "text": row.text, "source": row.source}


def _marked(
    request: HttpRequest, form: BreakForm, row: SeriesBreak, leaving: WithdrawForm
) -> HttpResponse:
    context = {"form": form, "here": "over_time", "row": row, "leaving": leaving}
    return render(request, "statistics/mark.html", context)


def _said(form: BreakForm) -> BreakSaid:
    said = form.cleaned_data
    return BreakSaid(kind=said["kind"], on=said["on"], text=said["text"], source=said["source"])


def _found(user: User, form: OverTimeForm) -> Several | None:
    """None where nothing was registered then. Raises NotAskable, NotComparable."""
    found = showing.series(user, form.asked())
    if not found:
        return None
    told = warned.beside(found.values(), queries.warnings(user))
    return several(form.cleaned_data["by"], found, told)


def _shown(found: Several | None) -> dict[str, Any]:
    if found is None:
        return {"nothing": True}
    return {
        "chart": found.chart.svg(),
        "sentence": found.sentence,
        "by": found.heading,
        **_read(found.trends),
        "grid": found.grid,
        "meaning": sentences.full_of(found.meaning),
    }


def _read(said: dict[str, tuple[str, ...]]) -> dict[str, Any]:
    """What is said of each line; what holds for all of them is said once."""
    common = [
        line for line in next(iter(said.values())) if all(line in lines for lines in said.values())
    ]
    own = [(name, [line for line in lines if line not in common]) for name, lines in said.items()]
    return {"trends": own if len(said) > 1 else [], "common": common}
