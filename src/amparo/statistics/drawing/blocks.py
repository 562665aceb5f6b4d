"""What a book on paper is made of: headings, paragraphs, tables and charts, in their order.

`setting` gives each its place on a page, `book` draws the pages.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from amparo.statistics.drawing.marks import Group, Line, Signpost


@dataclass(frozen=True, slots=True)
class Heading:
    """`level` 1 is the title of the book; 2 begins a page and stands in the contents."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Text that is broken into lines. `listed`: with a point before it."""

    text: str
    small: bool = False
    listed: bool = False
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; its first `heads` columns are words, the others numbers. Its head stands again on
    each page."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    heads: int = 1


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars with their words above them. `top`: what the longest possible bar stands for."""

    groups: tuple[Group, ...]
    top: float | None = None


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines over time, as `of_figures.Chart` has them."""

    lines: tuple[Line, ...]
    times: tuple[tuple[float, str], ...]
    signposts: tuple[Signpost, ...] = ()
    under: str = ""
    shares: bool = False
    stepped: bool = False


Block = Heading | Paragraph | Grid | Bars | Lines


@dataclass(frozen=True, slots=True)
class Book:
    """`title` is at the foot of each page too; `contents` is the heading of what is in it."""

    title: str
    contents: str
    blocks: tuple[Block, ...]

    def texts(self) -> Iterator[str]:
        """Everything that will be written."""
        yield self.title
        yield self.contents
        for block in self.blocks:
            yield from _texts(block)


def _texts(block: Block) -> Iterator[str]:
    if isinstance(block, Heading | Paragraph):
        yield block.text
    elif isinstance(block, Grid):
        yield from block.columns
        for row in block.rows:
            yield from row
    elif isinstance(block, Bars):
        for group in block.groups:
            yield group.heading
            for mark in group.marks:
                yield from (mark.label, mark.said)
    else:
        yield block.under
        yield from (line.name for line in block.lines)
        yield from (said for _at, said in block.times)
        yield from (sign.said for sign in block.signposts)
