"""Compares a name that is asked for with the names of cards. Pure.

First every word that may be meant is looked up (`meant`), and the names that hold the most of them
are taken (`likely`); then each of those is compared word by word, each word with one word at most.
A rare name that is the same says more than a common one. Only words are weighed; what else is known
of a child (`context`) moves a card up or down among its like, and never hides it (`ranking`).
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from amparo.finding.cards import Asked
from amparo.finding.index.found import Compared, Found
from amparo.finding.index.likely import likely
from amparo.finding.index.meant import Meant
from amparo.finding.index.reading import read
from amparo.finding.index.segment import Segment
from amparo.finding.index.vocabulary import MOST_WORDS, Vocabulary

Array = NDArray[Any]
_MATCHED = 0.6
_SHORTER = np.array([0, 0.6, 0.82, 0.9], np.float32)  # all of a recorded name of so many words
_OF_LINKED = 0.97


def by_name(found: Found, asked: Asked, known: Vocabulary) -> None:
    """Compare the names that come nearest to the one that is asked for."""
    reading = read(asked.name, known)
    if not reading.words:
        return
    names = sum(len(segment.columns.name_card) for segment in found.segments)
    meant = Meant(reading, known, names)
    which = [likely(found, number, meant, asked) for number in (0, 1)]
    if not sum(map(len, which)):
        return
    words = _words(found.segments, which)
    columns = [(s.columns, names) for s, names in zip(found.segments, which, strict=True)]
    number = np.repeat([0, 1], [len(names) for names in which])
    card = np.concatenate([one.name_card[names] for one, names in columns])
    whose = np.concatenate([one.whose[names] for one, names in columns])
    strength, way, matched = _compare(meant, words)
    strength *= np.where(whose == 0, 1.0, _OF_LINKED)
    found.compared = Compared(number, card, whose, strength, way, matched, reading)


def _words(segments: Sequence[Segment], which: Sequence[Array]) -> Array:
    """The words of names of each segment side by side, -1 where there are no more."""
    found = [_words_of(one, names) for one, names in zip(segments, which, strict=True)]
    width = max(words.shape[1] for words in found)
    made = np.full((sum(map(len, found)), width), -1, np.int32)
    made[: len(found[0]), : found[0].shape[1]] = found[0]
    made[len(found[0]) :, : found[1].shape[1]] = found[1]
    return made


def _words_of(segment: Segment, names: Array) -> Array:
    columns = segment.columns
    begins, last = columns.begins.take(names), len(columns.begins) - 1
    ends = columns.begins.take(np.minimum(names + 1, last))
    ends[names == last] = len(columns.words)
    places = begins[:, None] + np.arange((ends - begins).max(initial=0))
    # Where a name has no more words any will do.
    found = columns.words.take(np.minimum(places, len(columns.words) - 1))
    return np.where(places < ends[:, None], found, -1)


def _compare(meant: Meant, words: Array) -> tuple[Array, Array, Array]:
    """Of the ways to read what is asked for the one that fits each name best."""
    like = meant.of(words)
    count = len(words)
    best = np.full(count, -1.0, np.float32)
    best_way = np.zeros(count, np.int16)
    best_matched = np.full((count, MOST_WORDS), -1, np.int32)
    lengths = (words >= 0).sum(axis=1)
    for number, way in enumerate(meant.asked.ways):
        value, place = _paired(like[list(way)])
        taken = value >= _MATCHED
        many = taken.sum(axis=1)
        whole = value @ meant.shares(way)
        whole *= 0.92 + 0.08 * many / lengths
        all_of_it = np.where(taken, value, 0).sum(axis=1) / lengths
        all_of_it *= (many == lengths) * _SHORTER[np.minimum(lengths, 3)]
        whole = np.maximum(whole, all_of_it)
        better = whole > best
        np.copyto(best, whole, where=better)
        best_way[better] = number
        matched = np.full((count, MOST_WORDS), -1, np.int32)
        np.copyto(matched[:, : len(way)], np.take_along_axis(words, place, axis=1), where=taken)
        np.copyto(best_matched, matched, where=better[:, None])
    return best, best_way, best_matched


def _paired(like: Array) -> tuple[Array, Array]:
    """Pairs each word asked for with one word of each name, the most alike first.

    `like`: words asked for, names, words of names. Gives, for names and words asked for, how much
    they are alike and where.
    """
    asked, names, held = like.shape
    left = np.ascontiguousarray(like.transpose(1, 0, 2)).reshape(names, -1)
    value, place = np.zeros((names, asked), np.float32), np.zeros((names, asked), np.int64)
    every, apart = np.arange(names), _apart(asked, held)
    for _ in range(min(asked, held)):
        first = left.argmax(axis=1)
        now = left.ravel().take(every * left.shape[1] + first)
        pair = every * asked + first // held
        # Where nothing is left now is 0, and adds nothing to what was found before.
        value.ravel()[pair] += now
        place.ravel()[pair] += np.where(now > 0, first % held, 0)
        left *= apart.take(first, axis=0)
    return value, place


@lru_cache(maxsize=64)
def _apart(asked: int, held: int) -> Array:
    """For each pair of one word with another those pairs, as 1, that have neither of the two."""
    words, places = np.divmod(np.arange(asked * held), held)
    both = (words[:, None] != words) & (places[:, None] != places)
    return both.astype(np.float32)
