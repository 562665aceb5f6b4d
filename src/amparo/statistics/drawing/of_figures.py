"""Charts of tables and of series, and nothing else: no picture without the meaning of its figures.

A chart's words are those of the figures. Whether figures may stand in one chart was decided when
the table or the series was made.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from amparo.statistics.drawing.bars import bars
from amparo.statistics.drawing.lines import MOST_LINES, lines
from amparo.statistics.drawing.marks import Group, Line, Mark, Signpost
from amparo.statistics.figures import sentences, wording
from amparo.statistics.figures.meaning import Break, Figure
from amparo.statistics.figures.series import Series
from amparo.statistics.figures.together import side_by_side
from amparo.statistics.figures.trends import break_said
from amparo.statistics.laid_out import in_cell, short
from amparo.statistics.tables.axes import ENDS, HAPPENED
from amparo.statistics.tables.counting import Key
from amparo.statistics.tables.table import Table
from amparo.statistics.tables.times import Step, at
from amparo.statistics.warned import Told
from amparo.ui import formats

DAYS_ON_THE_AXIS = 6
DAYS_IN_A_YEAR = 365.25
SHOWN = (HAPPENED, *ENDS)


@dataclass(frozen=True, slots=True)
class Chart:
    """What is drawn, for the screen by `svg` and for paper by its parts."""

    bars: tuple[Group, ...] = ()
    lines: tuple[Line, ...] = ()
    times: tuple[tuple[float, str], ...] = ()
    signposts: tuple[Signpost, ...] = ()
    shares: bool = False
    stepped: bool = False
    under: str = ""  # what the axis of time counts, where it is not years

    def svg(self) -> SafeString:
        """Empty where there is nothing to draw: also where every number is hidden."""
        if self.lines:
            return lines(
                self.lines, self.times, self.signposts, say=self._say,
                top=1 if self.shares else None, stepped=self.stepped, under=self.under,
            )  # fmt: skip
        if self.has_bars:
            return bars(self.bars, top=1 if self.shares else None)
        return SafeString("")

    @property
    def has_bars(self) -> bool:
        """Whether there is one to draw: not where every number is hidden."""
        return any(mark.value is not None for group in self.bars for mark in group.marks)

    def _say(self, value: float) -> str:
        return f"{value:.0%}" if self.shares else formats.number(value)


def mark(label: str, figure: Figure) -> Mark:
    value = None if figure.value is None else float(figure.value)
    return Mark(label, value, short(figure))


def of_table(table: Table) -> Chart:
    """Bars: of one axis, or of the second in groups of the first. Steps over days for what came by
    when. A table of three axes is read as a table.
    """
    if table.curves and len(table.axes) < 2:
        return _of_curves(table)
    shares = table.asked.measure in ("share", "in_time", "cumulative_incidence")
    return Chart(bars=tuple(_groups(table)), shares=shares)


def _groups(table: Table) -> Iterator[Group]:
    if len(table.axes) == 1:
        yield Group("", tuple(_row(table, ())))
    elif len(table.axes) == 2:
        for code in table.codes(0):
            marks = tuple(_row(table, (code,)))
            if marks:
                yield Group(wording.code_in_words(table.axes[0].code, code), marks)


def _row(table: Table, before: Key) -> Iterator[Mark]:
    axis = table.axes[-1]
    for code in table.codes(len(table.axes) - 1):
        figure = table.cells.get((*before, code))
        if figure is not None:
            value = None if figure.value is None else float(figure.value)
            yield Mark(wording.code_in_words(axis.code, code), value, in_cell(figure))


def _of_curves(table: Table) -> Chart:
    """By each day, how many had it. Of all children together also how else the waiting ended; by an
    axis, a line for each code, at most as many as can be told apart.
    """
    days = table.asked.within_days
    if table.axes:
        named = [(key, HAPPENED, _code(table, key)) for key in table.curves if key in table.cells]
    else:
        named = [((), end, wording.code_in_words(f"{table.asked.clock}_end", end)) for end in SHOWN]
    drawn = [_curve(table.curves[key], end, name, days) for key, end, name in named]
    drawn = [line for line in drawn if line.marks[-1].value]
    step = max(1, days // DAYS_ON_THE_AXIS)
    times = tuple((float(day), formats.number(day)) for day in range(0, days + 1, step))
    return Chart(lines=tuple(drawn[:MOST_LINES]), times=times, shares=True, stepped=True,
                 under=_("Days since the child was noticed"))  # fmt: skip


def _code(table: Table, key: Key) -> str:
    return wording.code_in_words(table.axes[0].code, key[0])


def _curve(steps: Sequence[Step], end: str, name: str, days: int) -> Line:
    reached = [(step.days, step.by(end)) for step in steps]
    points = [(0, Fraction(0)), *reached, (days, at(steps, days, end))]
    marks = tuple(Mark(name, float(share), wording.percent(share)) for _day, share in points)
    name = name[:1].upper() + name[1:]
    return Line(name, tuple(float(day) for day, _share in points), marks)


def of_two(one: Figure, other: Figure) -> tuple[Chart, tuple[Break, ...]]:
    """Both as bars, each with its own sentence, and the breaks between them.

    Raises NotComparable.
    """
    breaks = side_by_side((one, other))
    marks = tuple(mark(sentences.sentence(figure), figure) for figure in (one, other))
    return Chart(bars=(Group("", marks),), shares=one.measure == "share"), breaks


def of_series(series: dict[str, Series], told: Sequence[Told] = ()) -> Chart:
    """Lines over years, one for each named series, interrupted at every break and gap; `told`
    stands at its days without interrupting them.

    Raises NotComparable where the series may not stand side by side.
    """
    side_by_side([figure for one in series.values() for figure in one.figures])
    drawn = tuple(_line(name, one) for name, one in series.items())
    every = [one for some in series.values() for one in some.figures]
    years = sorted({figure.meaning.start.year for figure in every})
    marks = sorted(
        {mark for one in series.values() for mark in one.breaks}, key=lambda one: (one.on, one.kind)
    )
    signs = [(one.on, break_said(one)) for one in marks] + [(one.on, one.said) for one in told]
    signs.sort(key=lambda one: one[0])
    return Chart(
        lines=drawn,
        times=tuple((float(year), str(year)) for year in years),
        signposts=tuple(
            Signpost(_between(on.year, on.timetuple().tm_yday), number, said)
            for number, (on, said) in enumerate(signs, start=1)
        ),
        shares=any(figure.measure == "share" for figure in every),
    )


def _line(name: str, series: Series) -> Line:
    figures = series.figures
    gaps = {id(first) for first, _second in series.gaps}
    broken = frozenset(
        index
        for index, (one, other) in enumerate(pairwise(figures))
        if id(one) in gaps or series.between(one, other)
    )
    marks = tuple(mark(f"{name}, {figure.meaning.start.year}", figure) for figure in figures)
    return Line(name, tuple(float(one.meaning.start.year) for one in figures), marks, broken)


def _between(year: int, day: int) -> float:
    """A year's figure stands at the year; what changed within it stands before it."""
    return year - 1 + max(0.25, min(0.75, day / DAYS_IN_A_YEAR))
