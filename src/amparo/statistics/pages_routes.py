"""Routes: from where children were recruited to where they were exploited."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from amparo.statistics import laid_out, showing
from amparo.statistics.drawing import of_routes
from amparo.statistics.figures import sentences
from amparo.statistics.figures.comparing import NotComparable
from amparo.statistics.forms import RoutesForm
from amparo.statistics.pages_table import counting, facts_of, said
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
