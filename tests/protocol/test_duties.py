"""Each duty of the default protocol: what starts its clock, how long, what meets it."""

from datetime import timedelta

import pytest

from amparo.protocol import default_protocol
from tests.journey.making import at, entry, presumed
from tests.protocol.owed import owed, states
from tests.protocol.writing import (
    BORN,
    FOREIGN,
    LATER,
    NOTICED,
    SUFFICE,
    decided,
    reported,
    risk,
    stay,
)

# duty, what starts it, hours until it is due, what meets it
CLOCKS = [
    ("triage", [reported()], 3, entry("case_opened", LATER)),
    ("triage", [reported(urgent=True)], 1, entry("concern_joined", LATER, case="x")),
    ("triage", [reported(in_danger_now=True)], 1, entry("concern_closed", LATER, reason="x")),
    ("assigned", [entry("case_opened", NOTICED)], 3, entry("case_assigned", LATER, to="w")),
    ("screening", [reported()], 24, entry("screening_completed", LATER, instrument="i")),
    ("screening", [reported(urgent=True)], 3, presumed(LATER)),
    (
        "standing",
        [entry("screening_completed", NOTICED, instrument="i", answers={"a": "yes"})],
        24,
        presumed(LATER),
    ),
    ("guardian", [presumed(NOTICED)], 24, entry("guardian_appointed", LATER, guardian="g")),
    ("risk_first", [presumed(NOTICED)], 24, risk()),
    ("safe_place", [presumed(NOTICED)], 6, entry("placement_started", LATER, care="foster")),
    ("rights_told", [presumed(NOTICED)], 24, entry("information_given", LATER, about="rights")),
    (
        "health_urgent",
        [entry("need_found", NOTICED, service="health", urgent=True)],
        3,
        entry("health_checked", LATER),
    ),
    ("health_urgent", [reported(recent_harm=True)], 3, entry("health_checked", LATER)),
    ("health", [presumed(NOTICED)], 48, entry("health_checked", LATER)),
    ("identity", [presumed(NOTICED)], 72, entry("identity_recorded", LATER, names=[{"name": "A"}])),
    (
        "liberty",
        [entry("liberty_taken", NOTICED, ground="migration")],
        0,
        entry("liberty_restored", NOTICED),
    ),
    (
        "defence",
        [entry("child_charged", NOTICED, offence="theft")],
        24,
        entry("legal_aid_given", LATER),
    ),
    (
        "charge_review",
        [entry("child_charged", NOTICED, offence="x")],
        168,
        entry("charge_dropped", LATER),
    ),
    (
        "removal_stopped",
        [entry("removal_threatened", NOTICED)],
        0,
        entry("removal_suspended", NOTICED),
    ),
    (
        "risk_after_withdrawal",
        [entry("withdrawn_from_exploitation", NOTICED)],
        6,
        risk(trigger="after_withdrawal"),
    ),
    (
        "police_told",
        [entry("missing_reported", NOTICED)],
        1,
        entry("missing_step", LATER, step="police_told"),
    ),
    ("missing_review", [entry("missing_reported", NOTICED)], 24, entry("conference_held", LATER)),
    ("risk_after_missing", [entry("missing_found", NOTICED)], 24, risk(trigger="after_missing")),
    (
        "return_interview",
        [entry("missing_found", NOTICED)],
        72,
        entry("interview_held", LATER, purpose="return_from_missing"),
    ),
    ("risk_after_reprisal", [entry("reprisal_reported", NOTICED)], 24, risk()),
    ("risk_after_incident", [entry("incident_in_care", NOTICED, what="x")], 24, risk()),
    ("risk_after_exposure", [entry("identity_exposed", NOTICED)], 24, risk()),
    (
        "psychosocial",
        [presumed(NOTICED)],
        168,
        entry("service_given", LATER, service="psychosocial"),
    ),
    ("assessment", [presumed(NOTICED)], 168, decided(level="assessment", chosen="none_yet")),
    (
        "plan",
        [presumed(NOTICED), decided(NOTICED, level="assessment")],
        336,
        entry("plan_made", LATER),
    ),
    ("plan_review", [entry("plan_made", NOTICED)], 2160, entry("plan_reviewed", LATER)),
    ("risk_review", [risk(NOTICED, level="high")], 168, risk()),
    ("risk_review", [risk(NOTICED, level="unknown")], 168, risk()),
    ("risk_review", [risk(NOTICED, level="medium")], 720, risk()),
    ("risk_review", [risk(NOTICED, level="low")], 2160, risk()),
    ("risk_review", [risk(NOTICED, level="low", review_by="2026-01-20T12:00:00Z")], 240, risk()),
    ("restriction_review", [risk(NOTICED, restricts_phone=True)], 168, risk()),
    ("lawyer", [presumed(NOTICED)], 336, entry("legal_aid_given", LATER)),
    ("protection_need", [FOREIGN], 168, entry("protection_need_asked", LATER, wish="no")),
    (
        "focal_point",
        [FOREIGN, entry("protection_need_asked", NOTICED, wish="no")],
        168,
        entry("focal_point_ruled_out", LATER, reason="x"),
    ),
    ("stay", [FOREIGN], 720, stay()),
    ("tracing", [presumed(NOTICED), BORN], 336, entry("tracing_ruled_out", LATER, reason="x")),
    ("learning", [presumed(NOTICED)], 720, entry("service_given", LATER, service="vocational")),
    ("compensation", [presumed(NOTICED)], 2160, entry("compensation_considered", LATER)),
    (
        "compensation",
        [entry("charge_brought", NOTICED)],
        2160,
        entry("compensation_ordered", LATER),
    ),
    (
        "compensation",
        [entry("judgment_given", NOTICED)],
        2160,
        entry("compensation_considered", LATER),
    ),
    ("solution", [presumed(NOTICED)], 2160, decided()),
    ("decision_told", [decided(NOTICED)], 72, entry("information_given", LATER, about="decision")),
    (
        "identification",
        [presumed(NOTICED)],
        720,
        entry("standing_decided", LATER, standing="identified", authority="competent_authority"),
    ),
    (
        "follow_up_0",
        [entry("solution_started", NOTICED, solution="local_integration")],
        168,
        entry("contact_made", LATER, child_seen=True),
    ),
]


@pytest.mark.parametrize(("code", "started", "hours", "met"), CLOCKS)
def test_a_duty_has_its_clock_and_is_met_by_its_entry(code, started, hours, met):
    first = owed(code, *started)[0]
    assert first.starts_at == at("2026-01-10T12:00")
    assert first.due_at - first.starts_at == timedelta(hours=hours)
    assert first.state in ("overdue", "missed")
    fulfilled = min(owed(code, *started, met), key=lambda duty: duty.starts_at)
    assert fulfilled.state == "met"
    assert fulfilled.met_at is not None


def test_every_duty_of_the_default_protocol_is_covered_here():
    elsewhere = {
        "stay_renewal",
        "adulthood_plan",
        "follow_up_1",
        "follow_up_3",
        "follow_up_6",
        "follow_up_12",
    }
    assert {code for code, *_ in CLOCKS} | elsewhere == set(default_protocol().duties)


def test_the_due_time_is_inclusive():
    appointed = entry("guardian_appointed", "2026-01-11T12:00:00Z", guardian="g")
    assert states("guardian", presumed(NOTICED), appointed) == ["met"]
    late = entry("guardian_appointed", "2026-01-11T12:00:01Z", guardian="g")
    assert states("guardian", presumed(NOTICED), late) == ["met_late"]


def test_a_duty_is_open_until_its_due_time_and_overdue_after_it():
    assert states("guardian", presumed(NOTICED), when="2026-01-11T12:00") == ["open"]
    assert states("guardian", presumed(NOTICED), when="2026-01-11T12:01") == ["overdue"]


def test_what_is_owed_at_once_is_overdue_from_the_start():
    taken = entry("liberty_taken", NOTICED, ground="migration")
    assert states("liberty", taken, when="2026-01-10T12:00") == ["overdue"]


def test_a_clock_starts_at_the_earliest_and_is_met_at_the_latest():
    noticed = presumed({"earliest": "2026-01-10T06:00:00Z", "latest": "2026-01-10T18:00:00Z"})
    placed = entry(
        "placement_started",
        {"earliest": "2026-01-10T08:00:00Z", "latest": "2026-01-10T13:00:00Z"},
        care="foster",
    )
    (duty,) = owed("safe_place", noticed, placed)
    assert duty.starts_at == at("2026-01-10T06:00")
    assert duty.met_at == at("2026-01-10T13:00")
    assert duty.state == "met_late"


def test_being_noticed_again_restarts_nothing():
    again = presumed("2026-02-01T12:00:00Z")
    assert len(owed("guardian", presumed(NOTICED), again)) == 1


def test_a_child_who_already_has_a_guardian_is_owed_none():
    appointed = entry("guardian_appointed", "2026-01-01T12:00:00Z", guardian="g")
    (duty,) = owed("guardian", appointed, presumed(NOTICED))
    assert duty.state == "met"
    assert duty.met_at == duty.starts_at


def test_a_guardian_is_owed_again_when_one_ends_without_a_successor():
    appointed = entry("guardian_appointed", LATER, guardian="g")
    ended = entry("guardian_ended", "2026-02-01T12:00:00Z", reason="moved")
    first, second = owed("guardian", presumed(NOTICED), appointed, ended)
    assert first.state == "met"
    assert second.starts_at == at("2026-02-01T12:00")
    assert second.state == "overdue"


def test_a_guardian_who_hands_over_to_another_leaves_no_gap():
    appointed = entry("guardian_appointed", LATER, guardian="g")
    ended = entry("guardian_ended", "2026-02-01T12:00:00Z", reason="moved")
    successor = entry("guardian_appointed", "2026-02-01T12:00:00Z", guardian="h")
    assert states("guardian", presumed(NOTICED), appointed, ended, successor) == ["met"]


def test_parents_who_suffice_make_a_guardian_unnecessary_only_for_a_child_who_is_not_foreign():
    assessed = entry("parents_assessed", LATER, **SUFFICE)
    assert states("guardian", presumed(NOTICED, movement="internal"), assessed) == ["not_owed"]
    assert states("guardian", FOREIGN, assessed) == ["overdue"]


def test_nobody_having_said_whether_a_child_is_foreign_is_not_a_no():
    assert states("guardian", presumed(NOTICED), entry("parents_assessed", LATER, **SUFFICE)) == [
        "overdue"
    ]


def test_parents_who_turn_out_not_to_suffice_start_a_new_clock():
    assessed = entry("parents_assessed", LATER, **SUFFICE)
    again = entry("parents_assessed", "2026-03-01T12:00:00Z", **{**SUFFICE, "willing": None})
    first, second = owed("safe_place", presumed(NOTICED), assessed, again)
    assert first.state == "not_owed"
    assert (second.starts_at, second.state) == (at("2026-03-01T12:00"), "overdue")


def test_parents_assessed_only_after_the_due_time_leave_the_duty_missed():
    late = entry("parents_assessed", "2026-01-20T12:00:00Z", **SUFFICE)
    assert states("safe_place", presumed(NOTICED), late) == ["missed"]


def test_police_never_told_of_a_child_found_first_is_missed():
    missing = entry("missing_reported", NOTICED)
    assert states("police_told", missing, entry("missing_found", "2026-01-10T12:30:00Z")) == [
        "missed"
    ]


def test_police_told_when_the_child_was_reported_missing_is_met():
    missing = entry("missing_reported", NOTICED, police_told_at="2026-01-10T12:20:00Z")
    (duty,) = owed("police_told", missing)
    assert (duty.state, duty.met_at) == ("met", at("2026-01-10T12:20"))


def test_agencies_meet_every_seven_days_until_the_child_is_found():
    missing = entry("missing_reported", NOTICED)
    met = entry("conference_held", "2026-01-11T10:00:00Z")
    first, second = owed("missing_review", missing, met)
    assert second.due_at == at("2026-01-18T10:00")
    assert second.starts_at == first.met_at
    found = entry("missing_found", "2026-01-15T10:00:00Z")
    assert states("missing_review", missing, met, found) == ["met", "not_owed"]


def test_each_episode_of_going_missing_has_clocks_of_its_own():
    episodes = [
        entry("missing_reported", NOTICED),
        entry("missing_found", "2026-01-11T09:00:00Z"),
        entry("missing_reported", "2026-02-01T12:00:00Z"),
    ]
    assert [duty.starts_at for duty in owed("missing_review", *episodes)] == [
        at("2026-01-10T12:00"),
        at("2026-02-01T12:00"),
    ]
    assert states("police_told", *episodes) == ["missed", "overdue"]


def test_not_trafficked_by_a_competent_authority_stops_stay_but_not_protection():
    decision = entry(
        "standing_decided",
        "2026-01-20T12:00:00Z",
        standing="not_trafficked",
        authority="competent_authority",
    )
    assert states("stay", FOREIGN, decision) == ["not_owed"]
    assert states("health", FOREIGN, decision) == ["overdue"]


def test_not_trafficked_stops_nothing_while_it_can_be_appealed():
    decision = entry(
        "standing_decided",
        "2026-01-20T12:00:00Z",
        standing="not_trafficked",
        authority="competent_authority",
        appeal_until="2026-02-05",
    )
    assert states("stay", FOREIGN, decision, when="2026-02-01") == ["open"]
    assert states("stay", FOREIGN, decision, when="2026-02-07") == ["not_owed"]


def test_not_trafficked_by_the_police_stops_nothing():
    decision = entry(
        "standing_decided", "2026-01-20T12:00:00Z", standing="not_trafficked", authority="police"
    )
    assert states("stay", FOREIGN, decision) == ["overdue"]
