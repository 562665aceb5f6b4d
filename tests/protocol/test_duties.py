"""Each duty of the default protocol: what starts it, how long, what meets it (JOURNEY §3)."""

from datetime import timedelta

import pytest

from amparo.protocol import default_protocol
from tests.journey.making import at, entry, presumed
from tests.protocol.owed import owed, states

NOTICED = "2026-01-10T12:00:00Z"
LATER = "2026-01-10T13:00:00Z"


def reported(occurred=NOTICED, **body):
    return entry("concern_reported", occurred, channel="school", account="worried", **body)


def risk(occurred=LATER, trigger="periodic", level="medium", **body):
    return entry("risk_assessed", occurred, trigger=trigger, level=level, **body)


def decided(occurred=LATER, level="determination", chosen="local_integration", **body):
    return entry("best_interests_decided", occurred, level=level, chosen=chosen, **body)


def stay(occurred=LATER, **body):
    return entry("stay_regularised", occurred, permit="temporary", **body)


FOREIGN = presumed(NOTICED, movement="cross_border")
BORN = entry(
    "identity_recorded", NOTICED, names=[{"name": "A"}], birth={"year": 2010, "month": 5, "day": 20}
)
SUFFICE = dict.fromkeys(
    ("present", "willing", "able_to_protect", "safe_to_contact", "involvement_excluded"), True
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


def test_a_permit_is_renewed_sixty_days_before_it_ends():
    permit = stay("2026-01-12T12:00:00Z", until="2026-09-01")
    (duty,) = owed("stay_renewal", FOREIGN, permit)
    assert duty.starts_at == at("2026-07-03")
    assert duty.due_at == at("2026-09-01")
    assert owed("stay_renewal", FOREIGN, permit, when="2026-07-01") == []


def test_the_right_to_stay_is_owed_again_when_a_permit_ends():
    permit = stay("2026-01-12T12:00:00Z", until="2026-09-01")
    assert states("stay", FOREIGN, permit) == ["met", "overdue"]
    renewed = stay("2026-08-01T12:00:00Z", until="2027-09-01")
    assert states("stay", FOREIGN, permit, renewed) == ["met"]


def test_follow_ups_are_months_after_the_solution_and_survive_the_closing_of_the_case():
    begun = entry("solution_started", "2026-01-31T12:00:00Z", solution="local_integration")
    closed = entry("case_closed", "2026-02-01T12:00:00Z", reason="goals_met")
    (first,) = owed("follow_up_1", begun, closed)
    assert first.due_at == at("2026-03-14T12:00")  # 28 February and 14 days
    assert first.state == "overdue"
    seen = entry("followed_up", "2026-03-01T12:00:00Z", month=1)
    assert states("follow_up_1", begun, closed, seen) == ["met"]
    assert states("follow_up_3", begun, closed, seen, when="2026-03-02") == ["open"]


def test_nobody_follows_up_a_child_who_died():
    begun = entry("solution_started", NOTICED, solution="local_integration")
    died = entry("case_closed", "2026-02-01T12:00:00Z", reason="died")
    assert states("follow_up_6", begun, died) == ["not_owed"]


def test_closing_a_case_ends_what_was_open_and_reopening_starts_fresh_clocks():
    closed = entry("case_closed", "2026-01-12T12:00:00Z", reason="goals_met")
    assert states("learning", presumed(NOTICED), closed) == ["not_owed"]
    assert states("risk_first", presumed(NOTICED), closed) == ["missed"]
    reopened = entry("case_reopened", "2026-03-01T12:00:00Z")
    _, fresh = owed("learning", presumed(NOTICED), closed, reopened)
    assert (fresh.starts_at, fresh.state) == (at("2026-03-01T12:00"), "overdue")


def test_a_plan_is_reviewed_every_ninety_days_one_clock_at_a_time():
    made = entry("plan_made", NOTICED)
    again = entry("plan_made", "2026-02-01T12:00:00Z")
    reviewed = entry("plan_reviewed", "2026-03-01T12:00:00Z")
    first, second = owed("plan_review", made, again, reviewed)
    assert first.state == "met"
    assert second.due_at == at("2026-05-30T12:00")


def test_a_restriction_is_justified_every_seven_days_until_it_is_lifted():
    restricted = risk(NOTICED, restricts_movement=True)
    again = risk("2026-01-15T12:00:00Z", restricts_movement=True)
    lifted = risk("2026-01-20T12:00:00Z", restricts_movement=False)
    assert states("restriction_review", restricted, again, lifted) == ["met", "met"]
    assert states("restriction_review", restricted, again) == ["met", "overdue"]


def test_closed_care_is_justified_until_the_placement_ends():
    closed = entry("placement_started", NOTICED, care="residential_closed")
    ended = entry("placement_ended", "2026-01-14T12:00:00Z", reason="moved")
    assert states("restriction_review", closed, ended) == ["not_owed"]
    assert states("restriction_review", closed) == ["overdue"]


def test_a_plan_for_the_time_after_18_is_owed_half_a_year_before():
    (duty,) = owed("adulthood_plan", presumed(NOTICED), BORN, when="2027-12-01")
    assert duty.starts_at == at("2027-11-20")
    assert duty.due_at - duty.starts_at == timedelta(days=90)
    plan = entry("plan_made", "2027-11-25T12:00:00Z", transition=True)
    assert states("adulthood_plan", presumed(NOTICED), BORN, plan, when="2027-12-01") == ["met"]


def test_a_child_noticed_late_has_only_what_is_left_of_the_time_before_18():
    late = presumed("2027-12-20T12:00:00Z")
    (duty,) = owed("adulthood_plan", late, BORN, when="2027-12-31")
    assert (duty.starts_at, duty.due_at) == (at("2027-12-20T12:00"), at("2028-02-18"))
    later = presumed("2028-03-01T12:00:00Z")
    (duty,) = owed("adulthood_plan", later, BORN, when="2028-03-02")
    assert (duty.starts_at, duty.state) == (duty.due_at, "overdue")
    grown_up = presumed("2028-06-01T12:00:00Z")
    assert owed("adulthood_plan", grown_up, BORN, when="2028-06-02") == []


def test_a_plan_for_the_time_after_18_waits_for_no_decision_on_the_child():
    assert owed("adulthood_plan", BORN, when="2027-12-01")[0].starts_at == at("2027-11-20")


def test_of_two_risk_assessments_at_the_same_moment_one_is_still_looked_at_again():
    assert states("risk_review", risk(NOTICED), risk(NOTICED, level="low")) == ["met", "overdue"]


def test_a_risk_assessment_known_to_the_day_meets_no_review_of_a_later_one():
    assert states("risk_review", risk("2026-01-10"), risk(NOTICED)) == ["met", "overdue"]


def test_of_risks_assessed_while_a_case_was_closed_the_last_is_looked_at_when_it_is_reopened():
    story = [
        entry("case_closed", NOTICED, reason="goals_met"),
        risk("2026-01-11T12:00:00Z", level="high"),
        risk("2026-01-12T12:00:00Z", level="low"),
        entry("case_reopened", "2026-03-01T12:00:00Z"),
    ]
    (duty,) = owed("risk_review", *story)
    assert (duty.starts_at, duty.due_at) == (at("2026-03-01T12:00"), at("2026-05-30T12:00"))


def test_of_two_reports_at_the_same_moment_the_urgent_one_keeps_its_shorter_time():
    due = [duty.due_at for duty in owed("triage", reported(), reported(urgent=True))]
    assert due == [at("2026-01-10T13:00"), at("2026-01-10T15:00")]


def test_a_plan_is_owed_again_after_the_assessment_of_a_reopened_case():
    story = [
        presumed(NOTICED),
        decided(LATER, level="assessment"),
        entry("plan_made", "2026-01-11T12:00:00Z"),
        entry("case_closed", "2026-01-12T12:00:00Z", reason="goals_met"),
        entry("case_reopened", "2026-03-01T12:00:00Z"),
    ]
    assert states("plan", *story) == ["met"]
    assessed = decided("2026-03-02T12:00:00Z", level="assessment")
    assert states("plan", *story, assessed) == ["met", "overdue"]


def test_no_clock_starts_while_a_case_is_closed():
    story = [
        presumed(NOTICED),
        entry("parents_assessed", LATER, **SUFFICE),
        entry("case_closed", "2026-01-12T12:00:00Z", reason="goals_met"),
        entry("parents_assessed", "2026-02-01T12:00:00Z", **{**SUFFICE, "willing": False}),
    ]
    assert states("safe_place", *story) == ["not_owed"]
    reopened = entry("case_reopened", "2026-03-01T12:00:00Z")
    assert [duty.starts_at for duty in owed("safe_place", *story, reopened)] == [
        at("2026-01-10T12:00"),
        at("2026-03-01T12:00"),
    ]


def test_no_solution_yet_is_due_at_its_review_date():
    none_yet = decided("2026-02-01T12:00:00Z", chosen="none_yet", review_by="2026-06-01")
    (duty,) = owed("solution", presumed(NOTICED), none_yet, when="2026-05-01")
    assert (duty.starts_at, duty.due_at) == (at("2026-01-10T12:00"), at("2026-06-01"))
    assert duty.state == "open"
    chosen = decided("2026-05-20T12:00:00Z")
    assert states("solution", presumed(NOTICED), none_yet, chosen) == ["met"]


def test_no_solution_yet_again_is_due_at_the_second_review_date():
    first = decided("2026-02-01T12:00:00Z", chosen="none_yet", review_by="2026-06-01")
    second = decided("2026-05-20T12:00:00Z", chosen="none_yet", review_by="2026-08-01")
    assert owed("solution", presumed(NOTICED), first, second)[0].due_at == at("2026-08-01")


def test_no_solution_yet_found_too_late_moves_nothing():
    late = decided("2026-05-01T12:00:00Z", chosen="none_yet", review_by="2026-06-01")
    (duty,) = owed("solution", presumed(NOTICED), late, when="2026-05-02")
    assert (duty.due_at, duty.state) == (at("2026-04-10T12:00"), "overdue")


def test_no_solution_yet_without_a_review_date_moves_nothing():
    none_yet = decided("2026-02-01T12:00:00Z", chosen="none_yet")
    assert owed("solution", presumed(NOTICED), none_yet)[0].due_at == at("2026-04-10T12:00")


def test_a_duty_that_is_not_possible_counts_as_unmet_until_it_is_met_after_all():
    aside = entry("duty_not_possible", LATER, duty="learning", why="no school", agreed_by="s")
    assert states("learning", presumed(NOTICED), aside) == ["not_possible"]
    met = entry("service_given", "2026-04-01T12:00:00Z", service="education")
    assert states("learning", presumed(NOTICED), aside, met) == ["met_late"]


def test_a_worker_who_leaves_makes_another_owed():
    opened = entry("case_opened", NOTICED)
    assigned = entry("case_assigned", LATER, to="w")
    left = entry("involvement_ended", "2026-02-01T12:00:00Z", person="w", role="caseworker")
    assert states("assigned", opened, assigned, left) == ["met", "overdue"]


def test_a_report_joined_to_a_case_has_no_screening_of_its_own():
    joined = entry("concern_joined", LATER, case="x")
    assert states("screening", reported(), joined) == ["not_owed"]


def test_what_occurred_later_is_ignored():
    appointed = entry("guardian_appointed", "2026-01-11T10:00:00Z", guardian="g")
    assert states("guardian", presumed(NOTICED), appointed, when="2026-01-11T09:00") == ["open"]


def test_a_duty_has_the_section_of_the_entry_that_started_it():
    assert owed("guardian", presumed(NOTICED))[0].section == "protection"
    assert owed("charge_review", entry("child_charged", NOTICED, offence="x"))[0].section == "legal"
    assert owed("tracing", presumed(NOTICED), BORN)[0].section == "identity"
