"""What stands under a chart: every part of the meaning, and "detected" wherever it must be."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from amparo.statistics.figures import arithmetic, words
from amparo.statistics.figures.comparing import Act, NotComparable
from amparo.statistics.figures.meaning import Break, Coverage, Figure, Interval, Meaning
from amparo.statistics.figures.nouns import _COUNTED
from amparo.statistics.figures.sentences import full, full_of, sentence, short, short_of, value
from amparo.statistics.figures.series import Series
from amparo.statistics.figures.together import verdict
from amparo.statistics.figures.trends import reason_said, refused_said, trend_said
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
from tests.figures.test_series import law, of_years

GIRLS = count(138, restrictions=("sex=female",))


def test_the_short_form_is_one_line_that_a_newspaper_can_print() -> None:
    assert short(GIRLS) == (
        "138 detected girls. Kenya, in the course of 2022. Definition: the UN Trafficking Protocol"
        " of 2000. Source: Register of the referral mechanism, as known on 1 February 2024."
    )


def test_the_full_form_says_every_part() -> None:
    assert full(GIRLS) == (
        "138 detected girls.",
        "Counted: detected girls.",
        "Only those who were detected are counted. How many were not detected, nobody knows.",
        "Population: trafficked children known to the register.",
        "This is a flow: how many come up in the course of a period.",
        "Each is counted once in this time, however often they were recorded.",
        "Place: Kenya.",
        "Time: in the course of 2022.",
        "Definition: the UN Trafficking Protocol of 2000.",
        "Identification status counted: identified, presumed.",
        "Identified by whichever authority it was.",
        "Source: Register of the referral mechanism, version 1.",
        "Method: a full count of the records, without a sample.",
        "2 agencies reported. Did not report: labour inspection.",
        "As known on 1 February 2024.",
    )


def test_a_stock_says_that_it_is_not_every_year() -> None:
    stock = count(1_200_000, STOCK_OF_1_2_MILLION)
    assert short(stock).startswith(
        "1,200,000 children. The world, at any one time in 1995 to 2004. Definition: forced labour"
        " as a result of trafficking, by the ILO."
    )
    assert "It is not a number “every year”." in full(stock)


def test_a_share_says_of_what_and_of_how_many() -> None:
    share = arithmetic.share(GIRLS, count(300))
    assert short(share).startswith("Sex: Female – 46 % of 300 detected children. Kenya")


def test_a_rate_says_its_population_with_source_and_year() -> None:
    rate = arithmetic.rate(count(300), count(24_000_000, RESIDENT))
    lines = full(rate)
    assert lines[0] == ("Detected children: 1.25 for every 100,000 of the reference population.")
    assert (
        "Reference population: children, Kenya, 1 July 2022. Source: National statistics office,"
        " version 2019 census (a projection from a census)."
    ) in lines


def test_over_representation_is_never_said_to_be_a_likelihood() -> None:
    poor = ("factors=poverty",)
    known = arithmetic.share(count(30, restrictions=poor), count(100))
    everybody = arithmetic.share(count(100, RESIDENT, restrictions=poor), count(1000, RESIDENT))
    said = " ".join(full(arithmetic.over_representation(known, everybody)))
    assert "3 times the share in the reference population" in said
    assert "not how likely a child is to be trafficked" in said
    assert "risk" not in said


def test_an_interval_says_what_it_expresses() -> None:
    estimate = replace(
        count(1_100_000, STOCK_OF_1_2_MILLION),
        interval=Interval(low=980_000, high=1_225_000, expresses="assumptions"),
    )
    assert (
        "Range: 980,000 to 1,225,000. It says: from the lowest to the highest of the assumptions"
        " made."
    ) in full(estimate)
    sampled = Interval(low=1, high=10**7, expresses="sampling", level=Fraction(19, 20))
    assert any(
        line.startswith("Interval of 95 %") for line in full(replace(estimate, interval=sampled))
    )


def test_a_figure_that_is_not_shown_says_why_and_what_it_would_have_been() -> None:
    assert short(count(None)).startswith(
        "Detected children: too few to be shown without pointing to a child. Kenya"
    )


def test_waiting_is_said_with_what_was_waited_for() -> None:
    median = Figure(
        value=Fraction(25, 2), measure="median", meaning=DETECTED, measures="guardian",
        measured_in="days",
    )  # fmt: skip
    assert short(median).startswith(
        "Time until a guardian was appointed, median: 12.5 (days; detected children)."
    )
    within = Figure(
        value=Fraction(2, 3), measure="cumulative_incidence", meaning=DETECTED, of=DETECTED,
        of_value=12, measures="guardian", within_days=30,
    )  # fmt: skip
    assert short(within).startswith(
        "Time until a guardian was appointed: within 30 days for 67 % of 12 detected children."
    )
    assert "Few are counted: one more or one less changes this much." in full(within)


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (Fraction(0), "0 %"),
        (Fraction(1, 10_000), "under 0.1 %"),
        (Fraction(1, 30), "3.3 %"),
        (Fraction(38, 100), "38 %"),
        (Fraction(9999, 10_000), "over 99 %"),
        (Fraction(1), "100 %"),
    ],
)
def test_a_share_is_nothing_or_all_only_where_it_is(share: Fraction, said: str) -> None:
    figure = Figure(value=share, measure="share", meaning=DETECTED, of=DETECTED)
    assert value(figure) == said


def test_a_sum_of_places_says_that_a_child_may_be_known_in_both() -> None:
    total = arithmetic.add([count(10), count(20, place="UGA")])
    assert short(total).startswith("30 detected children. Kenya, Uganda, in the course of 2022.")
    assert "The same child may be known in more than one of these places." in full(total)


# Detected


@given(counts())
def test_a_detected_count_never_appears_without_the_word(figure: Figure) -> None:
    assert "detect" in short(figure).lower().partition(".")[0]
    assert "detect" in full(figure)[0].lower()
    assert "detect" in short_of(figure.meaning).lower().partition(".")[0]


@given(st.text(st.characters(categories=["L"]), min_size=1, max_size=20), counts())
def test_nor_does_one_of_a_unit_that_nobody_has_named(unit: str, figure: Figure) -> None:
    named = replace(figure, meaning=replace(figure.meaning, unit=unit))
    assert "detected" in short(named)
    assert "detected" in full(named)[0]


@given(st.integers(0, 5000), counts())
def test_nor_a_share_nor_a_trend_of_one(whole: int, figure: Figure) -> None:
    part = replace(figure, value=min(figure.value or 0, whole))
    smaller = replace(part.meaning, restrictions=(*part.meaning.restrictions, "movement=none"))
    share = arithmetic.share(replace(part, meaning=smaller), count(whole, part.meaning))
    assert "detected" in short(share).lower()
    series = Series([part])
    assert "detected" in sentence(series).lower()


@given(counts())
def test_every_noun_of_a_detected_count_says_so(figure: Figure) -> None:
    for (_unit, _sex, detected), plural in _COUNTED.items():
        if detected:
            assert "detected" in plural(1)
            assert "detected" in plural(5)


def test_bare_nouns_are_as_many_as_counted_ones() -> None:
    assert words.NOUNS.keys() == _COUNTED.keys()
    for (_unit, _sex, detected), noun in words.NOUNS.items():
        assert ("detect" in noun) >= detected


@given(meanings())
def test_every_part_of_a_meaning_is_said(meaning: Meaning) -> None:
    said = "\n".join(full_of(meaning))
    assert meaning.source in said
    assert f"version {meaning.version}" in said
    assert "As known on" in said
    assert ("This is a stock" in said) == (meaning.stock == "stock")
    assert "reported" in said or "who reported" in said
    for silent in meaning.coverage.silent:
        assert silent in said


@given(estimates())
def test_an_estimate_of_all_is_not_said_to_be_detected(figure: Figure) -> None:
    assert "Only those who were detected" not in "\n".join(full(figure))


# Trends


def test_the_38_percent_of_the_seed_is_a_number_of_detections() -> None:
    girls = of_years(100, 138, restrictions=("sex=female",))
    assert trend_said(Series(girls)) == (
        "Rose by 38 %, from 100 (2019) to 138 detected girls (2020).",
        "That more were detected does not say that more were trafficked.",
        "Detections depend on who looks, who reports and what the law says.",
    )


def test_breaks_are_named_with_their_day_and_what_was_written() -> None:
    world = {"place": "world", "method": "questionnaire", "source": "UNODC"}
    first = count(100, **year(2019), **world, coverage=Coverage(reported_number=141, of="country"))
    last = count(125, **world, coverage=Coverage(reported_number=156, of="country"))
    said = trend_said(Series([first, last], [law(date(2021, 3, 1))]))
    assert "Break on 1 March 2021. The law changed. Begging was added." in said
    assert (
        "Break on 1 January 2022. Not the same ones reported. Before: 141 countries reported."
        " After: 156 countries reported."
    ) in said


def test_a_few_more_are_said_without_a_percentage() -> None:
    said = trend_said(Series(of_years(12, 15)))
    assert said[0] == "Rose from 12 (2019) to 15 detected children (2020)."
    assert said[1].startswith("These are few")


def test_a_fall_is_not_said_to_be_less_trafficking() -> None:
    said = trend_said(Series(of_years(100, 50)))
    assert said[0] == "Fell by 50 %, from 100 (2019) to 50 detected children (2020)."
    assert "does not say that fewer were trafficked" in said[1]
    same = trend_said(Series(of_years(50, 50)))
    assert same[0] == "The same in 2019 and 2020: 50 detected children."


@given(st.lists(st.integers(0, 10**6) | st.none(), min_size=1, max_size=5), st.booleans())
def test_no_trend_of_detections_says_that_trafficking_grew(
    values: list[int | None], marked: bool
) -> None:
    marks = [law(date(2019, 7, 1))] if marked else []
    said = " ".join(trend_said(Series(of_years(*values), marks)))
    assert "reading this as a change" not in said


# Refusals


def test_a_refusal_is_understood_by_a_reader_of_a_newspaper() -> None:
    stock = replace(DETECTED, stock="stock", start=date(2022, 1, 1), end=date(2022, 1, 1))
    assert refused_said(verdict(count(1, stock), count(2), Act.ADD)) == (
        "These figures are not comparable.",
        "One is a stock: how many there are at one time. The other is a flow: how many come up in"
        " the course of a period. A stock is not a number “every year”.",
    )
    yearly = [count(1, **year(at), counting="once_a_year") for at in (2021, 2022)]
    with pytest.raises(NotComparable) as refused:
        arithmetic.add(yearly)
    assert refused_said(refused.value)[1].startswith(
        "Each child is counted once in every year. A child known in two years stands in both"
    )
    assert refused_said(verdict(*yearly, Act.CHART)) == ()


@given(counts() | estimates(), counts() | estimates())
def test_every_refusal_is_a_whole_sentence(one: Figure, other: Figure) -> None:
    for act in Act:
        for reason in verdict(one, other, act).reasons:
            said = reason_said(reason)
            assert said.endswith(".")
            assert "%(" not in said
            assert "_" not in said.replace("east_africa", "")


# Languages


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
def test_every_message_fills_its_places_in_every_language(language: str) -> None:
    mark = Break(kind="campaign", on=date(2021, 3, 1), text="A radio campaign.")
    with translation.override(language):
        said = (*full(GIRLS), *trend_said(Series(of_years(100, 138, 150), [mark])), short(GIRLS))
    assert not [line for line in said if "%(" in line]
