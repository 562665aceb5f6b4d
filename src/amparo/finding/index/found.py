"""What one search has found so far. Pure."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from amparo.finding.index.reading import Reading
from amparo.finding.index.segment import Segment

Array = NDArray[Any]
WEAKEST = 0.3  # nothing below is a hit


@dataclass(slots=True)
class Compared:
    """Names that were compared: where they are, how strong, and which word was found where."""

    segment: Array
    card: Array
    whose: Array
    strength: Array
    way: Array
    matched: Array  # for each word of the way the word it was found as, or -1
    reading: Reading


@dataclass(slots=True)
class Found:
    """What one search has found so far, among the cards that count at one change."""

    segments: tuple[Segment, Segment]
    change: int
    allowed: tuple[Array, Array] | None
    limit: int = 50
    compared: Compared | None = None
    numbers: dict[tuple[int, int], tuple[float, str]] = field(default_factory=dict)

    def counts(self, segment: int, cards: Array) -> Array:
        """Which of these cards may be found."""
        there = self.segments[segment].gone[cards] > self.change
        return there if self.allowed is None else there & self.allowed[segment][cards]

    def add_number(self, segment: int, card: int, strength: float, why: str) -> None:
        """A card has a number like the one that is asked for."""
        if self.counts(segment, np.array([card]))[0]:
            known = self.numbers.get((segment, card))
            if known is None or known[0] < strength:
                self.numbers[segment, card] = strength, why
