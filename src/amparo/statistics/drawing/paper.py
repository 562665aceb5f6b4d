"""Charts on paper: an A4 page as PDF, with the chart, its sentence and its table.

Drawn by matplotlib, which puts the letters of every script in their places. It needs fonts that
have them (Noto); where they are missing nothing is made, and the refusal says which script.
"""

import io
import unicodedata
import warnings
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.utils.translation import get_language, get_language_bidi

from amparo.statistics.drawing.marks import Group, Line, Signpost

A4 = (8.27, 11.69)
COLOURS = ("#1f5f8b", "#b4561b", "#2f7d5b", "#8a4a86", "#6b6200", "#4a4a4a")
DASHES = ("-", (0, (9, 5)), (0, (2, 4)), (0, (10, 3, 2, 3)), (0, (5, 3)), (0, (1, 3)))
GROUND = "#f2ece1"
LETTERS = ("Noto Sans", "DejaVu Sans")
BY_SCRIPT = {
    "ARABIC": "Noto Sans Arabic",
    "BENGALI": "Noto Sans Bengali",
    "CYRILLIC": "Noto Sans",
    "DEVANAGARI": "Noto Sans Devanagari",
    "ETHIOPIC": "Noto Sans Ethiopic",
    "KHMER": "Noto Sans Khmer",
    "MYANMAR": "Noto Sans Myanmar",
    "THAI": "Noto Sans Thai",
}
WIDE_LINE = 116  # letters of a line of text on the page
ROWS_ON_A_PAGE = 34
LOWEST = 0.05  # below it nothing is written, in parts of the page


class LettersMissing(ValueError):
    """No font of this machine has the letters that are to be printed."""


@dataclass(frozen=True, slots=True)
class Page:
    """What is printed: a heading, one chart (bars, or lines over time), what it says, its table."""

    heading: str
    sentence: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    bars: tuple[Group, ...] = ()
    lines: tuple[Line, ...] = ()
    signposts: tuple[Signpost, ...] = ()
    times: tuple[tuple[float, str], ...] = ()
    notes: tuple[str, ...] = field(default=())
    under: str = ""

    def texts(self) -> list[str]:
        """Everything that will be written."""
        cells = [cell for row in self.rows for cell in row]
        marks = [mark.label for group in self.bars for mark in group.marks]
        names = [group.heading for group in self.bars] + [line.name for line in self.lines]
        signs = [sign.said for sign in self.signposts]
        return [
            self.heading, self.sentence, *self.columns, *cells, *marks, *names, *signs, *self.notes,
            self.under,
        ]  # fmt: skip


def pdf(page: Page) -> bytes:
    """The page, and as many more as its table needs. Raises LettersMissing."""
    from matplotlib import rc_context
    from matplotlib.backends.backend_pdf import PdfPages

    told = {"Title": page.heading, "Creator": "Amparo", "Producer": "Amparo", "CreationDate": None}
    written = io.BytesIO()
    with rc_context(settings_for("".join(page.texts()))), warnings.catch_warnings():
        warnings.filterwarnings("error", message="Glyph")
        try:
            with PdfPages(written, metadata=told) as pages:
                for sheet in _sheets(page):
                    pages.savefig(sheet)
        except UserWarning as fault:
            raise LettersMissing(str(fault)) from None
    return written.getvalue()


def settings_for(text: str) -> Any:
    """How matplotlib draws a page on which there is this text. Raises LettersMissing."""
    return {
        "font.family": _families(text),
        "font.size": 9,
        "pdf.fonttype": 42,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.edgecolor": "#8a8273",
        "text.language": get_language() or "en",
    }


def _families(text: str) -> list[str]:
    """Fonts that have every letter of `text`; raises LettersMissing and names the script."""
    wanted = list(LETTERS)
    for letter in set(text):
        script = unicodedata.name(letter, "").split(" ")[0]
        family = BY_SCRIPT.get(script)
        if family and family not in _installed():
            raise LettersMissing(f"The fonts for {script.title()} are missing: {family}.")
        if family and family not in wanted:
            wanted.append(family)
    return [family for family in wanted if family in _installed()]


@cache
def _installed() -> frozenset[str]:
    from matplotlib.font_manager import fontManager

    return frozenset(font.name for font in fontManager.ttflist)


def _sheets(page: Page) -> list[Any]:
    rest = range(0, len(page.rows), ROWS_ON_A_PAGE)
    return [*_words(page), *(_table(page, page.rows[at : at + ROWS_ON_A_PAGE]) for at in rest)]


def _sheet(heading: str) -> Any:
    from matplotlib.figure import Figure

    sheet = Figure(figsize=A4)
    sheet.text(*_side(0.08, 0.95), heading, fontsize=14, fontweight="bold", **_towards())
    return sheet


def _side(x: float, y: float) -> tuple[float, float]:
    return (1 - x if get_language_bidi() else x), y


def _towards() -> dict[str, Any]:
    return {"ha": "right" if get_language_bidi() else "left", "va": "top"}


def _words(page: Page) -> list[Any]:
    """The chart and below it what it says: on as many sheets as that needs."""
    sheet, y = _first(page)
    sheets = [sheet]
    signs = [f"{sign.number}. {sign.said}" for sign in page.signposts]
    for text in (page.sentence, *signs, *page.notes):
        wrapped = _wrapped(text)
        tall = 0.0165 * len(wrapped) + 0.012
        if y - tall < LOWEST:
            sheets.append(_sheet(page.heading))
            y = 0.9
        sheets[-1].text(*_side(0.08, y), "\n".join(wrapped), linespacing=1.4, **_towards())
        y -= tall
    return sheets


def _first(page: Page) -> tuple[Any, float]:
    """With the chart on it, and where the words below begin."""
    sheet = _sheet(page.heading)
    if not (page.lines or page.bars):
        return sheet, 0.9
    tall = 0.5 if page.lines else min(0.6, 0.03 * _rows_of_bars(page) + 0.06)
    axes = sheet.add_axes((0.12, 0.88 - tall, 0.8, tall))
    draw_lines(axes, page) if page.lines else _draw_bars(axes, page)
    return sheet, 0.88 - tall - 0.06


def _rows_of_bars(page: Page) -> int:
    return sum(len(group.marks) + 1 for group in page.bars)


def _wrapped(text: str) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + len(word) < WIDE_LINE:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _draw_bars(axes: Any, page: Page) -> None:
    """Words above each bar, as long as they may be."""
    axes.set_axis_off()
    top = max((mark.value or 0 for group in page.bars for mark in group.marks), default=0) or 1
    backwards = get_language_bidi()
    axes.set_xlim((top * 1.2, 0) if backwards else (0, top * 1.2))
    y = 0.0
    for group in page.bars:
        if group.heading:
            axes.text(0, y, group.heading, fontweight="bold", **_towards())
            y -= 1
        for mark in group.marks:
            axes.text(0, y, mark.label, fontsize=8, **_towards())
            if mark.value is not None:
                axes.barh(y - 0.62, top, 0.36, color=GROUND)
                axes.barh(y - 0.62, mark.value, 0.36, color=COLOURS[0])
            side = "right" if backwards else "left"
            at = 0 if mark.value is None else top * 1.01
            axes.text(at, y - 0.62, mark.said, fontsize=8, ha=side, va="center")
            y -= 1.1
    axes.set_ylim(y, 0.2)


def draw_lines(axes: Any, page: Page) -> None:
    """Lines over time, with their names below and a number at each signpost."""
    for number, line in enumerate(page.lines):
        look = {"color": COLOURS[number], "linestyle": DASHES[number]}
        for index, piece in enumerate(line.pieces()):
            axes.plot(
                [line.at[i] for i in piece],
                [line.marks[i].value for i in piece],
                marker="o", markersize=4, label=None if index else line.name, **look,
            )  # fmt: skip
    for sign in page.signposts:
        axes.axvline(sign.at, color="#8a8273", linestyle=(0, (4, 4)), linewidth=1)
        axes.annotate(
            str(sign.number), (sign.at, 1), xycoords=("data", "axes fraction"), va="bottom",
            ha="center",
        )  # fmt: skip
    axes.set_ylim(bottom=0)
    axes.set_xticks([at for at, _said in page.times], [said for _at, said in page.times])
    if get_language_bidi():
        axes.invert_xaxis()
        axes.yaxis.tick_right()
        axes.spines["left"].set_visible(False)
        axes.spines["right"].set_visible(True)
    if page.under:
        axes.set_xlabel(page.under)
    if len(page.lines) > 1:
        axes.legend(
            frameon=False,
            loc="upper center",
            bbox_to_anchor=(0.5, -0.11 if page.under else -0.06),
            ncols=3,
        )


def _table(page: Page, rows: Sequence[Sequence[str]]) -> Any:
    sheet = _sheet(page.heading)
    axes = sheet.add_axes((0.06, 0.06, 0.88, 0.85))
    axes.set_axis_off()
    backwards = get_language_bidi()

    def turned(cells: Sequence[str]) -> list[str]:
        return list(cells)[::-1] if backwards else list(cells)

    drawn = axes.table(
        cellText=[turned(row) for row in rows], colLabels=turned(page.columns), loc="upper center",
        cellLoc="right" if backwards else "left", edges="horizontal",
    )  # fmt: skip
    drawn.auto_set_font_size(False)
    drawn.set_fontsize(8)
    drawn.scale(1, 1.5)
    for (row, _column), cell in drawn.get_celld().items():
        cell.set_edgecolor("#dfd6c7")
        if row == 0:
            cell.set_text_props(fontweight="bold")
    return sheet
