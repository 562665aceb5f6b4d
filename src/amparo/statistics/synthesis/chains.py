"""Rows that have the noisy counts of single values and pairs, and are otherwise as even as can be.

A model with a weight for every value and every pair (the one of largest entropy with these counts)
is fitted while rows are drawn from it: every row is a chain that changes one column at a time, and
after each sweep the weights of what is too rare are raised (persistent contrastive divergence,
Tieleman 2008). So what two values have in common with a third comes out by itself, which rows that
are filled up until counts are used do not have. A pair that is not in the aggregates never is in a
row.
"""

from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from amparo.statistics.synthesis.targets import Codes, Floats, Targets

SWEEPS: Final = 60
BLOCK: Final = 8192
FIRST_STEP, LAST_STEP = 0.5, 0.05
SOFT: Final = 5.0
"""Added to both counts before they are compared: small ones are mostly noise."""
LARGEST: Final = 12.0
NEVER: Final = -1e4
NEVER_BELOW: Final = -500.0

Single = NDArray[np.float32]


def draw(targets: Targets, chance: np.random.Generator, say: Callable[[int, int], None]) -> Codes:
    """`targets.records` rows."""
    columns = len(targets.starts) - 1
    codes = np.full((targets.records, columns), targets.absent, dtype=np.int32)
    weights = _first(targets)
    for sweep in range(SWEEPS):
        counts = _sweep(codes, targets, weights, chance)
        step = FIRST_STEP * (LAST_STEP / FIRST_STEP) ** (sweep / (SWEEPS - 1))
        _correct(weights, counts, targets, step)
        say(sweep + 1, SWEEPS)
    return codes


def _first(targets: Targets) -> Floats:
    """Weights as if columns had nothing to do with each other; beside the diagonal, pairs."""
    many = targets.absent
    weights = np.where(targets.allowed, 0.0, NEVER)
    single = np.zeros(many)
    for low, high in targets.spans():
        counts = np.diag(targets.counts)[low:high]
        rest = max(targets.records - float(counts.sum()), SOFT)
        single[low:high] = np.log((counts + SOFT) / (rest + SOFT))
    np.fill_diagonal(weights, np.clip(single, -LARGEST, LARGEST))
    return weights


def _sweep(codes: Codes, targets: Targets, weights: Floats, chance: np.random.Generator) -> Floats:
    """Every column of every row once, in place; gives the counts after it."""
    single = np.diag(weights).astype(np.float32)
    pairs = weights.astype(np.float32)
    counts = np.zeros_like(weights)
    for start in range(0, len(codes), BLOCK):
        block = codes[start : start + BLOCK]
        hot = targets.one_hot(block)
        for column, (low, high) in enumerate(targets.spans()):
            hot[:, low:high] = 0
            odds = hot @ pairs[:, low:high] + single[low:high]
            _choose(block, hot, column, low, odds, targets.absent, chance)
        counts += hot.T @ hot
    return counts


def _choose(
    block: Codes, hot: Single, column: int, low: int, odds: Single, absent: int,
    chance: np.random.Generator,
) -> None:  # fmt: skip
    """A value for one column of each row; absent has odds of 0, as a logarithm."""
    shares = np.where(odds < NEVER_BELOW, np.float32(0), np.exp(np.minimum(odds, 60)))
    ends = np.cumsum(shares, axis=1, dtype=np.float64)
    drawn = chance.random(len(block)) * (1 + ends[:, -1]) - 1
    chosen = (ends <= drawn[:, None]).sum(axis=1)
    has = (drawn >= 0) & (chosen < shares.shape[1])
    block[:, column] = np.where(has, low + chosen, absent)
    rows = np.flatnonzero(has)
    hot[rows, low + chosen[rows]] = 1


def _correct(weights: Floats, counts: Floats, targets: Targets, step: float) -> None:
    change = step * np.log((targets.counts + SOFT) / (counts + SOFT))
    single = np.diag(weights) + np.diag(change)
    if targets.with_pairs:
        moved = np.clip(weights + change, -LARGEST, LARGEST)
        np.copyto(weights, moved, where=targets.allowed)
    np.fill_diagonal(weights, np.clip(single, -LARGEST, LARGEST))
