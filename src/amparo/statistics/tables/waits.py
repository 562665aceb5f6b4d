"""Time: medians, cumulative incidence, and what came in time, as it occurred and as recorded."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

import narwhals.stable.v2 as nw

from amparo.statistics.figures.meaning import Figure
from amparo.statistics.tables.asked import Asked
from amparo.statistics.tables.axes import HAPPENED, NOT_OWED
from amparo.statistics.tables.counting import ALL, Key, in_time, waited
from amparo.statistics.tables.draft import Draft, few
from amparo.statistics.tables.populations import Population
from amparo.statistics.tables.table import Figures, Note, Table
from amparo.statistics.tables.times import Median, Waited, at, incidence, median
from amparo.terms import N_


def medians(made: Draft, _population: Population | None) -> Table:
    """Only of those noticed so long ago that their time can have run."""
    asked = made.asked
    long_ago = made.meaning.known_on - timedelta(days=asked.within_days)
    units = made.units.filter(nw.col("registered") <= long_ago)
    rows = waited(units, asked.read, asked.clock, asked.within_days, each_day=False)
    found = {key: median(of, asked.within_days) for key, of in rows.items()}
    owed = f"{asked.clock}_end=owed"
    whole = (ALL,) * len(asked.axes)

    def figure(key: Key) -> Figure:
        one = found.get(key, Median(None, 0, 0, 0))
        meaning = made.narrowed(key, owed)
        return Figure(
            value=one.days, measure="median", meaning=meaning, of=meaning, of_value=one.of,
            measures=asked.clock, measured_in="days", within_days=asked.within_days,
            not_shown="not_reached" if one.of else "not_known",
        )  # fmt: skip

    left = made.numbers.of[whole] - found.get(whole, Median(None, 0, 0, 0)).of
    of = {key: found[key].of for key in made.cells if key in found}
    rests = made.rests_on(of, {whole: found[whole].of} if whole in found else {})
    table = made.table(Figures(made.cells, figure), overall=figure(whole), rests_on=rests)
    return replace(table, notes=(_left_out(asked, left),))


def _left_out(asked: Asked, number: int) -> Note:
    return Note(
        N_(
            "Of children registered at least %(days)s days ago. %(left)s are left out: their time"
            " has not yet run, it was not owed to them, or it is not known."
        ),
        {"days": asked.within_days, "left": few(number)},
    )


def incidences(made: Draft, _population: Population | None) -> Table:
    asked = made.asked
    rows = waited(made.units, asked.read, asked.clock, asked.within_days)
    shown = {*made.cells, (ALL,) * len(asked.axes)}
    curves = {key: incidence(rows[key], asked.within_days) for key in shown & rows.keys()}
    owed = f"{asked.clock}_end=owed"

    def figure(key: Key) -> Figure:
        meaning = made.narrowed(key, owed)
        return Figure(
            value=at(curves.get(key, []), asked.within_days),
            measure="cumulative_incidence", meaning=meaning, of=meaning,
            of_value=_owed(rows.get(key, ())), measures=asked.clock, measured_in="days",
            within_days=asked.within_days,
        )  # fmt: skip

    whole = (ALL,) * len(asked.axes)
    split = {key: _by_then(of, asked.within_days) for key, of in rows.items()}
    return made.table(
        Figures(made.cells, figure),
        overall=figure(whole),
        curves=curves,
        rests_on=made.rests_on(*_split(split, made.cells, whole)),
    )


def _by_then(rows: Sequence[Waited], within_days: int) -> dict[str, int]:
    came = sum(many for days, end, many in rows if end == HAPPENED and days <= within_days)
    return {"came": came, "not": _owed(rows) - came}


def _split(
    split: Mapping[Key, Mapping[str, int]], cells: Sequence[Key], whole: Key
) -> tuple[dict[Key, int], dict[Key, int]]:
    """Keys with one code more: whether it came. The cells, and the whole."""
    shown = {(*key, code): n for key in cells for code, n in split.get(key, {}).items()}
    of_all = {(*whole, code): n for code, n in split.get(whole, {}).items()}
    return shown, {**of_all, (*whole, ALL): sum(of_all.values())} if of_all else {}


def _owed(rows: Sequence[Waited]) -> int:
    return sum(number for _, end, number in rows if end != NOT_OWED)


def shares_in_time(made: Draft, _population: Population | None) -> Table:
    """Both shares: as it occurred by then, and where that was also written down within 24 hours."""
    asked = made.asked
    long_ago = made.meaning.known_on - timedelta(days=asked.within_days)
    units = made.units.filter(nw.col("registered") <= long_ago)
    found = in_time(units, asked.read, asked.clock, asked.within_days)
    owed = f"{asked.clock}_end=owed"

    def share(key: Key, which: int, *more: str) -> Figure:
        of = found.get(key, (0, 0, 0))
        return Figure(
            value=Fraction(of[which], of[2]) if of[2] else None, measure="share",
            meaning=made.narrowed(key, owed, f"{asked.clock}_within={asked.within_days}", *more),
            of=made.narrowed(key, owed), of_value=of[2], not_shown="nobody",
        )  # fmt: skip

    def recorded(key: Key) -> Figure:
        return share(key, 1, f"{asked.clock}_late=false")

    whole = (ALL,) * len(asked.axes)
    split = {
        key: {"told": told, "untold": came - told, "not": of - came}
        for key, (came, told, of) in found.items()
    }
    table = made.table(
        Figures(made.cells, lambda key: share(key, 0)),
        overall=share(whole, 0),
        recorded=Figures((*made.cells, whole), recorded),
        rests_on=made.rests_on(*_split(split, made.cells, whole)),
    )
    left = made.numbers.of[whole] - found.get(whole, (0, 0, 0))[2]
    return replace(table, notes=(_left_out(asked, left),))
