"""Compares a name that is asked for with the names of cards, and ranks the cards. Pure.

First every word that may be meant is looked up, and the names that hold the most of them are taken;
then each of those is compared word by word, each word with one word at most. A rare name that is
the same says more than a common one. Only words are weighed; what else is known of a child moves a
card up or down among its like, and never hides it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from amparo.finding.cards import CHILD, LINKED, Asked, Hit
from amparo.finding.index import reasons
from amparo.finding.index.columns import place_numbers, sex_number
from amparo.finding.index.reading import PARTICLES, Reading, read
from amparo.finding.index.segment import Segment, marks_of
from amparo.finding.index.vocabulary import MOST_WORDS, Vocabulary

Array = NDArray[Any]
WEAKEST = 0.3  # nothing below is a hit
_WORDS_FROM, _MOST_MEANT = 0.45, 800
_STRONG = 0.85
_ENOUGH, _MOST = 600, 4_000  # names that are compared word by word
_LEAST, _BELOW = 0.3, 0.96
_COMMONEST, _PARTICLE = 0.35, 0.1
_SMALL = 1_000  # names; with fewer nothing is known about which are common
_UNKNOWN = -1.0
_MATCHED = 0.6
_SHORTER = np.array([0, 0.6, 0.82, 0.9], np.float32)  # all of a recorded name of so many words
_OF_LINKED = 0.97
_NEAR_YEARS, _FAR_YEARS = 2, 5
_SAME_PLACE = 2 / 3


@dataclass(slots=True)
class Compared:
    """Names that were compared: where they are, how strong, and which word was found where."""

    segment: Array
    card: Array
    whose: Array
    strength: Array
    way: Array
    matched: Array  # for each word of the way the word it was found as, or -1
    words: Array  # all words of the name, -1 after the last
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


# Names


class Meant:
    """What each word that is asked for may be: how much every word there is is like it."""

    def __init__(self, asked: Reading, known: Vocabulary, names: int) -> None:
        self.known, self.asked = known, asked
        self.size = len(known)
        self.like = np.full((len(asked.words), self.size + 1), _UNKNOWN, np.float32)
        self.like[:, -1] = 0.0  # where there is no word
        self.first: list[tuple[Array, Array]] = []
        self.weight = np.ones(len(asked.words), np.float32)
        for place, word in enumerate(asked.words):
            numbers, like = known.may_be(word)
            numbers, like = numbers[numbers < self.size], like[numbers < self.size]
            self.like[place, numbers] = like
            kept = np.argsort(like)[-_MOST_MEANT:]
            kept = kept[like[kept] >= _WORDS_FROM]
            self.first.append((numbers[kept], np.rint(like[kept] * 255).astype(np.uint8)))
            self.weight[place] = self._tells(word, numbers[like >= _STRONG], names)

    def _tells(self, word: str, numbers: Array, names: int) -> float:
        """The rarer a name and all that is meant by it, the more it says."""
        if word in PARTICLES:
            return _PARTICLE
        names = max(names, _SMALL)
        borne = int(self.known.bearers.data[numbers].sum())
        rare = np.log(names / (1 + min(borne, names))) / np.log(names)
        return float(_COMMONEST + (1 - _COMMONEST) * max(rare, 0.0))

    def of(self, words: Array) -> Array:
        """For each word that is asked for how much these are like it; -1 is no word."""
        there = np.zeros(self.size + 1, np.bool_)
        there[words] = True
        listed = np.flatnonzero(there[:-1])
        for place, word in enumerate(self.asked.words):
            fresh = listed[self.like[place, listed] == _UNKNOWN]
            self.like[place, fresh] = self.known.alike(word, fresh) if len(fresh) else 0
        return self.like[:, words]

    def shares(self, way: Sequence[int]) -> Array:
        """The part that each word of a way has in the whole."""
        weights = self.weight[list(way)]
        return weights / weights.sum()


def by_name(found: Found, asked: Asked, known: Vocabulary) -> None:
    """Compare the names that come nearest to the one that is asked for."""
    reading = read(asked.name, known)
    if not reading.words:
        return
    names = sum(len(segment.columns.name_card) for segment in found.segments)
    meant = Meant(reading, known, names)
    which = [_likely(found, number, meant, asked) for number in (0, 1)]
    words = np.concatenate([
        _words(segment, names) for segment, names in zip(found.segments, which, strict=True)
    ])  # fmt: skip
    if not len(words):
        return
    of_segments = [
        (
            np.full(len(names), number),
            segment.columns.name_card[names],
            segment.columns.whose[names],
        )
        for number, (segment, names) in enumerate(zip(found.segments, which, strict=True))
    ]
    number, card, whose = (np.concatenate(part) for part in zip(*of_segments, strict=True))
    strength, way, matched = _compare(meant, words)
    strength *= np.where(whose == 0, 1.0, _OF_LINKED)
    found.compared = Compared(number, card, whose, strength, way, matched, words, reading)


def _likely(found: Found, number: int, meant: Meant, asked: Asked) -> Array:
    """The names of a segment that hold the most of what is meant, enough to compare."""
    segment = found.segments[number]
    if not len(segment.columns.name_card):
        return np.zeros(0, np.int64)
    total = _totals(segment, meant)
    top = int(total.max())
    least = max(int(WEAKEST * 65025 * 0.8), int(top * _LEAST), 1)
    every = np.flatnonzero(total >= least)
    every = every[found.counts(number, segment.columns.name_card[every])]
    enough = max(_ENOUGH, 2 * found.limit)
    if len(every) <= enough:
        return every
    held = total[every]
    # A little below: what is compared word by word may change places.
    names = every[held >= np.partition(held, -enough)[-enough] * _BELOW]
    most = max(_MOST, 2 * enough)
    return names if len(names) <= most else _foremost(segment, names, total[names], asked, most)


def _totals(segment: Segment, meant: Meant) -> Array:
    """For each name of a segment how much of what is asked for it holds, to 65025."""
    held = [segment.likeness(numbers, like, meant.size) for numbers, like in meant.first]
    total = np.zeros(len(segment.columns.name_card), np.uint16)
    for way in meant.asked.ways:
        whole = np.zeros_like(total)
        for word, share in zip(way, meant.shares(way), strict=True):
            whole += held[word] * np.uint16(share * 255)
        np.maximum(total, whole, out=total)
    return total


def _foremost(segment: Segment, names: Array, total: Array, asked: Asked, most: int) -> Array:
    """As many as can be compared; of equals those that fit by what else is asked for."""
    cards = segment.columns.name_card[names]
    fits = ((context(segment, cards, asked) + 2) * 32).astype(np.uint64)
    marks = marks_of(segment.columns.ids[cards]) >> np.uint64(24)
    order = (total.astype(np.uint64) << np.uint64(48)) | (fits << np.uint64(40)) | marks
    return names[np.argpartition(order, len(order) - most)[-most:]]


def _words(segment: Segment, names: Array) -> Array:
    """The words of names side by side, -1 where there are no more."""
    columns = segment.columns
    begins = columns.begins[names]
    last = names + 1 == len(columns.begins)
    ends = np.where(last, len(columns.words), columns.begins[np.where(last, 0, names + 1)])
    places = begins[:, None] + np.arange(MOST_WORDS)
    there = places < ends[:, None]
    return np.where(there, columns.words[np.where(there, places, 0)], -1)


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
        whole = value @ meant.shares(way)
        whole *= 0.92 + 0.08 * taken.sum(axis=1) / lengths
        all_of_it = np.where(taken, value, 0).sum(axis=1) / lengths
        all_of_it *= (taken.sum(axis=1) == lengths) * _SHORTER[np.minimum(lengths, 3)]
        whole = np.maximum(whole, all_of_it)
        better = whole > best
        best[better], best_way[better] = whole[better], number
        found = np.where(taken, np.take_along_axis(words, place, axis=1), -1)
        best_matched[better] = -1
        best_matched[better, : len(way)] = found[better]
    return best, best_way, best_matched


def _paired(like: Array) -> tuple[Array, Array]:
    """Pairs each word asked for with one word of each name, the most alike first.

    `like`: words asked for, names, words of names. Gives, for names and words asked for, how much
    they are alike and where.
    """
    asked, names, held = like.shape
    left = like.transpose(1, 0, 2).copy()
    value = np.zeros((names, asked), np.float32)
    place = np.zeros((names, asked), np.int64)
    every = np.arange(names)
    for _ in range(min(asked, held)):
        first = left.reshape(names, -1).argmax(axis=1)
        word, at = first // held, first % held
        now = left[every, word, at]
        there = now > 0
        value[every[there], word[there]] = now[there]
        place[every[there], word[there]] = at[there]
        left[every, word, :] = 0
        left[every, :, at] = 0
    return value, place


# What else is known


def context(segment: Segment, cards: Array, asked: Asked) -> Array:
    """How what else is asked for fits each card, from -2 to 2."""
    found = np.zeros(len(cards), np.float32)
    if asked.born:
        apart = years_apart(segment, cards, asked.born)
        found += np.select([apart == 0, apart <= _NEAR_YEARS, apart <= _FAR_YEARS, apart < 1 << 14],
                           [0.8, 0.6, -0.4, -1.0], 0.0)  # fmt: skip
    if sex := sex_number(asked.sex):
        own = segment.columns.sex[cards]
        found += np.where(own == sex, 0.4, np.where(own == 0, 0.0, -0.5))
    if wanted := place_numbers(asked.place):
        found += 0.8 * _in_place(segment, cards, wanted)
    return found.clip(-2, 2)


def years_apart(segment: Segment, cards: Array, born: int) -> Array:
    """Years between a year of birth and the nearest on each card; very many where none is known."""
    years = segment.columns.born[cards].astype(np.int64)
    return np.where(years == 0, 1 << 15, np.abs(years - born)).min(axis=1)


def _in_place(segment: Segment, cards: Array, wanted: frozenset[int]) -> Array:
    columns = segment.columns
    held = np.isin(columns.places, np.fromiter(wanted, np.uint32))
    counted = np.bincount(columns.place_card[held], minlength=columns.cards)
    return counted[cards] >= _SAME_PLACE * len(wanted)


# Ranking


def hits(found: Found, asked: Asked, limit: int, known: Vocabulary) -> list[Hit]:
    """The cards, the strongest first; of equals in the order of their cases."""
    best: dict[tuple[int, int], tuple[float, int]] = {}
    if found.compared is not None:
        best = _by_card(found.compared, limit, found, asked)
    rows = [
        (_together(best.get(card, (0.0, -1))[0], found.numbers.get(card, (0.0, ""))[0]), card)
        for card in {*best, *found.numbers}
    ]
    ids = [(strength, _case(found, card), card) for strength, card in rows]
    ids.sort(key=lambda row: (-round(row[0], 6), row[1].int))
    made: list[Hit] = []
    for strength, case_id, card in ids:
        if strength < WEAKEST or len(made) == limit:
            break
        row = best.get(card, (0.0, -1))[1]
        made.append(_hit(found, asked, known, case_id, card, row, strength))
    return made


def _together(name: float, number: float) -> float:
    return 1 - (1 - name) * (1 - number) if name and number else max(name, number)


def _by_card(
    compared: Compared, limit: int, found: Found, asked: Asked
) -> dict[tuple[int, int], tuple[float, int]]:
    """The strongest name of each card, of the cards that may be among the first."""
    strength = compared.strength * _by_context(compared, found, asked)
    where = compared.segment.astype(np.int64) << 32 | compared.card
    order = np.lexsort((where, -strength))
    _, first = np.unique(where[order], return_index=True)
    rows = order[np.sort(first)]
    ranked = strength[rows]
    if len(rows) > limit:  # and all that are as strong as the last of them
        rows = rows[: int(np.searchsorted(-ranked, -ranked[limit - 1] + 1e-6, "right"))]
    extra = [row for row in order if (int(compared.segment[row]), int(compared.card[row]))
             in found.numbers] if found.numbers else []  # fmt: skip
    made: dict[tuple[int, int], tuple[float, int]] = {}
    for row in [*rows.tolist(), *extra]:
        card = int(compared.segment[row]), int(compared.card[row])
        if card not in made:
            made[card] = float(strength[row]), int(row)
    return made


def _by_context(compared: Compared, found: Found, asked: Asked) -> Array:
    """A factor that moves a card among its like."""
    if not (asked.born or asked.sex or asked.place):
        return np.ones(len(compared.card), np.float32)
    fits = np.zeros(len(compared.card), np.float32)
    for number, segment in enumerate(found.segments):
        own = compared.segment == number
        fits[own] = context(segment, compared.card[own], asked)
    return 0.95 + 0.025 * fits


def _case(found: Found, card: tuple[int, int]) -> UUID:
    return UUID(bytes=found.segments[card[0]].columns.ids[card[1]].tobytes())


def _hit(found: Found, asked: Asked, known: Vocabulary, case_id: UUID, card: tuple[int, int],
         row: int, strength: float) -> Hit:  # fmt: skip
    codes: list[str] = []
    whose = CHILD
    if card in found.numbers:
        codes.append(found.numbers[card][1])
    if found.compared is not None and row >= 0:
        one = found.compared
        whose = CHILD if one.whose[row] == 0 else LINKED
        way = one.reading.ways[one.way[row]]
        pairs = [
            (one.reading.words[word], known.entries[held] if held >= 0 else "")
            for word, held in zip(way, one.matched[row].tolist(), strict=False)
        ]
        codes += reasons.of_name(pairs, as_written=one.way[row] == 0)
    codes += reasons.of_context(found.segments[card[0]], card[1], asked)
    return Hit(case_id, round(min(strength, 1.0), 4), reasons.ordered(codes), whose)
