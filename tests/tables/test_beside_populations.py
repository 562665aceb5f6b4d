"""Rates, over-representation and routes: what the user brings is read strictly, and said."""

from datetime import date
from fractions import Fraction

import pytest

from amparo.statistics.tables import disproportion, populations
from amparo.statistics.tables.asked import Asked, EthicsReview
from amparo.statistics.tables.making import POPULATION, make
from amparo.statistics.tables.refused import NotAskable
from amparo.statistics.tables.routes import OTHER, flows_of, protected, routes
from tests.tables.test_small import children
from tests.tables.worlds import ABOUT, database

YEAR = {"start": date(2024, 1, 1), "end": date(2024, 12, 31)}
PEOPLE = b"""year,place,sex,age_from,age_to,number,source
2024,KEN,female,0,4,1000,Census
2024,KEN,female,5,17,3000,Census
2024,KEN,male,0,17,5000,Census
"""


def people(data=PEOPLE):
    return populations.read(data, method="census", reference_for=POPULATION)


def test_a_rate_is_over_the_population_of_the_same_sex_place_and_year():
    rows = [*children(20, sex="female"), *children(10, sex="male")]
    asked = Asked(**YEAR, axes=("sex",), measure="rate")
    table = make(asked, database(rows), ABOUT, people())
    assert table.cells["female",].value == Fraction(20 * 100_000, 4000)
    assert table.cells["female",].of.source == "Census"
    assert table.overall.value == Fraction(30 * 100_000, 9000)


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        (b"1000,Census", b"many,Census", "line 2: number must be"),
        (b"KEN,male", b"KEN,boy", "line 4: sex must be"),
        (b"female,5,17", b"female,4,17", "line 3: some of these people"),
        (b"source\n", b"\n", "line 1: the first line must be"),
        (b"5000,Census", b"5000", "line 4: it has not 7 columns"),
        (b"Census", b"\xff", "not UTF-8"),
    ],
)
def test_a_fault_in_a_population_is_one_clear_line(old, new, line):
    with pytest.raises(NotAskable, match=line) as refused:
        people(PEOPLE.replace(old, new, 1))
    assert "\n" not in str(refused.value)


def test_ages_that_do_not_fit_are_refused_and_not_guessed():
    asked = Asked(**YEAR, axes=("sex", "age_band"), measure="rate")
    rows = children(20, sex="male", age_at_registration=3)
    with pytest.raises(NotAskable, match="ages 0 to 4"):
        make(asked, database(rows), ABOUT, people())
    with pytest.raises(NotAskable, match="needs a population"):
        make(asked, database(rows), ABOUT)


HAVING = b"""year,place,sex,age_band,factor,having,people,source
2024,KEN,female,12_14,out_of_school,100,1000,Survey
2024,KEN,female,15_17,out_of_school,400,1000,Survey
2024,KEN,female,12_14,poverty,300,1000,Survey
2024,KEN,female,12_14,minority,100,1000,Survey
"""


def known():
    young, old = ({"sex": "female", "age_at_registration": age} for age in (13, 16))
    return [
        *children(30, **young, factors=["out_of_school"]), *children(70, **young, factors=["debt"]),
        *children(50, **old, factors=["out_of_school"]), *children(50, **old, factors=["poverty"]),
    ]  # fmt: skip


def compared(factor, kind="survey", **said):
    reference = disproportion.read(HAVING, kind=kind)
    asked = Asked(**YEAR, **said)
    return disproportion.over_representation(factor, asked, database(known()), ABOUT, reference)


def test_over_representation_compares_children_of_the_same_sex_and_age():
    """Of 200 known 80 have it; of as many of the same ages 100 · 0.1 + 100 · 0.4 = 50 would."""
    found = compared("out_of_school")
    assert found.ratio.value == Fraction(80, 50)
    assert found.in_reference == Fraction(1, 4)
    assert found.ratio.interval.low < Fraction(8, 5) < found.ratio.interval.high
    assert found.ratio.interval.expresses == "reference_sample"
    assert not found.too_broad
    said = " ".join(map(str, found.notes))
    assert "no measure of risk" in said
    assert "sampling error of the reference survey" in said


def test_over_a_full_count_there_is_no_interval():
    found = compared("out_of_school", kind="full_count")
    assert found.ratio.interval is None
    assert "no sampling interval" in " ".join(map(str, found.notes))


def test_poverty_alone_is_too_broad_to_act_on():
    found = compared("poverty")
    assert found.too_broad
    assert "Too broad to act on" in " ".join(map(str, found.notes))
    assert any("100 children" in str(note) for note in found.notes)


def test_community_is_compared_only_after_an_ethics_review():
    with pytest.raises(NotAskable, match="ethics review"):
        compared("minority")
    review = EthicsReview(body="Ethics board", on=date(2024, 5, 1))
    assert compared("minority", review=review).ratio.value == 0


def test_small_flows_become_other_places():
    rows = [
        *children(40, recruited_country="NGA", exploited_country="ITA", transit_countries=["LBY"]),
        *children(20, recruited_country="NGA", exploited_country="KEN"),
        *children(4, recruited_country="GHA", exploited_country="KEN"),
        *children(9, recruited_country="UGA", exploited_country="KEN"),
        *children(2, exploited_country="KEN"),
    ]
    found = routes(Asked(**YEAR), database(rows), ABOUT)
    numbers = {(one.start[1], one.end[1]): one.figure.value for one in found.flows}
    assert numbers == {("NGA", "LBY"): 40, ("LBY", "ITA"): 40, ("NGA", "KEN"): 20,
                       (OTHER, "KEN"): 13}  # fmt: skip
    assert any("1–10" in str(note) for note in found.notes)


def test_no_flow_that_is_shown_is_small():
    from random import Random

    for seed in range(60):
        chance = Random(seed)
        paths = {(chance.choice("ABC"), chance.choice(["", "T", "U"]), chance.choice("XYZ")):
                 chance.randrange(1, 40) for _ in range(chance.randrange(1, 14))}  # fmt: skip
        shown = protected(paths)
        assert all(number >= 11 for number in flows_of(shown).values())
        if shown:
            assert sum(shown.values()) == sum(paths.values())
