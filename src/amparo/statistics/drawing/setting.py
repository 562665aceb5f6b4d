"""Gives everything in a book its place, page by page. Lengths are in points (1/72 inch), from the
edge where the text begins and from the upper edge. Neighbours: `blocks`, and `book`, which draws.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final

from amparo.statistics.drawing.blocks import Bars, Block, Book, Grid, Heading, Lines, Paragraph
from amparo.statistics.drawing.paper import COLOURS, GROUND

WIDE, TALL, MARGIN, FOOT = 595.3, 841.9, 48.0, 60.0
INNER: Final = WIDE - 2 * MARGIN
LEADING: Final = 1.42
INK, SOFT, RULE = "#26302d", "#59625d", "#dfd6c7"
CHAPTER: Final = 2
FOLLOWING: Final = 4
SPACE: Final = {1: 0.0, 2: 26.0, 3: 14.0}
SIZES: Final = {1: 22.0, 2: 15.0, 3: 10.5}
TEXT, SMALL = 9.5, 8.0
CELL, SMALLEST_CELL, GAP = 8.0, 6.4, 7.0
NARROWEST, WIDEST_HEAD = 34.0, 190.0
BAR, LABEL_SIZE = 8.0, 8.0
CHART_TALL: Final = 190.0
WITH_A_CHART: Final = CHART_TALL + 150
WHOLE_TABLE: Final = TALL / 4


@dataclass(frozen=True, slots=True)
class Words:
    """A line of text; `at`: its start, or its end where `end` is set; `down`: its baseline."""

    at: float
    down: float
    text: str
    size: float
    bold: bool = False
    colour: str = INK
    end: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """A filled area, of a rule or a bar."""

    at: float
    down: float
    wide: float
    tall: float
    colour: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """A chart of lines, from `down` on."""

    down: float
    chart: Lines


Piece = Words | Box | Drawn


@dataclass(slots=True)
class Sheets:
    """Pages while they are filled; `down` is where the next thing begins on the last of them."""

    families: tuple[str, ...]
    pages: list[list[Piece]] = field(default_factory=lambda: [[]])
    down: float = MARGIN
    chapters: list[tuple[str, int]] = field(default_factory=list)

    def put(self, piece: Piece) -> None:
        self.pages[-1].append(piece)

    def room_for(self, tall: float) -> bool:
        return self.down + tall <= TALL - FOOT

    def turn(self) -> None:
        self.pages.append([])
        self.down = MARGIN

    def need(self, tall: float) -> None:
        """On a new page, where it does not fit on this one."""
        if not self.room_for(tall) and self.pages[-1]:
            self.turn()

    def wrapped(self, text: str, size: float, wide: float, bold: bool = False) -> list[str]:
        """The lines of a text; a word longer than a line is cut."""
        lines: list[str] = []
        for word in text.split():
            for part in self._cut(word, size, wide, bold):
                joined = f"{lines[-1]} {part}" if lines else part
                if lines and self.wide(joined, size, bold) <= wide:
                    lines[-1] = joined
                else:
                    lines.append(part)
        return lines or [""]

    def _cut(self, word: str, size: float, wide: float, bold: bool) -> Iterator[str]:
        rest = word
        while self.wide(rest, size, bold) > wide and len(rest) > 1:
            fits = max(1, int(len(rest) * wide / self.wide(rest, size, bold)) - 1)
            yield rest[:fits]
            rest = rest[fits:]
        yield rest

    def wide(self, text: str, size: float, bold: bool = False) -> float:
        """How wide a text will be, near enough to break lines."""
        units = sum(_advance(letter, self.families) for letter in text)
        return units * size * (1.06 if bold else 1.0)


@cache
def _advance(letter: str, families: tuple[str, ...]) -> float:
    """The width of a letter in the first font that has it, as a part of the size."""
    for face in _faces(families):
        if face.get_char_index(ord(letter)):
            glyph = face.load_char(ord(letter))
            return float(glyph.linearHoriAdvance) / 65536 / 100
    return 0.6


@cache
def _faces(families: tuple[str, ...]) -> list[Any]:
    from matplotlib.font_manager import findfont, get_font

    faces = [get_font(findfont(family)) for family in families]
    for face in faces:
        face.set_size(100, 72)
    return faces


def laid_out(book: Book, families: tuple[str, ...]) -> Sheets:
    """Everything in its place, the contents on the first page."""
    chapters = sum(isinstance(one, Heading) and one.level == CHAPTER for one in book.blocks)
    sheets = Sheets(families)
    first = _contents_begin(sheets, book, chapters)
    for number, block in enumerate(book.blocks[first:], start=first):
        sheets.need(_together(book.blocks[number : number + FOLLOWING]))
        _PUT[type(block)](sheets, block)
    _contents(sheets, book)
    return sheets


def _together(blocks: Sequence[Block]) -> float:
    """How much room a heading needs, so that it does not stand apart from a chart below it."""
    if not isinstance(blocks[0], Heading):
        return 0
    following = (one for one in blocks[1:] if not isinstance(one, Heading | Paragraph))
    return WITH_A_CHART if isinstance(next(following, None), Lines) else 0


def _contents_begin(sheets: Sheets, book: Book, chapters: int) -> int:
    """The title and what follows it until the first chapter stand before the contents."""
    for number, block in enumerate(book.blocks):
        if isinstance(block, Heading) and block.level == CHAPTER:
            sheets.down += 2 * TEXT
            sheets.need((chapters + 2) * TEXT * 2)
            return number
        _PUT[type(block)](sheets, block)
    return len(book.blocks)


def _contents(sheets: Sheets, book: Book) -> None:
    """Below what is on the first page: nothing else begins there, for a chapter turns the page."""
    if not sheets.chapters:
        return
    before = sheets.chapters[0][1] - 2
    page = sheets.pages[before]
    down = max((piece.down for piece in page), default=MARGIN) + 4 * TEXT
    page.append(Words(0, down, book.contents, SIZES[3], bold=True))
    for name, number in sheets.chapters:
        down += TEXT * 1.9
        page.append(Words(0, down, name, TEXT))
        page.append(Words(INNER, down, str(number), TEXT, end=True))


def _heading(sheets: Sheets, block: Heading) -> None:
    size = SIZES[block.level]
    lines = sheets.wrapped(block.text, size, INNER, bold=True)
    space = SPACE[block.level]
    if block.level == CHAPTER:
        # The first stands behind the contents.
        if sheets.pages[-1] and not (sheets.chapters and sheets.room_for(TALL / 3)):
            sheets.turn()
        sheets.chapters.append((block.text, len(sheets.pages)))
    # Never alone at the foot of a page.
    sheets.need(space + len(lines) * size * LEADING + 70)
    sheets.down += space if sheets.pages[-1] else 0
    _lines_of(sheets, lines, size, bold=True)
    if block.level == CHAPTER:
        sheets.put(Box(0, sheets.down + 2, INNER, 1.2, "#8a8273"))
        sheets.down += 8
    sheets.down += 4


def _paragraph(sheets: Sheets, block: Paragraph) -> None:
    size = SMALL if block.small else TEXT
    indent = 12.0 if block.listed else 0.0
    lines = sheets.wrapped(block.text, size, INNER - indent, block.strong)
    if block.listed:
        sheets.need(size * LEADING)
        sheets.put(Words(2, sheets.down + size, "•", size, colour=SOFT))
    colour = SOFT if block.small else INK
    _lines_of(sheets, lines, size, bold=block.strong, indent=indent, colour=colour)
    sheets.down += size * (0.35 if block.listed else 0.7)


def _lines_of(
    sheets: Sheets, lines: Sequence[str], size: float, *, bold: bool = False,
    indent: float = 0.0, colour: str = INK,
) -> None:  # fmt: skip
    for line in lines:
        sheets.need(size * LEADING)
        sheets.put(Words(indent, sheets.down + size, line, size, bold, colour))
        sheets.down += size * LEADING


def _grid(sheets: Sheets, block: Grid) -> None:
    size, widths = _widths(sheets, block)
    head = _cells(sheets, block.columns, widths, size, bold=True)
    rows = [_cells(sheets, row, widths, size) for row in block.rows]
    first = rows[0] if rows else []
    whole = sum(_row_tall(row, size) for row in (head, *rows))
    sheets.need(
        whole if whole < WHOLE_TABLE else _row_tall(head, size) + _row_tall(first, size) + 6
    )
    _row(sheets, head, widths, size, block.heads, bold=True)
    for row in rows:
        if not sheets.room_for(_row_tall(row, size)):
            sheets.turn()
            _row(sheets, head, widths, size, block.heads, bold=True)
        _row(sheets, row, widths, size, block.heads)
    sheets.down += 8


def _widths(sheets: Sheets, block: Grid) -> tuple[float, list[float]]:
    """Sizes are tried from large to small until no word of a number column is cut."""
    size = CELL
    while True:
        natural = _natural(sheets, block, size)
        numbers = sum(natural[block.heads :])
        left = INNER - numbers - GAP * (len(natural) - 1)
        words = sum(natural[: block.heads])
        if words <= left:
            return size, natural
        if left >= 80 * block.heads or size <= SMALLEST_CELL:
            scale = max(left, 60.0 * block.heads) / words
            widths = [one * scale for one in natural[: block.heads]] + natural[block.heads :]
            return size, _pressed(widths)
        size -= 0.4


def _pressed(widths: list[float]) -> list[float]:
    """Where nothing else helps, all columns give way alike."""
    whole = sum(widths) + GAP * (len(widths) - 1)
    over = min(1.0, INNER / whole)
    return [one * over for one in widths]


def _natural(sheets: Sheets, block: Grid, size: float) -> list[float]:
    found = []
    for place, name in enumerate(block.columns):
        cells = [row[place] for row in block.rows]
        if place < block.heads:
            widest = max((sheets.wide(cell, size) for cell in (name, *cells)), default=0)
            found.append(min(max(widest, NARROWEST), WIDEST_HEAD) + 2)
        else:
            words = [word for word in name.split()]
            heads = max((sheets.wide(word, size, bold=True) for word in words), default=0)
            values = max((sheets.wide(cell, size) for cell in cells), default=0)
            found.append(max(heads, values) + 2)
    return found


def _cells(
    sheets: Sheets, row: Sequence[str], widths: Sequence[float], size: float, bold: bool = False
) -> list[list[str]]:
    return [sheets.wrapped(cell, size, wide, bold) for cell, wide in zip(row, widths, strict=True)]


def _row_tall(cells: Sequence[Sequence[str]], size: float) -> float:
    return max((len(lines) for lines in cells), default=1) * size * 1.3 + 5


def _row(
    sheets: Sheets, cells: Sequence[Sequence[str]], widths: Sequence[float], size: float,
    heads: int, bold: bool = False,
) -> None:  # fmt: skip
    at, tall = 0.0, _row_tall(cells, size)
    for place, (lines, wide) in enumerate(zip(cells, widths, strict=True)):
        number = place >= heads
        for line_number, line in enumerate(lines):
            down = sheets.down + size * (1 + 1.3 * line_number) + 1
            start = at + wide if number else at
            colour = SOFT if 0 < place < heads and not bold else INK
            sheets.put(Words(start, down, line, size, bold, colour, end=number))
        at += wide + GAP
    sheets.down += tall
    thick = 1.0 if bold else 0.5
    sheets.put(Box(0, sheets.down - 1.5, min(at - GAP, INNER), thick, RULE))


def _bars(sheets: Sheets, block: Bars) -> None:
    every = [mark.value or 0 for group in block.groups for mark in group.marks]
    top = block.top or max(every, default=0) or 1
    for group in block.groups:
        if group.heading:
            sheets.need(4 * LABEL_SIZE)
            _lines_of(sheets, [group.heading], LABEL_SIZE, bold=True)
        for mark in group.marks:
            lines = sheets.wrapped(mark.label, LABEL_SIZE, INNER * 0.4)
            tall = max(len(lines) * LABEL_SIZE * 1.25, BAR) + 5
            sheets.need(tall)
            for number, line in enumerate(lines):
                down = sheets.down + LABEL_SIZE * (1 + 1.25 * number)
                sheets.put(Words(0, down, line, LABEL_SIZE))
            start, room = INNER * 0.42, INNER * 0.5
            length = room * min(1.0, (mark.value or 0) / top)
            if mark.value is not None:
                sheets.put(Box(start, sheets.down + 1, room, BAR, GROUND))
            if length:
                sheets.put(Box(start, sheets.down + 1, length, BAR, COLOURS[0]))
            at = start + (room + 6 if mark.value is not None else 0)
            sheets.put(Words(at, sheets.down + LABEL_SIZE, mark.said, LABEL_SIZE))
            sheets.down += tall
    sheets.down += 8


def _lines(sheets: Sheets, block: Lines) -> None:
    sheets.need(CHART_TALL + 60)
    sheets.put(Drawn(sheets.down, block))
    sheets.down += CHART_TALL + (62 if len(block.lines) > 1 or block.under else 34)
    for sign in block.signposts:
        said = f"{sign.number}. {sign.said}"
        _lines_of(sheets, sheets.wrapped(said, SMALL, INNER), SMALL, colour=SOFT)
    sheets.down += 6


_PUT: dict[type, Any] = {
    Heading: _heading,
    Paragraph: _paragraph,
    Grid: _grid,
    Bars: _bars,
    Lines: _lines,
}
