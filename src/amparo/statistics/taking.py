"""A table or series taken along: as CSV, JSON and PDF, never without its meaning."""

import csv
import io
import json
from typing import Any

from django.utils.translation import gettext as _

from amparo.statistics import laid_out
from amparo.statistics.drawing import apart, of_figures, paper
from amparo.statistics.figures import sentences
from amparo.statistics.figures.carrying import meaning_to_data, to_data
from amparo.statistics.laid_out import Grid
from amparo.statistics.several import Several
from amparo.statistics.tables.asked import COUNT
from amparo.statistics.tables.table import Figures, Table

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_csv(found: Table | Several) -> str:
    """The sentence first, then the table, then every part of the meaning and every note."""
    grid, sentence = _grid(found), _sentence(found)
    written = io.StringIO()
    rows = csv.writer(written)
    rows.writerow([safe(sentence)])
    rows.writerow([])
    rows.writerow([safe(name) for name in (*grid.heads, *grid.columns)])
    for row in grid.rows:
        rows.writerow([safe(cell) for cell in (*row.heads, *row.values)])
    rows.writerow([])
    for line in (*sentences.full_of(found.meaning), *notes(found)):
        rows.writerow([safe(line)])
    return written.getvalue()


def safe(cell: str) -> str:
    """A spreadsheet must not take a word for a formula."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def as_json(found: Table | Several) -> str:
    """Every figure with all of its meaning, as `figures.carrying` reads it back."""
    return json.dumps(to_plain(found), ensure_ascii=False, indent=1) + "\n"


def to_plain(found: Table | Several) -> dict[str, Any]:
    """The same as plain data."""
    said = {
        "sentence": _sentence(found),
        "meaning": meaning_to_data(found.meaning),
        "notes": notes(found),
    }
    return said | (_of_table(found) if isinstance(found, Table) else _of_series(found))


def _of_table(table: Table) -> dict[str, Any]:
    return {
        "measure": table.asked.measure,
        "axes": list(table.asked.axes),
        "cells": _cells(table.cells),
        "cells_not_listed": {"value": 0}
        if table.asked.measure == COUNT
        else {"value": None, "not_shown": "nobody"},
        "without_an_answer": _cells(table.apart),
        "sums": _cells(table.margins),
        "whole": to_data(table.overall or table.whole),
    }


def _cells(figures: Figures) -> list[dict[str, Any]]:
    return [{"codes": list(key), "figure": to_data(one)} for key, one in figures.items()]


def _of_series(found: Several) -> dict[str, Any]:
    return {
        "by": found.by,
        "series": [
            {
                "name": name,
                "figures": [to_data(figure) for figure in one.figures],
                "read": list(found.trends[name]),
            }
            for name, one in found.named.items()
        ],
    }


def notes(found: Table | Several) -> list[str]:
    """What is said below it; of a series its breaks, the warnings of its time, and its trends."""
    if isinstance(found, Table):
        return laid_out.notes(found)
    signs = [sign.said for sign in found.chart.signposts]
    one = len(found.named) == 1
    read = [
        line if one else f"{name}: {line}" for name, lines in found.trends.items() for line in lines
    ]
    return [*signs, *(line for line in read if line not in signs)]


def _grid(found: Table | Several) -> Grid:
    return laid_out.grid(found) if isinstance(found, Table) else found.grid


def _sentence(found: Table | Several) -> str:
    return laid_out.sentence(found) if isinstance(found, Table) else found.sentence


def as_pdf(found: Table | Several) -> bytes:
    """A page with the chart, its sentence and its table. Raises LettersMissing."""
    grid = _grid(found)
    chart = of_figures.of_table(found) if isinstance(found, Table) else found.chart
    said = laid_out.notes(found) if isinstance(found, Table) else []
    page = paper.Page(
        heading=_("Figures"),
        sentence=_sentence(found),
        columns=(*grid.heads, *grid.columns),
        rows=tuple((*row.heads, *row.values) for row in grid.rows),
        bars=chart.bars if chart.has_bars else (),
        lines=chart.lines,
        signposts=chart.signposts,
        times=chart.times,
        notes=(*sentences.full_of(found.meaning), *said),
        under=chart.under,
    )
    return apart.pdf(page)
