"""How long it took: children for whom it never came are in it, and so is what came instead."""

from fractions import Fraction
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amparo.statistics.tables.asked import MEDIAN, Asked
from amparo.statistics.tables.making import make
from amparo.statistics.tables.times import at, incidence, incidence_by
from tests.tables.worlds import ABOUT, FIRST, LAST, database, row

ENDS = ("happened", "turned_18", "transferred", "died", "disappeared", "closed", "still_waiting")
waits = st.lists(
    st.tuples(st.integers(0, 40), st.sampled_from(ENDS), st.integers(1, 4)), max_size=15
)


def median(rows, within_days=365):
    """That of a table without axes, with a child for each that is waited for."""
    facts = [
        row(child=f"{at}.{one}", guardian_days=days, guardian_end=end, state="open")
        for at, (days, end, number) in enumerate(rows)
        for one in range(number)
    ]
    asked = Asked(start=FIRST, end=LAST, measure=MEDIAN, clock="guardian", within_days=within_days)
    return make(asked, database(facts), ABOUT).overall


def test_a_median_counts_those_for_whom_it_never_came():
    rows = [(2, "happened", 3), (10, "turned_18", 2), (400, "still_waiting", 2)]
    found = median(rows)
    assert (found.value, found.of_value, found.not_shown) == (None, 7, "not_reached")
    assert median([*rows, (5, "happened", 1)]).value == 5


def test_who_still_waits_and_has_not_waited_long_is_left_out():
    found = median([(2, "happened", 1), (9, "still_waiting", 5)])
    assert (found.value, found.of_value) == (2, 1)


def test_what_came_too_late_counts_as_not_come():
    assert median([(1, "happened", 1), (500, "happened", 2)]).value is None


def test_what_was_not_owed_is_in_no_median_and_no_incidence():
    assert median([(0, "not_owed", 50)]).of_value == 0
    assert incidence([(0, "not_owed", 50)]) == []


@pytest.mark.slow
@settings(max_examples=max(12, settings().max_examples // 4))
@given(waits.filter(bool))
def test_a_median_is_the_middle_of_the_sorted_waits(rows):
    found = median(rows, 30)
    endless = 10**9
    by_hand = sorted(
        days if end == "happened" and days <= 30 else endless
        for days, end, number in rows
        for _ in range(number)
        if not (end == "still_waiting" and days < 30)
    )
    middle = by_hand[(len(by_hand) - 1) // 2] if by_hand else endless
    assert found.value == (None if middle == endless else middle)


@given(waits, st.integers(0, 45))
def test_the_incidence_by_a_day_is_where_the_curve_has_come_to(rows, within_days):
    days = {}
    for day, end, number in rows:
        came, other, waits = days.get(day, (0, 0, 0))
        days[day] = (came + number * (end == "happened"),
                     other + number * (end not in ("happened", "still_waiting")),
                     waits + number * (end == "still_waiting"))  # fmt: skip
    by_day = [(day, *numbers) for day, numbers in sorted(days.items())]
    assert incidence_by(by_day, within_days) == at(incidence(rows), within_days)


def test_incidence_is_that_of_an_example_worked_by_hand():
    """Ten children. Day 1: two appointed. Day 2: one turned 18. Day 3: one lost from sight, still
    waiting. Day 4: two appointed, one disappeared. The others wait to day 9.

    Still waiting before each: 10, 8, 7, 6. Day 1: 2/10. Day 2: 8/10 · 1/8 = 1/10 turned 18, and
    8/10 · 7/8 = 7/10 wait. Day 4: 7/10 · 2/6 = 7/30 appointed, 7/10 · 1/6 = 7/60 disappeared.
    """
    steps = incidence([
        (1, "happened", 2), (2, "turned_18", 1), (3, "still_waiting", 1), (4, "happened", 2),
        (4, "disappeared", 1), (9, "still_waiting", 3),
    ])  # fmt: skip
    assert [step.at_risk for step in steps] == [10, 8, 6]
    assert at(steps, 1) == Fraction(1, 5)
    assert at(steps, 4) == Fraction(1, 5) + Fraction(7, 30)
    assert at(steps, 4, "turned_18") == Fraction(1, 10)
    assert at(steps, 9, "disappeared") == Fraction(7, 60)
    assert at(steps, 0) == 0


@given(waits)
def test_without_anybody_lost_from_sight_incidence_is_a_plain_share(rows):
    ended = [(days, end, number) for days, end, number in rows if end != "still_waiting"]
    steps = incidence(ended)
    total = sum(number for *_, number in ended)
    for end in ENDS[:-1]:
        came = sum(number for days, one, number in ended if one == end and days <= 20)
        assert at(steps, 20, end) == (Fraction(came, total) if total else 0)


@given(waits)
def test_incidences_never_fall_and_never_add_to_more_than_all(rows):
    before = Fraction(0)
    for step in incidence(rows):
        total = sum(step.by_end.values())
        assert before <= total <= 1
        before = total


@pytest.mark.slow
def test_incidence_is_what_a_simulation_without_loss_from_sight_would_have_seen():
    """Each child's end is drawn by daily hazards; some are lost from sight by chance alone.

    What is estimated from those seen is compared with what happened to all of them.
    """
    chance = Random(11)
    seen, truth, number = [], 0, 40_000
    for _ in range(number):
        days, end = _lived(chance)
        truth += end == "happened" and days <= 60
        watched = chance.randrange(1, 120)
        seen.append((days, end, 1) if days <= watched else (watched, "still_waiting", 1))
    estimate = float(at(incidence(seen), 60))
    assert abs(estimate - truth / number) < 0.012


def _lived(chance):
    for days in range(1, 1000):
        luck = chance.random()
        if luck < 0.012:
            return days, "happened"
        if luck < 0.018:
            return days, "turned_18"
        if luck < 0.021:
            return days, "disappeared"
    return 1000, "transferred"


def test_thousands_of_days_with_loss_from_sight_stay_quick():
    rows = [(days, end, 7) for days in range(3000) for end in ("happened", "still_waiting")]
    last = incidence(rows)[-1].by_end["happened"]
    assert 0 < last < 1
    assert last.denominator <= 10**120
