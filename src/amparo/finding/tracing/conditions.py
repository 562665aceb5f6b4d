"""What has to hold before contact: asked when somebody proposes it, when the second agrees, and
when the letter is written.
"""

from datetime import datetime
from typing import Any

from amparo.casefile import protocols
from amparo.casefile.appending import CaseFile
from amparo.casefile.rules import GatesSpeak, SpokenGate
from amparo.finding.models import TracingMatch
from amparo.finding.tracing import rules, sealed
from amparo.finding.tracing.proposals import FAMILY_KNOWN, OPENED, Proposal
from amparo.finding.tracing.recorded import heard_in
from amparo.finding.tracing.verifying import results_of
from amparo.journey import Entry as JourneyEntry
from amparo.journey import Moment, Timeline
from amparo.people.models import User
from amparo.people.queries import person_for
from amparo.protocol import gates

GUARDIAN = "guardian"


def missing_for(match: TracingMatch, by: User | None = None) -> tuple[str, ...]:
    """What keeps contact from beginning, as codes of `rules.MISSING`. `by`: who decides now."""
    content = sealed.content_of(match.request)
    deciding = (user for user in (match.decided_by, match.agreed_by, by) if user is not None)
    return rules.missing(
        rules.verified(results_of(match.request)),
        heard_in(match.case),
        guardian_decides=any(GUARDIAN in person_for(user).roles for user in deciding),
        may_be_reached=bool(content and content.may_be_contacted),
    )


def check_may_begin(match: TracingMatch, file: CaseFile, proposal: Proposal) -> None:
    """Nothing is missing, and every gate that speaks was given a reason. Raises Refused, and
    GatesSpeak.
    """
    rules.check_nothing_missing(missing_for(match, file.by))
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
