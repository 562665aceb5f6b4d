"""The letters of many words as numbers, by which very many are looked through at once. Pure.

For each word bits that stand for its letters and for pairs of them, and for pairs in its key: words
that are alike share most. And its first eight letters in one number.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from amparo.finding.index.growing import Growing

Array = NDArray[Any]
LONGEST = 40  # letters of a word that are compared
_HEAD = 8
_LOOKED_AT = 260  # words by their letters, and as many by their sound
_LEAST, _LEAST_SOUND = 0.27, 0.3  # shared letters of both together; half of it is all
_TELLING_KEY = 3
_ENDS = np.uint8(35), np.uint8(36)
_ONE = np.uint64(1)
_MASKS = np.array([(1 << 64) - (1 << (64 - 8 * n)) for n in range(_HEAD + 1)], np.uint64)


@dataclass(frozen=True, slots=True)
class Sign:
    """Bits of one word: its letters, pairs of them, and pairs in its key."""

    letters: np.uint64
    pairs: np.uint64
    sound: np.uint64
    key: str

    @property
    def size(self) -> int:
        return int(self.letters).bit_count() + int(self.pairs).bit_count()


def objects(values: Sequence[Any]) -> Array:
    """Python's own objects in an array, each as it is."""
    made = np.empty(len(values), np.object_)
    for place, value in enumerate(values):
        made[place] = value
    return made


@lru_cache(maxsize=1 << 12)
def sign(word: str, key: str) -> Sign:
    """The bits of one word."""
    one, two, three = (part[0] for part in _bits([word], [key]))
    return Sign(one, two, three, key)


class Signs:
    """The bits, lengths and heads of words by number."""

    def __init__(self) -> None:
        self._letters, self._pairs = Growing(np.uint64), Growing(np.uint64)
        self._sound = Growing(np.uint64)
        self._size, self._sound_size = Growing(np.uint8), Growing(np.uint8)
        self._head = Growing(np.uint64)
        self.length = Growing(np.int16)

    def extend(self, written: Sequence[str], sounds: Sequence[str]) -> None:
        """Add words with their keys."""
        one, two, three = _bits(written, sounds)
        self._letters.extend(one)
        self._pairs.extend(two)
        self._sound.extend(three)
        self._size.extend(np.bitwise_count(one) + np.bitwise_count(two))
        self._sound_size.extend(np.bitwise_count(three))
        heads = b"".join(word[:_HEAD].encode().ljust(_HEAD, b"\0") for word in written)
        self._head.extend(np.frombuffer(heads, ">u8").astype(np.uint64))
        self.length.extend(np.fromiter(map(len, written), np.int16, len(written)))

    def nearest(self, asked: Sign, count: int) -> Array:
        """Of the first `count` words those that share most letters, or most of the sound."""
        every = slice(0, count)
        found = _most(self._by_letters(asked, every), _LEAST, _LOOKED_AT)
        if len(asked.key) < _TELLING_KEY:
            return found
        by_sound = _most(self._by_sound(asked, every), _LEAST_SOUND, _LOOKED_AT)
        return np.concatenate([found, by_sound])

    def near(self, asked: Sign, numbers: Array) -> Array:
        """Which of these words share enough to be compared."""
        return (self._by_letters(asked, numbers) >= _LEAST * 0.8) | (
            self._by_sound(asked, numbers) >= _LEAST_SOUND
        )

    def best(self, asked: Sign, numbers: Array, most: int) -> Array:
        """So many of these words, those that share most letters."""
        part = self._by_letters(asked, numbers)
        return numbers[np.argpartition(part, len(part) - most)[-most:]]

    def begins(self, word: str, numbers: Array) -> Array:
        """Which of these words the word begins, or begin it, by its first eight letters."""
        [head] = np.frombuffer(word[:_HEAD].encode().ljust(_HEAD, b"\0"), ">u8").astype(np.uint64)
        length = self.length.data.take(numbers)
        mask = _MASKS[np.minimum(np.minimum(length, len(word)), _HEAD)]
        return ((self._head.data.take(numbers) ^ head) & mask == 0) & (length > 0)

    def _by_letters(self, asked: Sign, which: slice | Array) -> Array:
        shared = np.bitwise_count(self._letters.data[which] & asked.letters)
        shared += np.bitwise_count(self._pairs.data[which] & asked.pairs)
        return shared / (self._size.data[which] + np.float32(asked.size))

    def _by_sound(self, asked: Sign, which: slice | Array) -> Array:
        shared = np.bitwise_count(self._sound.data[which] & asked.sound)
        own = np.float32(int(asked.sound).bit_count())
        return shared / (self._sound_size.data[which] + own)


def _most(part: Array, least: float, most: int) -> Array:
    """Where the largest parts are, those under `least` left out."""
    found = np.flatnonzero(part >= least)
    if len(found) <= most:
        return found
    return found[np.argpartition(part[found], len(found) - most)[-most:]]


def _bits(written: Sequence[str], sounds: Sequence[str]) -> tuple[Array, Array, Array]:
    marked = _marked(written)
    letters = _any(_ONE << (marked[:, 1:-1] * 7 % 37).astype(np.uint64), marked[:, 1:-1] > _ENDS[1])
    before, after = marked[:, :-2].astype(np.uint64), marked[:, 2:].astype(np.uint64)
    skipped = _ONE << (37 + (before * 29 + after) % 27)
    letters |= _any(skipped, (before > 0) & (after > 0))
    return letters, _pairs(marked, 31), _pairs(_marked(sounds), 37)


def _pairs(marked: Array, factor: int) -> Array:
    before, after = marked[:, :-1].astype(np.uint64), marked[:, 1:].astype(np.uint64)
    return _any(_ONE << ((before * np.uint64(factor) + after) % 64), (before > 0) & (after > 0))


def _any(bits: Array, where: Array) -> Array:
    made: Array = np.bitwise_or.reduce(np.where(where, bits, np.uint64(0)), axis=1)
    return made


def _marked(texts: Sequence[str]) -> Array:
    """The letters of each text in a row, with a mark before and after, then nothing."""
    width = max(map(len, texts), default=0)
    rows = b"".join(f"#{text}$".encode().ljust(width + 2, b"\0") for text in texts)
    return np.frombuffer(rows, np.uint8).reshape(-1, width + 2)
