"""Changes single cells of made-up rows where that brings counts nearer to the noisy aggregates.

Of a handful of rows drawn by chance the best changes are made, again and again, until hardly any
helps. What counts is the squared distance of each count, beside its size.
"""

from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from amparo.statistics.synthesis.targets import Codes, Floats, Targets

AT_ONCE: Final = 256
MADE_AT_ONCE: Final = 8
ROUNDS: Final = 30_000
IDLE: Final = 40
"""After so many handfuls in a row in which hardly anything helped, it is done."""
HARDLY: Final = 3e-3
SMALL: Final = 10.0
NEVER: Final = 1e9


def repair(
    codes: Codes, targets: Targets, chance: np.random.Generator, say: Callable[[int, int], None]
) -> None:
    """In place."""
    if not len(codes):
        return
    weights = 1 / np.maximum(targets.counts, SMALL)
    counts = _counts(codes, targets)
    idle = 0
    for round_ in range(ROUNDS):
        some = chance.integers(len(codes), size=AT_ONCE)
        some = np.unique(some)
        made = _improve(codes, some, counts, weights, targets)
        idle = 0 if made else idle + 1
        if idle == IDLE:
            break
        if round_ % 1000 == 0:
            say(round_, ROUNDS)
    say(ROUNDS, ROUNDS)


def _counts(codes: Codes, targets: Targets) -> Floats:
    found = np.zeros_like(targets.counts)
    for start in range(0, len(codes), 8192):
        hot = targets.one_hot(codes[start : start + 8192])
        found += hot.T @ hot
    return found


def _improve(
    codes: Codes, some: NDArray[np.int64], counts: Floats, weights: Floats, targets: Targets
) -> int:
    """Make the best changes among some rows; gives how many."""
    worth = _worth(codes[some], counts, weights, targets)
    best = worth.argmin(axis=1)
    gains = worth[np.arange(len(some)), best]
    order = np.argsort(gains, kind="stable")[:MADE_AT_ONCE]
    made = 0
    for at in order:
        if gains[at] > -HARDLY:
            break
        _change(codes[some[at]], int(best[at]), counts, targets)
        made += 1
    return made


def _worth(codes: Codes, counts: Floats, weights: Floats, targets: Targets) -> Floats:
    """For every row and attribute: how much farther off all counts are once the row has it instead
    of what it has in that column, or no longer has it where it has it now."""
    hot = targets.one_hot(codes).astype(np.float64)
    off = 2 * weights * (counts - targets.counts)
    to_add, to_lose = weights + off, weights - off
    single_add, single_lose = np.diag(to_add), np.diag(to_lose)
    between = targets.allowed if targets.with_pairs else np.zeros_like(targets.allowed)
    pair_lose = np.where(between, to_lose, 0)
    pair_add = np.where(between, to_add, np.where(targets.allowed, 0, NEVER))
    for low, high in targets.spans():
        pair_add[low:high, low:high] = 0
    adding = single_add + hot @ pair_add
    losing = (single_lose + hot @ pair_lose) * hot
    of_column = np.add.reduceat(losing, targets.starts[:-1], axis=1)
    sizes = np.diff(targets.starts)
    worth = adding + np.repeat(of_column, sizes, axis=1)
    return np.where(hot > 0, losing, worth)


def _change(row: NDArray[np.int32], attribute: int, counts: Floats, targets: Targets) -> None:
    """Give a row this attribute, or take it away where it has it; counts follow."""
    column = int(np.searchsorted(targets.starts, attribute, side="right")) - 1
    before = int(row[column])
    others = row[(row != targets.absent) & (np.arange(len(row)) != column)]
    if before != targets.absent:
        counts[before, others] -= 1
        counts[others, before] -= 1
        counts[before, before] -= 1
    row[column] = targets.absent
    if attribute != before:
        row[column] = attribute
        counts[attribute, others] += 1
        counts[others, attribute] += 1
        counts[attribute, attribute] += 1
