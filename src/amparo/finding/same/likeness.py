"""How likely two cases are one child, and why: the best that any of their names say, by the model.

The number is calibrated and absolute; what the model got wrong where truth was known goes with it.
"""

import operator
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from amparo.finding.linkage import Agreement, Model, Pair, score, shipped
from amparo.finding.linkage.model import Rarity
from amparo.finding.linkage.prepared import prepare
from amparo.finding.names import words
from amparo.finding.same.known import Known

DOUBLED = 0.1  # how often a child in the register is there a second time
SMALLEST = 1_000  # a register that has just begun is that of a country all the same
MAY_BE_RELATED = 0.2


@dataclass(frozen=True, slots=True)
class Likeness:
    """`weight`: log2 of the odds. `agreements`: field by field, as the model has them. `related`:
    the probability that they are brother or sister.
    """

    probability: float
    weight: float
    agreements: tuple[Agreement, ...]
    related: float = 0.0

    def to_json(self) -> dict[str, Any]:
        return {
            "probability": self.probability,
            "weight": self.weight,
            "agreements": [[a.field, a.level, a.weight, a.rare] for a in self.agreements],
            "related": self.related,
        }

    @classmethod
    def of_json(cls, kept: Mapping[str, Any]) -> "Likeness":
        agreements = tuple(Agreement(*row) for row in kept["agreements"])
        related = float(kept.get("related", 0.0))
        return cls(float(kept["probability"]), float(kept["weight"]), agreements, related)

    @property
    def siblings(self) -> bool:
        """Whether brother or sister is what else it may well be, or their names say so."""
        said = {one.field: one.level for one in self.agreements}
        by_name = said.get("family_name") in ("same", "near") and said.get("given_name") == "other"
        return by_name or self.related >= MAY_BE_RELATED


def model_for(index: Any, compared: Iterable[Known]) -> Model:
    """The model for a register of so many children, knowing how often these names occur in it."""
    total = len(index) if index is not None else 0
    model = shipped().for_register(max(total, SMALLEST), DOUBLED)
    return model.knowing(_rarity(index, compared, total)) if total else model


def _rarity(index: Any, compared: Iterable[Known], total: int) -> dict[str, Rarity]:
    """How many cases have each name that is compared. A word is asked of the index once."""
    having: dict[str, int] = {}
    counts: dict[str, dict[str, int]] = {"given": {}, "family": {}}
    for record in (record for known in compared for record in known.records()):
        prepared = prepare(record)
        for column, text, value in (
            ("given", record.given_name, prepared.given),
            ("family", record.family_name, prepared.family),
        ):
            if value:
                each = [_having(index, word, having) for word in words(text)]
                counts[column][value] = min(each, default=1)
    return {column: Rarity(found, total) for column, found in counts.items()}


def _having(index: Any, word: str, known: dict[str, int]) -> int:
    if word not in known:
        known[word] = len(index.near({word}, operator.eq))
    return known[word]


def likeness(one: Known, other: Known, model: Model) -> Likeness:
    """Two children compared, each name of one with each of the other; the likeliest counts."""
    best = max(score(one.records(other), other.records(one), model), key=_weight)
    return Likeness(best.probability, best.weight, best.agreements, best.related)


def _weight(pair: Pair) -> float:
    return pair.weight


@dataclass(frozen=True, slots=True)
class Wrong:
    """What the model got wrong at this strength or more, where truth was known."""

    threshold: float
    wrongly_joined: float
    left_apart: float


def wrong_at(probability: float) -> Wrong | None:
    """The error rates at the highest threshold that this probability reaches; None: none known."""
    reached = [one for one in shipped().errors if one.threshold <= probability]
    if not reached:
        return None
    last = max(reached, key=lambda one: one.threshold)
    return Wrong(last.threshold, last.wrongly_joined, last.left_apart)
