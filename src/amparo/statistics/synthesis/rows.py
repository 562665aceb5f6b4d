"""Made-up rows of noisy aggregates, and of nothing else."""

from collections.abc import Mapping, Sequence

import numpy as np

from amparo.statistics.synthesis import chains, repair
from amparo.statistics.synthesis.asking import Say, ask
from amparo.statistics.synthesis.records import Combination
from amparo.statistics.synthesis.targets import targets_of

DRAWING, REPAIRING = "drawing rows", "correcting rows"
Row = tuple[str, ...]


def rows_of(
    aggregates: Mapping[Combination, int],
    columns: Sequence[str],
    records: int,
    length: int,
    seed: int = 0,
    say: Say | None = None,
) -> list[Row]:
    """`records` rows whose counts come near the aggregates; no two values are in one row that are
    not in the aggregates together. Always the same for the same aggregates and seed. Made in a
    process of its own. Raises NotSynthesisable where that fails."""
    asked = {
        "aggregates": sorted(aggregates.items()), "columns": columns, "records": records,
        "length": length, "seed": seed,
    }  # fmt: skip
    return [tuple(row) for row in ask("rows", asked, say or silent)["rows"]]


def rows_here(
    aggregates: Mapping[Combination, int],
    columns: Sequence[str],
    records: int,
    length: int,
    seed: int,
    say: Say,
) -> list[Row]:
    """The same in this process."""
    chance = np.random.default_rng(seed)
    targets = targets_of(aggregates, columns, records, length)
    codes = chains.draw(targets, chance, lambda done, total: say(DRAWING, done, total))
    repair.repair(codes, targets, chance, lambda done, total: say(REPAIRING, done, total))
    texts = [value for _, value in targets.attributes] + [""]
    made = [[""] * len(columns) for _ in range(records)]
    for at, place in enumerate(targets.places):
        for row, code in zip(made, codes[:, at].tolist(), strict=True):
            row[place] = texts[code]
    return [tuple(row) for row in made]


def silent(what: str, done: int, total: int) -> None:
    """Nobody asked how far it is."""
