"""How many there are in each cell and in each margin, and how many days were waited in each.

What it gives are plain numbers, in no figure yet: `making` gives them their meaning.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import narwhals.stable.v2 as nw

from amparo.statistics.tables.axes import Axis
from amparo.statistics.tables.expressions import Frame, coded, rows_of

ALL = "*"
"""Stands for an axis that is summed over: its margin."""
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Numbers:
    """`of`: units by cell and margin. A margin counts units, not their codes."""

    of: dict[Key, int]
    axes: tuple[Axis, ...]

    @property
    def whole(self) -> int:
        return self.of.get((ALL,) * len(self.axes), 0)


def numbers(units: Frame, axes: Sequence[Axis]) -> Numbers:
    """Every cell and margin. Margins over axes with one code each are sums; others are asked for.

    With three axes of several codes each, margins over one of them alone are left out.
    """
    several = [axis.code for axis in axes if axis.several]
    found: dict[Key, int] = {}
    for kept in _combinations(several):
        shown = [axis for axis in axes if not axis.several or axis.code in kept]
        for key, number in _grouped(units, shown):
            by_axis = dict(zip((axis.code for axis in shown), key, strict=True))
            cell = tuple(by_axis.get(axis.code, ALL) for axis in axes)
            found[cell] = found.get(cell, 0) + number
    return Numbers(_with_margins(found, axes), tuple(axes))


def _combinations(several: list[str]) -> Iterator[set[str]]:
    for size in range(len(several) + 1):
        if not (len(several) == 3 and size == 2):
            yield from map(set, combinations(several, size))


def _grouped(units: Frame, axes: Sequence[Axis]) -> list[tuple[Key, int]]:
    if not axes:
        return [((), int(number)) for (number,) in rows_of(units.select(nw.len()))]
    frame = units.select(*(coded(axis) for axis in axes))
    for axis in axes:
        if axis.several:
            frame = frame.explode(axis.code)
    grouped = frame.group_by(*(axis.code for axis in axes)).agg(nw.len().alias("__n"))
    return [(tuple(map(str, key)), int(number)) for *key, number in rows_of(grouped)]


def _with_margins(cells: dict[Key, int], axes: Sequence[Axis]) -> dict[Key, int]:
    """Sums over each axis of one code. Rows that have ALL there already are margins themselves."""
    found = Counter(cells)
    for place, axis in enumerate(axes):
        if not axis.several:
            for key, number in list(found.items()):
                found[(*key[:place], ALL, *key[place + 1 :])] += number
    return {(ALL,) * len(axes): 0, **found}


def waited(
    units: Frame, axes: Sequence[Axis], clock: str, days: str
) -> dict[Key, list[tuple[int, str, int]]]:
    """(days, how it ended, how many) by cell and for the whole (ALL on every axis).

    `days` is the column of the days: as it occurred or as it was recorded.
    """
    end = f"{clock}_end"
    found: dict[Key, list[tuple[int, str, int]]] = {}
    for shown in ([*axes], []) if axes else ([],):
        frame = units.filter(~nw.col(days).is_null()).select(
            *(coded(axis) for axis in shown), nw.col(days), nw.col(end)
        )
        for axis in shown:
            if axis.several:
                frame = frame.explode(axis.code)
        by = [*(axis.code for axis in shown), days, end]
        for *key, waited_days, how, number in rows_of(frame.group_by(*by).agg(nw.len())):
            cell = tuple(map(str, key)) if shown else (ALL,) * len(axes)
            found.setdefault(cell, []).append((int(waited_days), str(how), int(number)))
    return found


def latest(frame: Frame, column: str) -> Any:
    """The greatest value of a column; None where there is no row."""
    return rows_of(frame.select(nw.col(column).max()))[0][0]
