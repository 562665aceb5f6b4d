"""A release as an attacker has it, alone and beside others about the same children.

Of a long list each release merges other codes into one; so do reasons for no answer. Held against
each other, what a release calls “all others together” is all codes that it does not name.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Final

from amparo.release.counting import OTHERS_TOGETHER
from amparo.release.made import TOTAL, Codes, Release
from amparo.release.spec import TableSpec
from amparo.statistics.disclosure.cells import RELEASE
from amparo.statistics.disclosure.published import Published
from amparo.statistics.disclosure.rounding import left_open
from amparo.statistics.facts.columns import MISSING
from amparo.statistics.tables.axes import NO_ANSWER_TOGETHER

YEAR: Final = "registered_year"
MERGED: Final = (OTHERS_TOGETHER, NO_ANSWER_TOGETHER)
UNNAMED: Final = "\0unnamed"
"""Those of whom no release names the code."""
MOST_TOGETHER: Final = 4
Groups = dict[str, dict[str, tuple[str, ...]]]


def part_of(table: TableSpec, codes: Codes) -> tuple[str, Codes]:
    """In which of the tables that were protected a number stands, and under which codes."""
    if not table.several:
        return table.name, codes
    place = table.axes.index(table.several)
    rest = (*codes[:place], *codes[place + 1 :])
    code = codes[place]
    return (table.name if code == TOTAL else f"{table.name}: {code}"), rest


@dataclass(frozen=True, slots=True)
class Held:
    """Releases held against each other. `order`: what they are called, the first known first."""

    tables: tuple[Published, ...]
    order: tuple[str, ...]
    groups: Groups
    by_year: bool = False

    @property
    def loose(self) -> "Held":
        """Where children were taken out between them, a later one does not count all of an earlier.

        Each child may then be in any of them: the last few are looked at so.
        """
        order = self.order[-MOST_TOGETHER:]
        tables = tuple(table for table in self.tables if table.release in order)
        return replace(
            self, tables=tables, order=(), groups=self.groups | {RELEASE: _any_of(order)}
        )


def held(releases: Iterable[Release]) -> Held:
    """Releases as an attacker has them who has them all."""
    found = sorted(releases, key=order)
    apart = len({where(one)[YEAR] for one in found}) > 1
    tables = (table for one in found for table in published(one, alone=False, by_year=apart))
    return Held(tuple(tables), tuple(label(one) for one in found), groups(found), apart)


def alone(release: Release) -> Held:
    """One release about children of whom no other tells."""
    return Held(tuple(published(release)), (), {})


def order(one: Release) -> tuple[object, ...]:
    """By when it was known; one that is new comes last of those of its day."""
    return one.meaning.known_on, not one.version, one.name, one.version


def label(one: Release) -> str:
    """How a release is called where it is held against others."""
    return f"{one.name}, version {one.version}" if one.version else f"{one.name}, new"


def where(one: Release) -> dict[str, str]:
    """The years in which the children of a release were registered."""
    first, last = one.meaning.start.year, one.meaning.end.year
    return {YEAR: str(first) if first == last else f"{first}–{last}"}


def published(release: Release, *, alone: bool = True, by_year: bool = False) -> list[Published]:
    """The tables of a release: one, and one for each code of which a child may have several.

    by_year: releases of other years are looked at too.
    """
    found = []
    for table in release.tables:
        of = TableSpec(table.name, table.axes)
        parts: dict[str, dict[Codes, int | None]] = {}
        for codes, count in table.counts.items():
            name, rest = part_of(of, codes)
            parts.setdefault(name, {})[rest] = count
        axes = tuple(axis for axis in table.axes if axis != of.several)
        for name, counts in parts.items():
            only: dict[str, str] = {}
            if name != table.name:
                code = _own(name.removeprefix(f"{table.name}: "), release, alone)
                only = {f"{of.several}:{code}": code}
            found.append(
                _one(release, name, axes, counts, only | (where(release) if by_year else {}), alone)
            )
    return found


def _one(
    release: Release,
    name: str,
    axes: tuple[str, ...],
    counts: Mapping[Codes, int | None],
    only: dict[str, str],
    alone: bool,
) -> Published:
    known = {
        tuple(_own(code, release, alone) for code in codes): count
        for codes, count in counts.items()
    }
    return Published(
        name=name if alone else f"{label(release)}: {name}",
        dimensions=axes,
        shown={codes: left_open(count, release.base)
               for codes, count in known.items() if count is not None},
        hidden={codes: None for codes, count in known.items() if count is None},
        where=only,
        release="" if alone else label(release),
    )  # fmt: skip


def _own(code: str, release: Release, alone: bool) -> str:
    return code if alone or code not in MERGED else f"{code} of {label(release)}"


def groups(releases: Sequence[Release]) -> Groups:
    """Which years a period is made of, and which codes what each release merges.

    What the one that is new merges is called so without its name.
    """
    found: Groups = {YEAR: {}}
    for one in releases:
        first, last = one.meaning.start.year, one.meaning.end.year
        if first != last:
            years = tuple(str(year) for year in range(first, last + 1))
            found[YEAR][where(one)[YEAR]] = years
    every = {label(one): _codes(one) for one in releases}
    for one in releases:
        for axis, named in every[label(one)].items():
            all_named = set().union(*(codes.get(axis, set()) for codes in every.values()))
            rest = tuple(sorted(all_named - named - set(MISSING)))
            for code, those in (
                (OTHERS_TOGETHER, (*rest, UNNAMED)),
                (NO_ANSWER_TOGETHER, tuple(sorted(set(MISSING) - named))),
            ):
                found.setdefault(axis, {})[_own(code, one, alone=False)] = those
                if not one.version:
                    found[axis][code] = those
    return found


def _codes(release: Release) -> dict[str, set[str]]:
    """The codes that a release names, by axis of one code."""
    found: dict[str, set[str]] = {}
    for table in release.tables:
        several = TableSpec(table.name, table.axes).several
        for place, axis in enumerate(table.axes):
            if axis != several:
                codes = {codes[place] for codes in table.counts}
                found.setdefault(axis, set()).update(codes - {TOTAL, *MERGED})
    return found


def _any_of(releases: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """By release, in which combinations of releases a child of it may be."""
    every = [
        those for size in range(1, len(releases) + 1) for those in combinations(releases, size)
    ]
    return {one: tuple(" and ".join(those) for those in every if one in those) for one in releases}
