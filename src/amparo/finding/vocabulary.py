"""The distinct words of all names, each once, with its Latin form and what it sounds like. Pure.

Words are only ever added, and a number once given stays, so that somebody may read while another
writes. `like` says which words may be meant by one that is asked for, and how far.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from amparo.finding import wordlike
from amparo.finding.aliases import also_called
from amparo.finding.growing import Growing
from amparo.finding.names import words
from amparo.finding.scripts import SPELLED, latin
from amparo.finding.sounds import keys

Array = NDArray[Any]
LONGEST = 40  # letters of a word that are compared
MOST_WORDS = 8  # of one name
SEPARATES = "\t"
_APOSTROPHES = re.compile("['’‘`´ʼʹʻʿʾ′＇]")
_SHORTEST_BEGINNING = 2
_LOOKED_AT = 260  # words by their letters, and as many by their sound
_REMEMBERED = 1 << 15


@lru_cache(maxsize=_REMEMBERED)
def entries(text: str) -> tuple[str, ...]:
    """The words of a name, or of a part of it, as they are held.

    A word with letters that its marks make other sounds holds also how it is heard.
    """
    text = _APOSTROPHES.sub("", text.casefold())
    plain = [word[:LONGEST] for word in words(text)]
    heard = text.translate(SPELLED)
    if heard == text:
        return tuple(plain)
    spelled = [word[:LONGEST] for word in words(heard)]
    return tuple(
        one if one == two else f"{one}{SEPARATES}{two}"
        for one, two in zip(plain, spelled, strict=False)
    )


@lru_cache(maxsize=_REMEMBERED)
def forms(entry: str) -> tuple[str, tuple[str, ...]]:
    """The Latin form of an entry and everything it may sound like."""
    plain, _, spelled = entry.partition(SEPARATES)
    written = latin(plain)
    sounds = keys(written)
    if spelled:
        sounds = tuple(dict.fromkeys((*keys(latin(spelled)), *sounds)))
    return written, sounds


@lru_cache(maxsize=_REMEMBERED)
def signature(word: str, key: str) -> tuple[int, int, int]:
    """Bits for the letters and pairs of a word and of its key; alike words share most of them."""
    one = two = three = 0
    for letter in word:
        one |= 1 << (ord(letter) * 7 % 37)
    marked = f"^{word}$"
    for a, b in pairwise(marked):
        two |= 1 << ((ord(a) * 31 + ord(b)) % 64)
    for a, b in zip(marked, marked[2:], strict=False):
        one |= 1 << (37 + (ord(a) * 29 + ord(b)) % 27)
    for a, b in pairwise(f"^{key}$"):
        three |= 1 << ((ord(a) * 37 + ord(b)) % 64)
    return one, two, three


class Vocabulary:
    """Words by number. `bearers`: how many names hold each, those taken out since among them."""

    def __init__(self) -> None:
        self.number: dict[str, int] = {}
        self.entries: list[str] = []
        self.latin: list[str] = []
        self.key: list[str] = []
        self.by_latin: dict[str, list[int]] = {}
        self.by_key: dict[str, list[int]] = {}
        self.by_start: dict[str, list[int]] = {}
        self.by_first: dict[str, list[int]] = {}
        self.bits = Growing(np.uint64, 3)
        self.size = Growing(np.uint8, 2)
        self.bearers = Growing(np.int32)

    def __len__(self) -> int:
        return len(self.entries)

    def add(self, entry: str) -> int:
        """The number of a word, a new one if it is not held yet. One writer at a time."""
        known = self.number.get(entry)
        return self._new(entry) if known is None else known

    def _new(self, entry: str) -> int:
        number = len(self.entries)
        written, sounds = forms(entry)
        bits = signature(written, sounds[0])
        self.latin.append(written)
        self.key.append(sounds[0])
        self.bits.add(bits)
        self.size.add(((bits[0].bit_count() + bits[1].bit_count()), bits[2].bit_count()))
        self.bearers.add(0)
        self.entries.append(entry)
        for key in sounds:
            self.by_key.setdefault(key, []).append(number)
        self.by_latin.setdefault(written, []).append(number)
        for length in (_SHORTEST_BEGINNING, _SHORTEST_BEGINNING + 1):
            self.by_start.setdefault(written[:length], []).append(number)
        self.by_first.setdefault(entry[:1], []).append(number)
        self.number[entry] = number
        return number

    def plain(self, number: int) -> str:
        """A word as `names.words` gives it."""
        return self.entries[number].partition(SEPARATES)[0]

    def beginning(self, letter: str) -> list[int]:
        """The words that begin with a letter."""
        return list(self.by_first.get(letter, ()))

    def borne(self, numbers: Sequence[int]) -> int:
        """How many names hold one of these words."""
        return int(self.bearers.data[np.asarray(numbers, dtype=np.int64)].sum()) if numbers else 0

    def may_be(self, entry: str) -> tuple[Array, Array]:
        """Numbers of the words that may be meant, and how much each is like it, from 0 to 1."""
        written, sounds = forms(entry)
        same = self._same_sound(sounds)
        called = [form for form in also_called(written, sounds)]
        by_alias = [number for form in called for number in self._called(form)]
        near = self._near_letters(written, sounds[0])
        begins = self.by_start.get(written[: _SHORTEST_BEGINNING + 1], [])
        if len(written) > _SHORTEST_BEGINNING + 1:
            begins = [n for n in begins if self._one_begins(written, self.latin[n])]
        elif len(written) < _SHORTEST_BEGINNING:
            begins = []
        found = np.unique(np.concatenate([
            np.fromiter(same, np.int64), np.fromiter(by_alias, np.int64),
            np.fromiter(begins, np.int64), near,
        ]))  # fmt: skip
        return found, self.alike(entry, found, same, frozenset(by_alias))

    def alike(self, entry: str, numbers: Array, same: set[int] | frozenset[int] = frozenset(),
              called: frozenset[int] = frozenset()) -> Array:  # fmt: skip
        """How much each word is like one that is asked for; `same` are known to sound so."""
        listed: list[int] = numbers.tolist()
        if not listed:
            return np.zeros(0, np.float32)
        written, sounds = forms(entry)
        others = [self.latin[n] for n in listed]
        likeness = wordlike.likeness(
            written, sounds[0], others, [self.key[n] for n in listed],
            np.fromiter((n in same for n in listed), np.bool_, len(listed)),
        )  # fmt: skip
        if called:
            known = np.fromiter((n in called for n in listed), np.bool_, len(listed))
            likeness[known] = np.maximum(likeness[known], wordlike.CALLED)
        own = self.number.get(entry)
        if own is not None:
            likeness[numbers == own] = 1.0
        return likeness

    def _same_sound(self, sounds: Sequence[str]) -> set[int]:
        return {number for key in sounds for number in self.by_key.get(key, ())}

    def _called(self, form: str) -> list[int]:
        sounds = keys(form)
        if len(sounds[0]) < 3:
            return self.by_latin.get(form, [])
        return [*self.by_latin.get(form, ()), *self.by_key.get(sounds[0], ())]

    def _near_letters(self, written: str, key: str) -> Array:
        """Words that share most letters and pairs, or most of the sound."""
        bits, size = self.bits.data[: len(self)], self.size.data[: len(self)]
        one, two, three = (np.uint64(part) for part in signature(written, key))
        shared = np.bitwise_count(bits[:, 0] & one) + np.bitwise_count(bits[:, 1] & two)
        own = int(one).bit_count() + int(two).bit_count()
        found = _most_shared(shared, size[:, 0], own)
        if len(key) < 3:
            return found
        by_sound = _most_shared(np.bitwise_count(bits[:, 2] & three), size[:, 1],
                                int(three).bit_count())  # fmt: skip
        return np.concatenate([found, by_sound])

    @staticmethod
    def _one_begins(one: str, other: str) -> bool:
        return other.startswith(one) or one.startswith(other)


def _most_shared(shared: Array, size: Array, own: int) -> Array:
    """The numbers of those that share the largest part, a few hundred of them."""
    part = shared.astype(np.float32)
    part /= size.astype(np.float32) + np.float32(own)
    if len(part) <= _LOOKED_AT:
        return np.flatnonzero(part > 0)
    return np.argpartition(part, len(part) - _LOOKED_AT)[-_LOOKED_AT:]
