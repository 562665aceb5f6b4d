"""Series with their breaks, and whether an increase can be read as one."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.statistics.figures import arithmetic
from amparo.statistics.figures.comparing import NotComparable
from amparo.statistics.figures.meaning import Break, Coverage, Figure, Interval
from amparo.statistics.figures.series import KINDS, Series, trend, within
from tests.figures.making import DETECTED, STOCK_OF_1_2_MILLION, count, year


def of_years(*values: int | None, first: int = 2019, **changed: object) -> list[Figure]:
    return [
        count(value, **year(first + place), **changed)  # type: ignore[arg-type]
        for place, value in enumerate(values)
    ]


def law(on: date, place: str = "") -> Break:
    return Break(kind="law_changed", on=on, place=place, text="Begging was added.")


def test_a_series_is_in_the_order_of_time_whatever_order_it_came_in() -> None:
    figures = of_years(100, 110, 120)
    assert Series(reversed(figures)).figures == tuple(figures)


@given(st.permutations(of_years(5, 6, 7, 8)))
def test_a_series_is_the_same_whatever_order_it_came_in(figures: list[Figure]) -> None:
    assert Series(figures) == Series(of_years(5, 6, 7, 8))


def test_an_empty_series_shows_nothing() -> None:
    with pytest.raises(ValueError, match="at least one"):
        Series([])


def test_a_series_is_of_one_place_one_group_and_no_time_twice() -> None:
    first, second = of_years(100, 110)
    with pytest.raises(NotComparable, match="series_place"):
        Series([first, replace(second, meaning=replace(second.meaning, place="UGA"))])
    girls = replace(second, meaning=replace(second.meaning, restrictions=("sex=female",)))
    with pytest.raises(NotComparable, match="series_restrictions"):
        Series([first, girls])
    with pytest.raises(NotComparable, match="series_overlap"):
        Series([first, first])


def test_a_series_does_not_go_on_under_another_definition() -> None:
    first, second = of_years(100, 110)
    other = replace(second, meaning=replace(second.meaning, definition="with_movement"))
    with pytest.raises(NotComparable, match="definition"):
        Series([first, other])


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_break_stands_in_the_series_and_in_its_trend(kind: str) -> None:
    mark = Break(kind=kind, on=date(2020, 6, 1), text="Since then.")
    series = Series(of_years(100, 138), [mark])
    assert series.breaks == (mark,)
    assert trend(series).breaks == (mark,)
    assert not trend(series).readable


def test_a_break_belongs_to_the_steps_that_it_changes() -> None:
    """A law of the middle of 2020 also makes 2021 differ from 2020; one of New Year does not."""
    first, second, third = of_years(100, 110, 120)
    middle, new_year = law(date(2020, 7, 1)), law(date(2020, 1, 1))
    series = Series([first, second, third], [middle, new_year])
    assert series.between(first, second) == (new_year, middle)
    assert series.between(second, third) == (middle,)


def test_a_break_of_another_place_or_another_time_is_left_out() -> None:
    elsewhere, before = law(date(2020, 7, 1), "UGA"), law(date(2011, 7, 1))
    inside, around = law(date(2020, 7, 1), "KEN-110"), law(date(2020, 8, 1), "KEN")
    series = Series(of_years(100, 110), [elsewhere, before, inside, around])
    assert series.breaks == (inside, around)


def test_a_missing_year_is_a_gap_through_which_no_line_is_drawn() -> None:
    first, _missing, third = of_years(100, 110, 120)
    assert Series([first, third]).gaps == ((first, third),)
    assert Series(of_years(100, 110)).gaps == ()


def test_more_detections_are_never_read_as_more_trafficking() -> None:
    found = trend(Series(of_years(100, 138)))
    assert (found.direction, found.change) == ("rose", Fraction(38, 100))
    assert not found.readable
    assert found.why_not == ("detected",)


@given(st.lists(st.integers(0, 10**6) | st.none(), min_size=1, max_size=6))
def test_no_series_of_detections_can_be_read(values: list[int | None]) -> None:
    found = trend(Series(of_years(*values, first=2010)))
    assert not found.readable
    assert found.why_not


def test_an_estimate_of_all_by_one_method_can_be_read() -> None:
    later = {"start": date(2005, 1, 1), "end": date(2014, 12, 31), "known_on": date(2016, 1, 1)}
    series = Series([count(900, STOCK_OF_1_2_MILLION), count(500, STOCK_OF_1_2_MILLION, **later)])
    assert trend(series).readable
    wide = Interval(low=400, high=1000, expresses="assumptions")
    ranged = Series([replace(one, interval=wide) for one in series.figures])
    assert trend(ranged).why_not == ("intervals_overlap",)


def test_a_rise_with_more_countries_reporting_names_the_coverage() -> None:
    first, last = of_years(100, 125, place="world", method="questionnaire", source="UNODC")
    more = replace(
        last, meaning=replace(last.meaning, coverage=Coverage(reported_number=156, of="country"))
    )
    found = trend(Series([first, more]))
    assert found.why_not == ("detected", "coverage")
    assert [mark.kind for mark in found.breaks] == ["coverage"]


def test_a_year_that_is_not_over_is_not_read_as_a_fall() -> None:
    figures = of_years(100, 20, first=2023, known_on=date(2024, 2, 1))
    assert "not_over" in trend(Series(figures)).why_not


def test_few_cases_carry_no_percentage() -> None:
    assert trend(Series(of_years(12, 15))).small
    assert not trend(Series(of_years(20, 25))).small


def test_from_nothing_there_is_no_percentage() -> None:
    found = trend(Series(of_years(0, 40)))
    assert (found.direction, found.change) == ("rose", None)


def test_shares_change_by_percentage_points() -> None:
    figures = [
        arithmetic.share(
            count(girls, **year(at), restrictions=("sex=female",)), count(100, **year(at))
        )
        for at, girls in ((2021, 40), (2022, 55))
    ]
    found = trend(Series(figures))
    assert (found.change, found.points) == (None, Fraction(15, 100))


def test_hidden_figures_are_said_and_one_figure_is_no_trend() -> None:
    assert "not_shown" in trend(Series(of_years(100, None, 138))).why_not
    assert trend(Series(of_years(100, None))).direction == "unknown"
    assert trend(Series(of_years(100))).why_not == ("too_few_figures",)


def test_a_series_whose_meaning_holds_keeps_it() -> None:
    assert all(one.meaning.source == DETECTED.source for one in Series(of_years(1, 2)).figures)


def test_a_law_that_changed_within_two_years_stands_beside_their_sum() -> None:
    total = arithmetic.add(of_years(100, 110, unit="episode"))
    marks = [law(date(2020, 7, 1)), law(date(2022, 7, 1)), law(date(2020, 7, 1), "UGA")]
    assert within(total, marks).breaks == (marks[0],)
