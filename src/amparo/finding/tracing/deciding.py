"""Two people decide about a request and one child: one proposes with reasons, another agrees.

Both work with the child. What is decided is recorded on the child's timeline by the ordinary way,
so that gates and duties know of it; whoever handles the request learns of it only as a letter.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from amparo.access import (
    NotFound,
    Refused,
    check_can_agree_to_contact,
    check_can_see_match,
)
from amparo.audit import actions as audit
from amparo.casefile import protocols
from amparo.casefile.accessing import case_access
from amparo.casefile.appending import CaseFile, writing
from amparo.casefile.rules import GatesSpeak, NewEntry, SpokenGate
from amparo.finding.models import TracingMatch, TracingRequest
from amparo.finding.tracing import rules, sealed
from amparo.finding.tracing.recorded import heard_in
from amparo.finding.tracing.verifying import results_of
from amparo.journey import Entry as JourneyEntry
from amparo.journey import Moment, Timeline
from amparo.people.models import User
from amparo.people.queries import person_for
from amparo.protocol import gates
from amparo.terms.messages import N_

OPENED, ANSWERED = "tracing_opened", "tracing_answered"
FAMILY_KNOWN = "family_known"
LONGEST = 4000


@dataclass(frozen=True, slots=True)
class Proposal:
    """What one person proposes. `despite`: a reason for each gate that advises against it."""

    decision: str
    reason: str
    safe_because: str = ""
    answers_fit: bool | None = None  # whether the child says what the seeker answered
    despite: Mapping[str, str] | None = None

    def to_json(self) -> dict[str, Any]:
        return {
            "reason": self.reason,
            "safe_because": self.safe_because,
            "answers_fit": self.answers_fit,
            "despite": dict(self.despite or {}),
        }


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
        _check_whole(proposal)
        match = _locked(match_id)
        _check_undecided(match)
        if proposal.decision == rules.CONTACT:
            _check_may_begin(match, file, proposal, None)
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
        proposal = _proposed(match)
        entries = _entries(match, proposal, file)
        if match.decision == rules.CONTACT:
            _check_may_begin(match, file, proposal, by)
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


# What has to hold


def missing_for(match: TracingMatch) -> tuple[str, ...]:
    """What keeps contact from beginning, as codes of `rules.MISSING`."""
    content = sealed.content_of(match.request)
    return rules.missing(
        rules.verified(results_of(match.request)),
        heard_in(match.case),
        may_be_reached=bool(content and content.may_be_contacted),
    )


def _check_may_begin(
    match: TracingMatch, file: CaseFile, proposal: Proposal, second: User | None
) -> None:
    """Nothing is missing, and every gate that speaks was given a reason."""
    rules.check_nothing_missing(missing_for(match))
    spoken = gates_before(file.timeline(), file.by, file.at)
    given = proposal.despite or {}
    left = [one for one in spoken if not given.get(one.gate.code, "").strip()]
    if left:
        raise GatesSpeak(left)


def gates_before(timeline: Timeline, by: User, at: datetime) -> list[SpokenGate]:
    """The gates that speak before contact: about contact itself, and about going back to family."""
    now = Moment(at, at)
    steps: tuple[tuple[str, dict[str, Any]], ...] = (
        (OPENED, {}),
        ("placement_started", {"care": "kin"}),
    )
    found: dict[str, SpokenGate] = {}
    for kind, body in steps:
        step = JourneyEntry(
            id="", kind=kind, section="", occurred=now, recorded_at=at, body=body,
            author=str(by.id), agency=by.agency.authority,
        )  # fmt: skip
        for gate in gates(timeline, step, protocols.in_force(), protocols.zone()):
            if kind == OPENED or gate.code == FAMILY_KNOWN:
                found[gate.code] = SpokenGate(0, kind, gate, True, gate.second_person)
    return list(found.values())


# What is recorded


def _entries(match: TracingMatch, proposal: Proposal, file: CaseFile) -> list[NewEntry]:
    """The entries of a decision, each with an id of its own, so that agreeing twice is once."""
    result = rules.TRACING_RESULT.get(match.decision)
    if result is None:
        return []
    answered = NewEntry(
        kind=ANSWERED,
        body=_without_empty({
            "result": result,
            "relation_verified": True if match.decision == rules.CONTACT else None,
            "remarks": _remarks(match, proposal),
        }),
        entry_id=uuid5(match.id, f"{ANSWERED}:{match.decided_at}"),
        agreed_by=str(match.decided_by_id),
    )  # fmt: skip
    if match.decision != rules.CONTACT:
        return [answered]
    spoken = {one.gate.code for one in gates_before(file.timeline(), file.by, file.at)}
    despite = {
        gate: reason
        for gate, reason in (proposal.despite or {}).items()
        if gate in spoken and gate != FAMILY_KNOWN
    }
    opened = NewEntry(
        kind=OPENED,
        body=_without_empty({
            "where": _where(match),
            "through": _through(match),
            "safe_because": proposal.safe_because,
        }),
        entry_id=uuid5(match.id, f"{OPENED}:{match.decided_at}"),
        despite=despite,
    )  # fmt: skip
    return [opened, answered]


def _where(match: TracingMatch) -> str:
    content = sealed.content_of(match.request)
    return content.lost_where if content else ""


def _through(match: TracingMatch) -> str:
    """Through whom: the organisation, and the number of the request, never who looks."""
    source = match.request.source
    name = source.name if source else match.request.agency.name
    return f"{name} · {match.request.number}"


def _remarks(match: TracingMatch, proposal: Proposal) -> str:
    passed = (proposal.despite or {}).get(FAMILY_KNOWN, "").strip()
    with translation.override("en"):
        said = _("Request %(number)s of a family.") % {"number": match.request.number}
    return "\n".join(filter(None, (said, proposal.reason, passed)))


def _without_empty(body: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in body.items() if value not in ("", None)}


# Small


def proposal_of(match: TracingMatch) -> Proposal | None:
    """What was proposed, opened; None where nothing was."""
    return _proposed(match) if match.decision else None


def _proposed(match: TracingMatch) -> Proposal:
    said = sealed.opened(match)
    return Proposal(
        decision=match.decision,
        reason=str(said.get("reason") or ""),
        safe_because=str(said.get("safe_because") or ""),
        answers_fit=said.get("answers_fit"),
        despite=said.get("despite") or {},
    )


def _check_whole(proposal: Proposal) -> None:
    texts = (proposal.reason, proposal.safe_because, *(proposal.despite or {}).values())
    if proposal.decision not in rules.DECISIONS or not proposal.reason.strip():
        raise Refused(N_("Choose what is to be decided, and say why."), code="decision_incomplete")
    if proposal.decision == rules.CONTACT and not proposal.safe_because.strip():
        raise Refused(N_("Say why contact is safe."), code="decision_incomplete")
    if any(len(text) > LONGEST for text in texts):
        raise Refused(N_("This is more than can be kept. Make it shorter."), code="too_long")
    if proposal.decision == rules.CONTACT and not proposal.answers_fit:
        raise Refused(
            N_(
                "What the seeker answered does not agree with what the child says, or nobody asked."
            ),
            N_(
                "Ask the child gently, without saying who asks. Until then nobody is told anything."
            ),
            code="answers_do_not_fit",
        )


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


_WITH = ("request__agency", "request__source", "decided_by", "agreed_by")
