"""The readings of docs/decisions/0005, each with a test that would fail under the other reading."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from amparo.journey import Entry, add_months, fold, parse_entry
from amparo.protocol import default_protocol, duties, gates
from tests.journey.making import LONG_AFTER, at, entry, identifier, presumed, timeline
from tests.protocol.owed import owed, states

NOTICED = "2026-01-10T12:00:00Z"
FOREIGN = presumed(NOTICED, movement="cross_border")
SUFFICE = dict.fromkeys(
    ("present", "willing", "able_to_protect", "safe_to_contact", "involvement_excluded"), True
)
OPENED = entry("case_opened", NOTICED)
SOLUTION = entry("solution_started", "2026-02-01T12:00:00Z", solution="local_integration")


def closed(when: str, reason: str = "goals_met") -> Entry:
    return entry("case_closed", when, reason=reason)


def suffice(when: str) -> Entry:
    return entry("parents_assessed", when, **SUFFICE)


# (a)


def test_a_follow_ups_end_when_a_child_has_died() -> None:
    died = closed("2026-02-03T12:00:00Z", "died")
    assert states("follow_up_12", OPENED, SOLUTION, died, when="2028-01-01") == ["not_owed"]


def test_a_follow_ups_go_on_when_a_case_is_closed_for_another_reason() -> None:
    settled = closed("2026-02-03T12:00:00Z", "adult_and_settled")
    assert states("follow_up_12", OPENED, SOLUTION, settled, when="2028-01-01") == ["overdue"]


# (b)


@pytest.mark.parametrize(
    ("when", "state"),
    [("2026-01-10T15:00:00Z", "not_owed"), ("2026-01-10T19:00:00Z", "missed")],
    ids=["before the six hours are over", "after them"],
)
def test_b_a_condition_that_comes_too_late_excuses_nothing(when: str, state: str) -> None:
    assert states("safe_place", presumed(NOTICED), suffice(when)) == [state]


@pytest.mark.parametrize(
    ("when", "state"),
    [("2026-01-10T15:00:00Z", "not_owed"), ("2026-01-10T19:00:00Z", "missed")],
    ids=["before the six hours are over", "after them"],
)
def test_b_closing_a_case_does_not_wipe_out_what_was_overdue(when: str, state: str) -> None:
    assert states("safe_place", OPENED, presumed(NOTICED), closed(when)) == [state]


# (c)

DAYS = {"first": "2026-01-05T12:00:00Z", "later": "2026-01-20T12:00:00Z"}


@pytest.mark.parametrize(
    ("noticed", "identity"), [("first", "later"), ("later", "first")], ids=["identity", "noticed"]
)
def test_c_the_clock_of_tracing_starts_at_the_later_of_the_two(noticed: str, identity: str) -> None:
    known = entry("identity_recorded", DAYS[identity], names=[{"name": "A"}])
    assert [duty.starts_at for duty in owed("tracing", presumed(DAYS[noticed]), known)] == [
        at(DAYS["later"])
    ]


# (d)


def test_d_a_guardian_stays_owed_while_nobody_knows_whether_the_child_is_foreign() -> None:
    early = suffice("2026-01-10T13:00:00Z")
    assert fold(timeline(presumed(NOTICED))).foreign == "unknown"
    assert states("guardian", presumed(NOTICED), early, when="2026-01-12") == ["overdue"]


def test_d_a_guardian_is_not_owed_where_parents_suffice_and_the_child_is_not_foreign() -> None:
    at_home = presumed(NOTICED, movement="internal")
    early = suffice("2026-01-10T13:00:00Z")
    assert states("guardian", at_home, early, when="2026-01-12") == ["not_owed"]


# (e)

TOKYO = ZoneInfo("Asia/Tokyo")  # nine hours ahead of UTC, all year


def in_tokyo(kind: str, when: str, **body: object) -> Entry:
    value = {"kind": kind, "occurred_at": when, "body": body}
    return parse_entry(value, TOKYO, now=LONG_AFTER)


def test_e_a_permit_ends_with_the_start_of_its_last_day_where_the_child_is() -> None:
    permit = in_tokyo("stay_regularised", NOTICED, permit="temporary", until="2026-06-01")
    found = duties(timeline(FOREIGN, permit), [default_protocol()], at("2026-12-31"), TOKYO)
    again = [duty.starts_at for duty in found if duty.code == "stay"][-1]
    assert again == at("2026-05-31T15:00:00")


def test_e_a_review_is_due_at_the_start_of_its_day() -> None:
    risk = entry("risk_assessed", NOTICED, trigger="periodic", level="low", review_by="2026-01-20")
    assert owed("risk_review", risk)[0].due_at == at("2026-01-20")


def test_e_an_appeal_can_be_lodged_to_the_end_of_its_day() -> None:
    decision = not_trafficked(appeal_until="2026-02-20")
    last_minute = at("2026-02-20T23:59:00")
    assert fold(timeline(FOREIGN, decision), at=last_minute).standing == "presumed"
    later = last_minute + timedelta(minutes=2)
    assert fold(timeline(FOREIGN, decision), at=later).standing == "not_trafficked"


# (f)


def not_trafficked(authority: str = "competent_authority", **body: object) -> Entry:
    said = {"standing": "not_trafficked", "authority": authority, **body}
    return entry("standing_decided", "2026-02-01T12:00:00Z", **said)


def test_f_not_trafficked_counts_when_a_competent_authority_decided_and_nothing_is_open() -> None:
    assert states("stay", FOREIGN, not_trafficked(), when="2026-03-01") == ["not_owed"]


@pytest.mark.parametrize(
    "decision",
    [not_trafficked(appeal_until="2026-04-01"), not_trafficked("police")],
    ids=["while it can be appealed", "by the police"],
)
def test_f_until_then_the_most_protective_status_holds(decision: Entry) -> None:
    assert fold(timeline(FOREIGN, decision), at=at("2026-03-01")).standing == "presumed"
    assert states("stay", FOREIGN, decision, when="2026-02-08") == ["open"]


# (g)


def correction(number: int, of: int, recorded: str, account: str) -> Entry:
    return entry(
        "concern_reported", NOTICED, number, channel="school", account=account,
        _supersedes=identifier(of), _recorded_at=recorded,
    )  # fmt: skip


REPORT = entry("concern_reported", NOTICED, 1, channel="school", account="first")
SECOND = correction(2, 1, "2026-01-11T12:00:00Z", "second")
THIRD = correction(3, 1, "2026-01-12T12:00:00Z", "third")


def test_g_of_two_corrections_of_one_entry_the_latest_recorded_holds() -> None:
    found = timeline(THIRD, REPORT, SECOND).of("concern_reported")
    assert [one.says("account") for one in found] == ["third"]


def test_g_a_withdrawal_recorded_last_leaves_nothing_of_the_tree() -> None:
    taken_back = entry(
        "entry_withdrawn", "2026-01-13T12:00:00Z", 4, entry=identifier(2), reason="mistaken"
    )
    assert timeline(REPORT, SECOND, THIRD, taken_back).of("concern_reported") == ()


def test_g_a_correction_recorded_after_a_withdrawal_holds() -> None:
    taken_back = entry(
        "entry_withdrawn", "2026-01-11T18:00:00Z", 4, entry=identifier(2), reason="mistaken"
    )
    found = timeline(REPORT, SECOND, THIRD, taken_back).of("concern_reported")
    assert [one.says("account") for one in found] == ["third"]


# (h)


def test_h_a_review_overdue_for_a_year_is_one_overdue_review() -> None:
    plan = entry("plan_made", "2026-01-10T12:00:00Z")
    assert states("plan_review", plan, when="2027-01-10") == ["overdue"]


def test_h_the_next_clock_starts_when_the_last_review_was_held() -> None:
    plan = entry("plan_made", "2026-01-10T12:00:00Z")
    reviewed = entry("plan_reviewed", "2026-08-01T12:00:00Z")
    found = owed("plan_review", plan, reviewed, when="2026-08-02")
    assert [(duty.state, duty.starts_at) for duty in found] == [
        ("met_late", at("2026-01-10T12:00:00")),
        ("open", at("2026-08-01T12:00:00")),
    ]


# (i)


def test_i_a_review_that_is_not_due_yet_keeps_no_case_open() -> None:
    close = entry("case_closed", "2026-01-20T12:00:00Z", reason="goals_met")
    reviewed = entry("risk_assessed", "2026-01-15T12:00:00Z", trigger="periodic", level="low")
    agreed = entry("contact_agreed", "2026-01-15T12:00:00Z", channel="helpline")
    spoken = gates(timeline(reviewed, agreed), close, [default_protocol()])
    assert "close_safe" not in {gate.code for gate in spoken}


# (j)


def test_j_no_solution_yet_moves_the_date_if_it_came_in_time() -> None:
    none_yet = {"level": "determination", "chosen": "none_yet", "review_by": "2026-09-01"}
    in_time = entry("best_interests_decided", "2026-03-01T12:00:00Z", **none_yet)
    too_late = entry("best_interests_decided", "2026-08-01T12:00:00Z", **none_yet)
    assert owed("solution", FOREIGN, in_time)[0].due_at == at("2026-09-01")
    assert owed("solution", FOREIGN, too_late)[0].due_at < at("2026-08-01")


# (k)


def test_k_who_is_thought_to_be_17_is_owed_a_plan_within_the_year() -> None:
    estimate = entry(
        "age_considered",
        NOTICED,
        methods=["social"],
        outcome="treated_as_child",
        estimated_low=15,
        estimated_high=17,
    )
    (duty,) = owed("adulthood_plan", estimate, when="2027-01-01")
    assert duty.starts_at == add_months(at("2026-01-10T12:00"), 6)


# (l)


def test_l_reopening_owes_again_what_every_noticed_child_is_owed() -> None:
    story = [
        FOREIGN,
        entry("health_checked", "2026-01-11T12:00:00Z"),
        entry("case_closed", "2026-02-01T12:00:00Z", reason="goals_met"),
        entry("case_reopened", "2026-03-01T12:00:00Z"),
    ]
    assert states("health", *story) == ["met", "overdue"]


# (m)


def test_m_a_concern_that_was_closed_owes_nothing_more() -> None:
    harmed = entry("concern_reported", NOTICED, channel="school", account="x", recent_harm=True)
    ended = entry("concern_closed", "2026-01-10T13:00:00Z", reason="a play in the yard")
    assert states("health_urgent", harmed, ended) == ["not_owed"]
