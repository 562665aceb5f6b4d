"""Draws the chain of an estimate: who quotes it, from whom, and where it was misread.

A tree read from above, the estimate first, in the direction of the page; one drawing for wide
screens and one for narrow. The page shows the same as a table beside it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, get_language_bidi, ngettext
from django.utils.translation import gettext as _

from amparo.statistics.ledger.estimates import Estimate, Quote

WIDE, TALL = 760, 328
TOP, LINE, GAP, RADIUS = 22, 19, 18, 11
LETTER = {WIDE: 7.4, TALL: 8.1}
"""How wide a letter is drawn on average, in the units of the drawing; larger on a telephone."""


@dataclass(frozen=True, slots=True)
class Node:
    """One text in its place: the estimate itself (`use` is made) or a quotation.

    The first `heads` of its lines say who and when.
    """

    use: str
    heads: int
    lines: tuple[tuple[float, str], ...]
    x: float
    y: float
    text_x: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """One drawing: its size, its nodes, and the ways between them."""

    width: int
    height: float
    nodes: tuple[Node, ...]
    ways: tuple[str, ...]


def draw(one: Estimate) -> SafeString:
    """The chain as HTML; empty where nobody is known to quote the estimate."""
    if not one.quotes:
        return mark_safe("")
    context = {
        "label": summary(one),
        "drawings": [
            ("chain__wide", _drawn(one, WIDE, 34)),
            ("chain__tall", _drawn(one, TALL, 16)),
        ],
    }
    return mark_safe(render_to_string("statistics/ledger/chain.html", context))


def summary(one: Estimate) -> str:
    """The chain in one sentence, for those who do not see the drawing."""
    count = len(one.quotes)
    wrong = sum(quote.use == "wrong" for quote in one.quotes)
    said = ngettext("%(n)s text quotes it", "%(n)s texts quote it", count) % {"n": count}
    if wrong:
        said += "; " + ngettext("%(n)s misreads it", "%(n)s misread it", wrong) % {"n": wrong}
    return said


def _drawn(one: Estimate, width: int, indent: int) -> Drawing:
    depths = _depths(one.quotes)
    nodes = list(_nodes(one, width, indent, depths))
    by_code = dict(zip(["", *(quote.code for quote in one.quotes)], nodes, strict=True))
    ways = [
        _way(by_code[quote.after], node) for quote, node in zip(one.quotes, nodes[1:], strict=True)
    ]
    return Drawing(width, nodes[-1].bottom, tuple(nodes), tuple(ways))


def _depths(quotes: Sequence[Quote]) -> dict[str, int]:
    depths = {"": 0}
    for quote in quotes:
        depths[quote.code] = depths[quote.after] + 1
    return depths


def _nodes(one: Estimate, width: int, indent: int, depths: dict[str, int]) -> Iterator[Node]:
    language = get_language() or "en"
    year = str(one.published or "")
    made = " · ".join(part for part in (year, one.issuer.said(language), _("made it")) if part)
    rows = [("made", made, one.name.said(language), 0)]
    rows += [
        (
            quote.use,
            f"{quote.year} · {quote.by.said(language)} · {quote.use_said.said(language)}",
            quote.how.said(language),
            depths[quote.code],
        )
        for quote in one.quotes
    ]
    top = float(TOP)
    for use, head, text, depth in rows:
        x = RADIUS + 3 + depth * indent
        node = _node(use, head, text, x, top, width)
        yield node
        top = node.bottom + GAP


def _node(use: str, head: str, text: str, x: float, top: float, width: int) -> Node:
    text_x = x + RADIUS + 10
    letters = int((width - text_x) / LETTER[width])
    heads = _wrapped(head, letters - 2)
    lines = [*heads, *_wrapped(text, letters)]
    placed = tuple((top + 5 + row * LINE, line) for row, line in enumerate(lines))
    bottom = placed[-1][0] + 6
    return Node(
        use=use, heads=len(heads), lines=placed, x=_turned(x, width), y=top,
        text_x=_turned(text_x, width), bottom=bottom,
    )  # fmt: skip


def _way(here: Node, there: Node) -> str:
    """Down from the text that is quoted, and across to the one that quotes it."""
    return f"M{here.x} {here.y}V{there.y}H{there.x}"


def _turned(x: float, width: float) -> float:
    return round(width - x if get_language_bidi() else x, 1)


def _wrapped(text: str, letters: int) -> list[str]:
    """The text in lines of at most `letters`: SVG does not break lines. Words stay whole."""
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + 1 + len(word) <= letters:
            lines[-1] += " " + word
        else:
            lines.append(word)
    return lines or [""]
