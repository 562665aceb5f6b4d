"""How much one word of a name is like others, by letters and by sound, from 0 to 1. Pure."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA, JaroWinkler

Array = NDArray[Any]
SAME, CALLED = 0.98, 0.9
BEGINS = 0.8
_BY_LETTERS_FROM = 0.7  # of Jaro and Winkler; below, two words have nothing to do with each other
_FAR = 3


def likeness(
    word: str, key: str, others: Sequence[str], other_keys: Sequence[str], same_sound: Array
) -> Array:
    """One number for each of `others`; `same_sound` says which share a key."""
    letters = process.cdist([word], others, scorer=JaroWinkler.similarity, dtype=np.float32)[0]
    apart = process.cdist([word], others, scorer=OSA.distance, score_cutoff=2, dtype=np.uint8)[0]
    sounds = process.cdist([key], other_keys, scorer=OSA.distance, score_cutoff=1, dtype=np.uint8)
    length = np.fromiter((len(other) for other in others), np.int16, len(others))
    shorter = np.minimum(length, len(word))
    found = np.maximum(letters - _BY_LETTERS_FROM, 0) * (0.66 / (1 - _BY_LETTERS_FROM))
    _at_least(found, (sounds[0] == 1) & (len(key) >= _FAR), 0.42 + 0.3 * letters)
    _at_least(found, same_sound, _by_sound(len(key)) + 0.2 * letters)
    _at_least(found, (apart == 2) & (shorter >= 6), 0.62 + 0.15 * letters)
    _at_least(found, apart == 1, np.minimum(0.54 + 0.06 * shorter, 0.9))
    _at_least(found, _begins(word, others) & (shorter >= _FAR), 0.6 + 0.04 * shorter.clip(0, 5))
    found[apart == 0] = SAME if word else 0.0
    return found.astype(np.float32)


def _by_sound(length: int) -> float:
    """A single consonant says little: Lee and Ali; three say most."""
    return {1: 0.4, 2: 0.62}.get(length, 0.74)


def _at_least(found: Array, where: Array, value: Array) -> None:
    np.copyto(found, np.maximum(found, value), where=where)


def _begins(word: str, others: Sequence[str]) -> Array:
    return np.fromiter(
        (other.startswith(word) or (word.startswith(other) and other != "") for other in others),
        np.bool_,
        len(others),
    )
