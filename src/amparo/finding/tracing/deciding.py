"""Two people decide about a request and one child: one proposes with reasons, another agrees.

Both work with the child. What is decided is recorded on the child's timeline by the ordinary way,
so that gates and duties know of it; whoever handles the request learns of it only as a letter.
"""

from datetime import datetime
from uuid import UUID

from django.utils import timezone

from amparo.access import (
    NotFound,
    Refused,
    check_can_agree_to_contact,
    check_can_see_match,
)
from amparo.audit import actions as audit
from amparo.casefile.accessing import case_access
from amparo.casefile.appending import CaseFile, writing
from amparo.finding.models import TracingMatch, TracingRequest
from amparo.finding.tracing import proposals, rules, sealed
from amparo.finding.tracing.conditions import check_may_begin, gates_before
from amparo.finding.tracing.proposals import Proposal, check_whole, proposal_of
from amparo.people.models import User
from amparo.people.queries import person_for
from amparo.terms.messages import N_

_WITH = ("request__agency", "request__source", "decided_by__agency", "agreed_by__agency")


def see_match(*, by: User, match_id: UUID) -> TracingMatch:
    """A request and a child, for somebody who works with the child; logged before it is shown."""
    match = _there(match_id)
    with writing(by, match.case):
        check_can_see_match(person_for(by), case_access(match.case), timezone.now())
        detail = {"match": match.id, "request": match.request_id}
        audit.write("tracing_match_seen", by=by, case=match.case, detail=detail)
    return match


def uncover(*, by: User, match_id: UUID) -> TracingMatch:
    """The same with what the record says of the child, this once. Logged every time."""
    match = _there(match_id)
    with writing(by, match.case):
        check_can_see_match(person_for(by), case_access(match.case), timezone.now())
        audit.write("identity_revealed", by=by, case=match.case)
    return match


def propose(
    *, by: User, match_id: UUID, proposal: Proposal, now: datetime | None = None
) -> TracingMatch:
    """Propose what is to be decided; "ask later" holds at once, all else once somebody agreed.

    Raises Refused (also for what is missing before contact), NotFound, and GatesSpeak for a gate
    that advises against it without a reason.
    """
    at = now or timezone.now()
    match = _there(match_id)
    with writing(by, match.case):
        file = CaseFile.lock(match.case_id, by)
        check_can_see_match(file.person, file.access, at)
        check_whole(proposal)
        match = _locked(match_id)
        _check_undecided(match)
        if proposal.decision == rules.CONTACT:
            check_may_begin(match, file, proposal)
        match.decision = proposal.decision
        match.decided_by, match.decided_at = by, at
        sealed.seal(match, proposal.to_json())
        match.save()
        detail = {"match": match.id, "decision": proposal.decision}
        audit.write("tracing_proposed", by=by, case=match.case, detail=detail)
    return match


def agree(*, by: User, match_id: UUID, now: datetime | None = None) -> TracingMatch:
    """Agree as the second person; it is then recorded on the child's timeline.

    Everything that contact needs is asked again: what held for the first may hold no more.
    """
    at = now or timezone.now()
    match = _there(match_id)
    with writing(by, match.case):
        file = CaseFile.lock(match.case_id, by)
        check_can_see_match(file.person, file.access, at)
        match = _locked(match_id)
        if not match.decision or match.decision == rules.LATER or match.agreed_at:
            raise _nothing_to_agree()
        check_can_agree_to_contact(file.person, match.decided_by_id or by.id, file.access, at)
        proposal = proposal_of(match)
        if proposal is None:
            raise _nothing_to_agree()
        spoken = {one.gate.code for one in gates_before(file.timeline(), by, at)}
        entries = proposals.entries(match, proposal, spoken)
        if match.decision == rules.CONTACT:
            check_may_begin(match, file, proposal)
        match.agreed_by, match.agreed_at = by, at
        said = proposal.to_json()
        if entries:
            said["entry"] = str(entries[-1].entry_id)
        sealed.seal(match, said)
        match.save()
        if match.decision == rules.CONTACT:
            _promise_again(match.request, at)
        detail = {"match": match.id, "decision": match.decision}
        if not entries:
            audit.write("tracing_decided", by=by, case=match.case, detail=detail)
            return match
        for entry in entries:
            file.add(entry)
        file.save("tracing_decided", detail)
    return match


def undo(*, by: User, match_id: UUID) -> TracingMatch:
    """Take a decision back, agreed to or not. What was recorded is withdrawn on the timeline."""
    match = _there(match_id)
    with writing(by, match.case):
        file = CaseFile.lock(match.case_id, by)
        check_can_see_match(file.person, file.access, timezone.now())
        match = _locked(match_id)
        if not match.decision:
            return match
        match.decision = ""
        match.decided_by = match.agreed_by = None
        match.decided_at = match.agreed_at = None
        match.save()
        detail = {"match": match.id}
        audit.write("tracing_undecided", by=by, case=match.case, detail=detail)
    return match


def _promise_again(request: TracingRequest, at: datetime) -> None:
    """Where the family had its answer already, they get another, by a day of its own."""
    if request.state == rules.ANSWERED:
        request.state, request.due = rules.OPEN, rules.answer_due(timezone.localdate(at))
        request.save(update_fields=["state", "due"])


# Small


def _check_undecided(match: TracingMatch) -> None:
    if match.decision and match.decision != rules.LATER:
        raise Refused(
            N_("Somebody proposed a decision already."),
            N_("Agree to it, or take it back first."),
            code="proposed_already",
        )


def _nothing_to_agree() -> Refused:
    return Refused(
        N_("There is no proposal here to agree to."),
        N_("Open the page again: it may have been taken back, or agreed to already."),
        code="nothing_proposed",
    )


def _there(match_id: UUID) -> TracingMatch:
    found = TracingMatch.objects.select_related("case", *_WITH).filter(id=match_id).first()
    if found is None:
        raise NotFound
    return found


def _locked(match_id: UUID) -> TracingMatch:
    rows = TracingMatch.objects.select_for_update(of=("self",)).select_related("case", *_WITH)
    found = rows.filter(id=match_id).first()
    if found is None:
        raise NotFound
    return found
