"""Figures held against each other: what may be done with two, and why something may not."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from amparo.access import NotFound, Refused
from amparo.people.models import User
from amparo.statistics import keeping
from amparo.statistics.drawing import of_figures
from amparo.statistics.figures import arithmetic, sentences
from amparo.statistics.figures.comparing import Act, NotComparable
from amparo.statistics.figures.meaning import Figure
from amparo.statistics.figures.together import verdict
from amparo.statistics.figures.trends import break_said, refused_said
from amparo.statistics.ledger.as_figure import figure_of
from amparo.statistics.ledger.estimates import estimates
from amparo.statistics.pages_table import counting, made
from amparo.ui import refusals

ACTS = {
    Act.COMPARE: gettext_lazy("Compare them"),
    Act.ADD: gettext_lazy("Add them"),
    Act.DIVIDE: gettext_lazy("Divide the first by the second"),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """A figure that can be chosen: one's own, or one of the ledger."""

    code: str
    figure: Figure
    named: str
    row: UUID | None = None
    asked: str = ""


@login_required
@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """Put the figure for all of a table aside."""
    user = counting(request)
    asked = request.POST.get("asked", "")
    table = made(user, QueryDict(asked))
    if isinstance(table, list) or table is None:
        raise NotFound
    try:
        keeping.keep(by=user, figure=table.overall or table.whole, asked=asked)
    except Refused as refusal:
        messages.error(request, refusals.said(refusal), "danger")
        return redirect(f"{reverse('statistics:table')}?{asked}")
    messages.success(request, _("Kept. Choose what to hold it against."), "good")
    return redirect("statistics:compare")


@login_required
@require_POST
def put_away(request: HttpRequest, figure_id: UUID) -> HttpResponse:
    keeping.put_away(by=counting(request), figure_id=figure_id)
    return redirect("statistics:compare")


@login_required
@require_GET
def compare(request: HttpRequest) -> HttpResponse:
    """Two figures and what is to be done with them."""
    user = counting(request)
    own, others = list(_own(user)), list(_of_others())
    chosen = {choice.code: choice for choice in (*own, *others)}
    one, other = (chosen.get(request.GET.get(name, "")) for name in ("one", "other"))
    act = next((act for act in ACTS if act == request.GET.get("act")), Act.COMPARE)
    context: dict[str, Any] = {
        "here": "compare", "own": own, "others": others, "acts": list(ACTS.items()),
        "one": one, "other": other, "act": act,
    }  # fmt: skip
    if one and other:
        context |= _held(one, other, act)
    elif "act" in request.GET:
        context["missing"] = True
    return render(request, "statistics/compare.html", context)


def _own(user: User) -> Iterator[Choice]:
    for row, figure in keeping.kept(user):
        yield Choice(f"own:{row.id}", figure, sentences.sentence(figure), row.id, row.asked)


def _of_others() -> Iterator[Choice]:
    language = get_language() or "en"
    for one in estimates():
        figure = figure_of(one, language)
        if figure is not None:
            issuer = one.issuer.said(language)
            named = f"{one.name.said(language)} ({issuer}, {one.published})"
            yield Choice(f"ledger:{one.code}", figure, named)


def _held(one: Choice, other: Choice, act: Act) -> dict[str, Any]:
    found = verdict(one.figure, other.figure, act)
    if not found.allowed:
        return {"refused": refused_said(found)}
    try:
        return {"allowed": True, **_done(one.figure, other.figure, act)}
    except NotComparable as refusal:
        return {"refused": refused_said(refusal)}


def _done(one: Figure, other: Figure, act: Act) -> dict[str, Any]:
    if act is Act.ADD:
        return {"result": sentences.full(arithmetic.add([one, other]))}
    if act is Act.DIVIDE:
        return {"result": sentences.full(arithmetic.share(one, other))}
    chart, breaks = of_figures.of_two(one, other)
    return {"chart": chart.svg(), "breaks": [break_said(mark) for mark in breaks]}
