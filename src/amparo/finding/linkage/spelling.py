"""Brings a name of any script to Latin letters, and to the consonants that stay when it is spelled
by another ear. Pure.

Coarser than the sounds of the index (`finding.spelling.sounds`): one key for each name, by which a
database brings records together.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from amparo.finding.names import words
from amparo.finding.spelling.scripts import latin as in_latin

_SPELLINGS = (
    ("tsch", "s"), ("sch", "s"), ("tch", "s"), ("dj", "s"), ("ts", "s"),
    ("ph", "f"), ("kh", "h"), ("gh", "g"), ("sh", "s"), ("ch", "s"),
    ("dh", "d"), ("th", "t"), ("bh", "b"), ("zh", "s"), ("j", "s"), ("ck", "k"),
    ("q", "k"), ("c", "k"),
    ("x", "ks"), ("w", "v"), ("z", "s"), ("p", "b"), ("t", "d"), ("g", "k"), ("f", "v"),
)  # fmt: skip
_VOWELS = (("ee", "i"), ("oo", "u"), ("ou", "u"))
_HEARD_VOWELS = (
    ("y", "i"), ("ea", "a"), ("au", "o"), ("ai", "i"), ("ei", "i"), ("e", "i"), ("o", "u"),
)  # fmt: skip
# At the end of a name, or after a consonant, nobody hears it.
_MUTE = re.compile(r"h$|(?<=[^aiu])h")
_SILENT = re.compile(r"[aeiouhy]")
_ARTICLE = re.compile(r"^(?:al|el|ul|l) (?=.)")
_DOUBLE = re.compile(r"(.)\1+")
# Scripts that leave out short vowels: from Hebrew to Syriac, and the forms of Arabic letters.
_WITHOUT_VOWELS = re.compile("[\u0590-\u074f\u0750-\u077f\u08a0-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_MANY = 1 << 18


@lru_cache(maxsize=_MANY)
def latin(name: str) -> str:
    """Small Latin letters and numbers, words kept apart by one space."""
    plain = (_replaced(in_latin(word), _VOWELS) for word in words(name))
    return " ".join(word for word in plain if word)


@lru_cache(maxsize=_MANY)
def sound(name: str, bare: bool = False) -> str:
    """The consonants of a name in Latin letters, those that are written for one another as one.

    All words run together; where nothing stays, what is heard. `bare`: vowels are not written.
    """
    joined = _joined(name)
    if bare:  # after the first letter it is a long vowel
        joined = joined[:1] + joined[1:].replace("w", "")
    kept = _SILENT.sub("", _DOUBLE.sub(r"\1", _replaced(joined, _SPELLINGS)))
    return kept or heard(name)


@lru_cache(maxsize=_MANY)
def heard(name: str) -> str:
    """A name in Latin letters as an ear would tell it, vowels too, though only i, a and u.

    It tells short names apart of which consonants say too little: Phasy is Fasi, Hasan not Husayn.
    """
    kept = _replaced(_joined(name), (*_HEARD_VOWELS, *_SPELLINGS))
    return _DOUBLE.sub(r"\1", _MUTE.sub("", kept)) or name.replace(" ", "")


def _joined(name: str) -> str:
    return _ARTICLE.sub("", name).replace(" ", "")


def _replaced(text: str, pairs: Iterable[tuple[str, str]]) -> str:
    for spelled, other in pairs:
        text = text.replace(spelled, other)
    return text


def without_vowels(name: str) -> bool:
    """Whether it is written in a script that leaves out vowels."""
    return _WITHOUT_VOWELS.search(name) is not None
