"""What is made of figures keeps their meaning, and is exact."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.statistics.figures.arithmetic import add, over_representation, rate, share, shares
from amparo.statistics.figures.comparing import NotComparable
from amparo.statistics.figures.meaning import Coverage, Figure
from tests.figures.making import DETECTED, RESIDENT, count, meanings, partitions, year

GIRLS = count(60, restrictions=("sex=female",))
BOYS = count(38, restrictions=("sex=male",))
UNKNOWN = count(2, restrictions=("sex=unknown",))


def episodes(value: int, **changed: Any) -> Figure:
    """What happened in a period happened in no other, so that years of it may be added."""
    return count(value, unit="episode", **changed)


@given(partitions())
def test_shares_of_a_whole_add_to_it_exactly(made: tuple[list[Figure], Figure]) -> None:
    parts, whole = made
    found = shares(parts, whole)
    if whole.value:
        assert sum(Fraction(one.value or 0) for one in found) == 1
    else:
        assert {(one.value, one.not_shown) for one in found} == {(None, "nobody")}


@given(partitions(), st.randoms())
def test_the_order_of_adding_does_not_matter(
    made: tuple[list[Figure], Figure], random: st.DataObject
) -> None:
    parts, whole = made
    total = add(parts)
    assert total.value == whole.value
    random.shuffle(parts)  # type: ignore[attr-defined]
    assert add(parts) == total


def test_adding_in_steps_is_adding_at_once() -> None:
    for first, second, third in permutations((GIRLS, BOYS, UNKNOWN)):
        assert add([add([first, second]), third]) == add([GIRLS, BOYS, UNKNOWN])


@given(meanings(changes=2), st.integers(0, 99), st.integers(0, 99))
def test_a_sum_means_all_that_its_parts_mean(meaning, one: int, other: int) -> None:
    places = [count(one, meaning, place="KEN"), count(other, meaning, place="TZA")]
    total = add(places)
    assert total.meaning == replace(meaning, place="KEN+TZA")
    assert total.value == one + other


def test_years_make_one_period_and_keep_the_break_between_them() -> None:
    first = episodes(100, **year(2021), coverage=Coverage(reported=("police",)))
    total = add([episodes(138), first])
    assert (total.meaning.start, total.meaning.end) == (date(2021, 1, 1), date(2022, 12, 31))
    assert total.meaning.coverage == Coverage(
        reported=("helpline", "police"), silent=("labour inspection",)
    )
    assert [(mark.kind, mark.on) for mark in total.breaks] == [("coverage", date(2022, 1, 1))]


def test_three_years_of_episodes_are_added_though_the_first_and_the_last_do_not_touch() -> None:
    years = [episodes(10, **year(one)) for one in (2022, 2020, 2021)]
    assert add(years).meaning.length == ("months", 36)
    with pytest.raises(NotComparable, match="gap"):
        add([years[0], years[1]])


def test_figures_that_differ_in_two_ways_are_added_over_one_first() -> None:
    square = [
        [episodes(10, **year(at), place=place) for place in ("KEN", "UGA")] for at in (2021, 2022)
    ]
    with pytest.raises(NotComparable, match="two_differ"):
        add([one for row in square for one in row])
    assert add([add(row) for row in square]).value == 40


def test_sources_of_two_countries_are_both_named() -> None:
    other = count(10, place="UGA", source="Register of Uganda", known_on=date(2023, 9, 1))
    total = add([count(10), other]).meaning
    assert total.source == "Register of Uganda; Register of the referral mechanism"
    assert total.known_on == date(2023, 9, 1)


def test_a_sum_with_a_hidden_part_is_hidden_so_that_it_does_not_give_it_away() -> None:
    assert add([GIRLS, BOYS, replace(UNKNOWN, value=None)]).value is None


def test_nothing_is_added_up_to_something_else() -> None:
    with pytest.raises(ValueError, match="nothing"):
        add([])
    assert add([GIRLS]) == GIRLS
    with pytest.raises(NotComparable, match="same_twice"):
        add([GIRLS, GIRLS])
    with pytest.raises(NotComparable, match="only_counts_added"):
        add([share(GIRLS, count(100)), share(BOYS, count(100))])


def test_a_share_keeps_what_it_is_a_share_of() -> None:
    found = share(GIRLS, count(100))
    assert (found.value, found.of, found.of_value) == (Fraction(3, 5), DETECTED, 100)
    assert found.meaning == GIRLS.meaning


def test_girls_among_girls_and_boys_are_a_share_of_a_sum() -> None:
    assert share(GIRLS, add([GIRLS, BOYS])).value == Fraction(60, 98)


def test_more_than_the_whole_is_refused() -> None:
    with pytest.raises(NotComparable, match="more_than_whole"):
        share(count(101, restrictions=("sex=female",)), count(100))


def test_parts_that_do_not_make_up_the_whole_are_refused() -> None:
    with pytest.raises(NotComparable, match="not_the_whole"):
        shares([GIRLS, BOYS], count(100))
    assert [one.value for one in shares([GIRLS, BOYS, UNKNOWN], count(100))][2] == Fraction(1, 50)


def test_a_rate_carries_the_source_and_the_year_of_its_population() -> None:
    found = rate(count(300), count(24_000_000, RESIDENT))
    assert found.value == Fraction(5, 4)
    assert found.per == 100_000
    assert found.of == RESIDENT
    with pytest.raises(NotComparable, match="divided_measures"):
        rate(share(GIRLS, count(100)), count(24_000_000, RESIDENT, restrictions=("sex=female",)))


def test_a_whole_is_no_reference_population_and_the_other_way_round() -> None:
    with pytest.raises(NotComparable, match="not_a_reference"):
        rate(GIRLS, count(100))
    with pytest.raises(NotComparable, match="share_of_reference"):
        share(count(300), count(24_000_000, RESIDENT))


def test_over_representation_is_a_share_over_a_share() -> None:
    poor = ("factors=poverty",)
    known = share(count(30, restrictions=poor), count(100))
    everybody = share(count(100, RESIDENT, restrictions=poor), count(1000, RESIDENT))
    assert over_representation(known, everybody).value == 3
    with pytest.raises(NotComparable, match="share_of_share"):
        over_representation(known, known)
    with pytest.raises(NotComparable, match="divided_measures"):
        over_representation(count(100), count(100, RESIDENT))
