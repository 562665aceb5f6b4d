"""Steps before which gates speak, and what must have been recorded before them."""

from amparo.protocol import default_protocol, gates
from tests.journey.making import entry, presumed, timeline

BEFORE = "2026-03-01T12:00:00Z"
STEP = "2026-03-10T12:00:00Z"


def speaks(code: str, step, *entries) -> tuple[str, ...]:
    """What the gate finds missing before the step; empty when it does not speak."""
    found = {
        gate.code: gate.missing for gate in gates(timeline(*entries), step, [default_protocol()])
    }
    return found.get(code, ())


def determined(chosen="local_integration", occurred=BEFORE, **body):
    return entry("best_interests_decided", occurred, level="determination", chosen=chosen, **body)


RISK = entry("risk_assessed", BEFORE, trigger="periodic", level="low")
ASKED = entry("guardian_consulted", BEFORE, about="solution", view="agrees", answered=True)
GUARDIAN = entry("guardian_appointed", BEFORE, guardian="g")
ADVICE = entry("legal_aid_given", "2026-02-01T12:00:00Z")
CROSSED = presumed("2026-01-01T12:00:00Z", movement="cross_border")
RETURN = entry("solution_started", STEP, solution="return", received_by="the authority there")
SETTLED = entry(
    "solution_started", STEP, solution="local_integration", received_by="the foster family"
)
SCREENED = entry("screening_completed", BEFORE, instrument="unodc_child")
ADULT = {
    "methods": ["document", "social"],
    "outcome": "adult",
    "estimated_low": 18,
    "guardian_present": True,
    "child_told": True,
    "challenge_until": "2026-04-01",
}
NOT_TRAFFICKED = {
    "standing": "not_trafficked",
    "authority": "competent_authority",
    "grounds": "reasons",
    "child_told": True,
    "appeal_until": "2026-04-01",
}
