"""The finest cells that several tables together tell apart, and which of them a number counts."""

import math
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final

from amparo.statistics.disclosure.published import OTHERS, Codes, Published
from amparo.statistics.disclosure.refused import NotProtectable

MOST_CELLS: Final = 300_000
RELEASE: Final = "\0release"
Groups = Mapping[str, Mapping[str, Sequence[str]]]


class Cells:
    """Cells by number, those left out that are known to be 0 (no table has a row for them)."""

    def __init__(
        self, tables: Sequence[Published], groups: Groups, releases: Sequence[str]
    ) -> None:
        import numpy as np

        self.np = np
        self.tables = tables
        until = {name: tuple(releases[: at + 1]) for at, name in enumerate(releases)}
        self.groups = {**groups, RELEASE: until}
        self.codes = self._all_codes()
        self.names = list(self.codes)
        shape = [len(self.codes[name]) for name in self.names]
        if math.prod(shape) > MOST_CELLS:
            raise NotProtectable(
                f"the tables tell {math.prod(shape):,} cells apart, more than {MOST_CELLS:,}: "
                "check fewer together"
            )
        self.size = math.prod(shape)
        self.at = {name: np.indices(shape)[axis].reshape(-1)
                   for axis, name in enumerate(self.names)}  # fmt: skip
        self._without_impossible()
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
        return self.groups.get(name, {}).get(code, (code,))

    def _without_impossible(self) -> None:
        """A cell for which a table of cells has no row is known to be 0, and left out."""
        np = self.np
        possible = np.ones(self.size, dtype=bool)
        for table in self.tables:
            listed = [codes for codes in (*table.shown, *table.hidden) if table.total not in codes]
            if listed and table.dimensions:
                inside = np.ones(self.size, dtype=bool)
                for name, code in self._where(table).items():
                    inside &= self._those(name, code)
                possible &= self._listed(table, listed) | ~inside
        self.size = int(possible.sum())
        self.at = {name: at[possible] for name, at in self.at.items()}

    def _listed(self, table: Published, listed: Sequence[Codes]) -> Any:
        seen = self.np.zeros([len(self.codes[name]) for name in table.dimensions], dtype=bool)
        for codes in listed:
            seen[self.np.ix_(*map(self._wanted, table.dimensions, codes))] = True
        return seen[tuple(self.at[name] for name in table.dimensions)]

    def _wanted(self, name: str, code: str) -> list[int]:
        return [self.codes[name].index(part) for part in self._parts(name, code)]

    def _those(self, name: str, code: str) -> Any:
        return self.np.isin(self.at[name], self._wanted(name, code))

    def of(self, table: int, codes: Codes) -> Any:
        """The cells that a number counts."""
        return self.np.flatnonzero(self._counted(table, codes, None))

    def _counted(self, table: int, codes: Codes, without: str | None) -> Any:
        one = self.tables[table]
        found = self.np.ones(self.size, dtype=bool)
        for name, code in zip(one.dimensions, codes, strict=True):
            if code != one.total:
                found &= self._one(name, code)
        for name, code in self._where(one).items():
            if name != without:
                found &= self._one(name, code)
        return found

    def left_over(self, table: int, codes: Codes) -> Iterator[tuple[str | None, Any]]:
        """For each filter the cells that the number would count without it; None: later ones."""
        for name, code in self._where(self.tables[table]).items():
            rest = self._counted(table, codes, name) & ~self._one(name, code)
            yield None if name == RELEASE else name, self.np.flatnonzero(rest)

    def matrix(self, sums: Sequence[Any]) -> Any:
        """A sparse row for each sum over cells."""
        from scipy.sparse import csr_array  # type: ignore[import-untyped]

        np = self.np
        ends = np.concatenate([[0], np.cumsum([len(one) for one in sums])]).astype(np.int64)
        columns = np.concatenate([np.zeros(0, dtype=np.int64), *sums])
        shape = (len(sums), self.size)
        return csr_array((np.ones(len(columns)), columns, ends), shape=shape)
