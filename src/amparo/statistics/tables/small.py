"""The table that a screen may show: no number from 1 to 10 in it, and none that follows from it.

What a public release needs besides is not decided here.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from amparo.statistics.figures.meaning import Figure
from amparo.statistics.tables.asked import COUNT, RATE, SHARE
from amparo.statistics.tables.counting import ALL, Key
from amparo.statistics.tables.hiding import SMALLEST_SHOWN, to_hide
from amparo.statistics.tables.table import Figures, Table
from amparo.statistics.tables.times import Step

CURVE_DAYS: Final = (1, 7, 30, 91, 182, 365, 730, 1095)
"""Where a curve is shown: its every step would be one child's day."""
NEAR_THE_END: Final = 0.9
"""The days shortly before the last are left out: few children would stand between."""


def without_small(table: Table) -> Table:
    """The same table with small numbers hidden, and as many others as that needs.

    Where the measure is no count, margins and what has no answer are left out: from them and the
    figures together, small numbers would follow.
    """
    size = len(table.asked.axes)
    gone = {key[:size] for key in to_hide(table.rests_on)}
    hidden = frozenset(key for key in table.cells if key in gone or _under(table, key) in gone)
    whole = (ALL,) * size
    counts = table.asked.measure in (COUNT, RATE)
    shown = replace(
        table,
        cells=_without(table.cells, hidden),
        apart=_without(table.apart if counts else _NONE, gone),
        margins=_without(table.margins if counts else _NONE, gone),
        whole=_hidden(table.whole, _whole_hidden(table, gone)),
        overall=table.overall and _hidden(table.overall, whole in gone),
        recorded=table.recorded and _without(table.recorded, hidden | (gone & {whole})),
        curves={
            key: _thin(steps, table.asked.within_days)
            for key, steps in table.curves.items()
            if key not in gone
        },
        rests_on={},
        hidden=frozenset(gone) | hidden,
    )
    return shown


_NONE = Figures((), lambda key: _never())


def _never() -> Figure:
    raise KeyError


def _under(table: Table, key: Key) -> Key:
    """What a share is a share of."""
    if table.asked.measure != SHARE:
        return key
    return tuple(
        code if axis in table.asked.within else ALL
        for axis, code in zip(table.asked.axes, key, strict=True)
    )


def _whole_hidden(table: Table, gone: Iterable[Key]) -> bool:
    """Also where only few are counted that a figure over all leaves out."""
    whole, number = (ALL,) * len(table.asked.axes), table.whole.value or 0
    if whole in set(gone) or 0 < number < SMALLEST_SHOWN:
        return True
    longest = max((len(key) for key in table.rests_on), default=0)
    of = table.rests_on.get((ALL,) * longest, number)
    return 0 < number - of < SMALLEST_SHOWN


def _without(figures: Figures, hidden: Iterable[Key]) -> Figures:
    gone = frozenset(hidden)
    return Figures(figures, lambda key: _hidden(figures[key], key in gone))


def _hidden(figure: Figure, hide: bool) -> Figure:
    if not hide:
        return figure
    return replace(figure, value=None, of_value=None, interval=None, not_shown="too_few")


def _thin(steps: list[Step], within_days: int) -> list[Step]:
    """On those days, and on the last, where the curve says what the table says."""
    found = []
    for days in (*(one for one in CURVE_DAYS if one < NEAR_THE_END * within_days), within_days):
        before = [step for step in steps if step.days <= days]
        if before:
            found.append(replace(before[-1], days=days, at_risk=0))
    return found
