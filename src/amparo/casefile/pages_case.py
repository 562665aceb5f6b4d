"""The page of a case and its tabs: what is behind, what is owed, what lies ahead.

Opening it is logged before it is shown; the child's identity stays covered until somebody asks for
it (`reveal`), and is shown in that one answer only. Recording is `pages_record`, who works on the
case `pages_involvement`; what a page holds is put together in `screen`.
"""

from collections.abc import Callable
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from amparo.casefile import (
    actions_looking,
    addresses,
    already_known,
    beside,
    drafts,
    glance,
    queries_case,
    queries_emergency,
    relations_shown,
    screen,
    turning,
)
from amparo.casefile.involving import identifier
from amparo.casefile.models import Case
from amparo.casefile.paging import acting, case_page
from amparo.casefile.views import CaseView, EntryView, GlassView

LATEST, ON_A_PAGE = 5, 50
ENDED = ("met", "met_late", "missed", "not_owed", "not_possible")
Content = tuple[str, dict[str, Any]]


@require_GET
@case_page
def show(request: HttpRequest, case: Case, tab: str = "") -> HttpResponse:
    """One tab of the case. Raises Http404 for a tab that has nothing for this reader."""
    view = actions_looking.see_case(by=acting(request), case=case)
    return _tab(request, view, tab)


@require_POST
@case_page
def reveal(request: HttpRequest, case: Case) -> HttpResponse:
    """The same page with the child's identity uncovered, this once. Logged every time."""
    view = actions_looking.reveal_identity(by=acting(request), case=case)
    tab = request.POST.get("tab", "")
    return _tab(request, view, tab if tab in screen.TABS else "")


@require_GET
@case_page
def who_has_seen(request: HttpRequest, case: Case) -> HttpResponse:
    """Who looked at the case or did something there. Raises Refused."""
    user = acting(request)
    lines = queries_case.who_has_seen(user, case)
    view = actions_looking.see_case(by=user, case=case)
    page = Paginator(lines, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {**frame(request, view, "seen"), "page": page}
    return render(request, "casefile/case_seen.html", context)


def frame(request: HttpRequest, view: CaseView, tab: str) -> dict[str, Any]:
    """What every tab shows: head, warnings, tabs."""
    cards = screen.duty_cards(view)
    return {
        "view": view,
        "head": view.head,
        "tab": tab,
        "tab_label": _(screen.TABS[tab].label),
        "tabs": screen.tabs(view, tab),
        "alarms": glance.alarms(view),
        "duties": cards,
        "next_duty": cards[0] if cards else None,
        "recorded": _just_recorded(request, view),
        "may_record": bool(view.records),
        "may_set_aside": "duty_not_possible" in view.records,
        "can_triage": view.can("triage"),
        "cover_href": addresses.case(view.head.reference, tab),
        "emergency": _emergency(request, view),
        "drafts": screen.draft_cards(view, drafts.drafts_of(acting(request))),
    }


def _just_recorded(request: HttpRequest, view: CaseView) -> screen.EntryCard | None:
    """The entry that this person has just recorded, to say so and to offer to undo it."""
    entry_id = identifier(request.GET.get("recorded"))
    entry = screen.find(view, entry_id) if entry_id else None
    if entry is None or entry.author_id != acting(request).id:
        return None
    return screen.with_words(view, acting(request), [entry])[0]


def _emergency(request: HttpRequest, view: CaseView) -> GlassView | None:
    """The emergency by which alone this person is here."""
    user = acting(request)
    return queries_emergency.lasting(user, view.case) if view.by_break_glass else None


def _tab(request: HttpRequest, view: CaseView, tab: str) -> HttpResponse:
    if tab not in _CONTENT or not screen.has_tab(view, tab):
        raise Http404
    name, content = _CONTENT[tab](request, view)
    context = {**frame(request, view, tab), **content}
    return render(request, f"casefile/case_{name}.html", context)


def _overview(request: HttpRequest, view: CaseView) -> Content:
    return "overview", {
        "steps": screen.steps(view),
        "facts": glance.facts(view),
        "identity": glance.identity(view),
        "in_institution": already_known.lives_in_institution(view),
        "turning": turning.turning(view),
        "relations": relations_shown.nobody_verified(view),
        "panels": beside.panels_of_case(acting(request), view),
        "latest": screen.entry_cards(view, acting(request), screen.is_about_the_child)[:LATEST],
    }


def _timeline(request: HttpRequest, view: CaseView) -> Content:
    section, kind = request.GET.get("section", ""), request.GET.get("kind", "")

    def wanted(entry: EntryView) -> bool:
        return section in ("", entry.section) and kind in ("", entry.kind)

    shown = [entry for entry in reversed(view.entries) if wanted(entry)]
    page = Paginator(shown, ON_A_PAGE).get_page(request.GET.get("page"))
    return "timeline", {
        "page": page,
        "months": screen.by_month(screen.with_words(view, acting(request), list(page.object_list))),
        "section": section,
        "kind": kind,
        "sections": screen.sections_there(view),
        "kinds": screen.kinds_there(view),
    }


def _duties(request: HttpRequest, view: CaseView) -> Content:
    return "duties", {"ended": list(reversed(screen.duty_cards(view, ENDED)))}


def _people(request: HttpRequest, view: CaseView) -> Content:
    return "people", {
        "cards": screen.entry_cards(view, acting(request), _in("people")),
        "relations": relations_shown.nobody_verified(view),
        "identity": glance.identity(view),
        "working": [one for one in view.involvements if one.holds],
    }


def _entries(tab: str) -> Callable[[HttpRequest, CaseView], Content]:
    def content(request: HttpRequest, view: CaseView) -> Content:
        return "entries", {"cards": screen.entry_cards(view, acting(request), _in(tab))}

    return content


def _in(tab: str) -> Callable[[EntryView], bool]:
    return lambda entry: entry.kind in screen.TABS[tab].kinds


_CONTENT: dict[str, Callable[[HttpRequest, CaseView], Content]] = {
    "": _overview,
    "timeline": _timeline,
    "duties": _duties,
    "people": _people,
    **{tab: _entries(tab) for tab in ("plan", "decisions", "documents")},
}
