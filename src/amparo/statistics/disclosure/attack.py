"""Attacks what is published: what could a reader find out who puts all tables together?

Nothing here knows how the tables were protected. The unknown are the counts of the finest cells
that any table tells apart; each number shown says how many some of them are together. For each
hidden number, and for what a filter or a later release leaves over, the least and the most follow
by linear programmes over all tables together.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from amparo.statistics.disclosure.cells import RELEASE, Cells, Named
from amparo.statistics.disclosure.programme import Binding, bounds
from amparo.statistics.disclosure.published import Codes, Published
from amparo.statistics.disclosure.refused import NotProtectable
from amparo.statistics.disclosure.solving import Unknown
from amparo.statistics.disclosure.suppress import THRESHOLD

SMALL: Final = "small"
BOUNDS: Final = "bounds"
DOMINANCE: Final = "dominance"
DIFFERENCE: Final = "difference"
Key = tuple[str, Codes, str, str]
"""What was asked: of which number of which table, of which kind, and without which filter."""


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """What a reader finds out: that a number lies between two numbers, these included.

    kind: `small`, shown though below the threshold. `bounds`, hidden and yet known too closely.
    `dominance`, so many of a row are in one column that the rest is too few. `difference`, how
    many are in one table and not in another.
    """

    table: str
    codes: Codes
    kind: str
    least: int
    most: int

    def __str__(self) -> str:
        where = f"{self.table}: {' / '.join(self.codes) or 'the whole'}"
        found = str(self.least)
        if self.least != self.most:
            found = f"between {self.least} and {self.most}"
        said = {
            SMALL: f"{found} is shown, which is too few",
            BOUNDS: f"is hidden, but follows to be {found}",
            DOMINANCE: f"is {found}, nearly all of its row or column",
            DIFFERENCE: f"the rest, which is in another table and not in this, is {found}",
        }
        return f"{where}: {said[self.kind]}"


@dataclass(frozen=True, slots=True)
class _Asked:
    """A sum that a reader may try to find out, over cells at these columns."""

    table: str
    codes: Codes
    kind: str
    columns: Any
    true: int | None
    without: str = ""

    @property
    def key(self) -> Key:
        return self.table, self.codes, self.kind, self.without


@dataclass(frozen=True, slots=True)
class Attack:
    """Tables put together. `rows`: by which codes each row of `unknown` is counted."""

    tables: Sequence[Published]
    cells: Cells
    unknown: Unknown
    rows: Sequence[Named]
    binding: Binding


def attack(
    tables: Sequence[Published],
    *,
    groups: Mapping[str, Mapping[str, Sequence[str]]] | None = None,
    releases: Sequence[str] = (),
    cells: Cells | None = None,
) -> Attack:
    """All that the tables together say. Arguments and what is raised: as `check`.

    cells: those of the same tables with other numbers shown, if they were found before.
    """
    cells = cells or Cells(tables, groups or {}, releases)
    unknown, rows = _unknown(tables, cells)
    return Attack(tables, cells, unknown, rows, Binding(unknown))


def check(
    tables: Sequence[Published],
    threshold: int = THRESHOLD,
    *,
    groups: Mapping[str, Mapping[str, Sequence[str]]] | None = None,
    releases: Sequence[str] = (),
) -> list[Finding]:
    """What the tables together give away; nothing in it: they hold.

    groups: by dimension and code, the codes it is the sum of, where tables divide differently
    (ages). releases: their names in order of time; a later one counts all that an earlier one did.
    Raises NotProtectable where the tables contradict each other or are too many to look at.
    """  # fmt: skip
    return findings(attack(tables, groups=groups, releases=releases), threshold)


def fit(
    tables: Sequence[Published],
    *,
    groups: Mapping[str, Mapping[str, Sequence[str]]] | None = None,
    releases: Sequence[str] = (),
) -> bool:
    """Whether the tables can be true together. Arguments: as `check`."""
    import numpy as np

    made = attack(tables, groups=groups, releases=releases)
    try:
        bounds(made.unknown, made.cells.matrix([np.arange(made.cells.size)]), THRESHOLD)
    except NotProtectable:
        return False
    return True


def findings(
    made: Attack, threshold: int = THRESHOLD, wide: set[Key] | None = None
) -> list[Finding]:
    """The same of tables that were put together.

    wide: what is known to be open enough and is not asked again; more is put into it.
    """
    tables, cells = made.tables, made.cells
    wide = set() if wide is None else wide
    found = [*_shown_small(tables, threshold), *_shown_dominant(tables, threshold)]
    every = (*_hidden(tables, cells), *_left_over(tables, cells))
    asked = [one for one in every if one.key not in wide]
    ends = bounds(made.unknown, cells.matrix([one.columns for one in asked]), threshold)
    for one, (least, most) in zip(asked, ends.tolist(), strict=True):
        if most - least < threshold:
            found += _told(one, least, most, threshold, tables)
        else:
            wide.add(one.key)
    return sorted(set(found))


def pinning(made: Attack, finding: Finding) -> set[Named]:
    """The numbers shown because of which a number is known so closely: all of them that bind."""
    number = next(at for at, table in enumerate(made.tables) if table.name == finding.table)
    if finding.codes in made.tables[number].shown and finding.kind != DIFFERENCE:
        return {made.cells.named(number, finding.codes)}
    wanted = [columns for _name, columns in made.cells.left_over(number, finding.codes)]
    if finding.kind != DIFFERENCE:
        wanted.append(made.cells.of(number, finding.codes))
    found: set[Named] = set()
    for columns in wanted:
        for row in made.binding(made.cells.matrix([columns])):
            found.add(made.rows[int(row)])
    return found


def _told(
    one: _Asked, least: int, most: int, threshold: int, tables: Sequence[Published]
) -> Iterator[Finding]:
    """Whether it matters that this is known so closely: a large number may be."""
    if one.kind == DIFFERENCE and one.without == RELEASE and not most:
        return  # nobody came in between: nobody is found out
    small = least < threshold if one.true is None else one.true < threshold
    if small:
        yield Finding(one.table, one.codes, one.kind, least, most)
        return
    table = next(table for table in tables if table.name == one.table)
    if any(whole - least < threshold for whole in _wholes(table, one.codes)):
        yield Finding(one.table, one.codes, DOMINANCE, least, most)


def _shown_small(tables: Sequence[Published], threshold: int) -> Iterator[Finding]:
    for table in tables:
        for codes, (least, most) in table.shown.items():
            if least < threshold and most - least < threshold:
                yield Finding(table.name, codes, SMALL, least, most)


def _shown_dominant(tables: Sequence[Published], threshold: int) -> Iterator[Finding]:
    for table in tables:
        for codes, (least, most) in table.shown.items():
            if least != most:
                continue
            if any(whole - least < threshold for whole in _wholes(table, codes)):
                yield Finding(table.name, codes, DOMINANCE, least, most)


def _wholes(table: Published, codes: Codes) -> Iterator[int]:
    """The exact numbers shown of which this is one part of several."""
    for axis, code in enumerate(codes):
        if code == table.total or len(_codes_of(table, axis)) < 2:
            continue
        least, most = table.shown.get((*codes[:axis], table.total, *codes[axis + 1 :]), (0, -1))
        if least == most and _others(table, codes, axis):
            yield least


def _others(table: Published, codes: Codes, axis: int) -> bool:
    """Whether anybody of the sum could be elsewhere on that axis."""
    others = _codes_of(table, axis) - {codes[axis]}
    beside = ((*codes[:axis], other, *codes[axis + 1 :]) for other in others)
    return any(one in table.shown or one in table.hidden for one in beside)


def _codes_of(table: Published, axis: int) -> set[str]:
    return {codes[axis] for codes in (*table.shown, *table.hidden)} - {table.total}


def _hidden(tables: Sequence[Published], cells: Cells) -> Iterator[_Asked]:
    for number, table in enumerate(tables):
        for codes, true in sorted(table.hidden.items()):
            columns = cells.of(number, codes)
            if len(columns):  # else nobody can be counted there, and all know
                yield _Asked(table.name, codes, BOUNDS, columns, true)


def _left_over(tables: Sequence[Published], cells: Cells) -> Iterator[_Asked]:
    """For each number of a filtered table those whom the filter leaves out; so with releases."""
    for number, table in enumerate(tables):
        for codes in sorted((*table.shown, *table.hidden)):
            for dimension, columns in cells.left_over(number, codes):
                if len(columns):
                    yield _Asked(table.name, codes, DIFFERENCE, columns, None, dimension)


def _unknown(tables: Sequence[Published], cells: Cells) -> tuple[Unknown, list[Named]]:
    """Every number shown, and that cells of different groups agree: on that number, if shown."""
    import numpy as np

    none = np.zeros(0, dtype=np.int64)
    rows: list[tuple[Any, Any, int, int]] = []
    names: list[Named] = []
    exact: dict[Named, int] = {}
    same: dict[Named, list[tuple[int, Any, Named]]] = {}
    for number, table in enumerate(tables):
        for codes, (low, high) in sorted(table.shown.items()):
            name = cells.named(number, codes)
            if low == high:
                exact |= {name: low} if cells.is_finest(name) else {}
                without = frozenset(pair for pair in name if pair[0] != RELEASE)
                same.setdefault(without, []).append((low, cells.of(number, codes), name))
            if not _follows(table, codes):
                rows.append((cells.of(number, codes), none, low, high))
                names.append(name)
    for several in same.values():
        for (low, few, before), (high, many, name) in pairwise(several):
            if len(np.setdiff1d(few, many)) == 0 < len(many) - len(few):
                # A later release counts all of an earlier one: so many are new.
                rows.append((np.setdiff1d(many, few), none, high - low, high - low))
                names.append(name)
                if cells.is_next(before, name):
                    exact[name] = high - low
    for named, one, other in cells.agreeing():
        if named in exact:
            rows += [(part, none, exact[named], exact[named]) for part in (one, other)]
            names += [named, named]
        else:
            rows.append((one, other, 0, 0))
            names.append(named)
    counted, taken, least, most = zip(*rows, strict=True) if rows else ((), (), (), ())
    matrix = cells.matrix(counted, taken)
    return Unknown(matrix, np.array(least, float), np.array(most, float)), names


def _follows(table: Published, codes: Codes) -> bool:
    """Whether a sum is that of others which are shown exactly: then it says nothing new."""
    for axis, code in enumerate(codes):
        if code != table.total:
            continue
        parts = [(*codes[:axis], one, *codes[axis + 1 :]) for one in _codes_of(table, axis)]
        known = [table.shown.get(part) for part in parts if part not in table.hidden]
        if parts and len(known) == len(parts) and all(
            one is not None and one[0] == one[1] for one in known
        ):  # fmt: skip
            return True
    return False
