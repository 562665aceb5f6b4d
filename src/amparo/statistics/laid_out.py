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
from amparo.statistics.tables.asked import IN_TIME, INCIDENCE, MEDIAN, TIMED
from amparo.statistics.tables.axes import CLOCKS, NO_ANSWER
from amparo.statistics.tables.counting import ALL, Key
from amparo.statistics.tables.making import UNPLACED
from amparo.statistics.tables.table import Note, Table
from amparo.ui import formats

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
        everybody = Row((_("All"),), (_said(table.overall or table.whole),), total=True)
        return Grid((_("Of whom"),), (_measure(table),), (everybody,))
    if len(axes) < 2:
        return Grid(tuple(axes), (_measure(table),), tuple(_rows(table, [""])))
    across = table.codes(len(axes) - 1)
    names = [wording.code_in_words(table.axes[-1].code, code) for code in across]
    total = (_("All"),) if _has_margins(table) else ()
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
    return {
        MEDIAN: _("%(what)s: the median in days, of all whose %(days)s days have run."),
        INCIDENCE: _("%(what)s: how many had it, day by day, within %(days)s days."),
        IN_TIME: _("%(what)s: how many had it within %(days)s days."),
    }[asked.measure] % named


def notes(table: Table) -> list[str]:
    """What is said below a table, what hidden cells mean first."""
    first = [said] if (said := explained(table)) else []
    return first + in_words(table.notes)


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
        "in_time": _("Within %(days)s days") % {"days": formats.number(table.asked.within_days)},
    }[table.asked.measure]


def _has_margins(table: Table) -> bool:
    return table.asked.measure == "count"


def _rows(table: Table, across: list[str]) -> Iterator[Row]:
    for heads in _heads(table):
        keys = [(*heads, code) if code else heads for code in across]
        if not any(key in table.cells or key in table.apart for key in keys):
            continue
        values = [_said(_at(table, key)) for key in keys]
        if len(table.axes) > 1 and _has_margins(table):
            values.append(_said(table.margins.get((*heads, ALL))))
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


def _said(figure: Figure | None) -> str:
    return short(figure) if figure else wording.in_words("count", 0)


def short(figure: Figure) -> str:
    """A value as a cell says it: what is hidden in one word, explained below the table."""
    hidden = figure.value is None and figure.not_shown == "too_few"
    return _("hidden") if hidden else wording.value(figure)


def explained(table: Table) -> str:
    """What `hidden` means, where a table has one."""
    if not table.hidden:
        return ""
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


def _total(table: Table, across: list[str]) -> Iterator[Row]:
    down = max(1, len(table.axes) - 1)
    heads = (_("All"), *("" for _place in range(down - 1)))
    if not _has_margins(table):
        if table.overall is not None and len(across) == 1:
            yield Row(heads, (_said(table.overall),), total=True)
        return
    if len(table.axes) < 2:
        yield Row(heads, (_said(table.whole),), total=True)
        return
    sums = [_said(table.margins.get((*(ALL,) * down, code))) for code in across]
    yield Row(heads, (*sums, _said(table.whole)), total=True)
