"""What stands on paper: which signs on which sheet, under which number, and the sheet's own number.

Paper is for places without power or network. The number at the head of a sheet names what was
printed, its version and its language, and never a child; with its check character it can be typed
where no camera is. How a sheet looks is `pages_paper`; typing one in is `pages_paper_in`.
"""

import re
import unicodedata
import zlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from amparo.access.identification import AFTER_GUARDIAN
from amparo.casefile import instruments_here
from amparo.casefile.reference import ALPHABET
from amparo.instruments import Dimension, Instrument, Item, shipped
from amparo.instruments.answers import NO, REFUSED, UNKNOWN, YES

CONCERN = "concern"
# Counted up by hand whenever a question of the concern form comes, goes or changes its place.
CONCERN_VERSION = "1"
# What may be ticked; a row that was left blank was not asked.
TICKED = (YES, NO, UNKNOWN, REFUSED)

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—−ـ_"), "-")

_VERSION = re.compile(r"(?=.{1,20}$)V?[0-9][0-9A-Z.]*(-V?[0-9][0-9A-Z.]*)*")


class NoSuchSheet(ValueError):
    """A text that is no number of a sheet printed here."""


@dataclass(frozen=True, slots=True)
class SheetNumber:
    """What was printed: the code of an instrument or `CONCERN`, its version, the language's tag."""

    code: str
    version: str
    language: str

    def __str__(self) -> str:
        body = f"{_short(self.code)}-{_typed(self.version)}-{self.language}".upper()
        return f"{body}-{_check(body)}"


def number_of(code: str, language: str) -> SheetNumber:
    """The number of the sheet as it is printed today. Raises KeyError for no such instrument."""
    if code == CONCERN:
        return SheetNumber(code, CONCERN_VERSION, language)
    return SheetNumber(code, instruments_here.known().instruments[code].version, language)


def read_number(text: str, languages: Collection[str]) -> SheetNumber:
    """The sheet that a typed number names; also of an older version. Raises NoSuchSheet.

    Accepts lower case, digits of any script, spaces or other dashes between the parts.
    """
    parts = [part for part in _plain(text).split("-") if part]
    if len(parts) < 4 or _check("-".join(parts[:-1])) != parts[-1]:
        raise NoSuchSheet(text)
    short, *version, language, _sign = parts
    if not _VERSION.fullmatch("-".join(version)):
        raise NoSuchSheet(text)
    codes = {_short(code).upper(): code for code in _printable()}
    if short not in codes or language.lower() not in languages:
        raise NoSuchSheet(text)
    code, said = codes[short], "-".join(version)
    return SheetNumber(code, _version_of(code, said), language.lower())


def _printable() -> list[str]:
    """What has sheets: the concern, ours, and the country's own."""
    return [CONCERN, *instruments_here.known().instruments]


def _typed(version: str) -> str:
    """A version as it stands in a number; of one that a country wrote in words, a sum of them."""
    said = version.upper()
    return said if _VERSION.fullmatch(said) else f"0{zlib.crc32(version.encode()):08X}"


def _version_of(code: str, said: str) -> str:
    """The version that a number names, as the instrument writes it where we still know it."""
    both = (instruments_here.known().instruments.get(code), shipped().get(code))
    known = (one.version for one in both if one is not None)
    return next((version for version in known if _typed(version) == said), said.lower())


def _plain(text: str) -> str:
    characters = unicodedata.normalize("NFKC", text.strip()).translate(_DASHES).upper()
    digits = (str(int(one)) if one.isdecimal() else one for one in characters)
    return "-".join("".join(digits).split())


def _short(code: str) -> str:
    """The initials of a code, as far as no other has the same; a country's own takes none of ours,
    so that sheets printed before can still be read.
    """
    initials, ours = _initials(code), [CONCERN, *shipped()]
    same = [one for one in (ours if code in ours else _printable()) if _initials(one) == initials]
    return initials if len(same) == 1 else code.replace("_", "")


def _initials(code: str) -> str:
    return "".join(word[0] for word in code.split("_") if word)


def _check(body: str) -> str:
    """The check character: every place has its own weight, so that swapped ones are noticed."""
    signs = [sign for sign in body if sign.isalnum()]
    total = sum(place * ord(sign) for place, sign in enumerate(signs, start=2))
    return ALPHABET[total % len(ALPHABET)]


@dataclass(frozen=True, slots=True)
class Row:
    """One sign with the number under which it stands on paper, counted from 1."""

    number: int
    item: Item


@dataclass(frozen=True, slots=True)
class Topic:
    """The signs of one dimension that stand together on a sheet."""

    dimension: Dimension
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Sheets:
    """An instrument on paper: what anybody who screens may look at, and what waits for a guardian
    and for somebody trained. Signs keep their numbers whatever is printed.
    """

    first: tuple[Topic, ...]
    trained: tuple[Topic, ...]

    def rows(self) -> Iterator[Row]:
        """Every sign in the order of the paper."""
        for topic in (*self.first, *self.trained):
            yield from topic.rows


def sheets_of(instrument: Instrument) -> Sheets:
    """The signs of an instrument, divided over its sheets."""
    first = tuple(_topics(instrument, trained=False, start=1))
    so_far = sum(len(topic.rows) for topic in first)
    return Sheets(first, tuple(_topics(instrument, trained=True, start=so_far + 1)))


def _topics(instrument: Instrument, *, trained: bool, start: int) -> Iterator[Topic]:
    for dimension in instrument.dimensions:
        items = [one for one in dimension.items if (one.stage == AFTER_GUARDIAN) == trained]
        if items:
            rows = tuple(Row(number, one) for number, one in enumerate(items, start=start))
            yield Topic(dimension, rows)
            start += len(rows)


def answers_on(sheets: Sheets, typed: Mapping[str, str], stages: Collection[str]) -> dict[str, str]:
    """What was ticked, by item; what is no tick, or not for this person to type in, is left out."""
    ticked = ((row.item, typed.get(row.item.code)) for row in sheets.rows())
    return {item.code: given for item, given in ticked if item.stage in stages and given in TICKED}
