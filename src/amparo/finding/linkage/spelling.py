"""Brings a name of any script to Latin letters, and to the consonants that stay when it is spelled
by another ear. Pure.

Coarser than the sounds of the index (`finding.sounds`): one key for each name, by which a database
brings records together.
"""

import re
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
_SILENT = re.compile(r"[aeiouhy]")
_ARTICLE = re.compile(r"^(?:al|el|ul|l) (?=.)")
_DOUBLE = re.compile(r"(.)\1+")
# Scripts that leave out short vowels: from Hebrew to Syriac, and the forms of Arabic letters.
_WITHOUT_VOWELS = re.compile("[\u0590-\u074f\u0750-\u077f\u08a0-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_MANY = 1 << 18


@lru_cache(maxsize=_MANY)
def latin(name: str) -> str:
    """Small Latin letters and numbers, words kept apart by one space."""
    plain = (_long_vowels(in_latin(word)) for word in words(name))
    return " ".join(word for word in plain if word)


def _long_vowels(word: str) -> str:
    for spelled, heard in _VOWELS:
        word = word.replace(spelled, heard)
    return word


@lru_cache(maxsize=_MANY)
def sound(name: str, bare: bool = False) -> str:
    """The consonants of a name in Latin letters, those that are written for one another as one.

    All words run together; where nothing stays, the name itself. `bare`: see there.
    """
    kept = _ARTICLE.sub("", name).replace(" ", "")
    if bare:  # after the first letter it is a long vowel
        kept = kept[:1] + kept[1:].replace("w", "")
    for spelled, heard in _SPELLINGS:
        kept = kept.replace(spelled, heard)
    kept = _SILENT.sub("", _DOUBLE.sub(r"\1", kept))
    return kept or name.replace(" ", "")


@lru_cache(maxsize=_MANY)
def heard(name: str) -> str:
    kept = _ARTICLE.sub("", name).replace(" ", "")
    kept = kept.replace("ea", "a").replace("au", "o")
    for spelled, sounds in _SPELLINGS:
        kept = kept.replace(spelled, sounds)
    kept = kept.replace("ei", "i").replace("ai", "i").translate(_HEARD)
    kept = re.sub(r"(?<=.)h\b|(?<=[^aiu])h", "", kept)
    return _DOUBLE.sub(r"\1", kept) or name


_HEARD = str.maketrans({"y": "i", "e": "i", "o": "u"})


def without_vowels(name: str) -> bool:
    """Whether it is written in a script that leaves out vowels."""
    return _WITHOUT_VOWELS.search(name) is not None
