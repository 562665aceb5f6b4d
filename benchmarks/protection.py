"""How long a table of 50,000 cells takes to protect, and what is lost beside hiding whole rows.

`python -m benchmarks protection`. Counts are made up; half of them or more are small.
"""

from collections.abc import Iterator
from time import perf_counter

import numpy as np

from amparo.statistics.disclosure.lost import lost
from amparo.statistics.disclosure.suppress import protect
from amparo.statistics.disclosure.tables import Table, summed, table_of
from benchmarks.measuring import Line
from benchmarks.worlds import Worlds

GOAL_SECONDS = 60
LARGE = (((50, 1000), 20), ((20, 50, 50), 10), ((10, 10, 10, 50), 4))
SMALL = (((10, 10), 30), ((20, 30), 15), ((5, 6, 4), 20), ((8, 8, 8), 30), ((3, 4, 3, 5), 40))
SEEDS = 10


def measure(_worlds: Worlds) -> Iterator[Line]:
    """Seconds for the large tables; what is lost, of these and of small ones; needs no country."""
    for shape, mean in LARGE:
        table = made(shape, mean, 1)
        begun = perf_counter()
        done = protect(table)
        what = f"protection: {_said(shape)} cells, {mean} in each on average"
        yield Line(what, perf_counter() - begun, "s", GOAL_SECONDS)
        yield from _lost(what, [lost(done)])
    for shape, mean in SMALL:
        tables = [lost(protect(made(shape, mean, seed))) for seed in range(SEEDS)]
        yield from _lost(f"protection: {SEEDS} of {_said(shape)}, {mean} in each", tables)


def made(shape: tuple[int, ...], mean: float, seed: int) -> Table:
    """Counts by chance, some codes much more frequent than others, with every sum given."""
    chance = np.random.default_rng(seed)
    expected = np.full(shape, float(mean))
    for axis, size in enumerate(shape):
        weight = chance.dirichlet(np.ones(size)) * size
        expected = expected * weight.reshape([-1 if at == axis else 1 for at in range(len(shape))])
    counts = np.zeros([size + 1 for size in shape], dtype=np.int64)
    counts[(slice(1, None),) * len(shape)] = chance.poisson(expected)
    counts = summed(counts)
    rows = [
        ([f"c{at:04}" if at else "Total" for at in place], int(counts[place]))
        for place in np.ndindex(counts.shape)
    ]
    return table_of([f"d{axis}" for axis in range(len(shape))], rows)


def _lost(what: str, all_lost: list) -> Iterator[Line]:
    number = len(all_lost)
    ours = 100 * sum(one.share for one in all_lost) / number
    rows = 100 * sum(one.share_of_rows for one in all_lost) / number
    yield Line(f"{what}: lost of what may be shown", ours, "%", round(rows, 1))
    yield Line(f"{what}: … if whole rows are hidden", rows, "%")


def _said(shape: tuple[int, ...]) -> str:
    return "×".join(map(str, shape))
