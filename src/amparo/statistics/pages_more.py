"""Routes, and who is found more often than their share of a population that somebody brings."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from amparo.statistics import laid_out, showing
from amparo.statistics.drawing import of_routes
from amparo.statistics.figures import sentences, wording
from amparo.statistics.figures.comparing import NotComparable
from amparo.statistics.forms import ReferenceForm, RoutesForm
from amparo.statistics.pages_table import counting, facts_of, said
from amparo.statistics.tables import disproportion
from amparo.statistics.tables.disproportion import OverRepresentation
from amparo.statistics.tables.refused import NotAskable


@login_required
@require_GET
def routes(request: HttpRequest) -> HttpResponse:
    """From where to where, small flows merged."""
    user = counting(request)
    form = RoutesForm(request.GET)
    context: dict[str, Any] = {"form": form, "facts": facts_of(user), "here": "routes"}
    if context["facts"] and form.is_valid():
        try:
            found = showing.routes(user, form.asked(), form.cleaned_data["by"])
        except (NotAskable, NotComparable) as refusal:
            context["refused"] = said(refusal)
        else:
            context["drawn"] = of_routes.drawn(found)
            context["notes"] = laid_out.in_words(found.notes)
            context["sentence"] = sentences.sentence(found.meaning)
            context["meaning"] = sentences.full_of(found.meaning)
    return render(request, "statistics/routes.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def who(request: HttpRequest) -> HttpResponse:
    """Over-representation, by a reference population that is read and not kept."""
    user = counting(request)
    sent = request.method == "POST"
    form = ReferenceForm(request.POST) if sent else ReferenceForm()
    context: dict[str, Any] = {"form": form, "facts": facts_of(user), "here": "who"}
    if not sent:
        form.errors.clear()
    elif form.is_valid() and context["facts"]:
        try:
            found = showing.over_represented(user, form.asked(), _reference(form))
        except (NotAskable, NotComparable) as refusal:
            context["refused"] = said(refusal)
        else:
            context["found"] = [_row(one) for one in found]
            notes = dict.fromkeys(note for one in found for note in laid_out.in_words(one.notes))
            context["notes"] = list(notes)
    return render(request, "statistics/who.html", context)


def _reference(form: ReferenceForm) -> disproportion.Reference:
    return disproportion.read(form.cleaned_data["text"].encode(), kind=form.cleaned_data["kind"])


def _row(one: OverRepresentation) -> dict[str, Any]:
    interval = one.ratio.interval
    return {
        "name": wording.code_in_words("factors", one.factor),
        "ratio": laid_out.short(one.ratio),
        "interval": _("%(low)s to %(high)s")
        % {"low": wording.decimal(interval.low), "high": wording.decimal(interval.high)}
        if interval
        else "",
        "among": laid_out.short(one.among_known),
        "reference": wording.percent(one.in_reference),
        "too_broad": one.too_broad,
        "sentence": sentences.sentence(one.ratio),
    }
