"""Concerns that wait to be taken up: read one, open a case, join it to one, or close it.

Nothing disappears: what was taken up or closed stays in the list. Who may do what is decided by the
actions (`actions_concern`); reporting is `pages_concern`.
"""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from amparo.access import NotFound, Refused, check_can_act
from amparo.casefile import actions_concern, actions_looking, addresses, beside, models, queries
from amparo.casefile import queries_concern as concerns_read
from amparo.casefile.crowds import crowds_waiting
from amparo.casefile.models import Case
from amparo.casefile.paging import case_page
from amparo.casefile.queries_work import caseload
from amparo.casefile.reference import Mistyped
from amparo.casefile.rules import GatesSpeak
from amparo.casefile.saying import lines, names_in
from amparo.casefile.views import CaseView, WorkerLoad
from amparo.casefile.wording import kind_label
from amparo.people.models import User
from amparo.people.pages import acting
from amparo.people.queries import may, names_of, person_for
from amparo.ui import refusals

SHOWN = ("waiting", "taken_up", "closed")
MOST_WAITING = 200
LONGEST = 20  # of a reference, as people write it


@login_required
@require_GET
def concerns(request: HttpRequest) -> HttpResponse:
    """Those that wait, the most urgent first; with `show`, those that were taken up or closed."""
    user = acting(request)
    person = person_for(user)
    check_can_act(person, "triage")
    if place := _place_asked_for(request):
        return _of_place(request, user, place)
    show = request.GET.get("show", "")
    show = show if show in SHOWN else SHOWN[0]
    number = page_number(request)
    context: dict[str, Any] = {
        "show": show,
        "tabs": _tabs(show),
        "offers": [(_(one.label), one.href) for one in beside.offers_with_concerns(person)],
    }
    if show == "waiting":
        context["waiting"] = queries.concerns_waiting(user, limit=MOST_WAITING)
        context["crowds"] = crowds_waiting(user)
    else:
        past, more = concerns_read.past_concerns(user, closed=show == "closed", page=number)
        context |= {"past": past, "pages": pages(request, number, more)}
    return render(request, "casefile/triage.html", context)


def _place_asked_for(request: HttpRequest) -> UUID | None:
    """The account whose folded reports are to be opened; its id says nothing of any child."""
    try:
        return UUID(request.GET.get("from", ""))
    except ValueError:
        return None


def _of_place(request: HttpRequest, user: User, account_id: UUID) -> HttpResponse:
    """What waits from one place, one by one."""
    number = page_number(request)
    waiting, more = queries.concerns_of_place(user, account_id, number)
    if not waiting:
        return redirect("casefile:concerns")
    context = {
        "show": SHOWN[0],
        "tabs": _tabs(SHOWN[0]),
        "waiting": waiting,
        "place": names_of([account_id])[account_id],
        "pages": pages(request, number, more),
    }
    return render(request, "casefile/triage.html", context)


def _tabs(show: str) -> list[dict[str, Any]]:
    labels = (_("Waiting"), _("Taken up"), _("Closed"))
    address = reverse("casefile:concerns")
    return [
        {"label": label, "href": f"{address}?show={code}", "current": code == show}
        for code, label in zip(SHOWN, labels, strict=True)
    ]


def page_number(request: HttpRequest) -> int:
    """The page asked for; the first where the address makes no sense."""
    asked = request.GET.get("page", "")
    return int(asked) if asked.isascii() and asked.isdigit() and 0 < len(asked) < 7 else 1


def pages(request: HttpRequest, number: int, more: bool) -> dict[str, str]:
    """The addresses of the page before and the page after, with the filters kept."""
    query = request.GET.copy()

    def address(page: int) -> str:
        query["page"] = str(page)
        return f"?{query.urlencode()}"

    return {
        "before": address(number - 1) if number > 1 else "",
        "after": address(number + 1) if more else "",
    }


@require_GET
@case_page
def concern(request: HttpRequest, case: Case) -> HttpResponse:
    """One concern: what it says, and what can be done with it."""
    view = actions_looking.see_case(by=acting(request), case=case)
    return _concern_page(request, view)


@require_POST
@case_page
def uncover(request: HttpRequest, case: Case) -> HttpResponse:
    """The same page with the identity uncovered; that it was is written in the log."""
    return _concern_page(request, actions_looking.reveal_identity(by=acting(request), case=case))


def _concern_page(
    request: HttpRequest, view: CaseView, *, said: str = "", about: str = "", status: int = 200
) -> HttpResponse:
    user, case = acting(request), view.case
    return render(
        request,
        "casefile/triage_concern.html",
        {
            "view": view,
            "case": case,
            "cards": _cards(view),
            "waits": case.state == models.TO_TRIAGE,
            "panels": beside.panels_of_concern(user, view),
            "how_many": max((n for n in _said(view, "how_many") if isinstance(n, int)), default=1),
            "in_danger": True in _said(view, "in_danger_now"),
            "workers": _workers(user, case) if view.can("open_case") else [],
            "second_persons": [one for one in concerns_read.colleagues(case) if one.id != user.id],
            "said": said,
            "about": about,
            "closing": about == "close",
            # A suggested case is written into the form, and joined only when somebody says so.
            "typed": request.POST if about else {"case": request.GET.get("case", "")[:LONGEST]},
        },
        status=status,
    )


def _cards(view: CaseView) -> list[dict[str, Any]]:
    """The entries that hold, in words; a covered one is only named."""
    held = [entry for entry in view.entries if entry.holds]
    names = names_in(entry.body or {} for entry in held)
    return [
        {
            "view": entry,
            "label": kind_label(entry.kind),
            "by": ", ".join(filter(None, (entry.agency, entry.author))),
            "lines": lines(entry.kind, entry.body, names) if entry.body else [],
        }
        for entry in held
    ]


def _said(view: CaseView, name: str) -> list[Any]:
    """What the reports that hold say of one thing."""
    return [entry.body.get(name) for entry in view.entries if entry.holds and entry.body]


def _workers(user: User, case: Case) -> list[WorkerLoad]:
    """Who can be responsible, with what they carry where the reader may know it."""
    loads: dict[Any, WorkerLoad] = {}
    if may(user, "see_agency_work") and user.agency_id == case.triage_agency_id:
        loads = {load.person_id: load for load in caseload(user)}
    people = concerns_read.colleagues(case)
    known = [loads.get(p.id) or WorkerLoad(p.id, p.display_name, -1, -1, -1) for p in people]
    return sorted(
        known,
        key=lambda load: (
            load.person_id != user.id,
            load.open_cases < 0,
            load.open_cases,
            load.name,
        ),
    )


# What can be done with it


@require_POST
@case_page
def open_case(request: HttpRequest, case: Case) -> HttpResponse:
    """Make it a case, or one more case of it, with the chosen worker."""
    chosen = _chosen(case, request.POST.get("caseworker", ""))
    if chosen is None:
        return _again(request, case, "open", _("Choose who will be responsible for the child."))
    try:
        if case.state == models.TO_TRIAGE:
            opened = actions_concern.open_case(by=acting(request), case=case, caseworker=chosen)
        else:
            opened = actions_concern.open_another(
                by=acting(request), concern=case, caseworker=chosen
            )
    except (Refused, GatesSpeak) as problem:
        return _again(request, case, "open", _why(problem))
    messages.success(
        request,
        _("The case %(reference)s is open; %(name)s is responsible.")
        % {"reference": opened.reference, "name": chosen.display_name},
        extra_tags="good",
    )
    if queries.visible_to(acting(request)).filter(id=case.id).exists():
        return redirect("casefile:concern", case.reference)
    return redirect("casefile:concerns")


def _chosen(case: Case, person_id: str) -> User | None:
    return next((one for one in concerns_read.colleagues(case) if str(one.id) == person_id), None)


@require_POST
@case_page
def join(request: HttpRequest, case: Case) -> HttpResponse:
    """Join it to the case of the same child."""
    user = acting(request)
    try:
        target = queries.find(user, request.POST.get("case", ""))
        actions_concern.join_concern(by=user, concern=case, case=target)
    except Mistyped as mistyped:
        said = " ".join((_("This reference is mistyped."), mistyped.advice))
        return _again(request, case, "join", said)
    except NotFound:
        return _again(request, case, "join", _("You work on no case with this reference."))
    except (Refused, GatesSpeak) as problem:
        return _again(request, case, "join", _why(problem))
    messages.success(
        request,
        _("The concern %(concern)s is now part of the case %(case)s.")
        % {"concern": case.reference, "case": target.reference},
        extra_tags="good",
    )
    return redirect(addresses.case(target.reference))


@require_POST
@case_page
def close(request: HttpRequest, case: Case) -> HttpResponse:
    """Close it, with a reason that a second person agreed to."""
    reason = request.POST.get("reason", "").strip()
    second = _chosen(case, request.POST.get("agreed_by", ""))
    if not reason:
        return _again(request, case, "close", _("Write why nothing more is to be done."))
    if second is None:
        return _again(request, case, "close", _("Name the colleague who agreed."))
    try:
        actions_concern.close_concern(
            by=acting(request), concern=case, reason=reason, agreed_by=second
        )
    except (Refused, GatesSpeak) as problem:
        return _again(request, case, "close", _why(problem))
    messages.success(
        request,
        _("The concern %(reference)s is closed. It stays in the list, under “Closed”.")
        % {"reference": case.reference},
        extra_tags="info",
    )
    return redirect("casefile:concerns")


def _again(request: HttpRequest, case: Case, about: str, said: str) -> HttpResponse:
    """The page of the concern once more, with what was typed and what is wrong with it."""
    view = actions_looking.see_case(by=acting(request), case=case)
    return _concern_page(request, view, said=said, about=about, status=422)


def _why(problem: Refused | GatesSpeak) -> str:
    if isinstance(problem, Refused):
        return refusals.said(problem)
    return _("The protocol of this country asks more before this step. Open the case instead.")
