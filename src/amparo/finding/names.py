"""Reduces a name to the words that are compared. Pure.

Exact and prefix search: case, accents, vowel marks and forms of letters are ignored, the script
stays.
"""

import re
import unicodedata

_WORDS = re.compile(r"[^\W_]+")
# Written either way in Arabic script: forms of alif and ya, ta marbuta, and the lengthening stroke.
_SAME_LETTER = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ـ": None}
)


def words(name: str) -> tuple[str, ...]:
    """The words of a name as they are compared: small letters, without marks."""
    split = unicodedata.normalize("NFKD", name)
    plain = "".join(letter for letter in split if not _is_mark(letter)).translate(_SAME_LETTER)
    return tuple(_WORDS.findall(unicodedata.normalize("NFKC", plain).casefold()))


def _is_mark(letter: str) -> bool:
    # Accents and vowel signs of Latin, Cyrillic and Arabic; in Khmer or Bengali they are the word.
    return unicodedata.category(letter) == "Mn" and ord(letter) < 0x0700
