"""How duties ended, counted child by child."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from amparo.release.rapporteur.tally import ALL, OUTCOMES, Tally, of_child
from tests.release.rapporteur.making import AT, START, YEAR, a_year, owed, tally

ONE = "social_services"


@pytest.mark.parametrize(
    ("state", "outcome"),
    [
        ("met", "in_time"),
        ("met_late", "late"),
        ("overdue", "overdue"),
        ("missed", "never"),
        ("not_possible", "never"),
        ("open", "running"),
        ("not_owed", "not_owed"),
    ],
)
def test_each_end_of_a_duty_is_counted_under_one_outcome(state, outcome):
    found = of_child([(ONE, [owed("guardian", state)])], AT, UTC)
    counted = {one: found.times[YEAR, "guardian", ALL, one] for one in OUTCOMES}
    assert counted == dict.fromkeys(OUTCOMES, 0) | {outcome: 1}


def test_a_duty_that_comes_again_is_counted_again_and_its_child_once():
    found = of_child([(ONE, [owed("plan_review", "met"), owed("plan_review", "met")])], AT, UTC)
    assert found.times[YEAR, "plan_review", ALL, "in_time"] == 2
    assert found.children[YEAR, "plan_review", ALL, "in_time"] == 1


def test_a_child_with_two_cases_is_one_child():
    cases = [(ONE, [owed("guardian", "met")]), ("ngo", [owed("guardian", "met")])]
    found = of_child(cases, AT, UTC)
    assert found.times[YEAR, "guardian", ALL, ALL] == 2
    assert found.children[YEAR, "guardian", ALL, ALL] == 1


def test_a_duty_belongs_to_the_year_in_which_its_clock_started_where_the_country_is():
    eve = datetime(YEAR, 12, 31, 23, 30, tzinfo=UTC)
    east = timezone(timedelta(hours=2))
    assert (YEAR + 1, "guardian", ALL, ALL) in of_child(
        [(ONE, [owed("guardian", "met", eve)])], AT, east
    ).times


def test_how_long_it_took_and_for_how_long_it_is_overdue_is_kept_in_hours():
    found = of_child([(ONE, [owed("guardian", "met", took=7), owed("health", "overdue")])], AT, UTC)
    late = (AT - START - timedelta(hours=24)) // timedelta(hours=1)
    assert found.met_after == {(YEAR, "guardian", 7): 1}
    assert found.overdue_for == {(YEAR, "health", late): 1}


def test_tallies_of_different_children_add_up():
    found = tally((3, ONE, [owed("guardian", "met")]), (2, "ngo", [owed("guardian", "met")]))
    assert found.children[YEAR, "guardian", ALL, ALL] == 5
    assert found.children[YEAR, ALL, "ngo", ALL] == 2


def test_a_tally_is_the_same_after_it_was_kept():
    assert Tally.from_data(a_year().to_data()) == a_year()
