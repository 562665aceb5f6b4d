"""One value of a fact: what it is or why it is missing, and the entries that bear it.

How the bodies of entries are read so that *not asked*, *not known* and *refused* stay apart: a
field that no entry has was not asked; one that says null or `unknown` is not known. Pure.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import Any

from amparo.journey import Entry
from amparo.statistics.facts.columns import (
    NO,
    NOT_APPLICABLE,
    NOT_ASKED,
    NOT_KNOWN,
    UNKNOWN,
    YES,
    Column,
)

OTHER = "other"
Row = dict[str, Any]


class _Absent:
    """A field that an entry does not have: nobody asked."""


ABSENT = _Absent()


@dataclass(frozen=True, slots=True)
class Fact:
    """`value` is None where `missing` says why. `entries` bear it, or say that it is not known."""

    value: Any
    missing: str = ""
    entries: tuple[Entry, ...] = ()


def known(value: Any, *entries: Entry | None) -> Fact:
    return Fact(value, "", tuple(entry for entry in entries if entry is not None))


def missing(code: str, *entries: Entry) -> Fact:
    return Fact(None, code, entries)


NEVER_ASKED = missing(NOT_ASKED)
DOES_NOT_APPLY = missing(NOT_APPLICABLE)


def each_once(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The entries without repeats, in their order."""
    return tuple({entry.id: entry for entry in entries}.values())


def field(entry: Entry, *path: str) -> Any:
    """What a field of the body says, ABSENT where it is not there, None where it is not known."""
    found: Any = entry.body
    for name in path:
        if not isinstance(found, Mapping):
            return None if found is None else ABSENT
        found = found.get(name, ABSENT)
        if found is ABSENT:
            return ABSENT
    return None if found in (UNKNOWN, "") else found


Read = Callable[[Entry], Any]


def named(*path: str) -> Read:
    """Reads the field of this path."""
    return lambda entry: field(entry, *path)


def last(entries: Sequence[Entry], read: Read) -> Fact:
    """What the latest of the entries that knows it says."""
    return first(entries[::-1], read)


def first(entries: Iterable[Entry], read: Read) -> Fact:
    """What the first of the entries that knows it says."""
    unknown = []
    for entry in entries:
        value = read(entry)
        if value is None:
            unknown.append(entry)
        elif value is not ABSENT:
            return known(value, entry)
    return missing(NOT_KNOWN, *unknown) if unknown else NEVER_ASKED


def smallest(entries: Iterable[Entry], read: Read) -> Fact:
    """The smallest value that any of the entries knows."""
    found = [(entry, read(entry)) for entry in entries]
    held = [(value, entry) for entry, value in found if value is not None and value is not ABSENT]
    if held:
        return known(*min(held, key=lambda pair: pair[0]))
    unknown = [entry for entry, value in found if value is None]
    return missing(NOT_KNOWN, *unknown) if unknown else NEVER_ASKED


def every(entries: Iterable[Entry], *reads: Read) -> Fact:
    """All codes that the entries name, in order of the alphabet, each once."""
    codes: set[str] = set()
    bear, unknown = [], []
    for entry in entries:
        here = [value for read in reads for value in _listed(read(entry))]
        if told := {value for value in here if value is not None}:
            codes |= told
            bear.append(entry)
        elif here:
            unknown.append(entry)
    if codes:
        return known(sorted(codes), *bear)
    return missing(NOT_KNOWN, *unknown) if unknown else NEVER_ASKED


def _listed(value: Any) -> list[Any]:
    """A field of many codes, or of one, as a list; what is not known in it as None."""
    if value is ABSENT or value == []:
        return []
    values = value if isinstance(value, list) else [value]
    return [None if one in (UNKNOWN, "", None) else one for one in values]


def any_true(entries: Iterable[Entry], read: Read) -> Fact:
    """Three-valued over entries: one yes makes it so; a no counts where nobody says yes."""
    by_value: dict[Any, list[Entry]] = {}
    for entry in entries:
        value = read(entry)
        if value is None or isinstance(value, bool):
            by_value.setdefault(value, []).append(entry)
    for value, said in ((True, YES), (False, NO)):
        if value in by_value:
            return known(said, *by_value[value])
    return missing(NOT_KNOWN, *by_value[None]) if None in by_value else NEVER_ASKED


def banded(number: Fact, band: Callable[[int], str]) -> Fact:
    """The band of a number, borne by what bears the number."""
    return number if number.missing else Fact(band(number.value), "", number.entries)


def happened(entries: Sequence[Entry]) -> Fact:
    """True where an entry says so. That it never happened is recorded nowhere, so never false."""
    return known(YES, *entries) if entries else NEVER_ASKED


def coded(fact: Fact, column: Column) -> Fact:
    """The fact with codes of its column only: what is written out in words never comes through."""
    if fact.missing or not column.codes:
        return fact
    if column.type == "codes":
        codes = {_code(one, column) for one in fact.value} - {None}
        return Fact(sorted(codes), "", fact.entries) if codes else _not_coded(fact)
    code = _code(fact.value, column)
    return _not_coded(fact) if code is None else Fact(code, "", fact.entries)


def _code(value: Any, column: Column) -> str | None:
    if isinstance(value, str) and value in column.codes:
        return value
    return OTHER if OTHER in column.codes else None


def _not_coded(fact: Fact) -> Fact:
    return missing(NOT_KNOWN, *fact.entries)


def put(row: Row, column: Column, fact: Fact) -> Fact:
    """Write a fact into a row as its column is stored; gives it as it was written."""
    fact = coded(fact, column)
    if column.companion:
        row[column.name] = None if fact.missing else fact.value
        row[column.companion] = fact.missing
    elif column.type == "codes":
        row[column.name] = [fact.missing] if fact.missing else fact.value
    else:
        row[column.name] = fact.missing or fact.value
    return fact


def day(at: datetime, zone: tzinfo = UTC) -> str:
    """The day of a moment in the zone of the deployment."""
    return at.astimezone(zone).date().isoformat()
