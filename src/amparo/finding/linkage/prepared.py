"""A record as it is compared: folded, with what is not known as None. Pure.

The same columns are made for a whole list (in the database, value by value) and for a few records.
"""

import re
from typing import NamedTuple

from amparo.finding.linkage.records import Record
from amparo.finding.linkage.spelling import heard, latin, sound, without_vowels

_DATE = re.compile(r"(\d{4})(?:-?(\d{1,2})(?:-?(\d{1,2}))?)?(?:[T ].*)?")
_TURNED = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")
_MALE = frozenset({"m", "male", "man", "boy", "h", "homme", "hombre", "masculin", "masculino"})
_FEMALE = frozenset({"f", "female", "woman", "girl", "femme", "mujer", "feminin", "femenino"})
_END_OF_NUMBER = 8


class Birth(NamedTuple):
    """What is known of a birth date. A first of January is a year: it is written where only that
    was known. `day`: the whole date, year-month-day."""

    year: int | None = None
    month: int | None = None
    date: str | None = None


class Prepared(NamedTuple):
    """Texts in small Latin letters; `_sound` its consonants;
    `_bare` that vowels are not written; words with a space on either side in
    `_words` (all names but the family's) and `_first`."""

    given: str | None
    given_sound: str | None
    given_heard: str | None
    given_bare: bool
    given_first: str | None
    given_words: str | None
    family: str | None
    family_sound: str | None
    family_heard: str | None
    family_bare: bool
    family_first: str | None
    family_words: str | None
    birth_year: int | None
    birth_month: int | None
    birth_date: str | None
    sex: str | None
    citizenship: str | None
    place: str | None
    document: str | None
    phone: str | None


def prepare(record: Record) -> Prepared:
    """The record as it is compared."""
    given, family = latin(record.given_name) or None, latin(record.family_name) or None
    others = latin(record.other_names)
    birth = birth_of(record.birth_date)
    return Prepared(
        given=given,
        given_sound=sound(given, without_vowels(record.given_name)) if given else None,
        given_heard=heard(given) if given else None,
        given_bare=without_vowels(record.given_name),
        given_first=first(given),
        given_words=spaced(f"{given or ''} {others}"),
        family=family,
        family_sound=sound(family, without_vowels(record.family_name)) if family else None,
        family_heard=heard(family) if family else None,
        family_bare=without_vowels(record.family_name),
        family_first=first(family),
        family_words=spaced(family or ""),
        birth_year=birth.year,
        birth_month=birth.month,
        birth_date=birth.date,
        sex=sex_of(record.sex),
        citizenship=latin(record.citizenship) or None,
        place=latin(record.place) or None,
        document=number_of(record.document),
        phone=phone_of(record.phone),
    )


def spaced(text: str) -> str | None:
    """With a space before, between and after the words, so that a word can be looked for."""
    return f" {text.strip()} " if text.strip() else None


def first(name: str | None) -> str | None:
    """The first word that is more than a letter, between spaces."""
    if not name:
        return None
    found = name.split()
    return spaced(next((word for word in found if len(word) > 1), found[0]))


def birth_of(text: str) -> Birth:
    """Year first, or day, month and year; anything else is not known."""
    text = text.strip()
    if turned := _TURNED.fullmatch(text):
        text = "-".join(reversed(turned.groups()))
    found = _DATE.fullmatch(text)
    if not found or not int(found[1]):
        return Birth()
    year, month, day = int(found[1]), int(found[2] or 0), int(found[3] or 0)
    if not month or (month, day) == (1, 1):
        return Birth(year)
    if not day:
        return Birth(year, month)
    return Birth(year, month, f"{year:04}-{month:02}-{day:02}")


def sex_of(text: str) -> str | None:
    """m or f, or what else was written; None where it says nothing."""
    plain = latin(text)
    if plain in _MALE or plain in _FEMALE:
        return "m" if plain in _MALE else "f"
    return None if plain in {"", "unknown", "u", "x", "inconnu", "desconocido"} else plain


def number_of(text: str) -> str | None:
    """Letters and numbers of a document's number."""
    return latin(text).replace(" ", "") or None


def phone_of(text: str) -> str | None:
    """The last numbers of a telephone number: country and area are written or not."""
    return "".join(filter(str.isdigit, latin(text)))[-_END_OF_NUMBER:] or None
