"""Makes the model of linking that is shipped: `python -m benchmarks.linkage_model --out FILE.json`.

All of it comes from two made-up countries, in less than a minute, and is the same every time. What
agreement is worth is learnt as `amparo linkage train` does, without looking at the truth. Only what
brothers and sisters have in common is counted by the truth: lists do not say who is whose brother.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from amparo.finding.linkage import Record
from amparo.finding.linkage.adapting import adapted
from amparo.finding.linkage.comparing import COMPARISONS, ELSE, Comparison
from amparo.finding.linkage.model import Chance, Errors, Model
from amparo.finding.linkage.prepared import Prepared, prepare
from amparo.finding.linkage.records import COLUMNS
from amparo.finding.linkage.training import errors_of, train
from benchmarks import lists
from benchmarks.linkage import linked, load, truth_by_number

TAUGHT, TAUGHT_SEED = 40_000, 3
MEASURED, MEASURED_SEED = 20_000, 4
# Two of a few cases before anything else is known: `for_register` and `adapted` know better.
BEFORE = 1e-5
# What brothers and sisters share as one child with itself: told by no chance of their own.
SHARED = frozenset({"family", "citizenship", "place", "phone"})
# Chances between strangers begin with next to never, and are counted so many times that little
# stays of that where they are seen; two documents agree by chance as rarely as it says.
NEVER = 1e-7
ROUNDS = 4

Made = list[tuple[lists.Child, dict[str, str]]]


def beginning(comparison: Comparison, k: dict[str, float] | None) -> dict[str, Chance]:
    """Chances to begin with: the first level holds mostly for one person, the last for two."""
    codes = [level.code for level in comparison.levels]
    m = {code: 0.75 / 3.0**at for at, code in enumerate(codes)}
    m[ELSE] = 0.05
    u = dict.fromkeys(codes, NEVER) | {ELSE: 1 - NEVER * len(codes)}
    total = sum(m.values())
    return {
        code: Chance(m[code] / total, u[code], k[code] if k else None) for code in (*codes, ELSE)
    }


def kin_pairs(made: Made) -> Iterator[tuple[Prepared, Prepared]]:
    """Every two records of brothers or sisters."""
    families: dict[int, list[tuple[int, Prepared]]] = {}
    for child, row in made:
        families.setdefault(child.family, []).append((child.number, prepare(Record(**row))))
    for family in families.values():
        for at, (who, one) in enumerate(family):
            yield from ((one, other) for its, other in family[:at] if its != who)


def among_kin(pairs: Sequence[tuple[Prepared, Prepared]]) -> dict[str, dict[str, float]]:
    """How often each level holds between brothers and sisters, by comparison; a level that was
    never seen counts as seen once."""
    found = {}
    for comparison in COMPARISONS:
        if comparison.code in SHARED:
            continue
        levels = [level.code for level in comparison.levels] + [ELSE]
        held = (comparison.level(one, other) for one, other in pairs)
        seen = Counter(levels) + Counter(level.code for level in held if level)
        found[comparison.code] = {code: seen[code] / seen.total() for code in levels}
    return found


def same_pairs(made: Made) -> int:
    """How many pairs of records are one child."""
    sizes = Counter(child.number for child, _ in made)
    return sum(size * (size - 1) // 2 for size in sizes.values())


def country(records: int, seed: int) -> tuple[Made, Any]:
    made = list(lists.records(records, seed))
    return made, load([("made up", *(row[name] for name in COLUMNS)) for _, row in made])


def taught() -> Model:
    """The model as the first country teaches it."""
    made, con = country(TAUGHT, TAUGHT_SEED)
    pairs = list(kin_pairs(made))
    k = among_kin(pairs)
    chances = {it.code: beginning(it, k.get(it.code)) for it in COMPARISONS}
    model = Model(BEFORE, round(len(pairs) / same_pairs(made), 1), chances)
    for _ in range(ROUNDS):
        model = adapted(con, model)
    return replace(train(con, model, "", lambda text: None), before=BEFORE)


def measured(model: Model) -> Model:
    """With its errors in the other country."""
    made, con = country(MEASURED, MEASURED_SEED)
    truth = {row["record_id"]: str(child.number) for child, row in made}
    errors = errors_of(linked(con, model), truth_by_number(con, truth))
    made_of = (
        f"trained on {TAUGHT:,} records of a made-up country with brothers and sisters,"
        f" measured on {MEASURED:,} of another"
    )
    rounded = tuple(
        Errors(one.threshold, round(one.wrongly_joined, 5), round(one.left_apart, 5))
        for one in errors
    )
    return replace(model, made_of=made_of, errors=rounded)


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="benchmarks.linkage_model", description=__doc__)
    parser.add_argument("--out", type=Path, required=True, metavar="FILE.json")
    options = parser.parse_args(arguments)
    made = measured(taught()).to_json()
    options.out.write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
