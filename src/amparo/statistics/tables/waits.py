"""Time: medians, cumulative incidence, and what came in time, as it occurred and as recorded."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

import narwhals.stable.v2 as nw

from amparo.statistics.figures.meaning import Figure
from amparo.statistics.tables.asked import Asked
from amparo.statistics.tables.axes import HAPPENED, NOT_OWED
from amparo.statistics.tables.counting import ALL, Key, Median, in_time, waited, waited_by_day
from amparo.statistics.tables.counting import medians as counted_medians
from amparo.statistics.tables.draft import Draft, few
from amparo.statistics.tables.populations import Population
from amparo.statistics.tables.table import Figures, Note, Table
from amparo.statistics.tables.times import Day, Waited, at, incidence, incidence_by
from amparo.terms import N_


def medians(made: Draft, _population: Population | None) -> Table:
    """Only of those noticed so long ago that their time can have run."""
    asked = made.asked
    long_ago = made.meaning.known_on - timedelta(days=asked.within_days)
    units = made.units.filter(nw.col("registered") <= long_ago)
    found = counted_medians(units, asked.read, asked.clock, asked.within_days)
    nobody = Median(None, 0)
    owed = f"{asked.clock}_end=owed"
    whole = (ALL,) * len(asked.axes)

    def figure(key: Key) -> Figure:
        one = found.get(key, nobody)
        meaning = made.narrowed(key, owed)
        return Figure(
            value=one.days, measure="median", meaning=meaning, of=meaning, of_value=one.of,
            measures=asked.clock, measured_in="days", within_days=asked.within_days,
            not_shown="not_reached" if one.of else "not_known",
        )  # fmt: skip

    left = made.numbers.of[whole] - found.get(whole, nobody).of
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
    """By cell; for all, and for each code of a single axis, with the way there: these are drawn."""
    asked = made.asked
    clock, within_days, whole = asked.clock, asked.within_days, (ALL,) * len(asked.axes)
    drawn = asked.read if len(asked.axes) == 1 else ()
    rows = {key or whole: of for key, of in waited(made.units, drawn, clock, within_days).items()}
    days = waited_by_day(made.units, asked.read, clock, within_days) if asked.axes else {}
    shown = {*made.cells, whole}
    curves = {key: incidence(rows[key], within_days) for key in shown & rows.keys()}
    split = {key: _by_then(of, within_days) for key, of in days.items()}
    split |= {key: _of_all_by_then(rows[key], within_days) for key in (whole,) if key in rows}
    owed = f"{clock}_end=owed"

    def figure(key: Key) -> Figure:
        meaning = made.narrowed(key, owed)
        value = (
            at(curves.get(key, []), within_days)
            if key == whole
            else incidence_by(days.get(key, ()), within_days)
        )
        owed_to = sum(split.get(key, {}).values())
        return Figure(
            value=value if owed_to else None, measure="cumulative_incidence", meaning=meaning,
            of=meaning, of_value=owed_to, measures=clock, measured_in="days",
            within_days=within_days, not_shown="nobody",
        )  # fmt: skip

    return made.table(
        Figures(made.cells, figure),
        overall=figure(whole),
        curves=curves,
        rests_on=made.rests_on(*_split(split, made.cells, whole)),
    )


def _by_then(days: Sequence[Day], within_days: int) -> dict[str, int]:
    """Only the last of the days may be after it."""
    _, came, other, waits = map(sum, zip(*days, strict=True))
    last, late, *_ = days[-1]
    in_time = came - (late if last > within_days else 0)
    return {"came": in_time, "not": came + other + waits - in_time}


def _of_all_by_then(rows: Sequence[Waited], within_days: int) -> dict[str, int]:
    came = sum(many for days, end, many in rows if end == HAPPENED and days <= within_days)
    return {"came": came, "not": sum(many for _, end, many in rows if end != NOT_OWED) - came}


def _split(
    split: Mapping[Key, Mapping[str, int]], cells: Sequence[Key], whole: Key
) -> tuple[dict[Key, int], dict[Key, int]]:
    """Keys with one code more: whether it came. The cells, and the whole."""
    shown = {(*key, code): n for key in cells for code, n in split.get(key, {}).items()}
    of_all = {(*whole, code): n for code, n in split.get(whole, {}).items()}
    return shown, {**of_all, (*whole, ALL): sum(of_all.values())} if of_all else {}


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
