"""How much noise a draw will have, before it is drawn and paid for.

The scales follow from the budget alone, as pac-synth divides it; in how many combinations one
record counts is taken from the records, at the same percentile but without its noise: for whoever
holds them, and never published. What is used is said by the library and accounted for afterwards.
"""

from math import ceil, comb, log, sqrt
from typing import Final

from amparo.statistics.synthesis.accounting import Noise, threshold
from amparo.statistics.synthesis.engine import PERCENTILE, PERCENTILE_SHARE
from amparo.statistics.synthesis.records import ABSENT, Records

ALL: Final = 100


def expected(
    records: Records, epsilon: float, length: int, delta: float, records_share: float
) -> Noise:
    """As `engine.count` would use it, more or less. The longer the combination, the less noise."""
    rho = _rho(epsilon * (1 - records_share), delta)
    shares = sum(size**2 for size in range(1, length + 1))
    least = sqrt(shares / (2 * (1 - PERCENTILE_SHARE) * rho))
    sigmas = tuple(least / size for size in range(1, length + 1))
    many = _combinations(records, length)
    found = Noise(
        records_epsilon=epsilon * records_share,
        percentile_epsilon=sqrt(2 * PERCENTILE_SHARE * rho / length),
        sigmas=sigmas,
        used_sigmas=sigmas,
        sensitivities=many,
    )
    return Noise(
        found.records_epsilon, found.percentile_epsilon, sigmas, sigmas, many,
        first_threshold=threshold(found, delta),
    )  # fmt: skip


def _rho(epsilon: float, delta: float) -> float:
    """Concentrated privacy that costs so much: rho + 2 sqrt(rho ln(2 / delta)) is epsilon."""
    tail = log(2 / delta)
    return (sqrt(tail + epsilon) - sqrt(tail)) ** 2


def _combinations(records: Records, length: int) -> tuple[int, ...]:
    values = sorted(sum(cell not in ABSENT for cell in row) for row in records.rows)
    most = values[max(0, ceil(len(values) * PERCENTILE / ALL) - 1)]
    return tuple(comb(most, size) for size in range(1, length + 1))
