"""The finest cells that several tables together tell apart, and which of them a number counts.

They lie in groups of dimensions (`cliques`); a number counts cells of one group, and where two
groups share dimensions their counts must agree.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import Any, Final

from amparo.statistics.disclosure.cliques import Names, cliques
from amparo.statistics.disclosure.published import OTHERS, Codes, Published
from amparo.statistics.disclosure.refused import NotProtectable

MOST_CELLS: Final = 300_000
RELEASE: Final = "\0release"
Groups = Mapping[str, Mapping[str, Sequence[str]]]
Named = frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class _Group:
    """Cells of some dimensions. `first`: the number of the first; `at`: codes by dimension."""

    names: Names
    first: int
    size: int
    at: Mapping[str, Any]


class Cells:
    """Cells by number, those left out that are known to be 0 (no table has a row for them)."""

    def __init__(
        self, tables: Sequence[Published], groups: Groups, releases: Sequence[str]
    ) -> None:
        import numpy as np

        self.np = np
        self.tables = tables
        until = {name: tuple(releases[: at + 1]) for at, name in enumerate(releases)}
        self.parts = {RELEASE: until, **groups}
        self.codes = self._all_codes()
        told = [frozenset((*table.dimensions, *self._where(table))) for table in tables]
        found, self._joined = cliques(told, {name: len(one) for name, one in self.codes.items()})
        self._check_size(found)
        self._in = [next(at for at, names in enumerate(found) if one <= names) for one in told]
        self._groups: list[_Group] = []
        for names in found:
            self._groups.append(self._cells_of(names))
        self.size = sum(group.size for group in self._groups)
        self._one = lru_cache(maxsize=None)(self._those)

    def _all_codes(self) -> dict[str, list[str]]:
        found: dict[str, set[str]] = {}
        told: set[str] = set()
        for table in self.tables:
            for axis, name in enumerate(table.dimensions):
                every = {codes[axis] for codes in (*table.shown, *table.hidden)} - {table.total}
                found.setdefault(name, set()).update(*(self._parts(name, one) for one in every))
                told.add(name)
            for name, code in self._where(table).items():
                found.setdefault(name, set()).update(self._parts(name, code))
        for name in set(found) - told - {RELEASE}:
            found[name].add(OTHERS)
        return {name: sorted(codes) for name, codes in sorted(found.items())}

    def _where(self, table: Published) -> dict[str, str]:
        return {**table.where, **({RELEASE: table.release} if table.release else {})}

    def _parts(self, name: str, code: str) -> Sequence[str]:
        return self.parts.get(name, {}).get(code, (code,))

    def _check_size(self, groups: Sequence[Names]) -> None:
        size = sum(math.prod(len(self.codes[name]) for name in names) for names in groups)
        if size > MOST_CELLS:
            raise NotProtectable(
                f"the tables tell {size:,} cells apart, more than {MOST_CELLS:,}: "
                "check fewer together"
            )

    def _cells_of(self, names: Names) -> _Group:
        """The cells of one group but those for which one of its tables has no row: they are 0."""
        np, order = self.np, sorted(names)
        shape = [len(self.codes[name]) for name in order]
        indices = np.indices(shape).reshape(len(shape), math.prod(shape))
        at = {name: indices[axis] for axis, name in enumerate(order)}
        possible = np.ones(math.prod(shape), dtype=bool)
        for number, table in enumerate(self.tables):
            listed = [codes for codes in (*table.shown, *table.hidden) if table.total not in codes]
            if listed and table.dimensions and self._in[number] == len(self._groups):
                inside = np.ones(len(possible), dtype=bool)
                for name, code in self._where(table).items():
                    inside &= np.isin(at[name], self._wanted(name, code))
                possible &= self._listed(table, listed, at) | ~inside
        first = sum(group.size for group in self._groups)
        kept = {name: one[possible] for name, one in at.items()}
        return _Group(names, first, int(possible.sum()), kept)

    def _listed(self, table: Published, listed: Sequence[Codes], at: Mapping[str, Any]) -> Any:
        seen = self.np.zeros([len(self.codes[name]) for name in table.dimensions], dtype=bool)
        for codes in listed:
            seen[self.np.ix_(*map(self._wanted, table.dimensions, codes))] = True
        return seen[tuple(at[name] for name in table.dimensions)]

    def _wanted(self, name: str, code: str) -> list[int]:
        return [self.codes[name].index(part) for part in self._parts(name, code)]

    def _those(self, group: int, name: str, code: str) -> Any:
        return self.np.isin(self._groups[group].at[name], self._wanted(name, code))

    def of(self, table: int, codes: Codes) -> Any:
        """The cells that a number counts."""
        return self._numbered(table, self._counted(table, codes, None))

    def _numbered(self, table: int, counted: Any) -> Any:
        return self.np.flatnonzero(counted) + self._groups[self._in[table]].first

    def _counted(self, table: int, codes: Codes, without: str | None) -> Any:
        one, group = self.tables[table], self._in[table]
        found = self.np.ones(self._groups[group].size, dtype=bool)
        for name, code in zip(one.dimensions, codes, strict=True):
            if code != one.total:
                found &= self._one(group, name, code)
        for name, code in self._where(one).items():
            if name != without:
                found &= self._one(group, name, code)
        return found

    def left_over(self, table: int, codes: Codes) -> Iterator[tuple[str, Any]]:
        """For each filter the cells that the number would count without it, and not with it."""
        group = self._in[table]
        for name, code in self._where(self.tables[table]).items():
            rest = self._counted(table, codes, name) & ~self._one(group, name, code)
            yield name, self._numbered(table, rest)

    def agreeing(self) -> Iterator[tuple[Named, Any, Any]]:
        """Cells of two groups that must count the same, and by which codes both are named."""
        for one, other, names in self._joined:
            order = sorted(names)
            for codes in product(*(self.codes[name] for name in order)):
                named = dict(zip(order, codes, strict=True))
                yield frozenset(named.items()), self._with(one, named), self._with(other, named)

    def _with(self, group: int, named: Mapping[str, str]) -> Any:
        of = self._groups[group]
        found = self.np.ones(of.size, dtype=bool)
        for name, code in named.items():
            # A cell's own code: a later release is called as it is, and counts earlier ones too.
            found &= of.at[name] == self.codes[name].index(code)
        return self.np.flatnonzero(found) + of.first

    def named(self, table: int, codes: Codes) -> Named:
        """The codes by which a number of a table is counted."""
        one = self.tables[table]
        own = zip(one.dimensions, codes, strict=True)
        return frozenset({*((name, code) for name, code in own if code != one.total),
                          *self._where(one).items()})  # fmt: skip

    def is_finest(self, named: Named) -> bool:
        """Whether a number is counted by codes of cells, none of which stands for several."""
        return all(self._parts(name, code) == (code,) for name, code in named)

    def is_next(self, before: Named, after: Named) -> bool:
        """Whether a release counts only its own cells besides those of the one before."""
        earlier, later = dict(before).get(RELEASE, ""), dict(after).get(RELEASE, "")
        rest = frozenset(pair for pair in after if pair[0] != RELEASE)
        more = set(self._parts(RELEASE, later)) - set(self._parts(RELEASE, earlier))
        return more == {later} and self.is_finest(rest)

    def matrix(self, sums: Sequence[Any], minus: Sequence[Any] = ()) -> Any:
        """A sparse row for each sum over cells; `minus`: what is taken from each."""
        from scipy.sparse import csr_array  # type: ignore[import-untyped]

        np = self.np
        ends = np.concatenate([[0], np.cumsum([len(one) for one in sums])]).astype(np.int64)
        columns = np.concatenate([np.zeros(0, dtype=np.int64), *sums])
        shape = (len(sums), self.size)
        rows = csr_array((np.ones(len(columns)), columns, ends), shape=shape)
        return csr_array(rows - self.matrix(minus)) if minus else rows
