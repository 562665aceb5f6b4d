"""Makes a table from facts, on DuckDB or on Spark: the same code, through narwhals.

`asked` has refused what makes no sense; `expressions` and `counting` give plain numbers; here each
becomes a figure with its meaning. Denominators: who was not asked, is not known, refused or is not
concerned is outside them and stands apart.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any, Final

import narwhals.stable.v2 as nw

from amparo.statistics.figures.meaning import Figure
from amparo.statistics.figures.parts import EACH_EPISODE, FULL_COUNT, Coverage, Meaning, Stock
from amparo.statistics.tables import asked as asking
from amparo.statistics.tables.asked import Asked
from amparo.statistics.tables.axes import NOT_OWED
from amparo.statistics.tables.counting import (
    ALL,
    Key,
    Numbers,
    denominators,
    in_time,
    latest,
    numbers,
    waited,
)
from amparo.statistics.tables.expressions import (
    Frame,
    counted,
    frame_of,
    held,
    needed,
    rows_of,
    undecided,
)
from amparo.statistics.tables.populations import Population
from amparo.statistics.tables.refused import NotAskable
from amparo.statistics.tables.table import Figures, Note, Table, answered, is_margin
from amparo.statistics.tables.times import Median, Waited, at, incidence, median
from amparo.terms import N_

POPULATION: Final = "trafficked_children"
TOO_FEW: Final = 11


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What the facts cannot say of themselves: where, who reported, which version of the facts."""

    place: str
    coverage: Coverage
    source: str = "register"
    version: str = "1"


def make(asked: Asked, facts: Any, about: About, population: Population | None = None) -> Table:
    """The table. `facts`: a DuckDB connection with a view `victims`, or a frame of victims.

    Raises NotAskable where the facts or the population do not allow what was asked.
    """
    frame = frame_of(facts)
    meaning = _meaning(asked, about, latest(frame, "known_on"))
    weight = "episodes" if asked.counting == EACH_EPISODE else ""
    read = counted(frame, asked).select(*needed(asked.read, asked.clock, weight))
    with held(facts, read) as units:
        found = _without_guarded(numbers(units, asked.read, weight), asked)
        made = _Making(asked, meaning, found, units, weight)
        table = _MEASURES[asked.measure](made, population)
    return replace(table, notes=(*_notes(asked, frame), *table.notes))


def _meaning(asked: Asked, about: About, known_on: date | None) -> Meaning:
    if known_on is None:
        raise NotAskable(N_("There are no facts yet."))
    if known_on < asked.start:
        raise NotAskable(
            N_("The facts are as known on %(day)s: nothing is known of a later period."),
            {"day": known_on.isoformat()},
        )
    return Meaning(
        unit="episode" if asked.counting == EACH_EPISODE else "child",
        counting=asked.counting,
        stock=Stock.STOCK if asked.stock else Stock.FLOW,
        start=asked.start,
        end=asked.end,
        place=about.place,
        definition=asked.definition,
        standings=asked.standings,
        identified_by=(),
        source=about.source,
        method=FULL_COUNT,
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


@dataclass(slots=True)
class _Making:
    """One table while it is made."""

    asked: Asked
    meaning: Meaning
    numbers: Numbers
    units: Frame
    weight: str

    @property
    def cells(self) -> list[Key]:
        return [key for key in self.numbers.of if answered(key) and not is_margin(key)]

    def narrowed(self, key: Key, *more: str) -> Meaning:
        """The meaning of one cell: the whole's, and the codes of the cell as restrictions."""
        codes = tuple(
            f"{axis.code}={code}"
            for axis, code in zip(self.asked.read, key, strict=True)
            if code != ALL
        )
        if not codes and not more:
            return self.meaning
        return replace(self.meaning, restrictions=(*self.meaning.restrictions, *codes, *more))

    def count(self, key: Key) -> Figure:
        return Figure(
            value=self.numbers.of.get(key, 0), measure="count", meaning=self.narrowed(key)
        )

    def table(self, cells: Figures, **more: Any) -> Table:
        apart = [key for key in self.numbers.of if not answered(key) and not is_margin(key)]
        margins = [key for key in self.numbers.of if is_margin(key)]
        return Table(
            asked=self.asked,
            meaning=self.meaning,
            cells=cells,
            apart=Figures(apart, self.count),
            margins=Figures(margins, self.count),
            whole=self.count((ALL,) * len(self.asked.axes)),
            counts=self.numbers.of,
            **more,
        )


def _counts(made: _Making, _population: Population | None) -> Table:
    return made.table(Figures(made.cells, made.count))


# Shares


def _shares(made: _Making, _population: Population | None) -> Table:
    """Of all who have an answer on every axis, or of those with the same code `within` some."""
    asked = made.asked
    answers = tuple(f"answered={code}" for code in asked.axes)
    under = denominators(made.units, asked.read, asked.within, made.weight)

    def of(key: Key) -> Key:
        return tuple(
            code if axis in asked.within else ALL
            for axis, code in zip(asked.axes, key, strict=True)
        )

    def share(key: Key) -> Figure:
        whole = under[of(key)]
        return Figure(
            value=Fraction(made.numbers.of[key], whole),
            measure="share",
            meaning=made.narrowed(key, *answers),
            of=made.narrowed(of(key), *answers),
            of_value=whole,
        )

    return made.table(Figures(made.cells, share))


# Rates


def _rates(made: _Making, population: Population | None) -> Table:
    if population is None:
        raise NotAskable(N_("A rate needs a population: bring one as a file."))
    whole = (ALL,) * len(made.asked.axes)
    under = {key: population.of(made.narrowed(key), _restricted(made, key)) for key in made.cells}
    found = {key: one for key, one in under.items() if one is not None}

    def rate(key: Key) -> Figure:
        return _rate(made.numbers.of[key], made.narrowed(key), found[key])

    one_year = made.meaning.start.year == made.meaning.end.year
    all_of = population.of(made.meaning, _restricted(made, whole)) if one_year else None
    overall = _rate(made.numbers.of[whole], made.meaning, all_of) if all_of else None
    table = made.table(Figures(found, rate), overall=overall)
    if len(found) == len(under):
        return table
    return replace(table, notes=(Note(N_("No rate is shown where the population has nobody.")),))


def _restricted(made: _Making, key: Key) -> dict[str, tuple[str, ...]]:
    codes = dict(made.asked.filters)
    for axis, code in zip(made.asked.axes, key, strict=True):
        if code != ALL:
            codes[axis] = (code,)
    return codes


def _rate(number: int, meaning: Meaning, under: tuple[int, Meaning]) -> Figure:
    people, reference = under
    return Figure(
        value=Fraction(number * 100_000, people),
        measure="rate",
        meaning=meaning,
        of=reference,
        of_value=people,
    )


# Time


def _medians(made: _Making, _population: Population | None) -> Table:
    """Only of those noticed so long ago that their time can have run."""
    asked = made.asked
    long_ago = made.meaning.known_on - timedelta(days=asked.within_days)
    units = made.units.filter(nw.col("registered") <= long_ago)
    rows = waited(units, asked.read, asked.clock, f"{asked.clock}_days")
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
    table = made.table(Figures(made.cells, figure), overall=figure(whole))
    return replace(table, notes=(_left_out(asked, left),))


def _left_out(asked: Asked, number: int) -> Note:
    return Note(
        N_(
            "Of children registered at least %(days)s days ago. %(left)s are left out: their time"
            " has not yet run, it was not owed to them, or it is not known."
        ),
        {"days": asked.within_days, "left": _few(number)},
    )


def _few(number: int) -> str:
    """A number that stands in a sentence is hidden as one in a cell."""
    return str(number) if number >= TOO_FEW or not number else f"1–{TOO_FEW - 1}"


def _incidences(made: _Making, _population: Population | None) -> Table:
    asked = made.asked
    rows = waited(made.units, asked.read, asked.clock, f"{asked.clock}_days")
    curves = {key: incidence(of, asked.within_days) for key, of in rows.items()}
    owed = f"{asked.clock}_end=owed"

    def figure(key: Key) -> Figure:
        meaning = made.narrowed(key, owed)
        return Figure(
            value=at(curves.get(key, []), asked.within_days),
            measure="cumulative_incidence", meaning=meaning, of=meaning,
            of_value=_owed(rows.get(key, ())), measures=asked.clock, measured_in="days",
            within_days=asked.within_days,
        )  # fmt: skip

    overall = figure((ALL,) * len(asked.axes))
    return made.table(Figures(made.cells, figure), overall=overall, curves=curves)


def _owed(rows: Sequence[Waited]) -> int:
    return sum(number for _, end, number in rows if end != NOT_OWED)


def _in_time(made: _Making, _population: Population | None) -> Table:
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
    table = made.table(
        Figures(made.cells, lambda key: share(key, 0)),
        overall=share(whole, 0),
        recorded=Figures((*made.cells, whole), recorded),
    )
    left = made.numbers.of[whole] - found.get(whole, (0, 0, 0))[2]
    return replace(table, notes=(_left_out(asked, left),))


_MEASURES = {
    asking.COUNT: _counts,
    asking.SHARE: _shares,
    asking.RATE: _rates,
    asking.MEDIAN: _medians,
    asking.INCIDENCE: _incidences,
    asking.IN_TIME: _in_time,
}


# What is said beside it


def _notes(asked: Asked, frame: Frame) -> Iterator[Note]:
    for axis in asked.read:
        if axis.note:
            yield Note(axis.note)
        if axis.guarded and asked.review is None:
            yield Note(N_("Codes that say a community are left out: no ethics review is recorded."))
        elif axis.guarded and asked.review is not None:
            values = {"body": asked.review.body, "day": asked.review.on.isoformat()}
            yield Note(
                N_("Community is shown after the ethics review by %(body)s, %(day)s."), values
            )
    if asked.stock:
        yield Note(N_("A stock: all who were known to the register on that day, since it began."))
    open_question = rows_of(undecided(frame, asked).select(nw.len()))[0][0]
    if open_question:
        yield Note(
            N_(
                "Of %(number)s more cases it is not known whether the definition fits; they are not counted."
            ),
            {"number": _few(open_question)},
        )
