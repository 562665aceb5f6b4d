"""The one page of room `ui`: every component, for those who build pages."""

from datetime import date, timedelta

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from amparo import terms
from amparo.ui import badges, formats, icons
from amparo.ui.forms import KindForm, form_for
from amparo.ui.journey_drawing import Step


@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """Every component, with made-up values."""
    now = timezone.now()
    return render(
        request,
        "ui/styleguide.html",
        {
            "now": now,
            "late": now - timedelta(hours=3, minutes=10),
            "soon": now + timedelta(hours=5),
            "later": now + timedelta(days=12),
            "flags": list(badges.FLAGS),
            "standings": [None, *badges.STANDING],
            "risks": list(badges.RISK),
            "states": list(badges.CASE_STATE),
            "icons": icons.NAMES,
            "steps": _steps(),
            "tabs": _tabs(),
            "page": Paginator(range(60), 20).page(2),
            "sections": terms.choices("section", get_language() or "en"),
            "wrong": _wrong_form(),
            "asked": form_for("interview_held", prefix="interview"),
            "between": {"earliest": now - timedelta(days=2), "latest": now},
        },
    )


def _wrong_form() -> KindForm:
    """A form that was sent with mistakes: what was typed is kept, what is wrong is said."""
    typed = {
        "occurred_at_how": "at",
        "occurred_at_day": "31",
        "occurred_at_month": "2",
        "occurred_at_year": "2031",
        "names-0-kind": "nickname",
        "birth-0-year": "2019",
        "birth-0-month": "13",
    }
    only = ("names", "birth", "sex", "citizenships")
    return form_for("identity_recorded", typed, only=only)


def _steps() -> list[Step]:
    """The words are those of code lists, so that the drawing is seen in every language."""
    return [
        Step(_word("case_state", "to_triage"), "done", formats.day(date(2031, 5, 2))),
        Step(_word("standing", "suspected"), "done", formats.day(date(2031, 5, 2))),
        Step(_word("standing", "presumed"), "done", formats.day(date(2031, 5, 3))),
        Step(_word("role", "guardian"), "overdue", formats.span(3 * 3600)),
        Step(_word("service", "shelter"), "done", formats.day(date(2031, 5, 3))),
        Step(_word("service", "health"), "owed", formats.span(2 * 86400)),
        Step(_word("service", "education"), "now"),
        Step(_word("step", "reunification"), "ahead"),
        Step(_word("step", "closure"), "ahead"),
    ]


def _tabs() -> list[dict[str, object]]:
    return [
        {"label": _word("section", "protection"), "href": "#tabs", "current": True, "count": 24},
        {"label": _word("section", "health"), "href": "#tabs", "count": 3},
        {"label": _word("section", "legal"), "href": "#tabs"},
        {"label": _word("section", "whereabouts"), "href": "#tabs", "sign": "pin"},
    ]


def _word(code_list: str, code: str) -> str:
    return terms.label(code_list, code, get_language() or "en")
