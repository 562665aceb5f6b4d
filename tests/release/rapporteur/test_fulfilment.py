"""Shares, medians and bottlenecks come from what is shown alone."""

from dataclasses import replace
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.protocol import default_protocol
from amparo.release.rapporteur import words
from amparo.release.rapporteur.bottlenecks import bottlenecks
from amparo.release.rapporteur.fulfilment import Fulfilled, by_authority, by_duty
from amparo.release.rapporteur.safe import shown
from amparo.release.rapporteur.tally import OUTCOMES, RUN_OUT
from tests.release.rapporteur.making import YEAR, a_year, owed, tally

RULES = default_protocol().duties


def fulfilled(found) -> dict[str, Fulfilled]:
    return {one.code: one for one in by_duty(found, shown(found, YEAR), YEAR, RULES)}


def row(arose: int | None, **numbers: int | None) -> Fulfilled:
    return Fulfilled("guardian", None, arose, dict.fromkeys(OUTCOMES, 0) | numbers)


def test_every_duty_of_the_protocol_is_there_also_where_it_never_arose():
    found = fulfilled(a_year())
    assert list(found) == list(RULES)
    assert found["charge_review"].arose == 0
    assert found["charge_review"].share is None


def test_in_time_is_of_those_whose_time_has_run():
    one = row(100, in_time=60, late=20, overdue=0, running=20)
    assert one.exact_share == Fraction(60, 80)


def test_a_share_follows_where_what_is_hidden_is_all_on_one_side():
    one = row(100, in_time=60, late=None, overdue=None, running=20)
    assert one.exact_share == Fraction(60, 80)


def test_a_share_lies_between_bounds_where_too_much_is_hidden():
    one = row(100, in_time=60, late=None, running=None)
    assert one.exact_share is None
    assert one.share == (Fraction(60, 100), Fraction(1))


def test_where_it_is_hidden_how_many_were_in_time_it_is_said_how_many_at_most():
    one = row(94, in_time=None, late=69, overdue=None)
    assert one.share == (0, Fraction(25, 94))
    assert one.exact_share is None
    assert words.share(one) == "at most 27 %"


def test_what_is_said_to_be_the_most_is_not_rounded_down():
    assert words.share(row(1000, in_time=None, late=729, overdue=None)) == "at most 28 %"


def test_a_bound_that_says_nothing_is_not_said():
    assert row(1000, in_time=None, late=5, overdue=None).share is None
    assert row(None, in_time=None, late=50).share is None


HIDDEN = st.integers(0, 3).flatmap(
    lambda left: st.tuples(
        st.just(left),
        st.lists(st.integers(0, 30), min_size=6, max_size=6),
        st.sets(st.sampled_from(OUTCOMES), min_size=1),
    )
)


@given(HIDDEN)
def test_the_bounds_tell_nothing_that_the_shown_numbers_do_not(said):
    left, numbers, hidden = said
    given_ = dict(zip(OUTCOMES, numbers, strict=True))
    shown_ = {one: None if one in hidden else n for one, n in given_.items()}
    arose = left + sum(n for n in shown_.values() if n is not None)
    share = row(arose, **shown_).share
    ways = [
        {**given_, **dict(zip(sorted(hidden), way, strict=True))}
        for way in product(range(left + 1), repeat=len(hidden))
        if sum(way) == left
    ]
    shares = [
        Fraction(way["in_time"], ran) for way in ways if (ran := sum(way[one] for one in RUN_OUT))
    ]
    if share is not None:
        assert all(share[0] <= one <= share[1] for one in shares)


@pytest.mark.parametrize(
    "one", [row(100, in_time=None, late=None), row(None, in_time=60, late=None), row(0)]
)
def test_no_share_is_made_of_what_is_hidden_or_not_there(one):
    assert one.share is None


def test_the_median_is_of_those_that_were_met():
    found = fulfilled(tally((30, "ngo", [owed("guardian", "met", took=9)])))
    assert found["guardian"].median_hours == 9


def test_no_median_is_of_fewer_than_eleven():
    found = fulfilled(tally((10, "ngo", [owed("guardian", "met")])))
    assert found["guardian"].median_hours is None


def test_bottlenecks_are_what_is_overdue_late_and_slow_the_worst_first():
    found = tally(
        (40, "ngo", [owed("guardian", "met_late"), owed("health", "met")]),
        (30, "ngo", [owed("guardian", "overdue"), owed("health", "overdue")]),
        (20, "ngo", [owed("guardian", "overdue"), owed("health", "met")]),
    )
    every = by_duty(found, shown(found, YEAR), YEAR, RULES)
    worst = bottlenecks(every, by_authority(shown(found, YEAR)))
    assert [one.code for one in worst.overdue] == ["guardian", "health"]
    assert [one.code for one in worst.seldom_in_time] == ["guardian", "health"]
    assert [one.code for one in worst.slow] == ["guardian"]


def test_a_bound_is_enough_for_a_bottleneck():
    every = [
        replace(row(94, in_time=None, late=69, overdue=None), rule=RULES["safe_place"]),
        replace(row(100, in_time=50, late=50), rule=RULES["guardian"]),
    ]
    found = bottlenecks(every, [])
    assert found.seldom_in_time == tuple(every)
    said = dict(words.said(found))["Least often met in time"][0]
    assert "at most 27 % in time. At least 69 were met late, or not at all." in said
    bars = words.bars_of_shares(tuple(every))[0].marks
    assert [(mark.value, mark.said) for mark in bars] == [(None, "at most 27 %"), (0.5, "50 %")]
    assert "(24 hours)" in bars[1].label


def test_a_median_of_several_times_is_not_held_against_one_of_them():
    review = replace(row(100, in_time=96, late=4), rule=RULES["risk_review"], median_hours=22 * 24)
    assert bottlenecks([review], []).slow == ()
    assert "low risk: 90 days" in words.within(RULES["risk_review"])
    late = replace(review, numbers=review.numbers | {"in_time": 20, "late": 80})
    assert bottlenecks([late], []).slow == ()
    assert bottlenecks([replace(late, median_hours=91 * 24)], []).slow


def test_a_duty_most_of_which_were_met_in_time_is_not_called_slow():
    moved = replace(row(100, in_time=60, late=40), rule=RULES["guardian"], median_hours=100)
    assert bottlenecks([moved], []).slow == ()


def test_what_is_hidden_is_no_bottleneck():
    found = tally((40, "ngo", [owed("health", "met")]), (5, "ngo", [owed("liberty", "overdue")]))
    every = by_duty(found, shown(found, YEAR), YEAR, RULES)
    assert not bottlenecks(every, [])


def test_a_year_without_duties_has_no_bottleneck():
    every = by_duty(a_year(), shown(a_year(), 1999), 1999, RULES)
    assert not bottlenecks(every, [])


def test_duties_that_never_arose_are_named_in_one_line_and_have_no_rows():
    every = tuple(by_duty(a_year(), shown(a_year(), YEAR), YEAR, RULES))
    owed_, never = words.ever_owed(every)
    assert {one.code for one in owed_} == {"guardian", "health", "liberty", "solution", "stay"}
    assert "Urgent health care" in never
    assert len(words.grid_of_duties(every).rows) == len(RULES)
