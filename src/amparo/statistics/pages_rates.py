"""Rates: for every 100,000 of a population that somebody brings as a file, read once, not kept."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from amparo.people.models import User
from amparo.statistics import showing
from amparo.statistics.figures.comparing import NotComparable
from amparo.statistics.forms_rates import RateForm
from amparo.statistics.pages_table import counting, facts_of, handed_out, said, shown
from amparo.statistics.tables import populations
from amparo.statistics.tables.making import POPULATION
from amparo.statistics.tables.refused import NotAskable
from amparo.statistics.tables.table import Table

LARGEST = 5_000_000  # bytes of a population


@login_required
@require_http_methods(["GET", "POST"])
def rates(request: HttpRequest) -> HttpResponse:
    """A form of its own: a file is sent, which the address of a table cannot carry."""
    user = counting(request)
    sent = request.method == "POST"
    form = RateForm(request.POST, files=request.FILES) if sent else RateForm()
    context: dict[str, Any] = {"form": form, "facts": facts_of(user), "here": "rates"}
    if not sent:
        form.errors.clear()
    elif form.is_valid() and context["facts"]:
        try:
            found = _made(user, form)
        except (NotAskable, NotComparable) as refusal:
            context["refused"] = said(refusal)
        else:
            if (kind := request.POST.get("as", "")) in ("csv", "json"):
                return handed_out(found, kind, "rates")
            context |= shown(found)
    return render(request, "statistics/rates.html", context)


def _made(user: User, form: RateForm) -> Table:
    file = form.cleaned_data["file"]
    if file.size > LARGEST:
        raise NotAskable(_("The file is larger than 5 MB."))
    population = populations.read(
        file.read(), method=form.cleaned_data["method"], reference_for=POPULATION
    )
    return showing.table(user, form.asked(), population)
