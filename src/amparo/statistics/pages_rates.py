"""Rates: for every 100,000 of a population that somebody brings, read once, not kept."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from amparo.people.models import User
from amparo.statistics import showing
from amparo.statistics.drawing.paper import LettersMissing
from amparo.statistics.figures.comparing import NotComparable
from amparo.statistics.forms_rates import RateForm
from amparo.statistics.pages_table import counting, facts_of, handed_out, said, shown
from amparo.statistics.tables import populations
from amparo.statistics.tables.making import POPULATION
from amparo.statistics.tables.refused import NotAskable
from amparo.statistics.tables.table import Table

FORMS = ("csv", "json", "pdf")


@login_required
@require_http_methods(["GET", "POST"])
def rates(request: HttpRequest) -> HttpResponse:
    """A form of its own: the address of a table cannot carry a population."""
    user = counting(request)
    sent = request.method == "POST"
    form = RateForm(request.POST) if sent else RateForm()
    context: dict[str, Any] = {"form": form, "facts": facts_of(user), "here": "rates"}
    if not sent:
        form.errors.clear()
    elif form.is_valid() and context["facts"]:
        try:
            found = _made(user, form)
            if (kind := request.POST.get("as", "")) in FORMS:
                return handed_out(found, kind, "rates")
        except (NotAskable, NotComparable) as refusal:
            context["refused"] = said(refusal)
        except LettersMissing as missing:
            context["refused"] = [str(missing)]
        else:
            context |= shown(found)
    return render(request, "statistics/rates.html", context)


def _made(user: User, form: RateForm) -> Table:
    pasted = form.cleaned_data["text"].encode()
    method = form.cleaned_data["method"]
    population = populations.read(pasted, method=method, reference_for=POPULATION)
    return showing.table(user, form.asked(), population)
