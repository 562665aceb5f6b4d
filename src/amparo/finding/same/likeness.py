"""How likely two cases are one child, and why: the best that any of their names say, by the model.

The number is calibrated and absolute; what the model got wrong where truth was known goes with it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from amparo.finding.linkage import Agreement, Model, Pair, score, shipped
from amparo.finding.same.known import Known

DOUBLED = 0.1  # how often a child in the register is there a second time


@dataclass(frozen=True, slots=True)
class Likeness:
    """`weight`: log2 of the odds. `agreements`: field by field, as the model has them."""

    probability: float
    weight: float
    agreements: tuple[Agreement, ...]

    def to_json(self) -> dict[str, Any]:
        return {
            "probability": self.probability,
            "weight": self.weight,
            "agreements": [[a.field, a.level, a.weight, a.rare] for a in self.agreements],
        }

    @classmethod
    def of_json(cls, kept: Mapping[str, Any]) -> "Likeness":
        agreements = tuple(Agreement(*row) for row in kept["agreements"])
        return cls(float(kept["probability"]), float(kept["weight"]), agreements)


def model_for(records: int) -> Model:
    """The model for a register of so many children."""
    return shipped().for_register(records, DOUBLED)


def likeness(one: Known, other: Known, model: Model) -> Likeness:
    """Two children compared, each name of one with each of the other; the likeliest counts."""
    best = max(score(one.records(), other.records(), model), key=_weight)
    return Likeness(best.probability, best.weight, best.agreements)


def _weight(pair: Pair) -> float:
    return pair.weight


@dataclass(frozen=True, slots=True)
class Wrong:
    """What the model got wrong at this strength or more, where truth was known."""

    threshold: float
    wrongly_joined: float
    left_apart: float


def wrong_at(probability: float) -> Wrong | None:
    """The error rates at the highest threshold that this probability reaches; None: not measured."""
    reached = [one for one in shipped().errors if one.threshold <= probability]
    if not reached:
        return None
    last = max(reached, key=lambda one: one.threshold)
    return Wrong(last.threshold, last.wrongly_joined, last.left_apart)
