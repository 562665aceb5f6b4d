"""What each word that is asked for may be: how much every word there is is like it. Pure."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from amparo.finding.index.reading import PARTICLES, Reading
from amparo.finding.index.segment import each_once
from amparo.finding.index.vocabulary import Sought, Vocabulary

Array = NDArray[Any]
_FROM, _MOST = 0.45, 800  # words by which names are looked up, for each that is asked for
_STRONG = 0.85
_COMMONEST, _PARTICLE = 0.35, 0.1
_SMALL = 1_000  # names; with fewer nothing is known about which are common
_UNKNOWN = -1.0


class Meant:
    """`first`: for each word that is asked for the words by which names are looked up, with how
    much they are like it from 0 to 255, the least like first. `weight`: how much each says."""

    def __init__(self, asked: Reading, known: Vocabulary, names: int) -> None:
        self.known, self.asked = known, asked
        self.size = len(known)
        self.sought = [known.sought(word, self.size) for word in asked.words]
        self.first: list[tuple[Array, Array]] = []
        self.weight = np.ones(len(asked.words), np.float32)
        self._like = np.full((len(asked.words), self.size + 1), _UNKNOWN, np.float32)
        self._like[:, -1] = 0.0  # where there is no word
        for place, one in enumerate(self.sought):
            numbers, like = known.may_be(one)
            self._like[place, numbers] = like
            kept = np.argsort(like)[-_MOST:]
            kept = kept[like[kept] >= _FROM]
            self.first.append((numbers[kept], np.rint(like[kept] * 255).astype(np.uint8)))
            self.weight[place] = self._tells(one, numbers[like >= _STRONG], names)

    def _tells(self, one: Sought, numbers: Array, names: int) -> float:
        """The rarer a name and all that is meant by it, the more it says."""
        if one.entry in PARTICLES:
            return _PARTICLE
        names = max(names, _SMALL)
        borne = self.known.borne(numbers)
        rare = np.log(names / (1 + min(borne, names))) / np.log(names)
        return float(_COMMONEST + (1 - _COMMONEST) * max(rare, 0.0))

    def of(self, words: Array) -> Array:
        """For each word that is asked for how much these are like it; -1 is no word."""
        listed = each_once(words.ravel())
        for place, one in enumerate(self.sought):
            fresh = listed.compress(self._like[place].take(listed) == _UNKNOWN)
            if len(fresh):
                self._like[place, fresh] = self.known.alike(one, fresh)
        return self._like.take(words, axis=1)

    def shares(self, way: Sequence[int]) -> Array:
        """The part that each word of a way has in the whole."""
        weights = self.weight[list(way)]
        return weights / weights.sum()
