import numpy as np
import pytest

from amparo.statistics.prevalence.tails import log_at_least, log_at_most, log_p


@pytest.mark.parametrize(
    ("seen", "expected"), [(0, 0.5), (3, 0.5), (3, 3.0), (12, 80.0), (100, 60.0), (2000, 2100.0)]
)
def test_tails_are_those_of_poisson(seen, expected):
    from scipy.stats import poisson

    one, mean = np.array([float(seen)]), np.array([expected])
    assert np.exp(log_at_most(one, mean)) == pytest.approx(poisson.cdf(seen, expected))
    assert np.exp(log_at_least(one, mean)) == pytest.approx(poisson.sf(seen - 1, expected))


def test_tails_that_underflow_are_told_apart():
    # Of 5,000, both probabilities are 0 as numbers.
    logs = log_p(np.array([100.0, 101.0]), np.array([5000.0, 5000.0]))

    assert np.isfinite(logs).all()
    assert logs[0] < logs[1] < -4000
    assert logs[1] - logs[0] == pytest.approx(np.log(5000 / 101), rel=0.01)


def test_tails_far_above_what_was_expected_are_told_apart():
    logs = log_p(np.array([3000.0, 3001.0]), np.array([10.0, 10.0]))

    assert logs[1] - logs[0] == pytest.approx(np.log(10 / 3001), rel=0.01)


def test_there_is_no_break_where_the_series_takes_over():
    means = np.linspace(600, 1200, 601)
    logs = log_p(np.full(601, 10.0), means)

    assert (np.abs(np.diff(logs, 2)) < 1e-3).all()
