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
MADE_AT_ONCE: Final = 32
ROUNDS: Final = 30_000
LOOK: Final = 50
WORTH_WHILE: Final = 0.005
"""After each so many handfuls the distance must be so much less. If it is not, fewer changes are
made at once, since several may undo each other; and when one alone does not help it is done."""
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
    at_once = min(MADE_AT_ONCE, 1 + len(codes) // 200)
    before = _distance(counts, weights, targets)
    for turn in range(1, ROUNDS + 1):
        some = np.unique(chance.integers(len(codes), size=AT_ONCE))
        _improve(codes, some, at_once, counts, weights, targets)
        if turn % LOOK:
            continue
        say(turn, ROUNDS)
        after = _distance(counts, weights, targets)
        if after > (1 - WORTH_WHILE) * before:
            if at_once == 1:
                break
            at_once //= 2
        before = after
    say(ROUNDS, ROUNDS)


def _distance(counts: Floats, weights: Floats, targets: Targets) -> float:
    return float((weights * (counts - targets.counts) ** 2).sum())


def _counts(codes: Codes, targets: Targets) -> Floats:
    found = np.zeros_like(targets.counts)
    for start in range(0, len(codes), 8192):
        hot = targets.one_hot(codes[start : start + 8192])
        found += hot.T @ hot
    return found


def _improve(
    codes: Codes,
    some: NDArray[np.int64],
    at_once: int,
    counts: Floats,
    weights: Floats,
    targets: Targets,
) -> None:
    """Make the best changes among some rows."""
    worth = _worth(codes[some], counts, weights, targets)
    best = worth.argmin(axis=1)
    gains = worth[np.arange(len(some)), best]
    for at in np.argsort(gains, kind="stable")[:at_once]:
        if gains[at] > -HARDLY:
            break
        _change(codes[some[at]], int(best[at]), counts, targets)


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
