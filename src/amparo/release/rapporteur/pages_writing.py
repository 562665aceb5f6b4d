"""Where the rapporteur writes: a text of the report, a recommendation, what became of one."""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from amparo.access import NotFound, Refused
from amparo.release.rapporteur import actions, duties, filling, queries, shown, words
from amparo.release.rapporteur.forms import BecameForm, RecommendationForm, TextForm, named
from amparo.release.rapporteur.pages import writer
from amparo.release.rapporteur.rules import FIGURES, LANGUAGES, OF_A_DUTY, PLACES
from amparo.statistics.forms import WithdrawForm
from amparo.statistics.pages_withdraw import not_taken_out

FORM = "release/rapporteur/form.html"


@login_required
@require_http_methods(["GET", "POST"])
def text(request: HttpRequest, year: int, place: str, language: str) -> HttpResponse:
    """One text of the report; every version of it stays."""
    user = writer(request, year)
    if place not in PLACES or language not in LANGUAGES:
        raise NotFound
    held = queries.texts(user, year, language).get(place)
    initial = {"before": held.id, "text": held.text} if held else {}
    form = TextForm(request.POST or None, initial=initial)
    context: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        try:
            actions.write_text(
                by=user,
                year=year,
                language=language,
                place=place,
                text=form.cleaned_data["text"],
                before=form.cleaned_data["before"],
            )
        except Refused as refusal:
            form, context = _refused(TextForm, request, form, refusal, held)
        else:
            messages.success(request, _("Kept."), "good")
            return redirect("release:report", year)
    context |= {
        "title": _(PLACES[place]),
        "year": year,
        "language": language,
        "language_name": named(language),
        "form": form,
        "figures": _figures(language),
        "duties": list(_duties(filling.now(user, year), year)),
        "versions": queries.versions(user, year, language, place),
    }
    return render(request, "release/rapporteur/text_form.html", context)


def _figures(language: str) -> list[tuple[str, str]]:
    plain = [("{" + name + "}", _(said)) for name, said in FIGURES.items()]
    return plain + [("{" + name + ":guardian}", _(said)) for name, said in OF_A_DUTY.items()]


def _duties(found: dict[str, str] | None, year: int) -> Iterator[tuple[str, str, str]]:
    """Each duty that can be named, and its figures that have no number now."""
    for code, rule in duties.rules_of(year).items():
        names = (f"{name}:{code}" for name in OF_A_DUTY) if found is not None else ()
        without = tuple(name for name in names if name not in (found or {}))
        yield code, words.duty(rule), filling.named(without)


def _refused(
    kind: Any, request: HttpRequest, form: Any, refusal: Refused, held: Any
) -> tuple[Any, dict[str, Any]]:
    """The form with what was typed; where another wrote in between, with what stands there now.

    Sent again it then takes the place of that: whoever sends it has seen it.
    """
    if refusal.code != actions.WRITTEN_IN_BETWEEN:
        form.refuse(refusal)
        return form, {}
    data = request.POST.copy()
    data["before"] = str(held.id) if held else ""
    again = kind(data)
    again.is_valid()
    again.refuse(refusal)
    return again, {"now": held}


@login_required
@require_http_methods(["GET", "POST"])
def recommend(request: HttpRequest, year: int) -> HttpResponse:
    """Recommend something in the report of a year."""
    user = writer(request, year)
    form = RecommendationForm(request.POST or None)
    return _kept(
        request,
        form,
        year,
        lambda: actions.recommend(by=user, year=year, said=form.said(), id=form.cleaned_data["id"]),
        {"title": _("Recommend something")},
    )


@login_required
@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, year: int, row_id: UUID) -> HttpResponse:
    """Put another wording in its place; both are kept."""
    user = writer(request, year)
    row = queries.recommendation(user, row_id).row
    form = RecommendationForm(request.POST or None, _initial(row))
    return _kept(
        request,
        form,
        year,
        lambda: actions.correct(by=user, of=row_id, said=form.said()),
        _about(year, row_id),
    )


@login_required
@require_POST
def withdraw(request: HttpRequest, year: int, row_id: UUID) -> HttpResponse:
    """Take a recommendation out, saying why."""
    user = writer(request, year)
    row = queries.recommendation(user, row_id).row
    leaving = not_taken_out(
        request, lambda because: actions.withdraw(by=user, of=row_id, because=because)
    )
    if leaving is None:
        messages.success(request, _("Taken out."), "good")
        return redirect("release:report", year)
    form = RecommendationForm(None, _initial(row))
    context = _about(year, row_id) | {"leaving": leaving, "form": form, "year": year}
    return render(request, FORM, context)


@login_required
@require_http_methods(["GET", "POST"])
def became(request: HttpRequest, year: int, row_id: UUID) -> HttpResponse:
    """Say in the report of a year what became of a recommendation of an earlier one."""
    user = writer(request, year)
    one = queries.recommendation(user, row_id)
    held = one.in_year(year)
    initial = _said_before(held)
    form = BecameForm(request.POST or None, initial)
    context: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        try:
            actions.follow_up(
                by=user, of=row_id, year=year, said=form.said(), before=form.cleaned_data["before"]
            )
        except Refused as refusal:
            form, context = _refused(BecameForm, request, form, refusal, held)
        else:
            messages.success(request, _("Kept."), "good")
            return redirect("release:report", year)
    context |= {
        "title": _("What became of it"),
        "year": year,
        "form": form,
        "one": shown.recommended(one),
    }
    return render(request, FORM, context)


def _said_before(held: Any) -> dict[str, Any]:
    if held is None:
        return {}
    return {
        "before": held.id,
        "state": held.state,
        "text": held.text,
        "evidence": held.evidence,
    }


def _initial(row: Any) -> dict[str, Any]:
    return {
        "addressed": row.addressed,
        "to_agency": str(row.to_agency_id or ""),
        "language": row.language,
        "text": row.text,
        "source": row.source,
    }


def _about(year: int, row_id: UUID) -> dict[str, Any]:
    return {
        "title": _("Correct a recommendation"),
        "leaving": WithdrawForm(),
        "withdraw": reverse("release:withdraw_recommendation", args=[year, row_id]),
    }


def _kept(
    request: HttpRequest,
    form: RecommendationForm,
    year: int,
    keep: Callable[[], object],
    context: dict[str, Any],
) -> HttpResponse:
    """The form; once it is kept, back to the year. What was typed stays on a refusal."""
    if request.method == "POST" and form.is_valid():
        try:
            keep()
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Kept."), "good")
            return redirect("release:report", year)
    return render(request, FORM, {"form": form, "year": year} | context)
