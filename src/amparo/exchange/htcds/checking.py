"""Whether a file conforms to HTCDS 2.0, to the letter: every fault with its row and column."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from amparo.exchange.countries import alpha3_of
from amparo.exchange.htcds.fields import BETWEEN, CHILD, KEY, PREFIXES, Field, fields
from amparo.exchange.htcds.tolerating import code_of, heading_of
from amparo.exchange.opening import open_sheet
from amparo.exchange.refused import ExchangeError

PHONE = re.compile(r"^\+?[1-9]\d{1,14}$")
PHONES = ("org_Phone", "prs_HomePhone", "prs_MobilePhone")
SHOWN = 40


@dataclass(frozen=True, slots=True)
class Fault:
    """`row`: the line of the file, 1 for the heading."""

    row: int
    column: str
    what: str

    def __str__(self) -> str:
        return f"row {self.row}, column {self.column}: {self.what}"


def faults(path: Path) -> Iterator[Fault]:
    """Every fault, in the order of the file. Raises ExchangeError where it cannot be read."""
    sheet = open_sheet(path)
    yield from _of_heading(sheet.heading)
    known = [(name, fields()[name]) for name in sheet.heading if name in fields()]
    if not known:
        raise ExchangeError(f"{path}: none of its columns is a field of HTCDS")
    at = {name: sheet.heading.index(name) for name, _ in known}
    keys = sheet.heading.index(KEY) if KEY in sheet.heading else None
    seen: set[str] = set()
    for line, cells in sheet.rows:
        for name, field in known:
            if cell := cells[at[name]]:
                yield from (Fault(line, name, what) for what in _of_cell(field, cell))
        if keys is not None:
            if cells[keys] in seen:
                yield Fault(line, KEY, "the same key is there twice")
            seen.add(cells[keys])


def _of_heading(heading: tuple[str, ...]) -> Iterator[Fault]:
    for at, name in enumerate(heading, start=1):
        column = name[:SHOWN] or f"number {at}"
        if name and heading.index(name) < at - 1:
            yield Fault(1, column, "is there twice")
        elif name in (KEY, CHILD):
            continue
        elif name in fields():
            if fields()[name].deprecated:
                yield Fault(1, column, "is no longer part of the standard")
        elif meant := heading_of(name):
            yield Fault(1, column, f"is not a field; meant may be {meant}")
        elif not name or name.startswith(PREFIXES):
            yield Fault(1, column, "is not a field of HTCDS 2.0")


def _of_cell(field: Field, cell: str) -> Iterator[str]:
    if field.codes:
        yield from _of_codes(field, cell)
    elif field.list_name == "country":
        parts = cell.split(BETWEEN) if field.several else [cell]
        if not all(alpha3_of(part, "alpha2or3") for part in parts):
            yield "is not a country code of ISO 3166"
    elif field.name in PHONES:
        if not PHONE.match(cell):
            yield "is not a telephone number of E.164"
    elif not _IS.get(field.type, bool)(cell):
        yield f"is not {_SAID[field.type]}"


def _of_codes(field: Field, cell: str) -> Iterator[str]:
    parts = cell.split(BETWEEN)
    if len(parts) > 1 and not field.several:
        yield "has several values, and the standard has room for one"
    for part in parts:
        if part not in field.codes:
            meant = code_of(field, part)
            hint = f"; meant may be {meant}" if meant in field.codes else ""
            yield f"{part[:SHOWN]!r} is not a code of it{hint}"


def _is_day(cell: str) -> bool:
    try:
        return len(cell) == 10 and bool(date.fromisoformat(cell))
    except ValueError:
        return False


def _is_place(cell: str) -> bool:
    try:
        return -180 <= float(cell) <= 180
    except ValueError:
        return False


_IS: dict[str, Callable[[str], bool]] = {
    "Date": _is_day,
    "Number": _is_place,
    "Geolocation": _is_place,
    "Checkbox": lambda cell: cell in ("TRUE", "FALSE"),
}
_SAID = {
    "Date": "a day written as 2024-03-31", "Number": "a number", "Geolocation": "a coordinate",
    "Checkbox": "TRUE or FALSE",
}  # fmt: skip
