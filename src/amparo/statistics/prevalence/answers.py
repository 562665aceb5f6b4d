"""What is asked of a table and what comes out of it, as plain data: without a library of numbers.

A page that only shows an answer need not hold what works it out (`apart`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from amparo.statistics.prevalence.refused import Note, NotEstimable
from amparo.terms import N_

BIC, STEPWISE, BAYES = "bic", "stepwise", "bayes"
METHODS: Final = (BIC, STEPWISE, BAYES)
STEPWISE_FROM: Final = 6
"""From so many lists on, all models are too many to be gone through as a matter of course."""
MOST_SAMPLES: Final = 100_000
FIRST_ORDER: Final = 2
BEST_MODELS: Final = 100
LISTS_TO_LEAVE_OUT: Final = 4

UNKNOWN_METHOD: Final = N_("the method is one of %(methods)s")
NO_ORDER: Final = N_("the highest order of a term is at least 1")
NO_SAMPLES: Final = N_("the bootstrap draws 0 to %(most)s samples")

Interval = tuple[float, float]
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Asked:
    """How to estimate. `method` empty: by BIC, and stepwise from six lists on.

    `samples`: of the bootstrap; 0: no interval, but that of graphs, which needs none. `best`: by
    BIC each sample chooses among so many models. `processes`: at most; None: what is worth it.
    """

    method: str = ""
    max_order: int = FIRST_ORDER
    samples: int = 1000
    seed: int = 1
    best: int = BEST_MODELS
    processes: int | None = None

    def method_for(self, lists: int) -> str:
        """The method for so many lists."""
        return self.method or (STEPWISE if lists >= STEPWISE_FROM else BIC)

    def check(self) -> None:
        """Raises NotEstimable for what cannot be asked of any table."""
        if self.method and self.method not in METHODS:
            raise NotEstimable(UNKNOWN_METHOD, {"methods": ", ".join(METHODS)})
        if self.max_order < 1:
            raise NotEstimable(NO_ORDER)
        if not 0 <= self.samples <= MOST_SAMPLES:
            raise NotEstimable(NO_SAMPLES, {"most": MOST_SAMPLES})


AS_USUAL: Final = Asked()


@dataclass(frozen=True, slots=True)
class Tried:
    """A model and its total. `bic` None and a probability: a graph that was weighed."""

    terms: list[list[str]]
    estimate: float
    bic: float | None
    probability: float | None = None

    def to_json(self) -> dict[str, Any]:
        said = {"terms": self.terms, "estimate": self.estimate, "bic": self.bic}
        return said if self.probability is None else said | {"probability": self.probability}


@dataclass(frozen=True, slots=True)
class Without:
    """What comes out when one list is left out; or why nothing does."""

    left_out: str
    observed: int
    estimate: float | None
    why_not: Note | None = None

    def to_json(self) -> dict[str, Any]:
        return {
            "list": self.left_out, "observed": self.observed, "estimate": self.estimate,
            "why_not": str(self.why_not) if self.why_not else None,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Estimate:
    """Totals: observed and unseen together. `models`: all that exist, the chosen one first.

    `low` and `high`: the range of the models that are not told apart, `near` of them.
    """

    lists: tuple[str, ...]
    observed: int
    estimate: float
    interval95: Interval | None
    interval80: Interval | None
    method: str
    models: tuple[Tried, ...]
    low: float
    high: float
    near: int
    without: tuple[Without, ...]
    warnings: tuple[Note, ...]

    @property
    def widest(self) -> Interval:
        """From the lowest to the highest of the models and of chance, where that was drawn."""
        ends = (self.low, self.high, *(self.interval95 or ()))
        return min(ends), max(ends)

    def to_json(self) -> dict[str, Any]:
        return {
            "observed": self.observed,
            "estimate": self.estimate,
            "interval95": self.interval95 and list(self.interval95),
            "interval80": self.interval80 and list(self.interval80),
            "method": self.method,
            "range": {"low": self.low, "high": self.high, "models": self.near},
            "models": [one.to_json() for one in self.models],
            "without": [one.to_json() for one in self.without],
            "lists": list(self.lists),
            "warnings": [str(one) for one in self.warnings],
        }


KEPT: Final = ("observed", "estimate", "interval95", "interval80", "range", "warnings")
"""What is said of each of several tables."""


@dataclass(frozen=True, slots=True)
class Spread:
    """By table its name and estimate, in the order given. `low`, `high`: of the chosen models."""

    estimates: tuple[tuple[str, Estimate], ...]

    @property
    def low(self) -> float:
        return min(found.estimate for _name, found in self.estimates)

    @property
    def high(self) -> float:
        return max(found.estimate for _name, found in self.estimates)

    @property
    def widest(self) -> Interval:
        """Over all tables, models and chance."""
        ends = [found.widest for _name, found in self.estimates]
        return min(low for low, _high in ends), max(high for _low, high in ends)

    def to_json(self) -> dict[str, Any]:
        """The first table's estimate; where there are others, all of them beside it."""
        said = self.estimates[0][1].to_json()
        low, high = self.widest
        said["widest"] = {"low": low, "high": high}
        if len(self.estimates) > 1:
            said["tables"] = [_kept(name, found) for name, found in self.estimates]
            said["spread"] = {"low": self.low, "high": self.high}
        return said


def _kept(name: str, found: Estimate) -> dict[str, Any]:
    said = found.to_json()
    return {"file": name} | {key: said[key] for key in KEPT}
