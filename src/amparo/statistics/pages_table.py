"""The pages on which a table is made, read and taken along: for whoever may see counts."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from amparo.access import NotFound, can_act
from amparo.people.models import User
from amparo.people.pages import acting
from amparo.people.queries import person_for
from amparo.statistics import laid_out, showing
from amparo.statistics.drawing import of_figures
from amparo.statistics.drawing.paper import LettersMissing
from amparo.statistics.figures import sentences
from amparo.statistics.figures.comparing import NotComparable
from amparo.statistics.forms import TableForm
from amparo.statistics.report import refused
from amparo.statistics.showing import NoFacts
from amparo.statistics.tables.refused import NotAskable
from amparo.statistics.tables.table import Table
from amparo.statistics.taking import as_csv, as_json, as_pdf


@login_required
@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """What there is, and as known on which day."""
    user = counting(request)
    return render(request, "statistics/overview.html", about(user) | {"here": "overview"})


@login_required
@require_GET
def table(request: HttpRequest) -> HttpResponse:
    """A table: asked for above, read below."""
    user = counting(request)
    form = TableForm(request.GET)
    context: dict[str, Any] = {"form": form, "facts": facts_of(user), "here": "table"}
    found = _table(user, form) if context["facts"] else None
    if isinstance(found, Table):
        context |= shown(found)
        context["asked"] = request.GET.urlencode()
    elif found:
        context["refused"] = found
    return render(request, "statistics/table.html", context)


@login_required
@require_GET
def take(request: HttpRequest, form: str) -> HttpResponse:
    """The same table as a file, with its meaning in it."""
    found = made(counting(request), request.GET)
    if not isinstance(found, Table):
        raise NotFound
    try:
        return handed_out(found, form, "table")
    except LettersMissing as missing:
        messages.error(request, str(missing), "danger")
        return redirect(f"{reverse('statistics:table')}?{request.GET.urlencode()}")


def handed_out(found: Any, form: str, name: str) -> HttpResponse:
    """A table or a series as a file: csv, json or pdf. Raises LettersMissing."""
    if form == "csv":
        written, kind = as_csv(found).encode("utf-8-sig"), "text/csv; charset=utf-8"
    elif form == "json":
        written, kind = as_json(found).encode(), "application/json"
    else:
        written, kind = as_pdf(found), "application/pdf"
    answer = HttpResponse(written, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    return answer


def counting(request: HttpRequest) -> User:
    """Who is signed in; to everybody else these pages do not exist."""
    user = acting(request)
    if not can_act(person_for(user), "see_counts"):
        raise NotFound
    return user


def facts_of(user: User) -> Any:
    """Which facts there are, None where none were made yet."""
    try:
        return showing.known(user)
    except NoFacts:
        return None


def about(user: User) -> dict[str, Any]:
    """Which facts there are, and whose."""
    facts = facts_of(user)
    return {"facts": facts, "sources": showing.sources(user) if facts else ()}


def shown(found: Table) -> dict[str, Any]:
    """What a page shows of a table: sentence, chart, grid, notes, the whole meaning."""
    return {
        "table": found,
        "sentence": laid_out.sentence(found),
        "by": laid_out.heading(found),
        "beside": laid_out.beside(found),
        "chart": of_figures.of_table(found).svg(),
        "grid": laid_out.grid(found),
        "notes": laid_out.notes(found),
        "meaning": sentences.full_of(found.meaning),
    }


def said(refusal: NotAskable | NotComparable) -> list[str]:
    """Why not, in the reader's language."""
    return list(refused(refusal))


def made(user: User, asked: QueryDict) -> Table | list[str] | None:
    """The table that an address asks for, or why there is none. Raises Refused."""
    return _table(user, TableForm(asked)) if facts_of(user) else None


def _table(user: User, form: TableForm) -> Table | list[str] | None:
    if not form.is_valid():
        return None
    try:
        return showing.table(user, form.asked())
    except (NotAskable, NotComparable) as refusal:
        return said(refusal)
