"""Which numbers follow, in words, and which numbers that are kept on show make them follow."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from amparo.casefile.saying import listed
from amparo.release.attacked import label
from amparo.release.made import TOTAL, Codes, Release
from amparo.release.site.laying import axis_in_words, code_in_words
from amparo.release.spec import Spec, TableSpec
from amparo.statistics.disclosure.attack import Finding


@dataclass(frozen=True, slots=True)
class Place:
    """One number of a table. `axes` is empty where the table is of another release."""

    table: str
    axes: tuple[str, ...]
    codes: Codes

    @property
    def words(self) -> str:
        """What it counts: “Age: 0 to 4, Sex: other”."""
        named = [
            f"{axis_in_words(axis)}: {code_in_words(axis, code)}"
            for axis, code in zip(self.axes, self.codes, strict=False)
            if code != TOTAL
        ]
        return listed(named) if named else code_in_words("", TOTAL)

    @property
    def raw(self) -> str:
        """Its codes, as a file has them."""
        return " / ".join(self.codes) or "all"


def places(found: Iterable[Finding], release: Release) -> list[Place]:
    """Each once, in order: by the names of the tables that were asked for."""
    of = {table.name: TableSpec(table.name, table.axes) for table in release.tables}
    return list(dict.fromkeys(_place(one, of, f"{label(release)}: ") for one in found))


def _place(finding: Finding, of: dict[str, TableSpec], prefix: str) -> Place:
    """A number of a code of which a child may have several was attacked in a table of its own."""
    name = finding.table.removeprefix(prefix)
    if name in of:
        table, codes = of[name], finding.codes
        if table.several:
            codes = _with(table, TOTAL, codes)
        return Place(name, table.axes, codes)
    first, _colon, code = name.partition(": ")
    if first in of and of[first].several:
        return Place(first, of[first].axes, _with(of[first], code, finding.codes))
    return Place(name, (), finding.codes)


def _with(table: TableSpec, code: str, rest: Codes) -> Codes:
    place = table.axes.index(table.several)
    return (*rest[:place], code, *rest[place:])


def to_remove(found: Sequence[Place], spec: Spec) -> list[Place]:
    """What to take out of `keep`: what is itself too small to be shown; or, where that is none,
    what is kept in the tables from which something follows, or in any."""
    kept = [Place(table.name, table.axes, codes) for table in spec.tables for codes in table.keep]
    there = set(found)
    tables = {one.table for one in found}
    exact = [one for one in kept if one in there]
    return exact or [one for one in kept if one.table in tables] or kept


def as_file(place: Place) -> str:
    """As it stands in the file."""
    return json.dumps(list(place.codes), ensure_ascii=False)
