"""How far two words of names are one word, in whatever script each was written. Pure.

Both are first written in Latin letters (`scripts`), and what is heard is compared beside what is
written (`sounds`): a script that leaves vowels out is met that way.
"""

import unicodedata
from functools import lru_cache

from rapidfuzz.distance import JaroWinkler, Levenshtein

from amparo.finding.index.vocabulary import entries, forms
from amparo.finding.spelling.sounds import keys

SAME, NEAR, SOUND, BEGINS, OTHER = "same", "near", "sound", "begins", "other"
LEVELS = (SAME, NEAR, SOUND, BEGINS, OTHER)  # the strongest first
_NEAR_FROM, _ALIKE_FROM, _BEGINS_FROM, _HEARD_FROM = 4, 0.93, 4, 2


@lru_cache(maxsize=4096)
def latin_words(text: str) -> tuple[str, ...]:
    """The words of a text in small Latin letters: `فاطمة` gives `fatmh`."""
    return tuple(word for entry in entries(text) if (word := forms(entry)[0]))


@lru_cache(maxsize=4096)
def script_of(text: str) -> str:
    """The script of the first letter; empty where there is none."""
    first = next((letter for letter in text if letter.isalpha()), "")
    return unicodedata.name(first, "").partition(" ")[0] if first else ""


def heard(one: str, other: str) -> int:
    """How many consonants are heard the same where two words sound alike; 0 where they do not."""
    shared = set(keys(one)) & set(keys(other))
    return max((len(key) for key in shared), default=0)


@lru_cache(maxsize=16_384)
def likeness(one: str, other: str) -> str:
    """How far two words in Latin letters are one; the same whichever comes first."""
    if one == other:
        return SAME
    short, long = sorted((one, other), key=lambda word: (len(word), word))
    if len(short) >= _NEAR_FROM and Levenshtein.distance(short, long, score_cutoff=1) <= 1:
        return NEAR
    if heard(one, other) >= _HEARD_FROM:
        return SOUND
    if len(short) > _NEAR_FROM and JaroWinkler.similarity(short, long) >= _ALIKE_FROM:
        return NEAR
    if len(short) >= _BEGINS_FROM and long.startswith(short):
        return BEGINS
    return OTHER
