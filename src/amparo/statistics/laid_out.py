"""A table laid out in rows and columns, in words, as a page, a file and a sheet show it."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.utils.translation import gettext as _

from amparo.casefile.saying import listed
from amparo.statistics.figures import sentences, wording
from amparo.statistics.figures.meaning import Figure
from amparo.statistics.figures.parts import Stock
from amparo.statistics.tables.asked import COUNT, IN_TIME, INCIDENCE, MEDIAN, RATE, TIMED
from amparo.statistics.tables.axes import CLOCKS, NO_ANSWER
from amparo.statistics.tables.counting import ALL, Key
from amparo.statistics.tables.making import UNPLACED
from amparo.statistics.tables.table import Note, Table, answered
from amparo.ui import formats

ABSENT = "–"
"""A cell in which nobody is counted, where the measure is no count: that is not 0 days or 0 %."""

_PUBLISHED: ContextVar[bool] = ContextVar("published", default=False)


@contextmanager
def for_publication() -> Iterator[None]:
    """Tables laid out inside were chosen to stand beside each other, and say nothing else."""
    token = _PUBLISHED.set(True)
    try:
        yield
    finally:
        _PUBLISHED.reset(token)


@dataclass(frozen=True, slots=True)
class Row:
    """The words of its codes, its values in words, and whether it says what has no answer."""

    heads: tuple[str, ...]
    values: tuple[str, ...]
    apart: bool = False
    total: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """Headings of the leading columns, of the columns of values, and the rows."""

    heads: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def grid(table: Table) -> Grid:
    """The last of several axes lies across, the others down."""
    axes = [wording.axis(axis.code) for axis in table.axes]
    if not axes:
        of_all = table.overall if table.overall or not _is_count(table) else table.whole
        everybody = Row((_("All"),), (_said(of_all, _is_count(table)),), total=True)
        return Grid((_("Of whom"),), (_measure(table),), (everybody,))
    if len(axes) < 2:
        return Grid(tuple(axes), (_measure(table),), tuple(_rows(table, [""])))
    across = table.codes(len(axes) - 1)
    names = [wording.code_in_words(table.axes[-1].code, code) for code in across]
    total = (_("All"),) if _is_count(table) else ()
    return Grid(tuple(axes[:-1]), (*names, *total), tuple(_rows(table, across)))


def heading(table: Table) -> str:
    """By what the table is divided; empty for one number."""
    axes = [wording.axis(axis.code) for axis in table.axes]
    return _("By: %(axes)s") % {"axes": listed(axes)} if axes else ""


def sentence(table: Table) -> str:
    """One line under a table or a chart of it: what is measured, where it is no count, and of
    whom.
    """
    return " ".join(one for one in (measured(table), sentences.sentence(table)) if one)


def name(table: Table) -> str:
    """What a table is called among others of the same children: what it is divided by, or what it
    measures; of one number alone, what it counts."""
    return " ".join(one for one in (measured(table), heading(table)) if one) or sentence(table)


def alone(made: Grid) -> str:
    """A table of one axis in which nobody has an answer, in one line; empty for any other."""
    rows = [row for row in made.rows if not row.total]
    if len(made.columns) != 1 or not rows or not all(row.apart for row in rows):
        return ""
    return "; ".join(f"{' '.join(row.heads)}: {row.values[0]}" for row in rows)


def measured(table: Table) -> str:
    """What is measured; empty for a count, which its noun says."""
    asked = table.asked
    if asked.measure == "share":
        return _("Shares.")
    if asked.measure == "rate":
        return _("Rates for every 100,000 of the reference population.")
    if asked.measure not in TIMED:
        return ""
    named = {"what": _(CLOCKS[asked.clock]), "days": formats.number(asked.within_days)}
    said = {
        MEDIAN: _("%(what)s: the median in days, of all whose %(days)s days have run."),
        INCIDENCE: _("%(what)s: how many had it, day by day, within %(days)s days."),
        IN_TIME: _("%(what)s: how many had it within %(days)s days."),
    }[asked.measure] % named
    return said + " " + _("The time runs from the day on which the child was noticed.")


def notes(table: Table) -> list[str]:
    """What is said below a table, what hidden cells mean first."""
    first = [said] if (said := explained(table)) else []
    return [*first, *_words_explained(table), *in_words(table.notes)]


def beside(table: Table) -> list[str]:
    """What must be read with the sentence, not only below: by which day a child is counted, and of
    how many that is not known.
    """
    said = [note for note in table.notes if note.text == UNPLACED]
    if table.asked.stock == Stock.FLOW:
        return [_("Counted by the day on which each child was registered.")]
    return in_words(said)


def in_words(notes: Iterable[Note]) -> list[str]:
    return [
        _(note.text) % wording.places(note.values) if note.values else _(note.text)
        for note in notes
    ]


def _measure(table: Table) -> str:
    return {
        "count": _("How many"),
        "share": _("Share"),
        "rate": _("For every 100,000"),
        "median": _("Median, in days"),
        "cumulative_incidence": _("Had it by then"),
        "in_time": _("In time (within %(days)s days)")
        % {"days": formats.number(table.asked.within_days)},
    }[table.asked.measure]


def _is_count(table: Table) -> bool:
    """Only counts have margins, and only of a count a cell that is not there is 0."""
    return table.asked.measure == COUNT


def _rows(table: Table, across: list[str]) -> Iterator[Row]:
    for heads in _heads(table):
        keys = [(*heads, code) if code else heads for code in across]
        if not any(key in table.cells or key in table.apart for key in keys):
            continue
        values = [_said(_at(table, key), _counts(table, key)) for key in keys]
        if len(table.axes) > 1 and _is_count(table):
            values.append(_said(table.margins.get((*heads, ALL)), counted=True))
        yield Row(_named(table, heads), tuple(values), bool(NO_ANSWER.intersection(heads)))
    yield from _total(table, across)


def _heads(table: Table) -> Iterator[Key]:
    """Every combination of codes of the axes that lie down, in their order."""
    down = max(1, len(table.axes) - 1)
    found: list[Key] = [()]
    for place in range(min(down, len(table.axes))):
        found = [(*key, code) for key in found for code in table.codes(place)]
    return iter(found)


def _named(table: Table, key: Key) -> tuple[str, ...]:
    return tuple(
        wording.code_in_words(axis.code, code) for axis, code in zip(table.axes, key, strict=False)
    )


def _at(table: Table, key: Key) -> Figure | None:
    return table.cells.get(key) or table.apart.get(key)


def _counts(table: Table, key: Key) -> bool:
    """Whether a number of children stands there: what has no answer is counted in every table."""
    return _is_count(table) or not answered(key)


def _said(figure: Figure | None, counted: bool) -> str:
    if figure is None:
        return wording.in_words(COUNT, 0) if counted else ABSENT
    return in_cell(figure)


def in_cell(figure: Figure) -> str:
    """As `short`, with one word also for other reasons; `notes` explains it below the table."""
    if figure.value is None and figure.not_shown == "nobody":
        return ABSENT
    if figure.value is None and figure.not_shown == "not_reached":
        return _("not reached")
    return short(figure)


def short(figure: Figure) -> str:
    """A value as a cell says it: what is hidden in one word, explained below the table."""
    hidden = figure.value is None and figure.not_shown == "too_few"
    return _("hidden") if hidden else wording.value(figure)


def explained(table: Table) -> str:
    """What `hidden` means, where a table has one."""
    if not table.hidden:
        return ""
    if not _is_count(table):
        return _explained_of_no_count(table)
    if _PUBLISHED.get():
        return _(
            "“hidden”: a number from 1 to 10, or a larger one from which such a number could be"
            " worked out. It could point to a child."
        )
    return _(
        "“hidden”: a number from 1 to 10, or a larger one from which such a number could be worked"
        " out. It could point to a child. Two tables with different filters may be enough to work"
        " it out all the same: this is for people who work here, not for publication."
    )


def _explained_of_no_count(table: Table) -> str:
    """Hidden are few children, not a small number of days or per cent."""
    if table.asked.measure in (MEDIAN, RATE):
        said = _(
            "“hidden”: fewer than 11 children are behind it, or another hidden number could be"
            " worked out from it. It could point to a child."
        )
    else:
        said = _(
            "“hidden”: fewer than 11 children are behind it or missing from it, or another hidden"
            " number could be worked out from it. It could point to a child."
        )
    if _PUBLISHED.get():
        return said
    warned = _(
        "Two tables with different filters may be enough to work it out all the same: this is for"
        " people who work here, not for publication."
    )
    return f"{said} {warned}"


def _words_explained(table: Table) -> Iterator[str]:
    """Each word that stands in a cell instead of a number, if it does."""
    if _is_count(table):
        return
    used = {value for row in grid(table).rows for value in row.values}
    if ABSENT in used and table.asked.measure == RATE:
        yield _("“–”: nobody is counted there, or the population has nobody.")
    elif ABSENT in used:
        yield _("“–”: nobody is counted there.")
    if table.asked.measure != MEDIAN:
        return
    if _("not reached") in used:
        days = formats.number(table.asked.within_days)
        yield _("“not reached”: more than half had none within %(days)s days.") % {"days": days}
    if wording.word("not_shown", "not_known") in used:
        yield _(
            "“not known”: all there are left out, because their time has not yet run, it was not"
            " owed to them, or it is not known."
        )


def _total(table: Table, across: list[str]) -> Iterator[Row]:
    down = max(1, len(table.axes) - 1)
    heads = (_("All"), *("" for _place in range(down - 1)))
    if not _is_count(table):
        if table.overall is not None and len(across) == 1:
            yield Row(heads, (_said(table.overall, counted=False),), total=True)
        return
    if len(table.axes) < 2:
        yield Row(heads, (_said(table.whole, counted=True),), total=True)
        return
    margins = (table.margins.get((*(ALL,) * down, code)) for code in across)
    sums = [_said(one, counted=True) for one in (*margins, table.whole)]
    yield Row(heads, tuple(sums), total=True)
