"""A request and one child, for those who work with that child: what agrees, what is missing before
contact, and the decision of two people.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from amparo.access import Refused
from amparo.casefile.appending import CaseFile
from amparo.casefile.queueing import write_transaction
from amparo.casefile.rules import GatesSpeak, SpokenGate
from amparo.finding.models import TracingMatch
from amparo.finding.tracing import conditions, deciding, queries, sealed, verifying, wording
from amparo.finding.tracing.forms import DecideForm
from amparo.finding.tracing.paging import say_in, typed
from amparo.people.models import User
from amparo.people.pages import acting
from amparo.ui.refusals import said

DESPITE = "despite-"


@login_required
@require_GET
def show(request: HttpRequest, match_id: UUID) -> HttpResponse:
    """What a family says beside what is known of the child; that it was read is logged."""
    return _page(request, acting(request), match_id)


@login_required
@require_POST
def uncover(request: HttpRequest, match_id: UUID) -> HttpResponse:
    """The same page with what the record says, this once. Logged every time."""
    return _page(request, acting(request), match_id, uncovered=True)


def _page(
    request: HttpRequest,
    user: User,
    match_id: UUID,
    form: DecideForm | None = None,
    speaking: Sequence[SpokenGate] = (),
    *,
    uncovered: bool = False,
) -> HttpResponse:
    match = deciding.see_match(by=user, match_id=match_id)
    if uncovered:
        deciding.uncover(by=user, match_id=match_id)
    content = sealed.content_of(match.request)
    missing = conditions.missing_for(match, user)
    written = form.data if form else {}
    context: dict[str, Any] = {
        "match": match,
        "row": match.request,
        "one": wording.shown(queries.with_explanation(user, match, uncovered=uncovered)),
        "uncovered": uncovered,
        "lines": wording.lines(content) if content else [],
        "seeker": wording.seeker_lines(content) if content else [],
        "checks": wording.tries(verifying.checks_of(match.request)),
        "conditions": wording.conditions(missing),
        "missing": missing,
        "gates": [
            {"code": one.gate.code, "asks": one.gate.asks, "why": one.gate.missing,
             "typed": written.get(DESPITE + one.gate.code, "")}
            for one in speaking or _gates(match, user)
        ],
        "asked_gates": bool(speaking),
        "proposal": wording.proposal(match),
        "may_agree": match.decided_by_id not in (None, user.id),
        "form": form or DecideForm(),
    }  # fmt: skip
    status = 422 if form is not None else 200
    return render(request, "finding/tracing/match.html", context, status=status)


def _gates(match: TracingMatch, user: User) -> list[SpokenGate]:
    """What would speak before contact now, so that nobody comes upon it only at the end."""
    with write_transaction():
        file = CaseFile.lock(match.case_id, user)
        return conditions.gates_before(file.timeline(), user, timezone.now())


@typed
def propose(request: HttpRequest, match_id: UUID) -> HttpResponse:
    """Propose what is to be decided."""
    user, form = acting(request), DecideForm(request.POST)
    if not form.is_valid():
        return _page(request, user, match_id, form)
    despite = {
        name.removeprefix(DESPITE): str(text).strip()
        for name, text in request.POST.items()
        if name.startswith(DESPITE) and str(text).strip()
    }
    try:
        deciding.propose(by=user, match_id=match_id, proposal=form.proposal(despite))
    except GatesSpeak as gates:
        return _page(request, user, match_id, form, gates.gates)
    except Refused as refusal:
        say_in(form, refusal)
        return _page(request, user, match_id, form)
    messages.success(request, _("It is kept. Nobody outside is told anything by it."), "good")
    return redirect("finding:tracing_match", match_id)


@login_required
@require_POST
def agree(request: HttpRequest, match_id: UUID) -> HttpResponse:
    """Agree as the second person."""
    try:
        deciding.agree(by=acting(request), match_id=match_id)
    except GatesSpeak:
        words = _("A gate speaks that has no reason yet. Take the proposal back and make it anew.")
        messages.error(request, words, "caution")
    except Refused as refusal:
        if refusal.hidden:
            raise
        messages.error(request, said(refusal), "caution")
    else:
        messages.success(request, _("It is decided, and recorded with the child."), "good")
    return redirect("finding:tracing_match", match_id)


@login_required
@require_POST
def undo(request: HttpRequest, match_id: UUID) -> HttpResponse:
    """Take a proposal or a decision back."""
    deciding.undo(by=acting(request), match_id=match_id)
    messages.success(request, _("It is taken back."), "good")
    return redirect("finding:tracing_match", match_id)
