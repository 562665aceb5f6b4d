"""Recomputes what the noise costs, from the scales that were really used.

Twice, by ways that share nothing but the scales: as the method's authors add it up (concentrated
privacy: Bun and Steinke 2016), and by Rényi orders with the best one taken (Mironov 2017; Canonne,
Kamath and Steinke 2020). Both are upper bounds; what was promised must not be less than either.

The cost is for one record more or less in the data. What is added up:
  the number of records, Laplace noise;
  for each length, how many combinations a record may count in, chosen with `percentile_epsilon`;
  for each length, Gaussian noise on every count: a record moves at most `sensitivity` of them by 1,
  and the noise is `sigma` times the root of that;
  half of delta for values that nobody else has, which the threshold on single values keeps out.

That the library's code does what it says is not checked by this. One thing is known: the score by
which it chooses how many combinations a record may count in moves by more than 1 where the 99th
percentile lies just between two numbers, and never reaches beyond the largest number in the data.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import exp, expm1, log, log1p, sqrt
from typing import Final

from amparo.statistics.synthesis.refused import NotSynthesisable

TOLERANCE: Final = 1e-6
ORDERS: Final = tuple(1 + 1.05**step / 50 for step in range(260))
"""From 1.02 to some 6,000; what is promised lies between for any epsilon from 0.001 to 100."""


@dataclass(frozen=True, slots=True)
class Noise:
    """`sigmas`: as computed, by length; `used_sigmas`: as applied, 0 where nothing was counted;
    `sensitivities`: of how many counts of this length one record may be part."""

    records_epsilon: float
    percentile_epsilon: float
    sigmas: tuple[float, ...]
    used_sigmas: tuple[float, ...]
    sensitivities: tuple[int, ...]
    first_threshold: float | None = None

    def deviations(self) -> tuple[float, ...]:
        """By length, the standard deviation of the noise on each count."""
        return tuple(
            sigma * sqrt(many)
            for sigma, many in zip(self.used_sigmas, self.sensitivities, strict=True)
        )

    def applied(self) -> Iterator[float]:
        """The scales of what was counted at all."""
        return (sigma for sigma in self.used_sigmas if sigma > 0)


@dataclass(frozen=True, slots=True)
class Account:
    """What was promised, and epsilon as recomputed in two ways."""

    promised: float
    concentrated: float
    renyi: float


def account(noise: Noise, epsilon: float, delta: float) -> Account:
    """Raises NotSynthesisable where the noise costs more than was promised."""
    found = Account(epsilon, concentrated(noise, delta), renyi(noise, delta))
    for cost in (found.concentrated, found.renyi):
        if not cost <= epsilon + TOLERANCE:  # also where it is no number
            raise NotSynthesisable(
                f"the noise that was used costs epsilon {cost:.4g} and {epsilon:g} was promised: "
                "nothing is written"
            )
    least = threshold(noise, delta)
    if noise.first_threshold is None or noise.first_threshold < least - TOLERANCE * least:
        raise NotSynthesisable(
            "values that few have were not kept out as promised: nothing is written"
        )
    return found


def concentrated(noise: Noise, delta: float) -> float:
    """As the authors add it up."""
    rho = len(noise.sigmas) * noise.percentile_epsilon**2 / 2
    rho += sum(1 / sigma**2 for sigma in noise.applied()) / 2
    return rho + 2 * sqrt(rho * log(2 / delta)) + noise.records_epsilon


def renyi(noise: Noise, delta: float) -> float:
    """By the order at which the bound is least."""
    return min(_at_order(noise, order, delta / 2) for order in ORDERS)


def threshold(noise: Noise, delta: float) -> float:
    """From which noisy count on a single value may be told, so that with probability 1 - delta / 2
    none is that only one record has."""
    from scipy.stats import norm  # type: ignore[import-untyped]

    sigma, many = noise.used_sigmas[0], noise.sensitivities[0]
    if not many:
        return 0.0
    # 1 - (1 - delta/2)^(1/many), exact where delta is tiny.
    tail = -expm1(log1p(-delta / 2) / many)
    return float(1 + sigma * sqrt(many) * norm.isf(tail))


def _at_order(noise: Noise, order: float, delta: float) -> float:
    cost = sum(order / (2 * sigma**2) for sigma in noise.applied())
    cost += len(noise.sigmas) * _choice(noise.percentile_epsilon, order)
    cost += _laplace(noise.records_epsilon, order)
    return cost + log1p(-1 / order) - (log(delta) + log(order)) / (order - 1)


def _choice(epsilon: float, order: float) -> float:
    """Rényi divergence of whatever is epsilon-private: that of a coin, the worst there is."""
    heads = 1 / (1 + exp(-epsilon))
    first = order * log(heads) + (1 - order) * log1p(-heads)
    second = order * log1p(-heads) + (1 - order) * log(heads)
    return _log_sum(first, second) / (order - 1)


def _laplace(epsilon: float, order: float) -> float:
    """Mironov 2017, table II, for a scale of 1 / epsilon and a count."""
    first = log(order / (2 * order - 1)) + (order - 1) * epsilon
    second = log((order - 1) / (2 * order - 1)) - order * epsilon
    return _log_sum(first, second) / (order - 1)


def _log_sum(first: float, second: float) -> float:
    larger, smaller = max(first, second), min(first, second)
    return larger + log1p(exp(smaller - larger))
