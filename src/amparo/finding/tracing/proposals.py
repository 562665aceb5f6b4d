"""What one person proposes about a request and a child: as it is sealed, what has to be said, and
what is recorded on the child's timeline once a second person agreed.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid5

from django.utils import translation
from django.utils.translation import gettext as _

from amparo.access import Refused
from amparo.casefile.rules import NewEntry
from amparo.finding.models import TracingMatch
from amparo.finding.tracing import rules, sealed
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


def proposal_of(match: TracingMatch) -> Proposal | None:
    """What was proposed, opened; None where nothing was."""
    if not match.decision:
        return None
    said = sealed.opened(match)
    return Proposal(
        decision=match.decision,
        reason=str(said.get("reason") or ""),
        safe_because=str(said.get("safe_because") or ""),
        answers_fit=said.get("answers_fit"),
        despite=said.get("despite") or {},
    )


def check_whole(proposal: Proposal) -> None:
    """Raises Refused unless it says all that is needed."""
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


# What is recorded


def entries(match: TracingMatch, proposal: Proposal, spoken: Collection[str]) -> list[NewEntry]:
    """The entries of a decision, each with an id of its own, so that agreeing twice is once.

    `spoken`: the gates that speak before contact now.
    """
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
