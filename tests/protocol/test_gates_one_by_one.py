"""What each gate of the default protocol asks, one safeguard at a time."""

import pytest

from amparo.protocol import default_protocol, gates, unanswered
from tests.journey.making import entry, presumed, timeline
from tests.protocol.steps import (
    ADULT,
    ADVICE,
    ASKED,
    BEFORE,
    CROSSED,
    NOT_TRAFFICKED,
    RETURN,
    RISK,
    SCREENED,
    SETTLED,
    STEP,
    determined,
    speaks,
)


@pytest.mark.parametrize(
    "left_out", ["guardian_present", "child_told", "challenge_until", "estimated_low"]
)
def test_a_child_is_called_adult_only_with_every_safeguard(left_out):
    body = {name: value for name, value in ADULT.items() if name != left_out}
    assert speaks("age_adult", entry("age_considered", STEP, **body))


def test_one_method_is_not_enough_to_call_a_child_adult():
    step = entry("age_considered", STEP, **{**ADULT, "methods": ["medical", "medical"]})
    assert speaks("age_adult", step) == ("more than one method",)


def test_a_child_outcome_needs_nothing():
    assert (
        gates(
            timeline(),
            entry("age_considered", STEP, methods=["statement"], outcome="child"),
            [default_protocol()],
        )
        == []
    )


@pytest.mark.parametrize("authority", ["police", "ngo", "social_services"])
def test_only_a_competent_authority_decides_that_a_child_is_not_trafficked(authority):
    step = entry("standing_decided", STEP, **{**NOT_TRAFFICKED, "authority": authority})
    assert speaks("not_trafficked", step, SCREENED, ASKED) == (
        "a decision by a competent authority",
    )


def intercepted(by, grounds):
    return entry(
        "concern_reported",
        STEP,
        channel="police",
        account="x",
        intercepted={"by": by, "grounds": grounds},
    )


@pytest.mark.parametrize("by", ["village committee", "ngo", "committee with the police"])
def test_no_committee_intercepts_a_child(by):
    assert speaks("intercept", intercepted(by, "a named recruiter was followed"))


@pytest.mark.parametrize("by", ["border", "Border police", "labour_inspection"])
def test_law_enforcement_may_be_named_in_words(by):
    assert speaks("intercept", intercepted(by, "a named recruiter was followed")) == ()


@pytest.mark.parametrize(
    "grounds",
    [
        "",
        "young girl",
        "age, sex and origin",
        "minority group",
        "She looks under 18.",
        "only because of her age and ethnic group",
    ],
)
def test_age_sex_origin_or_group_are_no_grounds_to_stop_a_child(grounds):
    missing = ("grounds beyond age, sex, origin or group",)
    assert speaks("intercept", intercepted("police", grounds)) == missing


def test_a_concern_without_interception_is_never_asked_anything():
    step = entry("concern_reported", STEP, channel="school", account="x")
    assert gates(timeline(), step, [default_protocol()]) == []


def test_an_emergency_separation_may_be_reviewed_within_72_hours_instead():
    def step(review):
        return entry(
            "placement_started", STEP, care="foster", separated_from_carer=True, review_by=review
        )

    known = [RISK, entry("person_linked", BEFORE, relation="relative", relation_verified=True)]
    assert speaks("separation", step("2026-03-12T12:00:00Z"), *known) == ()
    assert speaks("separation", step("2026-03-14T12:00:00Z"), *known)


@pytest.mark.parametrize("care", ["family_of_origin", "hospital"])
def test_family_and_hospital_need_no_vetting(care):
    assert speaks("vetted", entry("placement_started", STEP, care=care)) == ()


def test_risks_assessed_fifteen_days_before_a_move_are_too_old():
    old = entry("risk_assessed", "2026-02-23T12:00:00Z", trigger="periodic", level="low")
    assert speaks("move_risk", SETTLED, old)


def test_a_restriction_is_not_imposed_for_want_of_resources():
    step = entry(
        "risk_assessed",
        STEP,
        trigger="periodic",
        level="high",
        restricts_phone=True,
        why_proportionate="no staff at night",
        review_by="2026-03-17",
        for_want_of_resources=True,
    )
    assert speaks("closed_care", step) == ("a reason other than a want of resources",)


def test_a_family_whose_involvement_is_unknown_is_not_known():
    assert speaks(
        "family_known",
        RETURN,
        entry("family_assessed", BEFORE, involvement_in_trafficking="unknown"),
    )


def test_a_child_is_not_returned_within_thirty_days_except_on_their_own_wish():
    recent = presumed("2026-03-01T12:00:00Z", movement="cross_border")
    decided = entry(
        "standing_decided", BEFORE, standing="identified", authority="competent_authority"
    )
    assert speaks("no_removal", RETURN, recent, decided)
    wish = entry("view_recorded", BEFORE, topic="return", wish="for", heard_apart=True)
    assert speaks("no_removal", RETURN, recent, decided, wish, ADVICE, ASKED) == ()


def test_a_wish_to_return_counts_only_after_advice_and_until_it_changes():
    recent = presumed("2026-03-01T12:00:00Z", movement="cross_border")
    decided = entry(
        "standing_decided", BEFORE, standing="identified", authority="competent_authority"
    )
    wish = entry("view_recorded", BEFORE, topic="return", wish="for", heard_apart=True)
    advised_later = entry("legal_aid_given", "2026-03-05T12:00:00Z")
    assert speaks("no_removal", RETURN, recent, decided, wish, advised_later, ASKED)
    changed = entry("view_recorded", "2026-03-05T12:00:00Z", topic="return", wish="against")
    assert speaks("no_removal", RETURN, recent, decided, wish, changed, ADVICE, ASKED)


def test_a_decision_that_the_child_is_told_of_only_later_is_not_told():
    later = determined(child_told_at="2026-03-20", appeal_until="2026-03-09")
    assert speaks("decided_first", SETTLED, later) == ("the child told of the decision",)


@pytest.mark.parametrize(
    ("code", "kind", "body", "until"),
    [
        ("age_adult", "age_considered", ADULT, "challenge_until"),
        ("not_trafficked", "standing_decided", NOT_TRAFFICKED, "appeal_until"),
    ],
)
def test_a_time_to_appeal_that_is_over_before_the_decision_is_none(code, kind, body, until):
    step = entry(kind, STEP, **{**body, until: "2026-03-01"})
    assert len(speaks(code, step, SCREENED, ASKED)) == 1


def test_a_pending_protection_claim_stops_a_return():
    decided = entry(
        "standing_decided", BEFORE, standing="identified", authority="competent_authority"
    )
    claim = entry("protection_need_asked", BEFORE, wish="yes", lodged_at="2026-02-01")
    assert speaks("no_removal", RETURN, CROSSED, decided, claim)


def test_a_return_within_the_country_is_no_removal():
    assert speaks("no_removal", RETURN, presumed("2026-03-01T12:00:00Z", movement="internal")) == ()


def test_a_case_is_not_closed_while_the_child_is_missing_detained_or_threatened_with_removal():
    close = entry("case_closed", STEP, reason="goals_met")
    for kind, body in (
        ("missing_reported", {}),
        ("liberty_taken", {"ground": "migration"}),
        ("removal_threatened", {}),
    ):
        assert len(speaks("close_safe", close, entry(kind, BEFORE, **body))) > 1


@pytest.mark.parametrize("view", ["asks", "objects"])
def test_a_guardian_who_asks_or_objects_is_heard_once_answered(view):
    def asked(**said):
        return entry("guardian_consulted", BEFORE, about="solution", view=view, **said)

    assert speaks("guardian_heard", SETTLED, asked())
    assert speaks("guardian_heard", SETTLED, asked(answered=False))
    assert speaks("guardian_heard", SETTLED, asked(answered=True)) == ()


def test_a_review_that_is_not_due_yet_does_not_keep_a_case_open():
    close = entry("case_closed", STEP, reason="goals_met")
    reviewed = [RISK, entry("plan_made", BEFORE), entry("contact_agreed", BEFORE)]
    assert speaks("close_safe", close, *reviewed) == ()
    long_ago = entry("risk_assessed", "2025-06-01T12:00:00Z", trigger="periodic", level="low")
    assert speaks("close_safe", close, long_ago, entry("contact_agreed", BEFORE)) == (
        "no duty left open",
    )


def test_contact_is_lost_only_after_three_attempts():
    close = entry("case_closed", STEP, reason="lost_contact")
    attempts = [
        entry("contact_made", f"2026-03-0{day}T12:00:00Z", attempt=True) for day in (1, 2, 3)
    ]
    assert speaks("close_safe", close, *attempts[:2]) == ("recorded attempts to reach the child",)
    assert speaks("close_safe", close, *attempts) == ()


def test_nothing_is_asked_before_closing_the_case_of_a_child_who_died():
    close = entry("case_closed", STEP, reason="died")
    assert gates(timeline(CROSSED), close, [default_protocol()]) == []


@pytest.mark.parametrize(
    ("step", "codes"),
    [
        ("placement", {"move_risk"}),
        ("testimony", {"move_risk", "testimony_safe"}),
        ("tracing", {"contact_safe"}),
        ("interview", {"questions_first"}),
        ("closure", {"guardian_heard", "close_safe"}),
        (
            "return",
            {
                "move_risk",
                "guardian_heard",
                "family_known",
                "decided_first",
                "not_the_same",
                "no_removal",
            },
        ),
        (
            "reunification",
            {"move_risk", "guardian_heard", "family_known", "decided_first", "not_the_same"},
        ),
        ("withdrawal", set()),
    ],
)
def test_gates_already_speak_when_a_step_is_planned(step, codes):
    found = gates(timeline(CROSSED), entry("step_planned", STEP, step=step), [default_protocol()])
    assert {gate.code for gate in found} == codes


def test_a_gate_is_judged_at_the_occurrence_of_the_step():
    late = entry("risk_assessed", "2026-03-11T12:00:00Z", trigger="periodic", level="low")
    assert speaks("move_risk", SETTLED, late)


def test_a_correction_of_the_step_does_not_count_as_a_step_before_it():
    first = entry("interview_held", BEFORE, 1, purpose="protection", asked_about=["exploitation"])
    correction = entry(
        "interview_held",
        BEFORE,
        2,
        purpose="protection",
        asked_about=["exploitation"],
        _supersedes=first.id,
    )
    assert speaks("interview_again", correction, first) == ()


def test_a_gate_is_passed_with_a_reason_and_some_with_a_second_person():
    step = entry("case_closed", STEP, reason="goals_met", _despite={"close_safe": "moved abroad"})
    spoken = gates(timeline(ASKED), step, [default_protocol()])
    assert [gate.code for gate in unanswered(spoken, step)] == ["close_safe"]
    agreed = entry(
        "case_closed",
        STEP,
        reason="goals_met",
        _despite={"close_safe": "moved abroad"},
        _agreed_by="s",
    )
    assert unanswered(spoken, agreed) == []
