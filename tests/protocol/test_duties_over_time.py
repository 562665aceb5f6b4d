"""What becomes of duties over months: renewals, reviews, closing, reopening."""

from datetime import timedelta

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
