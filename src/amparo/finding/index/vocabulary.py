"""The distinct words of all names, each once, with its Latin form and what it sounds like. Pure.

Words are only ever added, and a number once given stays, so that somebody may read while another
writes. `may_be` says which words may be meant by one that is asked for, and how far.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from amparo.finding.index import letters, wordlike
from amparo.finding.index.growing import Growing
from amparo.finding.names import words
from amparo.finding.spelling.aliases import also_called
from amparo.finding.spelling.scripts import SPELLED, latin
from amparo.finding.spelling.sounds import keys, spoken

Array = NDArray[Any]
Form = tuple[str, tuple[str, ...]]
LONGEST = letters.LONGEST
MOST_WORDS = 8  # of one name
SEPARATES = "\t"
_APOSTROPHES = re.compile("['’‘`´ʼʹʻʿʾ′＇]")
_WITHOUT_VOWELS = re.compile("[\u0600-\u06ff\u0590-\u05ff]")
_START = 3  # letters
_MOST_SAME = 1_500  # words that sound the same; of short ones there may be very many
_REMEMBERED = 1 << 15
_NONE = np.zeros(0, np.int64)


@lru_cache(maxsize=_REMEMBERED)
def entries(text: str) -> tuple[str, ...]:
    """The words of a name, or of a part of it, as they are held.

    A word with letters that its marks make other sounds holds also how it is heard.
    """
    if text.isascii():
        return tuple(word[:LONGEST] for word in words(text.replace("'", "").replace("`", "")))
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
def forms(entry: str) -> Form:
    """The Latin form of an entry and everything it may sound like."""
    plain, _, spelled = entry.partition(SEPARATES)
    written = latin(plain)
    sounds = keys(written)
    if spelled:
        sounds = tuple(dict.fromkeys((*keys(latin(spelled)), *sounds)))
    return written, sounds


class Vocabulary:
    """Words by number. `bearers`: how many names hold each, those taken out since among them."""

    def __init__(self) -> None:
        self.number: dict[str, int] = {}
        self.entries: list[str] = []
        self.by_latin: dict[str, list[int]] = {}
        self.by_key: dict[str, list[int]] = {}
        self.by_start: dict[str, list[int]] = {}
        self.by_first: dict[str, list[int]] = {}
        self.latin = Growing(np.object_)
        self.said = Growing(np.object_)
        self.key = Growing(np.object_)
        self.signs = letters.Signs()
        self.bare = Growing(np.bool_)
        self.bearers = Growing(np.int32)

    def __len__(self) -> int:
        return len(self.entries)

    def add(self, given: Sequence[str], known: Mapping[str, Form]) -> Array:
        """The numbers of words, new ones where they are not held yet. One writer at a time.

        `known`: the forms of some of them, where somebody has worked them out before.
        """
        found = np.fromiter((self.number.get(entry, -1) for entry in given), np.int32, len(given))
        fresh = np.flatnonzero(found < 0).tolist()
        if fresh:
            new = [given[place] for place in fresh]
            found[fresh] = self._new(new, [known.get(entry) or forms(entry) for entry in new])
        return found

    def _new(self, given: list[str], listed: list[Form]) -> Array:
        begin = len(self.entries)
        written = [form[0] for form in listed]
        sounds = [form[1][0] for form in listed]
        self.signs.extend(written, sounds)
        self.latin.extend(letters.objects(written))
        self.said.extend(letters.objects([spoken(word) for word in written]))
        self.key.extend(letters.objects(sounds))
        self.bare.extend([_WITHOUT_VOWELS.search(entry) is not None for entry in given])
        self.bearers.extend(np.zeros(len(given), np.int32))
        self.entries += given
        for number, (entry, (form, keys_of)) in enumerate(zip(given, listed, strict=True), begin):
            for key in keys_of:
                self.by_key.setdefault(key, []).append(number)
            self.by_latin.setdefault(form, []).append(number)
            self.by_start.setdefault(form[:_START], []).append(number)
            if len(form) >= _START:
                self.by_start.setdefault(form[: _START - 1], []).append(number)
            self.by_first.setdefault(entry[:1], []).append(number)
            self.number[entry] = number
        return np.arange(begin, begin + len(given), dtype=np.int32)

    def plain(self, number: int) -> str:
        """A word as `names.words` gives it."""
        return self.entries[number].partition(SEPARATES)[0]

    def beginning(self, letter: str) -> list[int]:
        """The words that begin with a letter."""
        return list(self.by_first.get(letter, ()))

    def borne(self, numbers: Sequence[int]) -> int:
        """How many names hold one of these words."""
        return int(self.bearers.data[np.asarray(numbers, dtype=np.int64)].sum()) if numbers else 0

    # What may be meant

    def may_be(self, entry: str) -> tuple[Array, Array]:
        """Numbers of the words that may be meant, and how much each is like it, from 0 to 1."""
        written, sounds = forms(entry)
        asked = letters.sign(written, sounds[0])
        same = self._same_sound(asked, sounds)
        called = _array(n for form in also_called(written, sounds) for n in self._called(form))
        near = self.signs.nearest(asked, len(self))
        marked = np.zeros(len(self.signs.length.data), np.bool_)
        for some in (same, called, self._begins(written), near):
            marked[some] = True
        found = np.flatnonzero(marked)
        like = self._alike(entry, found)
        _raise(like, found, called, wordlike.CALLED)
        return found, like

    def alike(self, entry: str, numbers: Array) -> Array:
        """How much words are like one that is asked for, those among them that are at all."""
        written, sounds = forms(entry)
        asked = letters.sign(written, sounds[0])
        like = np.zeros(len(numbers), np.float32)
        some = np.flatnonzero(self.signs.near(asked, numbers))
        like[some] = self._alike(entry, numbers[some])
        return like

    def _alike(self, entry: str, numbers: Array) -> Array:
        if not len(numbers):
            return np.zeros(0, np.float32)
        written, sounds = forms(entry)
        same = np.zeros(len(self.signs.length.data), np.bool_)
        same[self._all_same(sounds)] = True
        others = wordlike.Others(
            written=self.latin.data[numbers].tolist(),
            said=self.said.data[numbers].tolist(),
            keys=self.key.data[numbers].tolist(),
            length=self.signs.length.data[numbers],
            begins=self.signs.begins(written, numbers),
            same_sound=same[numbers],
            bare=self.bare.data[numbers] | bool(_WITHOUT_VOWELS.search(entry)),
        )
        like = wordlike.likeness(written, spoken(written), sounds[0], others)
        own = self.number.get(entry)
        if own is not None:
            like[numbers == own] = 1.0
        return like

    def _all_same(self, sounds: Sequence[str]) -> Array:
        return np.concatenate([_array(self.by_key.get(key, ())) for key in sounds])

    def _same_sound(self, asked: letters.Sign, sounds: Sequence[str]) -> Array:
        found = self._all_same(sounds)
        return found if len(found) <= _MOST_SAME else self.signs.best(asked, found, _MOST_SAME)

    def _called(self, form: str) -> list[int]:
        sounds = keys(form)
        if len(sounds[0]) < _START:
            return self.by_latin.get(form, [])
        return [*self.by_latin.get(form, ()), *self.by_key.get(sounds[0], ())]

    def _begins(self, written: str) -> Array:
        """Words that begin so, and those that are its beginning."""
        if len(written) < _START - 1:
            return _NONE
        found = _array(self.by_start.get(written[:_START], ()))
        return found[self.signs.begins(written, found)]


def _array(numbers: Iterable[int]) -> Array:
    return np.array(list(numbers), dtype=np.int64)


def _raise(like: Array, numbers: Array, some: Array, least: float) -> None:
    if len(some):
        chosen = np.isin(numbers, some)
        like[chosen] = np.maximum(like[chosen], least)
