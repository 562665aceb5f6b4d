"""Reduces a name to the words that are compared. Pure.

Exact and prefix search: case, accents, vowel marks and forms of letters are ignored, the script
stays.
"""

import unicodedata

# Written either way in Arabic script: forms of alif and ya, ta marbuta, and the lengthening stroke.
_SAME_LETTER = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ـ": None}
)
_OF_A_WORD = frozenset("LMN")  # letters, the marks that belong to them, numbers
_APART = {code: " " for code in range(128) if not chr(code).isalnum()}
_INVISIBLE = "Cf"  # joiners and directions, which one keyboard writes and another does not


def words(name: str) -> tuple[str, ...]:
    """The words of a name as they are compared: small letters, without marks."""
    if name.isascii():  # the same, ten times as fast
        return tuple(name.translate(_APART).lower().split())
    if name.isascii():
        return tuple(name.translate(_LETTERS).lower().split())
    plain = unicodedata.normalize("NFKD", name).translate(_LETTERS).translate(_SAME_LETTER)
    return tuple(unicodedata.normalize("NFKC", plain).casefold().split())


def _compared(letter: str) -> str:
    category = unicodedata.category(letter)
    # Accents and vowel signs of Latin, Cyrillic and Arabic; in Khmer or Bengali they are the word.
    if category == _INVISIBLE or (category == "Mn" and ord(letter) < 0x0700):
        return ""
    return letter if category[0] in _OF_A_WORD else " "


class _Letters(dict[int, str]):
    """What becomes of each letter, found out when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = _compared(chr(code))
        return self[code]


_LETTERS = _Letters()
