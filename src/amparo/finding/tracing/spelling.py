"""How far two words of names are one word, in whatever script each was written. Pure.

Both are first written in Latin letters; a script that leaves vowels out is met by comparing what
remains without them.
"""

import re
from functools import lru_cache

from anyascii import anyascii
from rapidfuzz.distance import JaroWinkler, Levenshtein

SAME, NEAR, SOUND, BEGINS, OTHER = "same", "near", "sound", "begins", "other"
LEVELS = (SAME, NEAR, SOUND, BEGINS, OTHER)  # the strongest first
_LETTERS = re.compile(r"[a-z]+")
_TWO = (("kh", "h"), ("gh", "g"), ("ph", "f"), ("th", "t"), ("dh", "d"), ("bh", "b"), ("dj", "j"),
        ("sch", "s"), ("sh", "s"), ("ch", "s"), ("ck", "k"), ("ou", "u"), ("ee", "i"))  # fmt: skip
_ONE = str.maketrans("qcvzx", "kkwss")
_SILENT = re.compile(r"[aeiouyhw']+")
_LAST_LATIN = "\u024f"
_DOUBLED = re.compile(r"(.)\1+")
_NEAR_FROM, _ALIKE_FROM, _BEGINS_FROM = 4, 0.93, 4


@lru_cache(maxsize=4096)
def latin_words(text: str) -> tuple[str, ...]:
    """The words of a text in small Latin letters: `فاطمة` gives `ftmh`."""
    plain = anyascii(text).lower().replace("'", "").replace("-", " ")
    return tuple(_LETTERS.findall(plain))


def is_latin(text: str) -> bool:
    """Whether no letter of another script is in it."""
    return all(letter <= _LAST_LATIN for letter in text if letter.isalpha())


@lru_cache(maxsize=4096)
def sound(word: str) -> str:
    """What is heard whatever the spelling: consonants that differ, doubled ones once."""
    for two, one in _TWO:
        word = word.replace(two, one)
    return _DOUBLED.sub(r"\1", _SILENT.sub("", word.translate(_ONE)))


def likeness(one: str, other: str) -> str:
    """How far two words in Latin letters are one; the same whichever comes first."""
    if one == other:
        return SAME
    short, long = sorted((one, other), key=lambda word: (len(word), word))
    if len(short) >= _NEAR_FROM and Levenshtein.distance(short, long, score_cutoff=1) <= 1:
        return NEAR
    if len(sound(one)) > 1 and sound(one) == sound(other):
        return SOUND
    if len(short) > _NEAR_FROM and JaroWinkler.similarity(short, long) >= _ALIKE_FROM:
        return NEAR
    if len(short) >= _BEGINS_FROM and long.startswith(short):
        return BEGINS
    return OTHER
