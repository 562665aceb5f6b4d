"""Which names are worth comparing word by word: those that hold the most of what is meant. Pure."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from amparo.finding.cards import Asked
from amparo.finding.index.context import context
from amparo.finding.index.found import WEAKEST, Found
from amparo.finding.index.meant import Meant
from amparo.finding.index.segment import Segment, each_once, marks_of

Array = NDArray[Any]
_WHOLE = 255 * 255  # a name that holds all that is asked for
_ENOUGH, _MOST = 600, 4_000  # names that are compared word by word
_LEAST, _BELOW = 0.3, 0.96


def likely(found: Found, number: int, meant: Meant, asked: Asked) -> Array:
    """The names of a segment that hold the most of what is meant, enough to compare."""
    segment = found.segments[number]
    names, total = _totals(segment, meant)
    if not len(names):
        return names
    least = max(int(WEAKEST * _WHOLE * 0.8), int(int(total.max()) * _LEAST), 1)
    held = total >= least
    names, total = names.compress(held), total.compress(held)
    card_of = segment.columns.name_card
    if found.allowed is None:
        # Nearly all cards count: as a rule it is enough to ask of those that would be taken.
        most = _most(found, segment, names, total, asked)
        if found.counts(number, card_of.take(most)).all():
            return most
    counts = found.counts(number, card_of.take(names))
    return _most(found, segment, names.compress(counts), total.compress(counts), asked)


def _totals(segment: Segment, meant: Meant) -> tuple[Array, Array]:
    """The names that hold any of what is asked for, and how much of it each holds."""
    looked = [segment.likeness(numbers, like, meant.size) for numbers, like in meant.first]
    names = each_once(np.concatenate([some for some, _every in looked]))
    held = [every.take(names) for _some, every in looked]
    total = np.zeros(len(names), np.uint16)
    for way in meant.asked.ways:
        whole = np.zeros_like(total)
        for word, share in zip(way, meant.shares(way), strict=True):
            whole += held[word] * np.uint16(share * 255)
        np.maximum(total, whole, out=total)
    return names, total


def _most(found: Found, segment: Segment, names: Array, total: Array, asked: Asked) -> Array:
    """Of these names those with the largest totals."""
    enough = max(_ENOUGH, 2 * found.limit)
    if len(names) <= enough:
        return names
    # A little below: what is compared word by word may change places.
    held = total >= np.partition(total, -enough)[-enough] * _BELOW
    names, total = names.compress(held), total.compress(held)
    most = max(_MOST, 2 * enough)
    return names if len(names) <= most else _foremost(segment, names, total, asked, most)


def _foremost(segment: Segment, names: Array, total: Array, asked: Asked, most: int) -> Array:
    """As many as can be compared; of equals those that fit by what else is asked for."""
    cards = segment.columns.name_card[names]
    fits = ((context(segment, cards, asked) + 2) * 32).astype(np.uint64)
    marks = marks_of(segment.columns.ids[cards]) >> np.uint64(24)
    order = (total.astype(np.uint64) << np.uint64(48)) | (fits << np.uint64(40)) | marks
    return names.compress(order >= np.partition(order, -most)[-most])
