"""Axes and periods as expressions that DuckDB and Spark both run, through narwhals.

The pages of figures load narwhals with the server; DuckDB is loaded when somebody counts.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import reduce
from typing import Any
from uuid import uuid4

import narwhals.stable.v2 as nw

from amparo.statistics.facts.columns import COMPANION, MISSING, NO, NOT_APPLICABLE, NOT_ASKED
from amparo.statistics.figures.parts import EACH_EPISODE, ONCE_A_YEAR, Stock
from amparo.statistics.tables.asked import Asked
from amparo.statistics.tables.axes import AXES, CLOSED, HAPPENED, NOT_OWED, OVER, WAITING, Axis

Frame = Any  # a narwhals LazyFrame over whatever engine; its own type names no engine


def frame_of(facts: Any) -> Frame:
    """The facts `victims` of a DuckDB connection, of Spark, or of any frame that narwhals reads."""
    native = facts.table("victims") if hasattr(facts, "execute") else facts
    return nw.from_native(native)


def rows_of(frame: Frame) -> list[tuple[Any, ...]]:
    """What a query gives, as tuples: neither pandas nor pyarrow is needed for it."""
    native = frame.to_native()
    if hasattr(native, "fetchall"):
        return list(native.fetchall())
    return [tuple(row) for row in native.collect()]


@contextmanager
def held(facts: Any, frame: Frame) -> Iterator[Frame]:
    """The rows of a query, kept while a table is made: they are grouped more than once.

    On a DuckDB connection as a temporary table in its memory, on Spark in its cache.
    """
    native = frame.to_native()
    if hasattr(facts, "execute"):
        name = f"units_{uuid4().hex}"
        facts.execute(f"CREATE TEMP TABLE {name} AS {native.sql_query()}")
        try:
            yield nw.from_native(facts.table(name))
        finally:
            facts.execute(f"DROP TABLE {name}")
    elif hasattr(native, "cache"):
        kept = native.cache()
        try:
            yield nw.from_native(kept)
        finally:
            kept.unpersist()
    else:
        yield frame


def exploded(frame: Frame, axes: Iterable[Axis]) -> Frame:
    """One row for each code of the axes that may have several. No list of facts is ever empty.

    For DuckDB, narwhals would read the rows again for each list that might be empty.
    """
    for axis in axes:
        if not axis.several:
            continue
        native = frame.to_native()
        if hasattr(native, "fetchall"):
            name = axis.code
            frame = nw.from_native(native.project(f'* REPLACE (unnest("{name}") AS "{name}")'))
        else:
            frame = frame.explode(axis.code)
    return frame


def needed(axes: Iterable[Axis], clock: str, weight: str) -> list[str]:
    """The columns that a table over these axes reads."""
    found = [weight] if weight else []
    for axis in axes:
        found += {
            "number": [axis.column, axis.column + COMPANION],
            "clock": [f"{axis.column}_days", f"{axis.column}_end", "state"],
        }.get(axis.kind, [axis.column])
    if clock:
        parts = ("days", "end", "late")
        found += ["registered", "state", *(f"{clock}_{part}" for part in parts)]
    return list(dict.fromkeys(found)) or ["episode"]


def coded(axis: Axis) -> Any:
    """The column in which an axis stands as codes, under the axis's own name."""
    made = {"number": _number, "year": lambda one: _text(one.column), "clock": _waited}
    return made.get(axis.kind, lambda one: nw.col(one.column))(axis).alias(axis.code)


def ended(clock: str) -> Any:
    """How the waiting ended, a closed case apart from one that still waits."""
    end = nw.col(f"{clock}_end")
    over = (end == WAITING) & nw.col("state").is_in(list(OVER))
    return nw.when(over).then(nw.lit(CLOSED)).otherwise(end)


def _text(column: str) -> Any:
    return nw.col(column).cast(nw.String)


def _bands(axis: Axis, number: Any) -> Any:
    """The band by its upper end, the lowest first; what is above them all is in the last."""
    *closed, last = axis.bands
    return reduce(
        lambda rest, band: nw.when(number <= band.high).then(nw.lit(band.code)).otherwise(rest),
        reversed(closed),
        nw.lit(last.code),
    )


def _number(axis: Axis) -> Any:
    number = nw.col(axis.column)
    said = _bands(axis, number) if axis.bands else _text(axis.column)
    return nw.when(number.is_null()).then(nw.col(axis.column + COMPANION)).otherwise(said)


def _waited(axis: Axis) -> Any:
    """How long it took, or what came instead; what was not owed is not applicable."""
    end = ended(axis.column)
    other = nw.when(end == NOT_OWED).then(nw.lit(NOT_APPLICABLE)).otherwise(end)
    days = _bands(axis, nw.col(f"{axis.column}_days"))
    return nw.when(end == HAPPENED).then(days).otherwise(other)


def counted(frame: Frame, asked: Asked, columns: Sequence[str]) -> Frame:
    """The rows that are counted, one for each unit, with these columns; a child counted once is in
    its first episode.

    Which row stands for a child is decided before the filter: what a filter keeps is then a part
    of the same table without it.
    """
    fitting = _in_period(frame, asked).filter(nw.col(asked.definition) == "fits")
    filters = needed((AXES[code] for code, _ in asked.filters), "", "")
    # Each step of a query costs by the columns that it could still be asked for.
    fitting = fitting.select(*dict.fromkeys([*columns, *filters, *_BY]))
    return _filtered(_once(fitting, asked.counting), asked).select(*columns)


_BY = ("child", "registered_year", "episode")


def undecided(frame: Frame, asked: Asked) -> Frame:
    """Cases that might be counted as well, if it were known that the definition fits."""
    missing = nw.col(asked.definition).is_in(list(MISSING))
    return _filtered(_in_period(frame, asked).filter(missing), asked)


def undated(frame: Frame, asked: Asked) -> Frame:
    """Cases of lists that do not say when they were registered: they are in no period."""
    fitting = _of_standing(frame, asked).filter(nw.col(asked.definition) == "fits")
    return _filtered(fitting.filter(nw.col("registered").is_null()), asked)


def unplaced(frame: Frame, asked: Asked) -> Frame:
    """Children of whom it is not known whether they were in exploitation on the day, once each."""
    fitting = _filtered(
        _of_standing(frame, asked).filter(nw.col(asked.definition) == "fits"), asked
    )
    said = fitting.select("child", on=_on(asked.start)).filter(nw.col("on") != _OUT)
    return said.group_by("child").agg(nw.col("on").max()).filter(nw.col("on") == _OPEN)


def _in_period(frame: Frame, asked: Asked) -> Frame:
    population = _of_standing(frame, asked)
    if asked.stock == Stock.IN_EXPLOITATION:
        return population.filter(_on(asked.start) == _IN)
    population = population.filter(nw.col("registered") <= asked.end)
    if asked.stock == Stock.KNOWN:
        return population
    return population.filter(nw.col("registered") >= asked.start)


_OUT, _OPEN, _IN = 0, 1, 2


def _on(day: date) -> Any:
    """Whether the child was in exploitation on a day: in one of its times, in none, or it is not
    known, because of one time a day is missing that decides it.
    """
    first, again = (_in_time(name, day) for name in ("exploited", "exploited_again"))
    never_again = (
        nw.col("exploited_again_from_missing").is_in([NOT_ASKED, NOT_APPLICABLE])
        & nw.col("exploited_again_until").is_null()
    )
    again = nw.when(never_again).then(nw.lit(_OUT)).otherwise(again)
    return nw.max_horizontal(first, again)


def _in_time(name: str, day: date) -> Any:
    start, end = nw.col(f"{name}_from"), nw.col(f"{name}_until")
    outside = nw.when((start > day) | (end < day)).then(nw.lit(_OUT)).otherwise(nw.lit(_OPEN))
    return nw.when((start <= day) & (end >= day)).then(nw.lit(_IN)).otherwise(outside)


def _of_standing(frame: Frame, asked: Asked) -> Frame:
    return frame.filter(
        nw.col("counted_as_child") != NO, nw.col("standing").is_in(list(asked.standings))
    )


def _once(population: Frame, counting: str) -> Frame:
    """Nearly every child has one episode: only later ones are compared with those before them."""
    if counting == EACH_EPISODE:
        return population
    by = ["child", "registered_year"] if counting == ONCE_A_YEAR else ["child"]
    first = population.filter(nw.col("episode") == 1)
    later = population.filter(nw.col("episode") > 1)
    again = later.select(*by).unique()
    seen = first.select(*by).join(again, on=by, how="semi")
    rest = later.join(seen, on=by, how="anti")
    rank = nw.col("episode").rank("ordinal").over(*by)
    return nw.concat(
        [first, rest.with_columns(__rank=rank).filter(nw.col("__rank") == 1).drop("__rank")]
    )


def _filtered(frame: Frame, asked: Asked) -> Frame:
    for code, kept in asked.filters:
        axis = AXES[code]
        if axis.several:
            has = (nw.col(axis.column).list.contains(one) for one in kept)
            frame = frame.filter(reduce(lambda left, right: left | right, has))
        else:
            frame = frame.filter(coded(axis).is_in(list(kept)))
    return frame
