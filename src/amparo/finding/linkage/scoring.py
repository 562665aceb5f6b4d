"""A few records compared with a few, in this process and its memory.

The same levels and the same model as for whole lists, worked out in Python: nothing to start,
nothing on disk, any number of threads.
"""

import math
from collections.abc import Sequence

from amparo.finding.linkage.comparing import COMPARISONS, ELSE, LAST, Comparison, Level
from amparo.finding.linkage.model import Model, shipped
from amparo.finding.linkage.prepared import Prepared, prepare
from amparo.finding.linkage.records import MISSING, OTHER, Agreement, Pair, Record


def score(
    one: Sequence[Record], others: Sequence[Record], model: Model | None = None
) -> list[Pair]:
    """Every record of `one` against every one of `others`, in that order, by the shipped model if
    none is given. A record is not compared with itself (the same id)."""
    by = model or shipped()
    mine = [(record.record_id, prepare(record)) for record in one]
    theirs = [(record.record_id, prepare(record)) for record in others]
    return [
        _pair(first, second, a, b, by) for first, a in mine for second, b in theirs
        if first != second
    ]  # fmt: skip


def _pair(first: str, second: str, a: Prepared, b: Prepared, model: Model) -> Pair:
    found = {it.code: it.level(a, b) for it in COMPARISONS}
    agreements = tuple(_agreement(it, found[it.code], a, b, model) for it in COMPARISONS)
    if are_kin(found["given"], found["family"]):
        agreements = tuple(
            Agreement(it.field, it.level, it.weight - model.kin, it.rare)
            if it.field == "given_name" else it
            for it in agreements
        )  # fmt: skip
    weight = odds(model.before) + sum(it.weight for it in agreements)
    return Pair(first, second, probability(weight), weight, agreements)


def are_kin(given: Level | None, family: Level | None) -> bool:
    """The same family name or nearly, and given names that clearly differ."""
    return given is LAST and family is not None and family is not LAST


def _agreement(
    comparison: Comparison, level: Level | None, a: Prepared, b: Prepared, model: Model
) -> Agreement:
    if level is None:
        return Agreement(comparison.field, MISSING, 0.0)
    chance = model.chances[comparison.code][level.code]
    rarity = model.rarity.get(level.rare_in)
    if level.rare_in and rarity is not None:
        values = getattr(a, level.rare_in), getattr(b, level.rare_in)
        share = max(rarity.share(value, chance.u) for value in values)
        return Agreement(comparison.field, level.says, math.log2(chance.m / share), share)
    says = OTHER if level.code == ELSE else level.says
    return Agreement(comparison.field, says, chance.weight)


def odds(share: float) -> float:
    """log2 of the odds of a probability."""
    return math.log2(share / (1 - share))


def probability(weight: float) -> float:
    """The probability of so many bits."""
    return 1 / (1 + 2.0 ** -max(-1000.0, min(1000.0, weight)))
