"""A table taken along: as CSV and as PDF, never without its meaning."""

import csv
import io

from django.utils.translation import gettext as _

from amparo.statistics import laid_out
from amparo.statistics.drawing import apart, of_figures, paper
from amparo.statistics.figures import sentences
from amparo.statistics.tables.table import Table

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_csv(table: Table) -> str:
    """The sentence first, then the table, then every part of the meaning and every note."""
    grid = laid_out.grid(table)
    written = io.StringIO()
    rows = csv.writer(written)
    rows.writerow([_safe(sentences.sentence(table))])
    rows.writerow([])
    rows.writerow([_safe(name) for name in (*grid.heads, *grid.columns)])
    for row in grid.rows:
        rows.writerow([_safe(cell) for cell in (*row.heads, *row.values)])
    rows.writerow([])
    for line in (*sentences.full_of(table.meaning), *laid_out.notes(table)):
        rows.writerow([_safe(line)])
    return written.getvalue()


def _safe(cell: str) -> str:
    """A spreadsheet must not take a word for a formula."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def as_pdf(table: Table) -> bytes:
    """A page with the chart, its sentence and its table. Raises LettersMissing."""
    grid, chart = laid_out.grid(table), of_figures.of_table(table)
    page = paper.Page(
        heading=_("Figures"),
        sentence=sentences.sentence(table),
        columns=(*grid.heads, *grid.columns),
        rows=tuple((*row.heads, *row.values) for row in grid.rows),
        bars=chart.bars,
        lines=chart.lines,
        signposts=chart.signposts,
        times=chart.times,
        notes=(*sentences.full_of(table.meaning), *laid_out.notes(table)),
    )
    return apart.pdf(page)
