"""Records in, noisy aggregates and made-up rows out.

Only `engine` sees the records. All that follows works on what it gives, so it costs no privacy and
may be repeated: with the same aggregates and the same seed the rows are the same. The noise itself
has no seed; asked again it is drawn again, and paid again.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from amparo.statistics.synthesis import engine
from amparo.statistics.synthesis.accounting import Account, account
from amparo.statistics.synthesis.budget import Budget
from amparo.statistics.synthesis.quality import Quality, compare, counted
from amparo.statistics.synthesis.records import Combination, Records, check

Say = Callable[[str, int, int], None]
"""What is being done, how much of it is done, and of how much."""
COUNTING, DRAWING, REPAIRING = "counting with noise", "drawing rows", "correcting rows"


@dataclass(frozen=True, slots=True)
class Synthesised:
    """`aggregates` are for quoting, `rows` for exploring: one for each record, their number noisy."""

    columns: tuple[str, ...]
    aggregates: dict[Combination, int]
    rows: list[tuple[str, ...]]
    budget: Budget
    quality: Quality
    account: Account


def synthesise(
    records: Records,
    *,
    epsilon: float,
    length: int,
    delta: float | None = None,
    seed: int = 0,
    say: Say | None = None,
) -> Synthesised:
    """`delta` None: 1 / (n ln n) for the noisy number n of records. `seed`: of the rows, never of
    the noise. Raises NotSynthesisable."""
    tell = say or _silent
    check(records, epsilon, length, delta)
    tell(COUNTING, 0, 1)
    found = engine.count(records, epsilon, length, delta)
    cost = account(found.noise, epsilon, found.delta)
    tell(COUNTING, 1, 1)
    columns = tuple(records.columns)
    rows = rows_of(found.aggregates, columns, found.records, length, seed, tell)
    return Synthesised(
        columns=columns,
        aggregates=dict(found.aggregates),
        rows=rows,
        budget=Budget(epsilon, found.delta, length),
        quality=_quality(found, columns, rows, length),
        account=cost,
    )


def rows_of(
    aggregates: Mapping[Combination, int],
    columns: Sequence[str],
    records: int,
    length: int,
    seed: int = 0,
    say: Say | None = None,
) -> list[tuple[str, ...]]:
    """Rows whose counts come near the aggregates; no two values are in one row that are not in the
    aggregates together."""
    import numpy as np

    from amparo.statistics.synthesis import chains, repair
    from amparo.statistics.synthesis.targets import targets_of

    tell = say or _silent
    chance = np.random.default_rng(seed)
    targets = targets_of(aggregates, columns, records, length)
    codes = chains.draw(targets, chance, lambda done, total: tell(DRAWING, done, total))
    repair.repair(codes, targets, chance, lambda done, total: tell(REPAIRING, done, total))
    texts = [value for _, value in targets.attributes] + [""]
    rows = [[""] * len(columns) for _ in range(records)]
    for at, place in enumerate(targets.places):
        for row, code in zip(rows, codes[:, at].tolist(), strict=True):
            row[place] = texts[code]
    return [tuple(row) for row in rows]


def _quality(
    found: engine.Counted, columns: Sequence[str], rows: Sequence[tuple[str, ...]], length: int
) -> Quality:
    counts = counted(columns, rows, length)
    return Quality(
        records=len(rows),
        deviations=found.noise.deviations(),
        rows=[compare(found.aggregates, counts, size) for size in range(1, length + 1)],
    )


def _silent(what: str, done: int, total: int) -> None:
    """Nobody asked."""
