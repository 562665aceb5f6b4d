"""A book on paper: as many A4 pages as it needs, with the fonts that `paper` has for one, and its
refusal where a script has none. What it is made of is in `blocks`, its places in `setting`;
`apart` draws it in a process of its own.
"""

import io
import warnings
from collections.abc import Sequence
from typing import Any

from django.utils.translation import get_language_bidi

from amparo.statistics.drawing import paper
from amparo.statistics.drawing.blocks import Book
from amparo.statistics.drawing.paper import LettersMissing, Page
from amparo.statistics.drawing.setting import (
    CHART_TALL,
    INNER,
    MARGIN,
    SMALL,
    SOFT,
    TALL,
    WIDE,
    Box,
    Drawn,
    Piece,
    Words,
    laid_out,
)


def pdf(book: Book) -> bytes:
    """The whole book. Raises LettersMissing."""
    from matplotlib import rc_context
    from matplotlib.backends.backend_pdf import PdfPages

    told = {"Title": book.title, "Creator": "Amparo", "Producer": "Amparo", "CreationDate": None}
    written = io.BytesIO()
    settings = paper.settings_for("".join(book.texts()) + "•")
    with rc_context(settings), warnings.catch_warnings():
        warnings.filterwarnings("error", message="Glyph")
        sheets = laid_out(book, tuple(settings["font.family"]))
        try:
            with PdfPages(written, metadata=told) as pages:
                for number, pieces in enumerate(sheets.pages, start=1):
                    pages.savefig(_drawn(pieces, number, book.title))
        except UserWarning as fault:
            raise LettersMissing(str(fault)) from None
    return written.getvalue()


def _drawn(pieces: Sequence[Piece], number: int, title: str) -> Any:
    from matplotlib.figure import Figure

    sheet = Figure(figsize=paper.A4)
    foot = TALL - MARGIN * 0.7
    every = [
        *pieces,
        Words(0, foot, title, 7.5, colour=SOFT),
        Words(INNER, foot, str(number), 7.5, colour=SOFT, end=True),
    ]
    for piece in every:
        _DRAW[type(piece)](sheet, piece)
    return sheet


def _words(sheet: Any, piece: Words) -> None:
    backwards = get_language_bidi()
    x, y = _place(piece.at, piece.down)
    sheet.text(
        x, y, piece.text, fontsize=piece.size, color=piece.colour, va="baseline",
        ha="right" if piece.end != backwards else "left",
        fontweight="bold" if piece.bold else "normal", parse_math=False,
    )  # fmt: skip


def _box(sheet: Any, piece: Box) -> None:
    from matplotlib.patches import Rectangle

    x, y = _place(piece.at, piece.down + piece.tall)
    wide = piece.wide / WIDE
    at = (x - wide, y) if get_language_bidi() else (x, y)
    sheet.add_artist(
        Rectangle(at, wide, piece.tall / TALL, color=piece.colour, linewidth=0,
                  transform=sheet.transFigure)
    )  # fmt: skip


def _place(at: float, down: float) -> tuple[float, float]:
    x = (MARGIN + at) / WIDE
    return (1 - x if get_language_bidi() else x), 1 - down / TALL


def _chart(sheet: Any, piece: Drawn) -> None:
    chart = piece.chart
    below = 1 - (piece.down + CHART_TALL) / TALL
    axes = sheet.add_axes(((MARGIN + 26) / WIDE, below, (INNER - 40) / WIDE, CHART_TALL / TALL))
    page = Page(
        "", "", (), (), lines=chart.lines, signposts=chart.signposts, times=chart.times,
        under=chart.under,
    )  # fmt: skip
    paper.draw_lines(axes, page)
    axes.tick_params(labelsize=SMALL)
    if chart.stepped:
        for line in axes.lines:
            line.set(drawstyle="steps-post", marker="")
    if chart.shares:
        from matplotlib.ticker import PercentFormatter

        axes.set_ylim(0, 1)
        axes.yaxis.set_major_formatter(PercentFormatter(1))


_DRAW: dict[type, Any] = {Words: _words, Box: _box, Drawn: _chart}
