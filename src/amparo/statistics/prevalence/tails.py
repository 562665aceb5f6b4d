"""How improbable an overlap is: logarithms of Poisson tails.

The tails themselves underflow to 0 for overlaps far from what was expected, and then the smallest
of them cannot be told from the others.
"""

from collections.abc import Callable

import numpy as np

from amparo.statistics.prevalence.tables import Floats

TINY = 1e-280
TERMS = 10_000
ENOUGH = 1e-17


def log_p(seen: Floats, expected: Floats) -> Floats:
    """The logarithm of the smaller of P(X <= seen) and P(X >= seen), X Poisson; not above 0."""
    return np.minimum(log_at_most(seen, expected), log_at_least(seen, expected))


def log_at_most(seen: Floats, expected: Floats) -> Floats:
    from scipy.special import pdtr  # type: ignore[import-untyped]

    found = np.asarray(pdtr(seen, expected), dtype=float)
    tiny = found < TINY
    logs = np.log(np.where(tiny, 1.0, found))
    # Going down from `seen`, each term is the last one times (seen - k + 1) / expected.
    logs[tiny] = _log_sum(seen[tiny], expected[tiny], lambda k, n, mean: (n - k + 1) / mean)
    return logs


def log_at_least(seen: Floats, expected: Floats) -> Floats:
    from scipy.special import gammainc

    found = np.where(seen > 0, gammainc(np.maximum(seen, 1), expected), 1.0)
    tiny = found < TINY
    logs = np.log(np.where(tiny, 1.0, found))
    # Going up from `seen`, each term is the last one times expected / (seen + k).
    logs[tiny] = _log_sum(seen[tiny], expected[tiny], lambda k, n, mean: mean / (n + k))
    return logs


def _log_sum(
    seen: Floats, expected: Floats, ratio: Callable[[int, Floats, Floats], Floats]
) -> Floats:
    """The log probability of `seen` itself and of all that lies beyond it."""
    from scipy.special import gammaln, xlogy

    first = xlogy(seen, expected) - expected - gammaln(seen + 1)
    total = term = np.ones_like(first)
    with np.errstate(divide="ignore", invalid="ignore"):
        for k in range(1, TERMS):
            term = np.maximum(term * ratio(k, seen, expected), 0)
            total = total + term
            if not (term > ENOUGH * total).any():
                break
        return np.asarray(first + np.log(total))
