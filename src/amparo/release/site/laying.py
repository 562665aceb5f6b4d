"""A released table laid out for reading: every combination that it could have, none as an empty 0.

What a table does not give is written as hidden, like what is hidden: that a row is missing must not
tell that nobody is in it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from math import prod

from django.utils.translation import gettext as _

from amparo.release.as_table import as_table
from amparo.release.made import TOTAL, Codes, Release, ReleasedTable
from amparo.release.noise import saying as of_noise
from amparo.release.site.published import NotThere
from amparo.statistics.drawing import of_figures
from amparo.statistics.figures import wording
from amparo.statistics.tables.axes import AXES, NO_ANSWER
from amparo.ui import formats

MOST_ACROSS = 8
MOST_BARS = 40
MOST_NUMBERS = 200_000


@dataclass(frozen=True, slots=True)
class Row:
    """The words of its codes and its values in words; whether it is a sum, or has no answer."""

    heads: tuple[str, ...]
    values: tuple[str, ...]
    total: bool = False
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A page's part of a table. `left_out`: rows that only the files have; `axes_left_out`: what
    the page sums over and the files do not.
    """

    heads: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    left_out: int = 0
    axes_left_out: tuple[str, ...] = ()


def axis_in_words(axis: str) -> str:
    """As the pages of figures call it."""
    return _(AXES[axis].label) if axis in AXES else wording.axis(axis)


def code_in_words(axis: str, code: str) -> str:
    if code == TOTAL:
        return _("All")
    said = wording.code_in_words(axis, code)
    return said[:1].upper() + said[1:]


def number(count: int | None, *, noisy: bool = False) -> str:
    """A value as a cell says it."""
    if count is None:
        return of_noise.few() if noisy else _("hidden")
    return formats.number(count)


def how_many(release: Release) -> str:
    """Above a column of numbers."""
    return of_noise.how_many() if release.noise else _("How many")


def completed(release: Release, table: ReleasedTable) -> ReleasedTable:
    """With every combination of its codes, in order, for each way in which it sums.

    Raises NotThere where they are more than anybody can open.
    """
    codes = in_order(release, table)
    patterns = sorted({tuple(code == TOTAL for code in key) for key in table.counts})
    every = [
        [[TOTAL] if sums else own for sums, own in zip(summed, codes, strict=True)]
        for summed in patterns
    ]
    if (many := sum(prod(map(len, parts)) for parts in every)) > MOST_NUMBERS:
        raise NotThere(f"{table.name}: {many:,} combinations, of at most {MOST_NUMBERS:,}")
    keys = (key for parts in every for key in product(*parts))
    return replace(table, counts={key: table.counts.get(key) for key in keys})


def in_order(release: Release, table: ReleasedTable) -> list[list[str]]:
    """The codes of each axis in the order of its list, without the sum."""
    found = as_table(release, table)
    every = [{key[place] for key in table.counts} for place in range(len(table.axes))]
    ordered = [found.codes(place) for place in range(len(table.axes))]
    # A table may give sums alone, with codes that are in none of its cells.
    return [own + sorted(known - {*own, TOTAL}) for own, known in zip(ordered, every, strict=True)]


def grid(release: Release, table: ReleasedTable, most_rows: int) -> Grid:
    """The last of several axes lies across where it has few codes, the others down.

    `table` is `completed`. Of a table with more rows than `most_rows` its sums are shown, and of
    these the first.
    """
    shown = _summed(table, most_rows)
    rows = tuple(_rows(shown, _codes(shown), noisy=release.noise is not None))
    across = _across(shown)
    last = shown.axes[-1] if shown.axes else ""
    down = shown.axes[:-1] if across else shown.axes
    return Grid(
        heads=tuple(map(axis_in_words, down)) or (_("Of whom"),),
        columns=tuple(code_in_words(last, code) for code in across) or (how_many(release),),
        rows=rows[:most_rows],
        left_out=max(0, len(rows) - most_rows),
        axes_left_out=tuple(map(axis_in_words, table.axes[len(shown.axes) :])),
    )


def chart(release: Release, table: ReleasedTable) -> str:
    """Bars, where they say more than the table: few enough, and two at least to hold together.

    None of noisy numbers: the end of a bar looks exact.
    """
    if release.noise is not None:
        return ""
    cells = [count for key, count in table.counts.items() if TOTAL not in key]
    shown = len(cells) - cells.count(None)
    if not 0 < len(table.axes) <= 2 or len(cells) > MOST_BARS or shown < 2:
        return ""
    return of_figures.of_table(as_table(release, table)).svg()


def _summed(table: ReleasedTable, most_rows: int) -> ReleasedTable:
    """Its last axes summed over, as long as the table gives that and has too many rows."""
    while len(table.axes) > 1 and _row_count(table) > most_rows:
        sums = {key[:-1]: count for key, count in table.counts.items() if key[-1] == TOTAL}
        if not sums:
            break
        table = replace(table, axes=table.axes[:-1], counts=sums)
    return table


def _row_count(table: ReleasedTable) -> int:
    across = len(_across(table))
    return len({key[:-1] for key in table.counts}) if across else len(table.counts)


def _codes(table: ReleasedTable) -> list[list[str]]:
    """Each axis' codes as they stand in the keys, the sum last."""
    found = []
    for place in range(len(table.axes)):
        own = list(dict.fromkeys(key[place] for key in table.counts))
        found.append([code for code in own if code != TOTAL] + [TOTAL] * (TOTAL in own))
    return found


def _across(table: ReleasedTable) -> Sequence[str]:
    if len(table.axes) < 2:
        return ()
    codes = _codes(table)[-1]
    return codes if len(codes) <= MOST_ACROSS else ()


def _rows(table: ReleasedTable, codes: list[list[str]], *, noisy: bool) -> Iterator[Row]:
    across = _across(table)
    for key in product(*(codes[:-1] if across else codes)):
        keys = [(*key, code) for code in across] or [key]
        if not any(one in table.counts for one in keys):
            continue
        yield Row(
            heads=_heads(table, key),
            values=tuple(_said(table, one, noisy=noisy) for one in keys),
            total=TOTAL in key or not key,
            apart=bool(NO_ANSWER.intersection(key)),
        )


def _heads(table: ReleasedTable, key: Codes) -> tuple[str, ...]:
    named = zip(table.axes, key, strict=False)
    return tuple(code_in_words(axis, code) for axis, code in named) or (_("All"),)


def _said(table: ReleasedTable, key: Codes, *, noisy: bool) -> str:
    """A sum that the table does not give at all is no number that it hides."""
    return number(table.counts[key], noisy=noisy) if key in table.counts else "–"
