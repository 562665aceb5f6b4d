"""Reads what somebody typed into the one field: a reference, or a name, a year, a number.

"Amina Ndiaye 2011" is a name and a year of birth, "Amina 14" a name and an age, "+221 77 123 45 67"
a telephone, "7K3Q-9M2X-4" a reference; digits of any script. Nothing is kept of it.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from amparo.casefile import reference as references
from amparo.finding.cards import Asked

LONGEST = 200
SHORTEST = 2  # letters; one letter would list everybody
SHORTEST_NUMBER = 5
OLDEST_CHILD = 30  # an age: young adults are looked for as well
YEARS_BACK = 45
_INITIALS = 3  # letters before the digits of a document, as in "AB 123456"


@dataclass(frozen=True, slots=True)
class Typed:
    """What a text says. `mistyped`: it looks like a reference and is none; the advice says why."""

    asked: Asked
    reference: str = ""
    mistyped: references.Mistyped | None = None

    @property
    def says_enough(self) -> bool:
        """Whether there is anything to search by. A reference is none, but for nine bare digits:
        they may as well be a telephone.
        """
        if self.reference:
            return self.asked.number.isdigit()
        return bool(self.asked.name or self.asked.number)

    @property
    def is_settled_enough(self) -> bool:
        """Whether somebody is meant: two words of a name or more, or a number."""
        return bool(self.asked.number) or len(self.asked.name.split()) > 1


def read(text: str, this_year: int) -> Typed:
    """What somebody typed; at most LONGEST characters of it."""
    text = " ".join(text[:LONGEST].split())
    written, mistyped = _reference(text)
    return Typed(_asked(text, this_year), written, mistyped)


def _reference(text: str) -> tuple[str, references.Mistyped | None]:
    try:
        return references.check(text), None
    except references.Mistyped as mistyped:
        return "", mistyped if _looks_like_reference(text) else None


def _looks_like_reference(text: str) -> bool:
    """About as long and no word, divided or mixed as neither a name nor a telephone is."""
    signs = [sign for sign in text if sign.isalnum()]
    digits = sum(sign.isdigit() for sign in signs)
    parts = [len(part) for part in text.replace(" ", "-").split("-")]
    divided = len(parts) > 1 and parts[0] == 4
    if not (5 if divided else 8) <= len(signs) <= 10 or not digits:
        return False
    if digits == len(signs):
        return parts == [4, 4, 1]
    if any(len(word) > 2 and word.isalpha() for word in text.split()):
        return False  # a name and a year
    return all(sign.isascii() or sign.isdigit() for sign in signs)


def _asked(text: str, this_year: int) -> Asked:
    words, numbers = _parted(text.split())
    name = " ".join(words)
    if sum(unicodedata.category(sign)[0] == "L" for sign in name) < SHORTEST:
        name = ""
    born = None
    if name:
        born = next((year for one in numbers if (year := _year(one, this_year))), None)
        numbers = [one for one in numbers if not _year(one, this_year)]
    number = " ".join(numbers)
    long_enough = sum(sign.isalnum() for sign in number) >= SHORTEST_NUMBER
    return Asked(name=name, born=born, number=number if long_enough else "")


def _parted(tokens: list[str]) -> tuple[list[str], list[str]]:
    """Words of a name, and what holds digits or stands before them as initials of a document."""
    words: list[str] = []
    numbers: list[str] = []
    for place, token in enumerate(tokens):
        after = tokens[place + 1] if place + 1 < len(tokens) else ""
        initials = token.isupper() and token.isalpha() and len(token) <= _INITIALS
        if _has_digit(token) or (initials and _has_digit(after) and len(after) > 4):
            numbers.append(token)
        elif any(sign.isalpha() for sign in token):
            words.append(token)
    return words, numbers


def _has_digit(token: str) -> bool:
    return any(sign.isdigit() for sign in token)


def _year(token: str, this_year: int) -> int | None:
    """A year of birth, written or as an age; None for any other number."""
    if not token.isdecimal():
        return None
    number = int(token)
    if len(token) == 4 and this_year - YEARS_BACK <= number <= this_year:
        return number
    return this_year - number if len(token) <= 2 and number <= OLDEST_CHILD else None


def year_of(text: str, this_year: int) -> int | None:
    """The year of birth in a field of its own, as a year or an age; None where it says neither."""
    return _year(text.strip(), this_year)


@dataclass(frozen=True, slots=True)
class Likely:
    """A reference that may be meant, cut where it differs from what was typed."""

    reference: str
    before: str
    other: str
    after: str


def one_away(text: str) -> Iterator[Likely]:
    """Every reference from which the text differs by one character: another, one too many, one
    missing, or two that changed places.
    """
    signs = "".join(sign for sign in text.upper() if sign.isalnum())
    for written, first, last in dict.fromkeys(_repaired(signs)):
        yield Likely(written, written[:first], written[first : last + 1], written[last + 1 :])


def _repaired(signs: str) -> Iterator[tuple[str, int, int]]:
    length = len(signs)
    if length == 9:
        for place in range(9):
            for other in references.ALPHABET:
                yield from _placed(signs[:place] + other + signs[place + 1 :], place, place)
        for place in range(8):
            swapped = signs[:place] + signs[place + 1] + signs[place] + signs[place + 2 :]
            yield from _placed(swapped, place, place + 1)
    elif length == 8:
        for place in range(9):
            for other in references.ALPHABET:
                yield from _placed(signs[:place] + other + signs[place:], place, place)
    elif length == 10:
        for place in range(10):
            kept = signs[:place] + signs[place + 1 :]
            yield from _placed(kept, min(place, 8), min(place, 8))


def _placed(signs: str, first: int, last: int) -> Iterator[tuple[str, int, int]]:
    """Where the characters stand once the reference is written with its dashes."""
    try:
        written = references.check(signs)
    except references.Mistyped:
        return
    yield written, first + first // 4, last + last // 4
