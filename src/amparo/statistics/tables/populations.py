"""Populations that the user brings, to divide by: a file by year, place, sex and age, with source.

It is read strictly: one fault, one line, and nothing of the file is used. Nothing is guessed; where
the ages of the file do not fit those of the table, the rate is refused.
"""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from amparo.statistics.facts.columns import column
from amparo.statistics.figures.parts import ONCE, Coverage, Meaning, Stock
from amparo.statistics.tables.axes import AXES
from amparo.statistics.tables.refused import NotAskable
from amparo.terms import N_

HEADER: Final = ("year", "place", "sex", "age_from", "age_to", "number", "source")
METHODS: Final = ("census", "register_of_inhabitants", "projection", "survey")
BOTH: Final = "all"
LARGEST: Final = 5_000_000
OLDEST: Final = 130
LAST_OF_CHILDHOOD: Final = 17
Cell = tuple[str, str, int, int]
"""Place, sex, youngest and oldest age of one line."""


@dataclass(frozen=True, slots=True)
class Population:
    """How many people there are: by year, then by place, sex and ages."""

    method: str
    source: str
    reference_for: str
    people: Mapping[int, Mapping[Cell, int]]

    def of(
        self, meaning: Meaning, codes: Mapping[str, tuple[str, ...]]
    ) -> tuple[int, Meaning] | None:
        """How many a figure's group has in its year, and what that number means.

        None where the file has nobody of it (`other`, adults). Raises NotAskable where it lacks the
        year or place, or where its ages do not fit.
        """
        year = _year(meaning, codes)
        rows = self.people.get(year)
        if rows is None:
            raise NotAskable(N_("The population has no year %(year)s."), {"year": year})
        here = {row[1:]: number for row, number in rows.items() if row[0] == meaning.place}
        if not here:
            values = {"place": meaning.place, "year": year}
            raise NotAskable(
                N_("The population has no line of the place %(place)s in %(year)s."), values
            )
        bands = codes.get("age_band") or codes.get("age_at_registration") or ("",)
        spans = [_ages(band) for band in bands]
        if None in spans:
            return None
        number = sum(
            _within(here, sex, *span)
            for sex in _sexes(here, codes.get("sex", ()))
            for span in spans
            if span is not None
        )
        return (number, self._meant(meaning, year)) if number else None

    def _meant(self, meaning: Meaning, year: int) -> Meaning:
        return Meaning(
            unit="person", counting=ONCE, stock=Stock.STOCK, start=date(year, 1, 1),
            end=date(year, 12, 31), place=meaning.place, definition="not_applicable",
            standings=("not_applicable",), identified_by=(), source=self.source,
            method=self.method, coverage=Coverage.not_stated(), version=str(year),
            known_on=meaning.known_on, population="children", detected=False,
            restrictions=_demographic(meaning), reference_for=self.reference_for,
        )  # fmt: skip


def _demographic(meaning: Meaning) -> tuple[str, ...]:
    return tuple(one for one in meaning.restrictions if one.startswith(("sex=", "age_band=")))


def _year(meaning: Meaning, codes: Mapping[str, tuple[str, ...]]) -> int:
    named = codes.get("registered_year", ())
    if len(named) == 1:
        return int(named[0])
    if meaning.start.year != meaning.end.year:
        raise NotAskable(N_("A rate is of one year: ask for one, or by year."))
    return meaning.start.year


def _ages(code: str) -> tuple[int, int] | None:
    """The ages of a band or of a year of age; all of childhood for none; None for adults."""
    if not code:
        return 0, LAST_OF_CHILDHOOD
    if code.isdigit():
        return (int(code), int(code)) if int(code) <= LAST_OF_CHILDHOOD else None
    bands = {band.code: band for band in AXES["age_band"].bands}
    band = bands.get(code)
    return None if band is None or band.high is None else (band.low, band.high)


def _sexes(rows: Mapping[tuple[str, int, int], int], codes: tuple[str, ...]) -> set[str]:
    there = {sex for sex, _, _ in rows}
    return there & set(codes) if codes else there


def _within(rows: Mapping[tuple[str, int, int], int], sex: str, low: int, high: int) -> int:
    found = [(one, number) for one, number in rows.items() if one[0] == sex and one[1] <= high]
    inside = [(one[1], one[2], number) for one, number in found if one[2] >= low]
    crossing = any(first < low or last > high for first, last, _ in inside)
    covered = sum(last - first + 1 for first, last, _ in inside)
    if crossing or covered != high - low + 1:
        raise NotAskable(
            N_("The population cannot be put together to the ages %(low)s to %(high)s (%(sex)s)."),
            {"low": low, "high": high, "sex": sex},
        )
    return sum(number for _, _, number in inside)


def read(data: bytes, *, method: str, reference_for: str) -> Population:
    """The population of a CSV file: year,place,sex,age_from,age_to,number,source.

    `method` declares what it is (METHODS), `reference_for` the population of figures that may be
    divided by it. Raises NotAskable with the line of the first fault.
    """
    if method not in METHODS:
        raise NotAskable(
            N_("Say what the population is: %(methods)s."), {"methods": ", ".join(METHODS)}
        )
    people: dict[int, dict[Cell, int]] = {}
    sources: set[str] = set()
    for line, row in rows_of_file(data, HEADER):
        year, cell, number, source = _parsed(line, row)
        _check_apart(line, people.setdefault(year, {}), cell)
        people[year][cell] = number
        sources.add(source)
    return Population(method, "; ".join(sorted(sources)), reference_for, people)


def rows_of_file(data: bytes, header: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a CSV with exactly this header, numbered by line. Raises NotAskable."""
    if len(data) > LARGEST:
        raise NotAskable(N_("The file is larger than 5 MB."))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotAskable(N_("The file is not UTF-8 text.")) from error
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        yield from _checked_rows(reader, header)
    except csv.Error as error:
        raise fault(reader.line_num, N_("it is not CSV")) from error


def _checked_rows(reader: Any, header: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    if tuple(next(reader, ())) != header:
        raise fault(1, N_("the first line must be %(header)s"), header=",".join(header))
    empty = True
    for row in reader:
        empty = False
        if len(row) != len(header):
            raise fault(reader.line_num, N_("it has not %(n)s columns"), n=len(header))
        yield reader.line_num, dict(zip(header, (part.strip() for part in row), strict=True))
    if empty:
        raise fault(2, N_("there is nothing below the first line"))


def fault(line: int, reason: str, **values: object) -> NotAskable:
    """Where the file is wrong, and how."""
    return NotAskable(reason, values, line)


def whole_number(line: int, row: Mapping[str, str], name: str, least: int, most: int) -> int:
    """One column as a whole number in plain digits. Raises NotAskable."""
    text = row[name]
    if not (text.isascii() and text.isdigit() and len(text) <= 12 and least <= int(text) <= most):
        raise fault(line, N_("%(name)s must be a whole number from %(least)s to %(most)s"),
                    name=name, least=least, most=most)  # fmt: skip
    return int(text)


def short_text(line: int, row: Mapping[str, str], name: str) -> str:
    """One column that says something in one short line. Raises NotAskable."""
    text = row[name]
    if not text or len(text) > 200 or not text.isprintable():
        raise fault(line, N_("%(name)s must be one short line"), name=name)
    return text


def _parsed(line: int, row: Mapping[str, str]) -> tuple[int, Cell, int, str]:
    year = whole_number(line, row, "year", 1900, 2200)
    low = whole_number(line, row, "age_from", 0, OLDEST)
    high = whole_number(line, row, "age_to", low, OLDEST)
    number = whole_number(line, row, "number", 1, 10**11)
    sexes = (*column("victims", "sex").codes, BOTH)
    if row["sex"] not in sexes:
        raise fault(line, N_("sex must be one of %(sexes)s"), sexes=", ".join(sexes))
    place, source = short_text(line, row, "place"), short_text(line, row, "source")
    return year, (place, row["sex"], low, high), number, source


def _check_apart(line: int, there: Mapping[Cell, int], cell: Cell) -> None:
    """Nobody twice: no two lines of one place and year have an age and a sex in common."""
    place, sex, low, high = cell
    for other_place, other_sex, first, last in there:
        same = sex == other_sex or BOTH in (sex, other_sex)
        if place == other_place and same and first <= high and low <= last:
            raise fault(line, N_("some of these people stand in an earlier line already"))
