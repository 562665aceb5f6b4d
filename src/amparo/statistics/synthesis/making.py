"""Records in, noisy aggregates and made-up rows out.

Only `engine` sees the records. All that follows works on what it gives, so it costs no privacy and
may be repeated: with the same aggregates and the same seed the rows are the same. The noise itself
has no seed; asked again it is drawn again, and paid again.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from amparo.statistics.synthesis import engine
from amparo.statistics.synthesis.accounting import Account, account
from amparo.statistics.synthesis.asking import Say
from amparo.statistics.synthesis.budget import Budget
from amparo.statistics.synthesis.quality import Quality, compare, counted
from amparo.statistics.synthesis.records import Combination, Records, check

COUNTING = "counting with noise"


@dataclass(frozen=True, slots=True)
class Synthesised:
    """`aggregates` are for quoting, `rows` for exploring: as many as records, with noise."""

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
    from amparo.statistics.synthesis.rows import rows_of, silent

    tell = say or silent
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
        quality=quality_of(found, columns, rows, length),
        account=cost,
    )


def quality_of(
    found: engine.Counted, columns: Sequence[str], rows: Sequence[tuple[str, ...]], length: int
) -> Quality:
    """How near rows come to the noisy counts of which they were made."""
    counts = counted(columns, rows, length)
    return Quality(
        records=len(rows),
        deviations=found.noise.deviations(),
        rows=[compare(found.aggregates, counts, size) for size in range(1, length + 1)],
    )
