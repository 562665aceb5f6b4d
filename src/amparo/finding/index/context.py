"""How what else is known of a child, besides the name, fits a card. Pure."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from amparo.finding.cards import Asked
from amparo.finding.index.columns import place_numbers, sex_number
from amparo.finding.index.segment import Segment

Array = NDArray[Any]
_NEAR_YEARS, _FAR_YEARS = 2, 5
_SAME_PLACE = 2 / 3


def is_asked(asked: Asked) -> bool:
    """Whether anything of it is asked for."""
    return bool(asked.born or asked.sex or asked.place)


def context(segment: Segment, cards: Array, asked: Asked) -> Array:
    """How what else is asked for fits each card, from -2 to 2."""
    found = np.zeros(len(cards), np.float32)
    if asked.born:
        apart = _years_apart(segment, cards, asked.born)
        found += np.select([apart == 0, apart <= _NEAR_YEARS, apart <= _FAR_YEARS, apart < 1 << 14],
                           [0.8, 0.6, -0.4, -1.0], 0.0)  # fmt: skip
    if sex := sex_number(asked.sex):
        own = segment.columns.sex[cards]
        found += np.where(own == sex, 0.4, np.where(own == 0, 0.0, -0.5))
    if wanted := place_numbers(asked.place):
        found += 0.8 * _in_place(segment, cards, wanted)
    return found.clip(-2, 2)


def _years_apart(segment: Segment, cards: Array, born: int) -> Array:
    """Years between a year of birth and the nearest on each card; very many where none is known."""
    years = segment.columns.born[cards].astype(np.int64)
    return np.where(years == 0, 1 << 15, np.abs(years - born)).min(axis=1)


def _in_place(segment: Segment, cards: Array, wanted: frozenset[int]) -> Array:
    columns = segment.columns
    held = np.isin(columns.places, np.fromiter(wanted, np.uint32))
    counted = np.bincount(columns.place_card[held], minlength=columns.cards)
    return counted[cards] >= _SAME_PLACE * len(wanted)
