"""A few records compared with a few, in this process and its memory.

The same levels and the same model as for whole lists, worked out in Python: nothing to start,
nothing on disk, any number of threads.
"""

import math
from collections.abc import Mapping, Sequence

from amparo.finding.linkage.comparing import COMPARISONS, ELSE, Comparison, Level
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
        score_prepared(first, second, a, b, by) for first, a in mine for second, b in theirs
        if first != second
    ]  # fmt: skip


def score_prepared(first: str, second: str, a: Prepared, b: Prepared, model: Model) -> Pair:
    """Two records that are prepared already, by their ids."""
    found = {it.code: it.level(a, b) for it in COMPARISONS}
    agreements = [_agreement(it, found[it.code], a, b, model) for it in COMPARISONS]
    plain = odds(model.before) + sum(it.weight for it in agreements)
    kin = to_kin(found, model)
    weight = both(plain, kin)
    share = probability(weight)
    related = (1 - share) * probability(plain - kin)
    return Pair(first, second, share, weight, tuple(agreements), related)


def to_kin(found: Mapping[str, Level | None], model: Model) -> float:
    """log2 of the odds for one person against brother or sister; no bound where there are none."""
    if not model.kin:
        return math.inf
    chances = (model.chances[code][level.code] for code, level in found.items() if level)
    return sum(chance.weight_to_kin for chance in chances) - math.log2(model.kin)


def both(plain: float, kin: float) -> float:
    """log2 of the odds against either: that they are two people, or brother and sister."""
    low, high = min(plain, kin), max(plain, kin)
    return low - math.log2(1 + 2.0 ** (low - high))


def _agreement(
    comparison: Comparison, level: Level | None, a: Prepared, b: Prepared, model: Model
) -> Agreement:
    if level is None:
        return Agreement(comparison.field, MISSING, 0.0)
    chance = model.chances[comparison.code][level.code]
    fewer = math.log2(model.oftener(comparison.code, level.code))
    rarity = model.rarity.get(level.rare_in)
    if level.rare_in and rarity is not None:
        values = getattr(a, level.rare_in), getattr(b, level.rare_in)
        share = max(rarity.share(value, chance.u) for value in values)
        return Agreement(comparison.field, level.says, math.log2(chance.m / share) - fewer, share)
    says = OTHER if level.code == ELSE else level.says
    return Agreement(comparison.field, says, chance.weight - fewer)


def odds(share: float) -> float:
    """log2 of the odds of a probability."""
    return math.log2(share / (1 - share))


def probability(weight: float) -> float:
    """The probability of so many bits."""
    return 1 / (1 + 2.0 ** -max(-1000.0, min(1000.0, weight)))
