"""Figures that count different things are not added, divided, charted or compared."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given

from amparo.statistics.figures import arithmetic
from amparo.statistics.figures.comparing import SAME, Act, NotComparable, compare
from amparo.statistics.figures.meaning import Coverage, Figure, Interval, Meaning
from amparo.statistics.figures.series import Series
from amparo.statistics.figures.together import check_together, side_by_side, verdict
from amparo.statistics.figures.words import BREAKS, REASONS
from tests.figures.making import (
    DETECTED,
    RESIDENT,
    STOCK_OF_1_2_MILLION,
    count,
    counts,
    estimates,
    meanings,
    year,
)


def parts(one: Meaning, other: Meaning, act: Act = Act.COMPARE) -> set[str]:
    return {reason.part for reason in compare(one, other, act).reasons}


def broken(one: Meaning, other: Meaning, act: Act = Act.COMPARE) -> set[str]:
    return {reason.part for reason in compare(one, other, act).breaks}


# What the field gets wrong


def test_a_stock_of_1_2_million_is_not_every_year() -> None:
    """The stock of 980,000 to 1,225,000 children beside what was detected in a year."""
    for act in Act:
        assert "stock" in parts(STOCK_OF_1_2_MILLION, DETECTED, act)
    every_year = replace(STOCK_OF_1_2_MILLION, stock="flow")
    assert "stock" in parts(STOCK_OF_1_2_MILLION, every_year)


def test_detected_children_are_not_compared_with_an_estimate_of_all() -> None:
    assert {"detected", "method"} <= parts(DETECTED, STOCK_OF_1_2_MILLION)


def test_cases_assisted_by_an_ngo_are_not_compared_with_victims_identified_by_police() -> None:
    by_police = replace(DETECTED, standings=("identified",), identified_by=("police",))
    by_ngo = replace(DETECTED, standings=("assisted",), identified_by=("ngo",))
    assert parts(by_police, by_ngo) == {"standings"}
    with pytest.raises(NotComparable, match="standings"):
        side_by_side([count(40, by_police), count(70, by_ngo)])


def test_2019_and_2022_with_141_and_156_countries_reporting_have_a_break_between_them() -> None:
    world = replace(DETECTED, place="world", method="questionnaire", source="UNODC")
    first = replace(world, **year(2019), coverage=Coverage(reported_number=141, of="country"))
    last = replace(world, coverage=Coverage(reported_number=156, of="country"))
    assert compare(first, last, Act.CHART).allowed
    assert broken(first, last, Act.CHART) == {"coverage"}
    mark = check_together(count(100, first), count(138, last), Act.CHART)[0]
    assert (mark.on, mark.before, mark.after) == (
        date(2022, 1, 1), ("141", "country"), ("156", "country"),
    )  # fmt: skip


def test_four_years_of_detections_are_not_put_beside_one() -> None:
    """202,478 were detected from 2020 to 2023, not in a year."""
    four = replace(DETECTED, start=date(2020, 1, 1), end=date(2023, 12, 31))
    assert parts(four, DETECTED) == {"length"}


# What must be the same


@pytest.mark.parametrize("act", [Act.ADD, Act.CHART, Act.COMPARE])
@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("unit", "episode"),
        ("population", "trafficked_persons"),
        ("definition", "with_movement"),
        ("standings", ("identified",)),
        ("counting", "each_episode"),
        ("method", "case_records"),
    ],
)
def test_what_counts_something_else_is_refused(act: Act, part: str, value: Any) -> None:
    other = replace(DETECTED, place="UGA", **{part: value})
    assert parts(DETECTED, other, act) == {part}


def test_only_period_place_or_group_may_differ() -> None:
    assert compare(DETECTED, replace(DETECTED, **year(2021)), Act.COMPARE).allowed
    assert compare(DETECTED, replace(DETECTED, place="UGA"), Act.COMPARE).allowed
    girls, boys = (replace(DETECTED, restrictions=(f"sex={sex}",)) for sex in ("female", "male"))
    assert compare(girls, boys, Act.CHART).allowed


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("coverage", Coverage(reported=("police",))),
        ("source", "List of a shelter"),
        ("version", "2"),
        ("identified_by", ("police",)),
    ],
)
def test_what_is_counted_by_others_shows_a_break(part: str, value: Any) -> None:
    other = replace(DETECTED, **year(2021), **{part: value})
    assert compare(DETECTED, other, Act.CHART).allowed
    assert broken(DETECTED, other, Act.CHART) == {part}
    assert broken(DETECTED, other) == {part}


def test_a_year_that_is_not_over_shows_a_break() -> None:
    running = replace(DETECTED, **year(2024))
    assert broken(DETECTED, running, Act.CHART) == {"not_over"}


def test_a_share_is_not_compared_with_a_number() -> None:
    girls = count(40, restrictions=("sex=female",))
    share = arithmetic.share(girls, count(100))
    found = verdict(share, girls, Act.COMPARE)
    assert [reason.part for reason in found.reasons] == ["measure"]


def test_shares_of_wholes_that_differ_are_not_compared() -> None:
    one = arithmetic.share(count(40, restrictions=("sex=female",)), count(100))
    median = Figure(
        value=Fraction(5), measure="median", meaning=DETECTED, measures="guardian",
        measured_in="days",
    )  # fmt: skip
    other = replace(median, measures="decision")
    assert not verdict(one, median, Act.CHART).allowed
    assert [r.part for r in verdict(median, other, Act.CHART).reasons] == ["measures"]


# What may be added: nobody twice


def test_two_countries_in_one_year_are_added() -> None:
    assert compare(DETECTED, replace(DETECTED, place="UGA"), Act.ADD).allowed


@pytest.mark.parametrize("place", ["world", "KEN-110", "east_africa"])
def test_a_place_is_not_added_to_one_that_may_lie_in_it(place: str) -> None:
    assert parts(DETECTED, replace(DETECTED, place=place), Act.ADD) == {"places_overlap"}


@pytest.mark.parametrize(
    ("unit", "counting"), [("episode", "once"), ("child", "each_episode"), ("event", "each_time")]
)
def test_what_happens_in_consecutive_years_is_added(unit: str, counting: str) -> None:
    happened = replace(DETECTED, unit=unit, counting=counting)
    assert compare(replace(happened, **year(2021)), happened, Act.ADD).allowed


def test_children_counted_once_in_each_period_are_not_added_over_periods() -> None:
    """Registered in 2021 and again in 2022, a child stands in both."""
    assert parts(replace(DETECTED, **year(2021)), DETECTED, Act.ADD) == {"once_over_periods"}


def test_children_counted_once_in_every_year_are_never_added_over_years() -> None:
    yearly = replace(DETECTED, counting="once_a_year")
    assert parts(replace(yearly, **year(2021)), yearly, Act.ADD) == {"once_a_year_over_years"}
    by_axis = [replace(yearly, restrictions=(f"registered_year={one}",)) for one in (2021, 2022)]
    assert parts(*by_axis, Act.ADD) == {"once_a_year_over_years"}


def test_stocks_of_two_days_are_not_added() -> None:
    days = [
        replace(DETECTED, stock="stock", start=day, end=day)
        for day in (date(2022, 1, 1), date(2022, 1, 2))
    ]
    assert parts(*days, Act.ADD) == {"stocks_over_time"}


def test_years_with_one_missing_between_them_and_overlapping_periods_are_not_added() -> None:
    episodes = replace(DETECTED, unit="episode")
    assert parts(replace(episodes, **year(2020)), episodes, Act.ADD) == {"gap"}
    half = replace(episodes, start=date(2022, 7, 1), end=date(2023, 6, 30))
    assert parts(episodes, half, Act.ADD) == {"periods_overlap"}


def test_forms_of_exploitation_are_not_added_because_a_child_may_suffer_several() -> None:
    begging, sexual = (replace(DETECTED, restrictions=(f"forms={one}",)) for one in "ab")
    assert parts(begging, sexual, Act.ADD) == {"several_each"}
    assert compare(begging, sexual, Act.CHART).allowed


def test_groups_that_overlap_are_not_added() -> None:
    girls = replace(DETECTED, restrictions=("sex=female",))
    young = replace(DETECTED, restrictions=("age_band=0_4",))
    either = replace(DETECTED, restrictions=("sex=female|unknown",))
    for other in (DETECTED, young, either):
        assert parts(girls, other, Act.ADD) == {"groups_overlap"}
    assert parts(girls, girls, Act.ADD) == {"same_twice"}


def test_two_sources_of_one_place_may_have_the_same_child() -> None:
    girls = replace(DETECTED, restrictions=("sex=female",))
    boys = replace(DETECTED, restrictions=("sex=male",), source="List of a shelter")
    assert parts(girls, boys, Act.ADD) == {"source_added"}


# What may be divided


def test_a_rate_is_over_the_population_declared_for_the_figure() -> None:
    assert compare(DETECTED, RESIDENT, Act.DIVIDE).allowed


@pytest.mark.parametrize(
    ("part", "value", "reason"),
    [
        ("reference_for", "trafficked_persons", "not_declared_for"),
        ("place", "UGA", "reference_place"),
        ("start", date(2018, 7, 1), "reference_period"),
        ("restrictions", ("sex=female",), "reference_group"),
    ],
)
def test_another_denominator_is_refused(part: str, value: Any, reason: str) -> None:
    other = {part: value} | ({"end": value} if part == "start" else {})
    assert parts(DETECTED, replace(RESIDENT, **other), Act.DIVIDE) == {reason}


def test_a_census_declared_for_several_years_may_be_used_in_each() -> None:
    census = replace(RESIDENT, start=date(2019, 1, 1), end=date(2024, 12, 31))
    assert compare(DETECTED, census, Act.DIVIDE).allowed


def test_girls_are_divided_by_girls() -> None:
    girls = replace(DETECTED, restrictions=("sex=female", "forms=begging"))
    assert parts(girls, RESIDENT, Act.DIVIDE) == {"reference_group"}
    assert compare(girls, replace(RESIDENT, restrictions=("sex=female",)), Act.DIVIDE).allowed


def test_a_share_is_of_the_whole_of_the_same_count() -> None:
    girls = replace(DETECTED, restrictions=("sex=female",))
    assert compare(girls, DETECTED, Act.DIVIDE).allowed
    assert parts(DETECTED, girls, Act.DIVIDE) == {"not_part_of_whole"}
    assert parts(girls, replace(DETECTED, **year(2021)), Act.DIVIDE) == {"period_of_whole"}
    assert parts(girls, replace(DETECTED, coverage=Coverage.not_stated()), Act.DIVIDE) == {
        "coverage_of_whole"
    }


# Properties


@given(meanings(), meanings())
def test_comparing_is_the_same_from_both_sides(one: Meaning, other: Meaning) -> None:
    for act in (Act.ADD, Act.CHART, Act.COMPARE):
        assert compare(one, other, act) == compare(other, one, act)


@given(counts(), counts() | estimates())
def test_a_refused_comparison_cannot_be_reached_by_another_path(one: Figure, other: Figure) -> None:
    """Through adding, dividing, series and charts alike."""
    if not verdict(one, other, Act.ADD).allowed:
        with pytest.raises(NotComparable):
            arithmetic.add([one, other])
    if not verdict(one, other, Act.DIVIDE).allowed:
        for act in (arithmetic.share, arithmetic.rate, arithmetic.over_representation):
            with pytest.raises(NotComparable):
                act(one, other)
        for measure in ("share", "rate", "ratio"):
            with pytest.raises(NotComparable):
                Figure(value=0, measure=measure, meaning=one.meaning, of=other.meaning)
    if not verdict(one, other, Act.CHART).allowed:
        with pytest.raises(NotComparable):
            Series([one, other])
        with pytest.raises(NotComparable):
            side_by_side([other, one])


@given(meanings(), meanings())
def test_what_may_be_added_may_be_compared_unless_periods_are_of_different_length(
    one: Meaning, other: Meaning
) -> None:
    if compare(one, other, Act.ADD).allowed:
        assert parts(one, other) <= {"length"}


@given(meanings(), meanings())
def test_whatever_differs_is_a_reason_or_a_break_or_may_differ(
    one: Meaning, other: Meaning
) -> None:
    found = compare(one, other, Act.CHART)
    told = {reason.part for reason in (*found.reasons, *found.breaks)}
    for part in (*SAME, "coverage", "source", "version", "identified_by"):
        assert (getattr(one, part) != getattr(other, part)) == (part in told)


@given(counts() | estimates(), counts())
def test_every_reason_has_a_sentence_and_every_break_a_name(one: Figure, other: Figure) -> None:
    for act in Act:
        found = verdict(one, other, act)
        assert {reason.part for reason in found.reasons} <= REASONS.keys()
        assert {reason.part for reason in found.breaks} <= BREAKS.keys()


def test_ranges_are_not_added() -> None:
    ranged = replace(count(100), interval=Interval(low=90, high=110, expresses="linkage"))
    found = verdict(ranged, count(100, place="UGA"), Act.ADD)
    assert [reason.part for reason in found.reasons] == ["intervals_added"]
