"""The list of cases somebody works on, narrowed by filters; the most overdue first.

Looking for one child, by reference or by name, is sent by POST to room `finding`, which knows the
names; nothing typed there ever stands in an address.
"""

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from amparo import terms
from amparo.access import NotFound
from amparo.casefile import models, queries
from amparo.casefile.navigation import reads_cases
from amparo.casefile.pages_triage import page_number, pages
from amparo.casefile.queries import CaseFilters
from amparo.people.pages import acting
from amparo.people.queries import person_for

SWITCHES = ("mine", "overdue", "missing", "detained", "without_guardian", "unverified")
CODED = {
    "standing": "standing",
    "risk": "risk_level",
    "age_band": "age_band_of_child",
    "movement": "movement",
}
STATES = (models.OPEN, models.CLOSED)


@login_required
@require_GET
def cases(request: HttpRequest) -> HttpResponse:
    """A page of the list."""
    user = acting(request)
    person = person_for(user)
    if not reads_cases(person):
        raise NotFound
    filters = filters_of(request)
    number = page_number(request)
    found = queries.my_cases(user, filters, page=number)
    return render(
        request,
        "casefile/cases.html",
        {
            "rows": found.rows,
            "pages": pages(request, number, found.has_next),
            "switches": _switches(request, filters),
            "choices": _choices(filters),
            "narrowed": _is_narrowed(filters),
        },
    )


def filters_of(request: HttpRequest) -> CaseFilters:
    """What the address asks for; what makes no sense asks for nothing."""
    asked = request.GET
    coded: dict[str, Any] = {
        name: asked.get(name, "")
        for name in CODED
        if asked.get(name, "") in terms.code_list(CODED[name])
    }
    switched: dict[str, Any] = {name: asked.get(name) == "yes" for name in SWITCHES}
    state = asked.get("state", "")
    return CaseFilters(**switched, **coded, state=state if state in STATES else models.OPEN)


def _is_narrowed(filters: CaseFilters) -> bool:
    return filters != CaseFilters()


def _switches(request: HttpRequest, filters: CaseFilters) -> list[dict[str, Any]]:
    """The filters that are on or off, each as a link that turns it; the others are kept."""
    labels = {
        "mine": _("Mine"),
        "overdue": _("Something overdue"),
        "missing": _("Missing"),
        "detained": _("Detained"),
        "without_guardian": _("Without guardian"),
        "unverified": _("Relation not verified"),
    }
    found = []
    for name, label in labels.items():
        on = bool(getattr(filters, name))
        query = {key: value for key, value in request.GET.items() if value and key != "page"}
        query[name] = "" if on else "yes"
        kept = urlencode({key: value for key, value in query.items() if value})
        found.append({"name": name, "label": label, "on": on, "href": f"?{kept}"})
    return found


def _choices(filters: CaseFilters) -> list[dict[str, Any]]:
    language = get_language() or "en"
    labels = {
        "standing": _("Identification status"),
        "risk": _("Risk"),
        "age_band": _("Age"),
        "movement": _("Movement"),
    }
    found = [
        {
            "name": name,
            "label": label,
            "choices": terms.choices(CODED[name], language),
            "value": getattr(filters, name),
            "any": _("any"),
        }
        for name, label in labels.items()
    ]
    closed = [(models.CLOSED, terms.label("case_state", models.CLOSED, language))]
    state = filters.state if filters.state != models.OPEN else ""
    opened = terms.label("case_state", models.OPEN, language)
    return found + [
        {
            "name": "state",
            "label": _("State"),
            "choices": closed,
            "value": state,
            "any": opened,
        }
    ]
