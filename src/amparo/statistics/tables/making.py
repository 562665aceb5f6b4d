"""Makes a table from facts, on DuckDB or on Spark: the same code, through narwhals.

`asked` has refused what makes no sense; `expressions` and `counting` give plain numbers; here each
becomes a figure with its meaning. Denominators: who was not asked, is not known, refused or is not
concerned is outside them and stands apart.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

import narwhals.stable.v2 as nw

from amparo.statistics.figures.parts import EACH_EPISODE, FULL_COUNT, Coverage, Meaning, Stock
from amparo.statistics.tables import asked as asking
from amparo.statistics.tables import measures, waits
from amparo.statistics.tables.asked import Asked
from amparo.statistics.tables.counting import Numbers, latest, numbers
from amparo.statistics.tables.draft import Draft, few
from amparo.statistics.tables.expressions import (
    Frame,
    counted,
    frame_of,
    held,
    needed,
    rows_of,
    undated,
    undecided,
    unplaced,
)
from amparo.statistics.tables.populations import Population
from amparo.statistics.tables.refused import NotAskable
from amparo.statistics.tables.table import Note, Table
from amparo.terms import N_

POPULATION: Final = "trafficked_children"
UNPLACED: Final = N_(
    "Of %(number)s more children it is not known whether they were in exploitation on that day,"
    " because its beginning or its end is not known: not counted."
)
MOST_CELLS: Final = 20_000
"""More nobody reads, and nearly every cell would be one child."""
MOST_CELLS_OF_TIME: Final = 2_000
"""What a time is asked of is many children in each cell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What the facts cannot say of themselves: where, who reported, which version of the facts, and
    whether they are the register's alone (`method`: one of `figures.parts.WHOLE`).
    """

    place: str
    coverage: Coverage
    source: str = "register"
    version: str = "1"
    method: str = FULL_COUNT


def make(asked: Asked, facts: Any, about: About, population: Population | None = None) -> Table:
    """The table. `facts`: a DuckDB connection with a view `victims`, or a frame of victims.

    Raises NotAskable where the facts or the population do not allow what was asked.
    """
    frame = frame_of(facts)
    meaning = meaning_of(asked, about, frame)
    weight = "episodes" if asked.counting == EACH_EPISODE else ""
    read = counted(frame, asked, needed(asked.read, asked.clock, weight))
    with held(facts, read) as units:
        found = _without_guarded(numbers(units, asked.read, weight), asked)
        if len(found.of) > (MOST_CELLS_OF_TIME if asked.clock else MOST_CELLS):
            raise NotAskable(
                N_("This table would have %(cells)s cells: ask for fewer axes, or filter it."),
                {"cells": len(found.of)},
            )
        made = Draft(asked, meaning, found, units, weight)
        table = _MEASURES[asked.measure](made, population)
    return replace(table, notes=(*_notes(asked, frame), *table.notes))


def meaning_of(asked: Asked, about: About, frame: Frame) -> Meaning:
    """What all that is counted has in common. Raises NotAskable where nothing can be known."""
    known_on: date | None = latest(frame, "known_on")
    if known_on is None:
        raise NotAskable(N_("There are no facts yet."))
    if known_on < asked.start:
        raise NotAskable(
            N_("The facts are as known on %(day)s: nothing is known of a later period."),
            {"day": known_on},
        )
    return Meaning(
        unit="episode" if asked.counting == EACH_EPISODE else "child",
        counting=asked.counting,
        stock=asked.stock,
        start=asked.start,
        end=asked.end,
        place=about.place,
        definition=asked.definition,
        standings=asked.standings,
        identified_by=(),
        source=about.source,
        method=about.method,
        coverage=about.coverage,
        version=about.version,
        known_on=known_on,
        population=POPULATION,
        detected=True,
        restrictions=tuple(f"{code}={'|'.join(sorted(kept))}" for code, kept in asked.filters),
    )


def _without_guarded(found: Numbers, asked: Asked) -> Numbers:
    """Codes that say a community are not among the cells without a recorded ethics review."""
    if asked.review is not None:
        return found
    kept = {
        key: number
        for key, number in found.of.items()
        if not any(code in axis.guarded for code, axis in zip(key, asked.read, strict=True))
    }
    return Numbers(kept, found.axes)


_MEASURES = {
    asking.COUNT: measures.counts,
    asking.SHARE: measures.shares,
    asking.RATE: measures.rates,
    asking.MEDIAN: waits.medians,
    asking.INCIDENCE: waits.incidences,
    asking.IN_TIME: waits.shares_in_time,
}


# What is said beside it


def _notes(asked: Asked, frame: Frame) -> Iterator[Note]:
    for axis in asked.read:
        if axis.note and asked.measure in (asking.COUNT, asking.SHARE):
            yield Note(axis.note)
        if axis.guarded and asked.review is None:
            yield Note(N_("Codes that say a community are left out: no ethics review is recorded."))
        elif axis.guarded and asked.review is not None:
            values = {"body": asked.review.body, "day": asked.review.on}
            yield Note(
                N_("Community is shown after the ethics review by %(body)s, %(day)s."), values
            )
    yield from _of_stock(asked, frame)
    open_question = rows_of(undecided(frame, asked).select(nw.len()))[0][0]
    if open_question:
        yield Note(
            N_(
                "Of %(number)s more cases it is not known whether the definition fits: not counted."
            ),
            {"number": few(open_question)},
        )
    if asked.stock == Stock.IN_EXPLOITATION:
        return
    without_day = rows_of(undated(frame, asked).select(nw.len()))[0][0]
    if without_day:
        yield Note(
            N_("Of %(number)s more it is not known when they were registered: not counted."),
            {"number": few(without_day)},
        )


def _of_stock(asked: Asked, frame: Frame) -> Iterator[Note]:
    if asked.stock == Stock.KNOWN:
        yield Note(N_("A stock: all who were known to the register on that day, since it began."))
    if asked.stock != Stock.IN_EXPLOITATION:
        return
    yield Note(
        N_(
            "In exploitation on that day, as far as it is known now. Of a recent day many are not"
            " found yet: a later count of the same day is mostly higher."
        )
    )
    open_question = rows_of(unplaced(frame, asked).select(nw.len()))[0][0]
    if open_question:
        yield Note(UNPLACED, {"number": few(open_question)})
