import numpy as np
import pytest

from amparo.statistics.prevalence.answers import Asked
from amparo.statistics.prevalence.estimating import estimate
from amparo.statistics.prevalence.ranking import rank
from amparo.statistics.prevalence.resampling import ByBic, Resampled, Stepwise, drawn, resample
from tests.prevalence.making import published


def by_bic(table):
    ranked = rank(table, 2)
    return ranked[0].estimate, ByBic(tuple(one.model for one in ranked))


@pytest.mark.slow
def test_samples_hold_as_many_cases_as_were_observed_and_no_new_pattern():
    table = published("UKdat_5")
    counts = drawn(table, 500, seed=4)

    assert (counts.sum(axis=1) == 2744).all()
    assert (counts >= 0).all()
    assert (counts[:, table.counts == 0] == 0).all()
    # As multinomial samples: mean and variance of every pattern.
    assert counts.mean(axis=0) == pytest.approx(table.counts, rel=0.05, abs=0.2)
    spread = table.counts * (1 - table.counts / 2744)
    assert counts.var(axis=0) == pytest.approx(spread, rel=0.25, abs=0.2)


def test_a_table_with_one_pattern_is_drawn_as_it_is():
    table = published("Korea")
    only = np.where(np.arange(8) == 3, table.counts, 0)

    assert (drawn(type(table)(table.lists, only), 3, 1) == only).all()


@pytest.mark.slow
def test_the_model_is_chosen_anew_in_each_sample():
    table = published("Korea")
    _best, choice = by_bic(table)
    totals = table.observed + choice(drawn(table, 300, seed=1))

    among = {one.model: one for one in rank(table, 2)}
    one_model = ByBic((next(iter(among)),))
    fixed = table.observed + one_model(drawn(table, 300, seed=1))
    assert np.nanmax(totals) > np.nanmax(fixed)


@pytest.mark.slow
def test_the_seed_decides_and_the_number_of_processes_does_not():
    table = published("Korea")
    best, choice = by_bic(table)
    found = [
        resample(table, best, choice, 100, seed, processes)
        for seed, processes in ((7, 1), (7, 2), (8, 1))
    ]

    assert found[0].interval(0.95) == found[1].interval(0.95)
    assert (found[0].totals == found[1].totals).all()
    assert (found[0].totals != found[2].totals).any()


def test_without_shift_and_skew_the_ends_are_quantiles():
    totals = np.arange(1, 1001, dtype=float)
    low, high = Resampled(totals, 0, 0.0, 0.0).interval(0.95)

    assert (low, high) == pytest.approx((25.3, 975.7), abs=0.1)


def test_skew_moves_both_ends_up():
    totals = np.arange(1, 1001, dtype=float)
    plain, skewed = (Resampled(totals, 0, 0.0, skew).interval(0.8) for skew in (0.0, 0.1))

    assert skewed[0] > plain[0]
    assert skewed[1] > plain[1]


@pytest.mark.slow
def test_the_smaller_interval_lies_in_the_larger():
    found = estimate(published("Korea"), Asked(samples=200))

    assert found.interval95[0] <= found.interval80[0] < found.interval80[1] <= found.interval95[1]


@pytest.mark.slow
def test_stepwise_too_chooses_anew():
    table = published("UKdat_5")
    totals = Stepwise()(drawn(table, 50, seed=2))

    assert len({round(float(one)) for one in totals}) > 25


def test_how_far_the_samples_are_is_told():
    table, said = published("Korea"), []
    best, choice = by_bic(table)
    resample(table, best, choice, 33, 1, 1, lambda done, total: said.append((done, total)))

    assert said[-1] == (39, 39)  # with six tables with one case fewer
    assert [done for done, _total in said] == sorted(done for done, _total in said)
