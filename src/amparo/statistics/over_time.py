"""A table over years as series: each year a figure of its own period, with the breaks marked."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from amparo.statistics.figures.meaning import Figure
from amparo.statistics.figures.parts import Break, Coverage
from amparo.statistics.figures.series import Series
from amparo.statistics.tables.table import Table

YEAR = "registered_year"


def series_of(
    table: Table, breaks: Sequence[Break], coverage: dict[int, Coverage]
) -> dict[str, Series]:
    """One series for each code of the other axis ("" where there is none), in the table's order.

    `coverage`: who reported in which year. Raises NotComparable; ValueError for a table that has no
    years.
    """
    place = [axis.code for axis in table.axes].index(YEAR)
    found: dict[str, list[Figure]] = {}
    for key, figure in table.cells.items():
        other = "".join(code for at, code in enumerate(key) if at != place)
        found.setdefault(other, []).append(_of_year(figure, int(key[place]), coverage))
    order = table.codes(1 - place) if len(table.axes) > 1 else [""]
    return {code: Series(found[code], breaks) for code in order if code in found}


def _of_year(figure: Figure, year: int, coverage: dict[int, Coverage]) -> Figure:
    """The year is the period of the figure, not a group of children."""
    meaning = figure.meaning
    kept = tuple(one for one in meaning.restrictions if one != f"{YEAR}={year}")
    narrowed = replace(
        meaning,
        start=max(meaning.start, date(year, 1, 1)),
        end=min(meaning.end, date(year, 12, 31)),
        restrictions=kept,
        coverage=coverage.get(year, meaning.coverage),
    )
    return replace(figure, meaning=narrowed)
