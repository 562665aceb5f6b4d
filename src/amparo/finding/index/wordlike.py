"""How much one word of a name is like others, by letters and by sound, from 0 to 1. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA, JaroWinkler

Array = NDArray[Any]
SAME, CALLED = 0.98, 0.9
_SAID = 0.93
_AS_NEAR = 0.9  # what the vowels would say, where there are none
_BY_LETTERS_FROM = 0.7  # of Jaro and Winkler; below, two words have nothing to do with each other
_FAR = 3


@dataclass(frozen=True, slots=True, eq=False)
class Others:
    """Words that one is compared with: in Latin letters, as they are said, their keys and lengths.

    `begins`: which begin with the word or are its beginning; `same_sound`: which share a key.
    """

    written: Sequence[str]
    said: Sequence[str]
    keys: Sequence[str]
    length: Array
    begins: Array
    same_sound: Array
    bare: Array  # whether short vowels are not written, in one or the other


def likeness(word: str, said: str, key: str, among: Others) -> Array:
    """How much each is like the word, that is given as it is written, as said, and by its key."""
    others, other_keys = among.written, among.keys
    length, begins, same_sound = among.length, among.begins, among.same_sound
    near = process.cdist([said], among.said, scorer=JaroWinkler.similarity, dtype=np.float32)[0]
    apart = process.cdist([word], others, scorer=OSA.distance, score_cutoff=2, dtype=np.uint8)[0]
    sounds = process.cdist([key], other_keys, scorer=OSA.distance, score_cutoff=1, dtype=np.uint8)
    _at_least(near, same_sound & among.bare, _AS_NEAR)
    shorter = np.minimum(length, len(word))
    found = np.maximum(near - _BY_LETTERS_FROM, 0) * (0.66 / (1 - _BY_LETTERS_FROM))
    _at_least(found, (sounds[0] == 1) & (len(key) >= _FAR), 0.42 + 0.3 * near)
    _at_least(found, same_sound, _by_sound(len(key)) + 0.2 * near)
    _at_least(found, (apart == 2) & (shorter >= 6), 0.62 + 0.15 * near)
    _at_least(found, apart == 1, np.minimum(0.62 + 0.06 * shorter, 0.93))
    _at_least(found, (near == 1) & (len(said) > 1), _SAID)
    _at_least(found, begins & (shorter >= _FAR), 0.6 + 0.04 * shorter.clip(0, 5))
    found[apart == 0] = SAME if word else 0.0
    return found.astype(np.float32)


def _by_sound(length: int) -> float:
    """A single consonant says little: Lee and Ali; three say most."""
    return {1: 0.4, 2: 0.62}.get(length, 0.74)


def _at_least(found: Array, where: Array, value: Array | float) -> None:
    np.copyto(found, np.maximum(found, value), where=where)
