"""A figure: a value that cannot be had without its meaning.

Neighbours: `parts` says what a meaning is, `comparing` what may be done with two, `arithmetic`
makes figures out of figures, `series` puts them in the order of time, `sentences` says them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from amparo.statistics.figures.comparing import Act, check
from amparo.statistics.figures.parts import (
    WHOLE,
    WORLD,
    Break,
    Coverage,
    Meaning,
    MeaningMissing,
    Stock,
)

__all__ = [
    "MEASURES", "NOT_SHOWN", "WORLD", "Break", "Coverage", "Figure", "Interval", "Meaning",
    "MeaningMissing", "Stock",
]  # fmt: skip

Value = int | Fraction
MEASURES: Final = frozenset({"count", "share", "rate", "median", "ratio", "cumulative_incidence"})
EXPRESSES: Final = frozenset(
    {
        "sampling", "reference_sample", "survival", "models", "assumptions", "linkage", "detection",
    }
)  # fmt: skip
"""What an interval can be about: the sample that was drawn, that of the reference population, the
waiting that is not over, the models tried, the assumptions taken, records wrongly joined or not
joined, how many are detected."""
NOT_SHOWN: Final = frozenset(
    {
        "too_few", "few_or_none", "not_reported", "not_known", "not_reached", "not_stated",
        "nobody",
    }
)  # fmt: skip
"""Why a figure has no value. `few_or_none`: noise is as large as the count. `not_reached`: a
median, where fewer than half have come that far. `nobody`: a share of none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A lower and an upper end, and what lies between them. `level`: 0.95 as Fraction(19, 20).

    `level` is None where the ends are those of all that was tried (models, assumptions).
    """

    low: Value
    high: Value
    expresses: str
    level: Fraction | None = None

    def __post_init__(self) -> None:
        if self.expresses not in EXPRESSES:
            raise MeaningMissing("interval", "say what it expresses")
        for end in (self.low, self.high):
            _check_number("interval", end)
        if self.high < self.low:
            raise MeaningMissing("interval", "the upper end is below the lower")
        if self.level is not None and not 0 < self.level < 1:
            raise MeaningMissing("interval", "the level lies between 0 and 1")
        if self.level is None and self.expresses in ("sampling", "reference_sample", "survival"):
            raise MeaningMissing("interval", "say how often such an interval holds the truth")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A value and all that it means; raises MeaningMissing, or NotComparable for a wrong `of`.

    `value` is exact: a whole number or a Fraction; a share is 0 to 1. None is a figure that is not
    shown, and `not_shown` says why. `of` is the denominator's meaning, and `of_value` its size.
    `per` of a rate: for how many. `measures` names what a median or incidence is of (`guardian`),
    `measured_in` its unit of time, `within_days` by when.
    """

    value: Value | None
    measure: str
    meaning: Meaning
    of: Meaning | None = None
    interval: Interval | None = None
    breaks: tuple[Break, ...] = ()
    of_value: int | None = None
    per: int = 100_000
    measures: str = ""
    measured_in: str = ""
    within_days: int | None = None
    not_shown: str = "too_few"

    def __post_init__(self) -> None:
        if not isinstance(self.meaning, Meaning):
            raise MeaningMissing("meaning", "is missing")
        if self.measure not in MEASURES:
            raise MeaningMissing("measure", f"is one of {', '.join(sorted(MEASURES))}")
        _CHECKS[self.measure](self)
        if self.value is None and self.not_shown not in NOT_SHOWN:
            raise MeaningMissing("not_shown", "say why there is no value")
        if self.value is not None:
            _check_number("value", self.value)
            if self.measure in ("share", "cumulative_incidence") and self.value > 1:
                raise MeaningMissing("value", "a share is not more than the whole")
        if self.of_value is not None:
            _check_number("of_value", self.of_value)
        _check_interval(self)
        ordered = sorted(set(self.breaks), key=lambda one: (one.on, one.kind, one.place, one.text))
        object.__setattr__(self, "breaks", tuple(ordered))

    @property
    def base(self) -> int | None:
        """How many the figure rests on, for the warning of small numbers."""
        if self.measure == "count":
            return None if self.value is None else int(self.value)
        return self.of_value


def _check_number(part: str, value: object) -> None:
    if isinstance(value, bool) or not isinstance(value, (int, Fraction)):
        raise MeaningMissing(part, "is a whole number or a Fraction")
    if value < 0:
        raise MeaningMissing(part, "is never below 0")


def _check_interval(figure: Figure) -> None:
    interval = figure.interval
    if interval is None:
        return
    if interval.expresses == "sampling" and figure.meaning.method in WHOLE:
        raise MeaningMissing("interval", "a full count has no sampling interval")
    if figure.value is not None and not interval.low <= figure.value <= interval.high:
        raise MeaningMissing("interval", "the value lies outside")
    if figure.measure in ("share", "cumulative_incidence") and interval.high > 1:
        raise MeaningMissing("interval", "a share is not more than the whole")


def _check_count(figure: Figure) -> None:
    if isinstance(figure.value, Fraction):
        raise MeaningMissing("value", "a count is a whole number")
    if figure.of is not None:
        raise MeaningMissing("of", "a count has no denominator")


def _check_part(figure: Figure) -> None:
    check(figure.meaning, _denominator(figure), Act.DIVIDE)
    if figure.of is not None and figure.of.reference_for and not figure.meaning.reference_for:
        raise MeaningMissing("of", "a share is of a whole, over a population it is a rate")


def _check_incidence(figure: Figure) -> None:
    _check_part(figure)
    if not figure.measures or not figure.within_days:
        raise MeaningMissing("measures", "say of what, and by how many days")


def _check_rate(figure: Figure) -> None:
    reference = _denominator(figure)
    check(figure.meaning, reference, Act.DIVIDE)
    if not reference.reference_for:
        raise MeaningMissing("of", "a rate is over a population declared as its reference")
    if isinstance(figure.per, bool) or figure.per < 1:
        raise MeaningMissing("per", "say for how many")


def _check_ratio(figure: Figure) -> None:
    reference = _denominator(figure)
    check(figure.meaning, reference, Act.DIVIDE)
    if not reference.reference_for:
        raise MeaningMissing("of", "a share is compared with that of a declared reference")


def _check_median(figure: Figure) -> None:
    if not figure.measures or not figure.measured_in:
        raise MeaningMissing("measures", "say what is measured, and in what")


def _denominator(figure: Figure) -> Meaning:
    if figure.of is None:
        raise MeaningMissing("of", f"a {figure.measure} says what it is divided by")
    return figure.of


_CHECKS: dict[str, Callable[[Figure], None]] = {
    "count": _check_count,
    "share": _check_part,
    "rate": _check_rate,
    "median": _check_median,
    "ratio": _check_ratio,
    "cumulative_incidence": _check_incidence,
}
