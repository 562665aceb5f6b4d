"""Chance for one life: every draw comes from one seeded source, so a life is always the same."""

import math
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from random import Random
from typing import TypeVar

T = TypeVar("T")

# How duties go in a service that is not perfect: most in time, some late, a few never; and in the
# hands of somebody who has too many children to care for.
LATE, LATE_WHEN_BURDENED, NEVER = 0.155, 0.45, 0.015


class Chance:
    """Draws for one life."""

    def __init__(self, source: Random) -> None:
        self._random = source.random
        self.late = LATE

    def happens(self, probability: float) -> bool:
        return self._random() < probability

    def between(self, low: float, high: float) -> float:
        return low + (high - low) * self._random()

    def count(self, low: int, high: int) -> int:
        """A whole number, both ends included."""
        return low + int(self._random() * (high - low + 1))

    def one(self, choices: Sequence[T]) -> T:
        return choices[int(self._random() * len(choices))]

    def some(self, choices: Sequence[T], low: int, high: int) -> list[T]:
        """Several different ones, in the order of `choices`."""
        wanted = min(self.count(low, high), len(choices))
        places = list(range(len(choices)))
        while len(places) > wanted:
            del places[int(self._random() * len(places))]
        return [choices[place] for place in places]

    def weighed(self, weights: Mapping[str, float]) -> str:
        """One key, as often as its weight says."""
        left = self._random() * sum(weights.values())
        for key, weight in weights.items():
            left -= weight
            if left < 0:
                return key
        return next(reversed(list(weights)))

    def long_tail(self, mean: float) -> float:
        """An exponential draw: mostly short, sometimes long."""
        return -mean * math.log(1.0 - self._random())

    # time

    def hours(self, low: float, high: float) -> timedelta:
        return timedelta(hours=self.between(low, high))

    def days(self, low: float, high: float) -> timedelta:
        return timedelta(days=self.between(low, high))

    def done(self, within: float, *, sure: bool = False) -> timedelta | None:
        """How long a duty due within so many hours takes: in time, late, or None for never.

        `sure` things are done some day, for the rest of the life builds on them.
        """
        draw = self._random()
        if draw < 1 - self.late - NEVER:
            return timedelta(hours=within * self.between(0.12, 0.93))
        if sure or draw < 1 - NEVER:
            return timedelta(hours=within * (1.05 + self.long_tail(0.5)))
        return None


def in_office(at: datetime) -> datetime:
    """The next moment at which an office works: weekdays, 8 to 18 h UTC. The minutes stay."""
    if at.hour < 8:
        at = at.replace(hour=8 + at.minute % 3)
    elif at.hour >= 18:
        at = (at + timedelta(days=1)).replace(hour=8 + at.minute % 4)
    if at.weekday() >= 5:
        at += timedelta(days=7 - at.weekday())
    return at
