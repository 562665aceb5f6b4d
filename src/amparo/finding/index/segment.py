"""Cards in columns, as they are searched: by the cases they are of and by the words in them. Pure.

A segment is either fixed, with a list of the names that hold each word, or growing, and then looked
through from end to end. `gone` says since which change a card no longer counts: a reader who began
before still sees it, and the one that took its place not yet.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from amparo.finding.index.columns import Columns

Array = NDArray[Any]
NEVER = np.iinfo(np.int64).max
NOBODY = -1


@dataclass(frozen=True, slots=True, eq=False)
class Postings:
    """For each word, the names that hold it: `names[starts[word]:starts[word + 1]]`."""

    starts: Array
    names: Array

    def of(self, words: Array) -> tuple[Array, Array]:
        """The names that hold these words, word after word, and how many for each."""
        last = len(self.starts) - 1  # of words that came later there are none
        begin = self.starts.take(np.minimum(words, last))
        lengths = self.starts.take(np.minimum(words + 1, last)) - begin
        return self.names.take(spread(begin, lengths)), lengths


def spread(begins: Array, lengths: Array) -> Array:
    """The places of several runs, one after another."""
    total = int(lengths.sum())
    shift = np.repeat(begins - (np.cumsum(lengths) - lengths), lengths)
    return np.arange(total, dtype=np.int64) + shift


def each_once(numbers: Array) -> Array:
    """The numbers in order, each once; several times faster than numpy's own."""
    if not len(numbers):
        return numbers
    found = np.sort(numbers)
    first = np.ones(len(found), np.bool_)
    np.not_equal(found[1:], found[:-1], out=first[1:])
    return found.compress(first)


def postings(columns: Columns, words: int) -> Postings:
    """The list of names by word; `words`: how many there are."""
    lengths = columns.ends() - columns.begins
    names = np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)
    order = np.argsort(columns.words, kind="stable")
    starts = np.zeros(words + 1, np.int64)
    np.cumsum(np.bincount(columns.words, minlength=words), out=starts[1:])
    return Postings(starts, names[order])


@dataclass(frozen=True, slots=True, eq=False)
class Segment:
    """Columns with what is needed to search them. `order`: the cards by `marks`, if fixed."""

    columns: Columns
    gone: Array
    postings: Postings | None = None
    marks: Array = field(default_factory=lambda: np.zeros(0, np.uint64))
    order: Array = field(default_factory=lambda: np.zeros(0, np.int64))
    name_starts: Array = field(default_factory=lambda: np.zeros(1, np.int64))

    def likeness(self, words: Array, like: Array, known: int) -> tuple[Array, Array]:
        """The names that hold any of these words, perhaps more than once, and for each name of the
        segment how much its best word is like, 0 to 255.

        `words` with `like`, the least like first; `known`: how many words there are.
        """
        found = np.zeros(len(self.columns.name_card), np.uint8)
        if self.postings is not None:
            names, lengths = self.postings.of(words)
            found[names] = np.repeat(like, lengths)  # of several, the last stays: the most like
            return names, found
        if len(found):
            by_word = np.zeros(known, np.uint8)
            by_word[words] = like
            np.maximum.reduceat(by_word[self.columns.words], self.columns.begins, out=found)
        return np.flatnonzero(found > 0).astype(np.int32), found

    def cards_of(self, ids: Array) -> Array:
        """Which cards are of these cases, given as rows of 16 bytes; of a fixed segment only."""
        wanted = marks_of(ids)
        first = np.searchsorted(self.marks, wanted, "left")
        last = np.searchsorted(self.marks, wanted, "right")
        cards = self.order[spread(first, last - first)]
        asked = np.repeat(np.arange(len(ids)), last - first)
        return cards[(self.columns.ids[cards] == ids[asked]).all(axis=1)]

    def names_of(self, cards: Array) -> Array:
        """The names of these cards; of a fixed segment only."""
        begin = self.name_starts[cards]
        return spread(begin, self.name_starts[cards + 1] - begin)


def marks_of(ids: Array) -> Array:
    """A number for each 16 bytes, by which they are sorted."""
    halves = np.ascontiguousarray(ids).view(np.uint64).reshape(-1, 2)
    return halves[:, 0] ^ (halves[:, 1] * np.uint64(0x9E3779B97F4A7C15))


def fixed(columns: Columns, words: int) -> Segment:
    """A segment to which nothing is added any more."""
    marks = marks_of(columns.ids)
    order = np.argsort(marks)
    starts = np.searchsorted(columns.name_card, np.arange(columns.cards + 1))
    gone = np.full(columns.cards, NEVER)
    return Segment(columns, gone, postings(columns, words), marks[order], order, starts)


def rows_of(ids: Iterable[bytes]) -> Array:
    """Rows of 16 bytes."""
    return np.frombuffer(b"".join(ids), np.uint8).reshape(-1, 16)
