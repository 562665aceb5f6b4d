"""Shares, medians and bottlenecks come from what is shown alone."""

from fractions import Fraction

import pytest

from amparo.protocol import default_protocol
from amparo.release.rapporteur.bottlenecks import bottlenecks
from amparo.release.rapporteur.fulfilment import Fulfilled, by_authority, by_duty
from amparo.release.rapporteur.safe import shown
from amparo.release.rapporteur.tally import OUTCOMES
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


def test_what_is_hidden_is_no_bottleneck():
    found = tally((40, "ngo", [owed("health", "met")]), (5, "ngo", [owed("liberty", "overdue")]))
    every = by_duty(found, shown(found, YEAR), YEAR, RULES)
    assert not bottlenecks(every, [])


def test_a_year_without_duties_has_no_bottleneck():
    every = by_duty(a_year(), shown(a_year(), 1999), 1999, RULES)
    assert not bottlenecks(every, [])
