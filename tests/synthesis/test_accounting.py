"""What the noise costs is recomputed; too little noise is refused, and releases add up."""

from dataclasses import replace
from math import exp, log, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import brentq
from scipy.stats import norm

from amparo.statistics.synthesis import engine
from amparo.statistics.synthesis.accounting import (
    Noise,
    account,
    concentrated,
    renyi,
    threshold,
)
from amparo.statistics.synthesis.budget import Budget, in_words, spent, strength
from amparo.statistics.synthesis.expected import expected
from amparo.statistics.synthesis.refused import NotSynthesisable
from tests.synthesis.made import records


def noise(epsilon: float, delta: float, length: int, choosing: float = 0.01) -> Noise:
    """As the method's authors split a budget: half a percent for the number of records, of the rest
    a hundredth for choosing, and longer combinations with less noise."""
    marginals = 0.995 * epsilon
    rho = (sqrt(marginals + log(2 / delta)) - sqrt(log(2 / delta))) ** 2
    parts = [1 / size for size in range(1, length + 1)]
    scale = sqrt(sum(1 / part**2 for part in parts) / (2 * rho * (1 - choosing)))
    sigmas = tuple(scale * part for part in parts)
    made = Noise(
        records_epsilon=0.005 * epsilon,
        percentile_epsilon=sqrt(2 * rho * choosing / length),
        sigmas=sigmas,
        used_sigmas=sigmas,
        sensitivities=tuple(5 * size for size in range(1, length + 1)),
    )
    return replace(made, first_threshold=threshold(made, delta))


EPSILONS = st.floats(0.01, 100)
DELTAS = st.floats(1e-12, 1e-4)


@given(EPSILONS, DELTAS, st.integers(1, 4))
def test_what_the_authors_promise_is_what_their_split_costs(epsilon, delta, length) -> None:
    assert concentrated(noise(epsilon, delta, length), delta) == pytest.approx(epsilon)


@given(EPSILONS, DELTAS, st.integers(1, 4))
def test_the_second_accountant_agrees_that_no_more_was_spent(epsilon, delta, length) -> None:
    found = account(noise(epsilon, delta, length), epsilon, delta)
    assert found.renyi <= epsilon + 1e-6


@given(st.floats(0.3, 20), st.floats(1e-10, 1e-4))
def test_it_is_never_less_than_the_exact_cost_of_the_gaussian_noise(epsilon, delta) -> None:
    """Balle and Wang 2018 give that of one Gaussian exactly; several are one with less noise."""
    made = noise(epsilon, delta, 2)
    bare = replace(made, records_epsilon=1e-9, percentile_epsilon=1e-9)
    together = 1 / sqrt(sum(1 / one**2 for one in bare.used_sigmas))
    exact = exact_gaussian(together, delta / 2)
    assert exact <= renyi(bare, delta) <= exact * 1.25 + 0.05


def exact_gaussian(sigma: float, delta: float) -> float:
    def over(epsilon: float) -> float:
        first = norm.cdf(0.5 / sigma - epsilon * sigma)
        second = exp(epsilon + norm.logcdf(-0.5 / sigma - epsilon * sigma))
        return float(first - second - delta)

    return float(brentq(over, 0, 400)) if over(0) > 0 else 0.0


@given(EPSILONS, DELTAS, st.integers(1, 4), st.floats(0.5, 0.97))
def test_less_noise_than_promised_is_refused(epsilon, delta, length, less) -> None:
    made = noise(epsilon, delta, length)
    too_little = replace(made, used_sigmas=tuple(less * one for one in made.used_sigmas))
    with pytest.raises(NotSynthesisable, match="nothing is written"):
        account(too_little, epsilon, delta)


@pytest.mark.parametrize("wrong", [0.0, None, float("nan")])
def test_a_threshold_too_low_or_not_said_is_refused(wrong) -> None:
    made = replace(noise(2, 1e-6, 2), first_threshold=wrong)
    if wrong != wrong:
        made = replace(made, percentile_epsilon=wrong)
    with pytest.raises(NotSynthesisable, match="nothing is written"):
        account(made, 2, 1e-6)


def test_a_value_of_one_person_passes_the_threshold_as_seldom_as_promised() -> None:
    made, delta = noise(2, 1e-3, 2), 1e-3
    deviation = made.deviations()[0]
    passes = norm.sf((threshold(made, delta) - 1) / deviation)
    assert 1 - (1 - passes) ** made.sensitivities[0] == pytest.approx(delta / 2)


@pytest.mark.slow
@pytest.mark.parametrize(("epsilon", "length"), [(0.5, 1), (1, 2), (12, 2), (4, 3)])
def test_what_the_library_says_it_used_is_what_was_promised(epsilon, length) -> None:
    found = engine.count(records(2_000), epsilon, length)
    cost = account(found.noise, epsilon, found.delta)
    assert cost.concentrated == pytest.approx(epsilon, abs=1e-4)
    assert cost.renyi < epsilon
    assert engine.default_delta(found.records) <= found.delta < 1e-3
    assert found.noise.used_sigmas == found.noise.sigmas


@pytest.mark.slow
def test_a_delta_of_ones_own_is_used() -> None:
    found = engine.count(records(2_000), 2, 2, 1e-7)
    assert found.delta == 1e-7
    assert account(found.noise, 2, 1e-7).concentrated == pytest.approx(2, abs=1e-4)


def test_a_library_that_does_not_say_its_noise_is_refused() -> None:
    with pytest.raises(NotSynthesisable, match="does not say"):
        engine.noise_in("[INFO] - something else", 2)


def test_releases_add_up() -> None:
    found = spent([Budget(1, 1e-6, 2), Budget(2.5, 1e-7, 3), Budget(0.5, 0, 1)])
    assert (found.epsilon, found.releases) == (4, 3)
    assert found.delta == pytest.approx(1.1e-6)
    assert spent([]).epsilon == 0


@pytest.mark.parametrize(
    ("epsilon", "word"),
    [(0.1, "strong"), (1, "strong"), (1.01, "fair"), (4, "fair"), (4.5, "weak"), (12, "weak")],
)
def test_a_promise_is_strong_fair_or_weak(epsilon, word) -> None:
    assert strength(epsilon) == word
    assert f"is a {word} promise" in in_words(epsilon)


def test_an_epsilon_above_what_is_used_is_not_called_a_promise() -> None:
    assert "promises next to nothing" in in_words(50)
    assert "all but certain" in in_words(12.5)
    assert "a weak promise" in in_words(12)


@pytest.mark.parametrize(("epsilon", "sure"), [(1, "73 %"), (4, "98 %"), (12, "99.999 %")])
def test_it_is_said_in_plain_words_what_somebody_may_learn(epsilon, sure) -> None:
    assert f"up to {sure} sure" in in_words(epsilon)


@pytest.mark.slow
@pytest.mark.parametrize(("epsilon", "length", "share"), [(2, 2, 0.05), (1, 3, 0.005), (8, 1, 0.2)])
def test_what_is_expected_of_a_draw_is_what_is_drawn_and_costs_what_is_promised(
    epsilon: float, length: int, share: float
) -> None:
    before = expected(records(), epsilon, length, 1e-6, share)
    drawn = engine.count(records(), epsilon, length, 1e-6, share).noise
    assert before.sigmas == pytest.approx(drawn.sigmas)
    assert before.records_epsilon == pytest.approx(drawn.records_epsilon)
    assert before.percentile_epsilon == pytest.approx(drawn.percentile_epsilon)
    assert account(before, epsilon, 1e-6).concentrated == pytest.approx(epsilon)
