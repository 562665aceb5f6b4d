"""How many remain unseen: it asks before it computes, and what it gives is a range of models.

What is pasted is read once, in memory and in a process of its own, and kept nowhere.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from amparo.casefile.again import keeps_what_was_typed
from amparo.statistics import unseen as words
from amparo.statistics.forms_unseen import UnseenForm
from amparo.statistics.pages_table import counting
from amparo.statistics.prevalence import apart
from amparo.statistics.prevalence.answers import Spread
from amparo.statistics.prevalence.refused import NotEstimable

FIRST_MODELS = 10
KINDS = {"text": ("text/plain; charset=utf-8", "txt"), "json": ("application/json", "json")}


@keeps_what_was_typed
@require_http_methods(["GET", "POST"])
def unseen(request: HttpRequest) -> HttpResponse:
    """The questions; once they are answered, the tables; once those are there, the range."""
    counting(request)
    sent = request.method == "POST"
    form = UnseenForm(request.POST if sent else None, tables="text" in request.POST)
    context: dict[str, Any] = {"form": form, "here": "unseen"}
    if sent and form.is_valid():
        if not form.tables:
            context["form"] = UnseenForm(tables=True, initial=form.given)
        elif found := _estimated(form):
            if request.POST.get("as", "") in KINDS:
                return _taken(request.POST["as"], found, form)
            context |= _shown(found, form)
    # Where the page goes on: to what was found, else to the tables; where something is wrong, up.
    context["tables"] = "tables" if "found" in context or context["form"].errors else "next"
    return render(request, "statistics/unseen.html", context)


def _estimated(form: UnseenForm) -> Spread | None:
    """None where it was refused; the form says why."""
    try:
        return apart.over(form.pasted_tables(), form.asked())
    except NotEstimable as refused:
        form.blame(refused.where, words.said(refused))
    except apart.TakesTooLong:
        form.add_error(
            None,
            _(
                "This takes too long for a page, and was stopped. Take fewer samples, a lower order"
                " or another method; or the command `amparo estimate`, which takes its time."
            ),
        )
    except apart.Busy:
        form.add_error(
            None, _("Another estimate is being worked out. Wait some seconds, and send this again.")
        )
    return None


def _taken(kind: str, found: Spread, form: UnseenForm) -> HttpResponse:
    written = words.as_text if kind == "text" else words.as_json
    content_type, ending = KINDS[kind]
    answer = HttpResponse(written(found, form.given), content_type=content_type)
    answer["Content-Disposition"] = f'attachment; filename="estimate.{ending}"'
    return answer


def _shown(found: Spread, form: UnseenForm) -> dict[str, Any]:
    said = words.account(found)
    return {
        "found": said,
        "answered": words.answered(form.given),
        "first": said.ranking[:FIRST_MODELS],
        "rest": said.ranking[FIRST_MODELS:],
        "heads": ranking_heads(found),
    }


def ranking_heads(found: Spread) -> tuple[str, str, str]:
    """What stands in the columns of the ranking."""
    weighed = found.estimates[0][1].models[0].bic is None
    return _("Probability") if weighed else "BIC", _("In total"), _("Lists that depend")
