"""How many there are in each cell and in each margin, and how many days were waited in each.

What it gives are plain numbers, in no figure yet: `making` gives them their meaning.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import narwhals.stable.v2 as nw

from amparo.statistics.facts.columns import MISSING, NO
from amparo.statistics.tables.axes import HAPPENED, NOT_OWED, WAITING, Axis
from amparo.statistics.tables.expressions import Frame, coded, ended, exploded, rows_of
from amparo.statistics.tables.times import Day, Waited

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


def numbers(units: Frame, axes: Sequence[Axis], weight: str = "") -> Numbers:
    """Every cell and margin. Margins over axes with one code each are sums; others are asked for.

    `weight`: a column that says how many units a row is, as a case that was opened again is two.
    With three axes of several codes each, margins over one of them alone are left out.
    """
    several = [axis.code for axis in axes if axis.several]
    found: dict[Key, int] = {}
    for kept in _combinations(several):
        shown = [axis for axis in axes if not axis.several or axis.code in kept]
        for key, number in _grouped(units, shown, weight):
            by_axis = dict(zip((axis.code for axis in shown), key, strict=True))
            cell = tuple(by_axis.get(axis.code, ALL) for axis in axes)
            found[cell] = found.get(cell, 0) + number
    nobody = {(ALL,) * len(axes): 0}
    return Numbers(nobody | with_sums(found, additive(axes)), tuple(axes))


def additive(axes: Sequence[Axis]) -> list[bool]:
    """Of which axes the cells add up to the sum: a child has one code of it."""
    return [not axis.several for axis in axes]


def _combinations(several: list[str]) -> Iterator[set[str]]:
    for size in range(len(several) + 1):
        if not (len(several) == 3 and size == 2):
            yield from map(set, combinations(several, size))


def _grouped(units: Frame, axes: Sequence[Axis], weight: str) -> list[tuple[Key, int]]:
    weights = [nw.col(weight).alias(_WEIGHT)] if weight else []
    frame = units.select(*map(coded, axes), *weights) if axes or weight else units
    return [(tuple(map(str, key)), int(many or 0)) for *key, many in _sums(frame, axes)]


def with_sums(cells: Mapping[Key, int], additive: Sequence[bool]) -> dict[Key, int]:
    """The cells and every sum that follows from them: over axes of one code each, not of several.

    Sums over axes of several codes may be among the cells; they are summed further.
    """
    found = Counter(cells)
    for place, adds in enumerate(additive):
        if adds:
            for key, number in list(found.items()):
                if key[place] != ALL:
                    found[(*key[:place], ALL, *key[place + 1 :])] += number
    return dict(found)


def waited(
    units: Frame, axes: Sequence[Axis], clock: str, within_days: int
) -> dict[Key, list[Waited]]:
    """How long was waited, as it occurred, and how it ended, by cell and for the whole (ALL on
    every axis).

    Days after `within_days` are all told as the day after it: nothing is asked of them but that
    they were longer.
    """
    found: dict[Key, list[Waited]] = {}
    until = _until(clock, within_days)
    for shown in ([*axes], []) if axes else ([],):
        frame = _timed(units, clock).select(*map(coded, shown), until, ended(clock).alias(_END))
        # Tens of thousands of rows: they are taken as they come, days, end and number last.
        for row in _sums(frame, shown, [_DAYS, _END]):
            found.setdefault(row[:-3] or (ALL,) * len(axes), []).append(row[-3:])
    return found


def waited_by_day(
    units: Frame, axes: Sequence[Axis], clock: str, within_days: int
) -> dict[Key, list[Day]]:
    """The same of those who were owed it, by cell alone: the days in their order, and of each for
    how many it came, for how many something else came instead, and how many waited still.
    """
    end = ended(clock)
    came, waits = end == HAPPENED, end == WAITING
    marks = {_CAME: came, _ELSE: ~came & ~waits, _WAITS: waits}
    flags = [mark.cast(nw.Int64).alias(name) for name, mark in marks.items()]
    owed = _timed(units, clock).filter(end != NOT_OWED)
    frame = exploded(owed.select(*map(coded, axes), _until(clock, within_days), *flags), axes)
    sums = [nw.col(name).sum().cast(nw.Int64) for name in marks]
    by = [axis.code for axis in axes]
    found: dict[Key, list[Day]] = {}
    for row in rows_of(frame.group_by(*by, _DAYS).agg(*sums)):
        found.setdefault(row[:-4], []).append(row[-4:])
    for days in found.values():
        days.sort()
    return found


def _timed(units: Frame, clock: str) -> Frame:
    return units.filter(~nw.col(f"{clock}_days").is_null())


def _until(clock: str, within_days: int) -> Any:
    days = nw.col(f"{clock}_days")
    until = nw.when(days > within_days).then(nw.lit(within_days + 1)).otherwise(days)
    return until.alias(_DAYS)


@dataclass(frozen=True, slots=True)
class Median:
    """`days` None: for more than half it had not come by then. `of`: whose time has run."""

    days: int | None
    of: int


def medians(units: Frame, axes: Sequence[Axis], clock: str, within_days: int) -> dict[Key, Median]:
    """The day by which it had come for half of those whose time has run, at most `within_days`, by
    cell and for the whole.

    Time has run for a child where it came, where something else ended the waiting, or where it was
    waited for `within_days`; for whom it never came the wait has no end. The units must be of
    children noticed at least so long ago (`waits` sees to it), or those for whom it came quickly
    would weigh too much.
    """
    days, never = nw.col(f"{clock}_days"), within_days + 1
    came = (ended(clock) == HAPPENED) & (days <= within_days)
    until = nw.when(came).then(days).otherwise(nw.lit(never)).alias(_DAYS)
    found: dict[Key, Median] = {}
    for shown in ([*axes], []) if axes else ([],):
        by = [axis.code for axis in shown] or [_WHOLE]
        codes = list(map(coded, shown)) or [nw.lit(ALL).alias(_WHOLE)]
        frame = exploded(units.filter(_has_run(clock, within_days)).select(*codes, until), shown)
        so_far = nw.col("__n").cum_sum().over(*by, order_by=_DAYS)
        summed = frame.group_by(*by, _DAYS).agg(nw.len().alias("__n")).with_columns(
            so_far.alias("__so_far"), nw.col("__n").sum().over(*by).alias("__of")
        )  # fmt: skip
        middle = summed.filter(nw.col("__so_far") * 2 >= nw.col("__of")).group_by(*by)
        for *key, day, of in rows_of(middle.agg(nw.col(_DAYS).min(), nw.col("__of").max())):
            cell = tuple(map(str, key)) if shown else (ALL,) * len(axes)
            found[cell] = Median(None if day == never else int(day), int(of))
    return found


_DAYS, _END, _WEIGHT, _WHOLE = "__days", "__end", "__weight", "__whole"
_CAME, _ELSE, _WAITS = "__came", "__else", "__waits"


def _has_run(clock: str, within_days: int) -> Any:
    """Whether it is known by when it came, or that it did not within so many days."""
    days, end = nw.col(f"{clock}_days"), ended(clock)
    return ~days.is_null() & (end != NOT_OWED) & ((end != WAITING) | (days >= within_days))


def _sums(frame: Frame, axes: Sequence[Axis], more: Sequence[str] = ()) -> list[tuple[Any, ...]]:
    frame = exploded(frame, axes)
    by = [*(axis.code for axis in axes), *more]
    weight = nw.col(_WEIGHT).sum() if _WEIGHT in frame.columns else nw.len()
    grouped = frame.group_by(*by).agg(weight.alias("__n")) if by else frame.select(weight)
    return rows_of(grouped)


def denominators(
    units: Frame, axes: Sequence[Axis], within: Sequence[str], weight: str = ""
) -> dict[Key, int]:
    """How many have an answer on every axis, by the codes of the axes `within` (ALL elsewhere)."""
    answering = units
    for axis in axes:
        column = nw.col(axis.column).list.get(0) if axis.several else coded(axis)
        answering = answering.filter(~column.is_in(list(MISSING)))
    shown = [axis for axis in axes if axis.code in within]
    by_code = [axis.code for axis in shown]
    found: dict[Key, int] = {}
    for key, number in _grouped(answering, shown, weight):
        codes = dict(zip(by_code, key, strict=True))
        found[tuple(codes.get(axis.code, ALL) for axis in axes)] = number
    return found


def in_time(
    units: Frame, axes: Sequence[Axis], clock: str, within_days: int
) -> dict[Key, tuple[int, int, int]]:
    """Of those whose time has run, by cell and for the whole: for how many it came by then, for
    how many of these it was also recorded within 24 hours, and how many they are.
    """
    came = (ended(clock) == HAPPENED) & (nw.col(f"{clock}_days") <= within_days)
    told = came & (nw.col(f"{clock}_late") == NO)
    flags = [flag.cast(nw.Int64).alias(name) for name, flag in (("__came", came), ("__told", told))]
    found: dict[Key, tuple[int, int, int]] = {}
    for shown in ([*axes], []) if axes else ([],):
        frame = units.filter(_has_run(clock, within_days)).select(*map(coded, shown), *flags)
        for *key, many, came_by, told_by in _counted(frame, shown):
            cell = tuple(map(str, key)) if shown else (ALL,) * len(axes)
            found[cell] = (int(came_by or 0), int(told_by or 0), int(many))
    return found


def _counted(frame: Frame, axes: Sequence[Axis]) -> list[tuple[Any, ...]]:
    frame = exploded(frame, axes)
    sums = (nw.len().alias("__n"), nw.col("__came").sum(), nw.col("__told").sum())
    by = [axis.code for axis in axes]
    return rows_of(frame.group_by(*by).agg(*sums) if by else frame.select(*sums))


def latest(frame: Frame, column: str) -> Any:
    """The greatest value of a column; None where there is no row."""
    return rows_of(frame.select(nw.col(column).max()))[0][0]
