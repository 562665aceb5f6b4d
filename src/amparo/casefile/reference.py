"""The public number of a case: `7K3Q-9M2X-4`.

Eight random characters and a check character, from an alphabet without vowels (no reference can be
pronounced or spell a word) and without characters that look alike (0 O, 1 I L, 2 Z, 5 S, 6 G, 8 B,
U V). The alphabet has a prime number of characters and every place its own weight, so that every
single wrong character and every two characters that changed places are noticed. A reference says
nothing about the child, the place or the order of cases. Whether a well-formed reference exists is
`queries.by_reference`.
"""

import secrets
import unicodedata
from itertools import pairwise

from django.utils.translation import gettext_lazy as _

ALPHABET = "23456789CDFHJKMNPQRTVWX"
_LENGTH = 8
_VALUES = {character: value for value, character in enumerate(ALPHABET)}
_READ_AS = {"B": "8", "S": "5", "Z": "2", "G": "6", "U": "V"}

_ADVICE = {
    "length": _("A reference has nine characters, for example 7K3Q-9M2X-4. Compare it with yours."),
    "character": _("No reference has one of these characters. Compare it with yours."),
    "swapped": _("Two characters seem to have changed places. Compare the reference with yours."),
    "check": _("The last character does not fit the others. Compare the reference with yours."),
}


class Mistyped(ValueError):
    """A text that cannot be a reference; `reason` is length, character, swapped or check."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason

    @property
    def advice(self) -> str:
        """What to do, in the reader's language."""
        return str(_ADVICE[self.reason])


def new() -> str:
    """A fresh random reference; the caller's unique constraint settles the rare collision."""
    return _written(with_check("".join(secrets.choice(ALPHABET) for _place in range(_LENGTH))))


def from_number(number: int) -> str:
    """The reference that a number stands for; a made-up country is the same every time by it."""
    return _written(with_check(signs_of(number, _LENGTH)))


def signs_of(number: int, length: int) -> str:
    """`number` written in the alphabet, its last `length` signs from the last to the first."""
    characters = []
    for _place in range(length):
        number, value = divmod(number, len(ALPHABET))
        characters.append(ALPHABET[value])
    return "".join(characters)


def check(text: str) -> str:
    """The reference in its one written form, or `Mistyped`.

    Accepts lower case, spaces or no dashes, digits of any script, and letters read for the digit
    they resemble.
    """
    return _written(checked_signs(text, _LENGTH + 1))


def checked_signs(text: str, length: int) -> str:
    """The signs that somebody typed, the check sign last, without what divides them. Mistyped."""
    characters = [_read(character) for character in text.strip() if character.isalnum()]
    if len(characters) != length:
        raise Mistyped("length")
    if any(character not in _VALUES for character in characters):
        raise Mistyped("character")
    if _sum(characters):
        raise Mistyped("swapped" if _one_swap_away(characters) else "check")
    return "".join(characters)


def _read(character: str) -> str:
    digit = unicodedata.digit(character, None)
    upper = str(digit) if digit is not None else character.upper()
    return _READ_AS.get(upper, upper)


def _sum(characters: list[str]) -> int:
    weights = (*range(2, len(characters) + 1), 1)
    pairs = zip(weights, characters, strict=True)
    return sum(weight * _VALUES[character] for weight, character in pairs) % len(ALPHABET)


def with_check(characters: str) -> str:
    """The signs with their check sign at the end; at most 21, so that each place has a weight."""
    missing = -_sum([*characters, ALPHABET[0]]) % len(ALPHABET)
    return characters + ALPHABET[missing]


def _one_swap_away(characters: list[str]) -> bool:
    for place, (first, second) in enumerate(pairwise(characters)):
        swapped = [*characters[:place], second, first, *characters[place + 2 :]]
        if first != second and not _sum(swapped):
            return True
    return False


def _written(characters: str) -> str:
    return f"{characters[:4]}-{characters[4:8]}-{characters[8]}"
