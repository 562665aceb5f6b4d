"""Which form meets a duty: the kind to record, and what of its body is known already.

The protocol says what meets a duty by naming kinds, states and predicates; a button on the screen
needs one kind. A duty that nothing here knows has no button, only its sentence.
"""

from dataclasses import dataclass, field
from typing import Any

from amparo.casefile import protocols
from amparo.protocol import DutyRule

_KIND = "kind:"


@dataclass(frozen=True, slots=True)
class Form:
    """The form to open: a kind, and what it can be filled with."""

    kind: str
    body: dict[str, Any] = field(default_factory=dict)


_FORMS = {
    "guardian": Form("guardian_appointed"),
    "safe_place": Form("placement_started"),
    "identity": Form("identity_recorded"),
    "stay": Form("stay_regularised"),
    "standing_beyond_suspected": Form("standing_decided"),
    "decided_by_competent_authority": Form(
        "standing_decided", {"authority": "competent_authority"}
    ),
    "rights_told": Form("information_given", {"about": "rights"}),
    "risk_after_withdrawal": Form("risk_assessed", {"trigger": "after_withdrawal"}),
    "risk_after_missing": Form("risk_assessed", {"trigger": "after_missing"}),
    "police_told": Form("missing_step", {"step": "police_told"}),
    "return_interview": Form("interview_held", {"purpose": "return_from_missing"}),
    "psychosocial_service": Form("service_given", {"service": "psychosocial"}),
    "assessment": Form("best_interests_decided", {"level": "assessment"}),
    "learning_service": Form("service_given", {"service": "education"}),
    "determination_with_choice": Form("best_interests_decided", {"level": "determination"}),
    "decision_told": Form("information_given", {"about": "decision"}),
    "transition_plan": Form("plan_made", {"transition": True}),
    "child_seen_or_followed_up": Form("followed_up"),
    "followed_up_month_1": Form("followed_up", {"month": 1}),
    "followed_up_month_3": Form("followed_up", {"month": 3}),
    "followed_up_month_6": Form("followed_up", {"month": 6}),
    "followed_up_month_12": Form("followed_up", {"month": 12}),
}
# These are met by an action on the concern, not by a form of their own.
_BY_ACTION = frozenset({"case_opened", "concern_joined", "concern_closed"})


def rule_of(code: str, version: str = "") -> DutyRule | None:
    """The duty as its version of the protocol words it; the newest where that version is gone."""
    known = [p for p in protocols.in_force() if code in p.duties]
    same = [p for p in known if p.version == version] or known
    return same[-1].duties[code] if same else None


def form_for(rule: DutyRule | None) -> Form | None:
    """The form that meets a duty; None where there is none."""
    for name in rule.met_by if rule else ():
        if name.startswith(_KIND) and name.removeprefix(_KIND) not in _BY_ACTION:
            return Form(name.removeprefix(_KIND))
        if name in _FORMS:
            return _FORMS[name]
    return None
