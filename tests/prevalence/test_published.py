"""Every published result of the tables in tests/data/mse: to the last digit that was printed, and
the ends of bootstrap intervals within a tenth."""

import pytest

from amparo.statistics.prevalence import stepwise
from amparo.statistics.prevalence.answers import Asked
from amparo.statistics.prevalence.estimating import estimate
from amparo.statistics.prevalence.models import named
from amparo.statistics.prevalence.ranking import rank
from tests.prevalence.making import model, published


@pytest.mark.slow
@pytest.mark.parametrize(
    ("order", "best", "criterion"),
    [(2, 22_991, 196.54), (3, 25_311, 195.88), (5, 25_311, 195.88)],
)
def test_the_united_kingdom_on_five_lists(order, best, criterion):
    first = rank(published("UKdat_5"), order)[0]

    assert round(first.estimate) == best
    assert round(first.bic, 2) == criterion


@pytest.mark.slow
def test_models_of_the_united_kingdom_that_fit_about_as_well_differ_by_more_than_twice():
    table = published("UKdat_5")
    found = {one.model: (round(one.estimate), round(one.bic, 2)) for one in rank(table, 4)}

    wanted = {
        ("LA NG PFNCA", "NG GP", "PFNCA GO"): (25_311, 195.88),
        ("LA NG", "LA PFNCA", "NG PFNCA", "NG GP", "PFNCA GO"): (22_991, 196.54),
        ("LA NG", "LA PFNCA", "NG GP", "PFNCA GP", "GO GP"): (12_262, 197.49),
        ("LA NG", "LA PFNCA", "NG PFNCA", "PFNCA GO"): (25_978, 198.32),
        ("LA NG", "LA PFNCA", "NG GO", "NG GP", "PFNCA GP", "GO GP"): (11_313, 198.60),
    }
    for generators, said in wanted.items():
        assert found[model(table, *generators)] == said


def test_korea_has_six_models_that_exist():
    table = published("Korea")

    assert {
        tuple(map(tuple, named(one.model, table.lists))): round(one.estimate, 4)
        for one in rank(table, 2)
    } == {
        (("b", "c"), ("c", "d")): 157.1667,
        (("b", "c"), ("d",)): 268.7778,
        (("b", "d"), ("c", "d")): 123.4630,
        (("c", "d"), ("b",)): 126.1944,
        (("b", "d"), ("c",)): 126.9394,
        (("b",), ("c",), ("d",)): 141.9926,
    }
    assert round(rank(table, 2)[0].bic, 5) == 57.14081


def test_the_made_up_table_has_models_without_an_estimate():
    table = published("Artificial_3")

    assert {one.model for one in rank(table, 2)} == {
        model(table),
        model(table, "A C"),
        model(table, "B C"),
        model(table, "A C", "B C"),
    }


def test_stepwise_finds_seven_pairs_among_six_lists():
    table = published("UKdat")
    chosen = stepwise.steps(table)[0]

    assert round(chosen.estimate, 1) == 11_418.0
    assert chosen.model == model(
        table, "LA NG", "LA PF", "NG GO", "NG GP", "PF GP", "PF NCA", "GO GP"
    )


def test_stepwise_finds_six_pairs_among_five_lists():
    table = published("UKdat_5")
    chosen = stepwise.steps(table)[0]

    assert round(chosen.estimate, 1) == 11_313.0
    assert chosen.model == model(table, "LA NG", "LA PFNCA", "NG GO", "NG GP", "PFNCA GP", "GO GP")


@pytest.mark.prove
@pytest.mark.parametrize(
    ("name", "order", "low", "high"),
    [
        ("UKdat_5", 2, 11_456, 43_894),
        ("UKdat_5", 5, 11_168, 56_052),
        ("Korea", 2, 128, 349),
    ],
)
def test_intervals_that_choose_anew_are_as_published(name, order, low, high):
    found = estimate(published(name), Asked(max_order=order, samples=1000))

    assert found.interval95 == pytest.approx((low, high), rel=0.1)
    assert found.low <= found.estimate <= found.high
