"""A figure cannot be made without its meaning."""

from dataclasses import fields, replace
from datetime import date, datetime
from fractions import Fraction
from typing import Any

import pytest

from amparo.statistics.figures.comparing import NotComparable
from amparo.statistics.figures.meaning import Coverage, Figure, Interval, Meaning, MeaningMissing
from tests.figures.making import DETECTED, RESIDENT, count

NEEDED = [
    field.name for field in fields(Meaning) if field.name not in ("restrictions", "reference_for")
]


@pytest.mark.parametrize("part", NEEDED)
def test_a_meaning_cannot_be_made_without_one_of_its_parts(part: str) -> None:
    given: dict[str, Any] = {field.name: getattr(DETECTED, field.name) for field in fields(Meaning)}
    del given[part]
    with pytest.raises(TypeError, match=part):
        Meaning(**given)


@pytest.mark.parametrize("part", [part for part in NEEDED if part != "identified_by"])
@pytest.mark.parametrize("nothing", ["", "  ", None, ()])
def test_an_empty_part_is_no_part_and_is_named(part: str, nothing: object) -> None:
    with pytest.raises(MeaningMissing) as refused:
        replace(DETECTED, **{part: nothing})
    assert refused.value.part == part


@pytest.mark.parametrize(
    ("part", "wrong"),
    [
        ("start", datetime(2022, 1, 1)),
        ("end", date(2021, 12, 31)),
        ("stock", "both"),
        ("counting", "often"),
        ("source", "two\nlines"),
        ("source", "turned \u202e round"),
        ("standings", "presumed"),
        ("restrictions", ("girls",)),
        ("restrictions", ("sex=female", "sex=male")),
        ("known_on", date(2021, 1, 1)),
        ("coverage", ("police",)),
        ("detected", "yes"),
    ],
)
def test_a_part_that_cannot_be_is_refused(part: str, wrong: object) -> None:
    with pytest.raises(MeaningMissing) as refused:
        replace(DETECTED, **{part: wrong})
    assert refused.value.part == part


def test_a_count_of_records_cannot_be_passed_off_as_of_all() -> None:
    for method in ("full_count", "case_records", "questionnaire", "list"):
        with pytest.raises(MeaningMissing, match="detected"):
            replace(DETECTED, method=method, detected=False)


def test_coverage_says_who_reported_or_that_the_source_does_not_say() -> None:
    with pytest.raises(MeaningMissing, match="coverage"):
        Coverage()
    with pytest.raises(MeaningMissing, match="both report and be silent"):
        Coverage(reported=("police",), silent=("police",))
    assert not Coverage.not_stated().stated
    assert Coverage(reported_number=141, of="country").reported_number == 141


def test_the_same_meaning_is_equal_in_whatever_order_it_was_said() -> None:
    turned = replace(DETECTED, standings=("identified", "presumed"))
    assert turned == DETECTED
    assert hash(turned) == hash(DETECTED)


@pytest.mark.parametrize("value", [-1, 1.5, True, "12", Fraction(1, 2)])
def test_a_count_is_a_whole_number_and_never_negative(value: Any) -> None:
    with pytest.raises(MeaningMissing, match="value"):
        count(value)


def test_a_figure_needs_a_meaning() -> None:
    with pytest.raises(TypeError):
        Figure(value=12, measure="count")  # type: ignore[call-arg]
    with pytest.raises(MeaningMissing, match="meaning"):
        Figure(value=12, measure="count", meaning="children in Kenya")  # type: ignore[arg-type]


@pytest.mark.parametrize("measure", ["share", "rate", "ratio", "cumulative_incidence"])
def test_what_is_divided_says_by_what(measure: str) -> None:
    with pytest.raises(MeaningMissing, match="of"):
        Figure(value=Fraction(1, 2), measure=measure, meaning=DETECTED)


@pytest.mark.parametrize("value", [Fraction(-1, 2), Fraction(3, 2), 38])
def test_a_share_lies_between_nothing_and_the_whole(value: Any) -> None:
    with pytest.raises(MeaningMissing, match="value"):
        Figure(value=value, measure="share", meaning=DETECTED, of=DETECTED)


def test_a_share_of_something_else_cannot_be_made_by_hand() -> None:
    girls = replace(DETECTED, restrictions=("sex=female",))
    with pytest.raises(NotComparable):
        Figure(value=Fraction(1, 2), measure="share", meaning=girls, of=replace(girls, unit="case"))
    with pytest.raises(NotComparable):
        Figure(value=3, measure="rate", meaning=DETECTED, of=replace(RESIDENT, place="UGA"))


def test_a_median_says_what_is_measured_and_in_what() -> None:
    with pytest.raises(MeaningMissing, match="measures"):
        Figure(value=12, measure="median", meaning=DETECTED)
    waited = {"measures": "guardian", "measured_in": "days"}
    assert Figure(value=12, measure="median", meaning=DETECTED, **waited).value == 12


def test_a_full_count_has_no_sampling_interval() -> None:
    sampled = Interval(low=90, high=110, expresses="sampling", level=Fraction(19, 20))
    with pytest.raises(MeaningMissing, match="full count"):
        replace(count(100), interval=sampled)


@pytest.mark.parametrize(
    "given",
    [
        {"low": 1, "high": 2, "expresses": ""},
        {"low": 2, "high": 1, "expresses": "models"},
        {"low": 1, "high": 2, "expresses": "sampling"},
        {"low": 1, "high": 2, "expresses": "sampling", "level": 95},
        {"low": -1, "high": 2, "expresses": "models"},
    ],
)
def test_an_interval_says_what_it_expresses(given: dict[str, Any]) -> None:
    with pytest.raises(MeaningMissing, match="interval"):
        Interval(**given)


def test_a_value_lies_in_its_interval() -> None:
    with pytest.raises(MeaningMissing, match="interval"):
        replace(count(100), interval=Interval(low=1, high=99, expresses="linkage"))


def test_a_figure_that_is_not_shown_says_why() -> None:
    with pytest.raises(MeaningMissing, match="not_shown"):
        replace(count(None), not_shown="because")


def test_a_period_in_whole_months_is_as_long_as_another() -> None:
    leap = replace(DETECTED, start=date(2024, 1, 1), end=date(2024, 12, 31), known_on=date.max)
    assert leap.length == DETECTED.length == ("months", 12)
    school = replace(DETECTED, start=date(2021, 9, 15), end=date(2022, 9, 14))
    assert school.length == ("months", 12)
    week = replace(DETECTED, start=date(2022, 9, 15), end=date(2022, 9, 21))
    assert week.length == ("days", 7)
