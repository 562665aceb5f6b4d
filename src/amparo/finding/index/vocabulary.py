"""The distinct words of all names, each once, with its Latin form and what it sounds like. Pure.

Words are only ever added, and a number once given stays, so that somebody may read while another
writes. `may_be` says which words may be meant by one that is asked for, and how far.
"""

import re
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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
Form = tuple[str, tuple[str, ...]]  # in Latin letters, and all keys
Word = tuple[str, Form]
NO_WORD: Word = ("", ("", ("",)))
LONGEST = letters.LONGEST
MOST_WORDS = 8  # of one name
SEPARATES = "\t"
_APOSTROPHES = re.compile("['’‘`´ʼʹʻʿʾ′＇]")
_WITHOUT_VOWELS = re.compile("[\u0600-\u06ff\u0590-\u05ff]")
_START = 3  # letters
_MOST_SAME = 1_500  # words that sound the same; of short ones there may be very many
_REMEMBERED = 1 << 15
_NONE = np.zeros(0, np.int32)


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


@dataclass(frozen=True, slots=True, eq=False)
class Sought:
    """A word that is asked for, with what every comparison of it needs, among so many words.

    `same_sound`: for each of the words whether they share a key.
    """

    entry: str
    written: str
    said: str
    sounds: tuple[str, ...]
    sign: letters.Sign
    bare: bool
    same: Array
    same_sound: Array

    @property
    def size(self) -> int:
        return len(self.same_sound)


class Lists:
    """Numbers of words by a text. One writer, any number of readers."""

    def __init__(self) -> None:
        self._of: dict[str, array[int]] = {}

    def __contains__(self, text: str) -> bool:
        return text in self._of

    def add(self, text: str, number: int) -> None:
        """Add one at the end."""
        known = self._of.get(text)
        if known is None:
            known = self._of[text] = array("i")
        known.append(number)

    def of(self, text: str) -> Array:
        """The numbers of a text, as they are now."""
        known = self._of.get(text)
        # A copy: what is looked at without one cannot grow meanwhile.
        return _NONE if known is None else np.frombuffer(known.tobytes(), np.int32)


class Vocabulary:
    """Words by number. `bearers`: how many names hold each, those taken out since among them."""

    def __init__(self) -> None:
        self.number: dict[str, int] = {}
        self.entries: list[str] = []
        self.by_latin = Lists()
        self.by_key = Lists()
        self.by_start = Lists()
        self.by_first = Lists()
        self.latin = Growing(np.object_)
        self.said = Growing(np.object_)
        self.key = Growing(np.object_)
        self.sounds = Growing(np.object_)
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
        self.sounds.extend(letters.objects([form[1] for form in listed]))
        self.bare.extend([_WITHOUT_VOWELS.search(entry) is not None for entry in given])
        self.bearers.extend(np.zeros(len(given), np.int32))
        self.entries += given
        for number, (entry, (form, keys_of)) in enumerate(zip(given, listed, strict=True), begin):
            for key in keys_of:
                self.by_key.add(key, number)
            self.by_latin.add(form, number)
            self.by_start.add(form[:_START], number)
            if len(form) >= _START:
                self.by_start.add(form[: _START - 1], number)
            self.by_first.add(entry[:1], number)
            self.number[entry] = number
        return np.arange(begin, begin + len(given), dtype=np.int32)

    def word(self, number: int) -> Word:
        """A word with its form; NO_WORD for -1."""
        if number < 0:
            return NO_WORD
        return self.entries[number], (self.latin.data[number], self.sounds.data[number])

    def plain(self, number: int) -> str:
        """A word as `names.words` gives it."""
        return self.entries[number].partition(SEPARATES)[0]

    def beginning(self, letter: str) -> list[int]:
        """The words that begin with a letter."""
        return self.by_first.of(letter).tolist()

    def borne(self, numbers: Array) -> int:
        """How many names hold one of these words."""
        return int(self.bearers.data[numbers].sum())

    # What may be meant

    def sought(self, entry: str, size: int) -> Sought:
        """A word that is asked for; only the first `size` words are compared with it."""
        written, sounds = forms(entry)
        same = np.concatenate([self.by_key.of(key) for key in sounds])
        same = same[same < size]
        same_sound = np.zeros(size, np.bool_)
        same_sound[same] = True
        return Sought(
            entry, written, spoken(written), sounds, letters.sign(written, sounds[0]),
            _WITHOUT_VOWELS.search(entry) is not None, same, same_sound,
        )  # fmt: skip

    def may_be(self, one: Sought) -> tuple[Array, Array]:
        """Numbers of the words that may be meant, and how much each is like it, from 0 to 1."""
        called = [n for form in also_called(one.written, one.sounds) for n in self._called(form)]
        marked = np.zeros(one.size, np.bool_)
        marked[self._same_sound(one)] = True
        marked[self.signs.nearest(one.sign, one.size)] = True
        for some in (*called, self._begins(one.written)):
            marked[some[some < one.size]] = True
        found = np.flatnonzero(marked)
        like = self._alike(one, found)
        for some in called:
            _raise(like, found, some, wordlike.CALLED)
        return found, like

    def alike(self, one: Sought, numbers: Array) -> Array:
        """How much words are like one that is asked for, those among them that are at all."""
        like = np.zeros(len(numbers), np.float32)
        some = np.flatnonzero(self.signs.near(one.sign, numbers))
        like[some] = self._alike(one, numbers[some])
        return like

    def _alike(self, one: Sought, numbers: Array) -> Array:
        if not len(numbers):
            return np.zeros(0, np.float32)
        others = wordlike.Others(
            written=self.latin.data[numbers].tolist(),
            said=self.said.data[numbers].tolist(),
            keys=self.key.data[numbers].tolist(),
            length=self.signs.length.data[numbers],
            begins=self.signs.begins(one.written, numbers),
            same_sound=one.same_sound[numbers],
            bare=self.bare.data[numbers] | one.bare,
        )
        like = wordlike.likeness(one.written, one.said, one.sounds[0], others)
        own = self.number.get(one.entry)
        if own is not None:
            like[numbers == own] = 1.0
        return like

    def _same_sound(self, one: Sought) -> Array:
        few = len(one.same) <= _MOST_SAME
        return one.same if few else self.signs.best(one.sign, one.same, _MOST_SAME)

    def _called(self, form: str) -> list[Array]:
        sounds = keys(form)
        found = [self.by_latin.of(form)]
        return found if len(sounds[0]) < _START else [*found, self.by_key.of(sounds[0])]

    def _begins(self, written: str) -> Array:
        """Words that begin so, and those that are its beginning."""
        if len(written) < _START - 1:
            return _NONE
        found = self.by_start.of(written[:_START])
        return found[self.signs.begins(written, found)]


def _raise(like: Array, numbers: Array, some: Array, least: float) -> None:
    if len(some):
        chosen = np.isin(numbers, some)
        like[chosen] = np.maximum(like[chosen], least)
