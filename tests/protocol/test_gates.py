"""Each gate of the default protocol: what it speaks before, what silences it."""

import pytest

from amparo.protocol import default_protocol
from tests.journey.making import entry
from tests.protocol.steps import (
    ADULT,
    ADVICE,
    ASKED,
    BEFORE,
    CROSSED,
    GUARDIAN,
    NOT_TRAFFICKED,
    RETURN,
    RISK,
    SCREENED,
    SETTLED,
    STEP,
    determined,
    speaks,
)

# gate, the step with everything in place, what must have been recorded before
SATISFIED = [
    ("age_adult", entry("age_considered", STEP, **ADULT), []),
    ("not_trafficked", entry("standing_decided", STEP, **NOT_TRAFFICKED), [SCREENED, ASKED]),
    (
        "intercept",
        entry(
            "concern_reported",
            STEP,
            channel="police",
            account="x",
            intercepted={"by": "police", "grounds": "a named recruiter was followed"},
        ),
        [],
    ),
    (
        "separation",
        entry(
            "placement_started",
            STEP,
            care="foster",
            separated_from_carer=True,
            authorised_by="family court",
            with_siblings=True,
        ),
        [RISK, entry("person_linked", BEFORE, relation="relative", relation_verified=False)],
    ),
    ("vetted", entry("placement_started", STEP, care="foster", safeguarding_checked=True), []),
    (
        "closed_care",
        entry(
            "placement_started",
            STEP,
            care="residential_closed",
            authorised_by="court",
            why_proportionate="traffickers wait outside",
            review_by="2026-03-17",
        ),
        [],
    ),
    (
        "questions_first",
        entry("interview_held", STEP, purpose="criminal", guardian_present=True),
        [GUARDIAN, RISK],
    ),
    (
        "interview_again",
        entry(
            "interview_held",
            STEP,
            purpose="criminal",
            asked_about=["exploitation"],
            reason_to_ask_again="new evidence",
        ),
        [entry("interview_held", BEFORE, purpose="protection", asked_about=["exploitation"])],
    ),
    ("move_risk", SETTLED, [RISK]),
    (
        "contact_safe",
        entry("tracing_opened", STEP, where="there"),
        [
            CROSSED,
            RISK,
            ASKED,
            entry("protection_need_asked", BEFORE, wish="no"),
            entry("view_recorded", BEFORE, topic="contact", wish="for"),
        ],
    ),
    ("child_heard", determined(occurred=STEP), [entry("view_recorded", BEFORE, topic="solution")]),
    ("guardian_heard", determined(occurred=STEP), [ASKED]),
    ("family_known", RETURN, [entry("family_assessed", BEFORE, involvement_in_trafficking="none")]),
    (
        "decided_first",
        SETTLED,
        [determined(child_told_at="2026-03-02", appeal_until="2026-03-09")],
    ),
    (
        "not_the_same",
        RETURN,
        [
            entry("factor_recorded", BEFORE, factor="poverty"),
            entry("factor_addressed", BEFORE, factor="poverty"),
        ],
    ),
    (
        "no_removal",
        RETURN,
        [
            CROSSED,
            entry(
                "standing_decided", BEFORE, standing="identified", authority="competent_authority"
            ),
        ],
    ),
    (
        "testimony_safe",
        entry("testimony_given", STEP, measures=["video_link"]),
        [ADVICE, ASKED, entry("view_recorded", BEFORE, topic="justice", wish="for")],
    ),
    (
        "close_safe",
        entry("case_closed", STEP, reason="goals_met"),
        [entry("contact_agreed", BEFORE, channel="helpline")],
    ),
]


@pytest.mark.parametrize(("code", "step", "before"), SATISFIED)
def test_a_gate_is_silent_when_everything_is_in_place(code, step, before):
    assert speaks(code, step, *before) == ()


@pytest.mark.parametrize(("code", "step", "before"), [row for row in SATISFIED if row[2]])
def test_a_gate_speaks_when_nothing_was_recorded_before(code, step, before):
    crossed = [one for one in before if one is CROSSED or code == "interview_again"]
    missing = speaks(code, step, *([] if code == "interview_again" else crossed))
    if code == "interview_again":
        bare = entry("interview_held", STEP, purpose="criminal", asked_about=["exploitation"])
        missing = speaks(code, bare, *before)
    assert missing != ()


def test_every_gate_of_the_default_protocol_is_covered_here():
    assert {code for code, *_ in SATISFIED} == set(default_protocol().gates)
