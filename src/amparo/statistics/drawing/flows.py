"""Ways from place to place as bands, as wide as they are many."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language_bidi

from amparo.statistics.drawing.lines import Frame
from amparo.statistics.drawing.marks import Column, Flow

WIDE = Frame("wide", 900, 0, before=4, after=4, above=30, below=8)
NARROW = Frame("narrow", 340, 0, before=2, after=2, above=30, below=8)
BLOCK, LABEL, GAP = 10, 18, 10  # wide, high, apart
SMALLEST = 2.0
ROOM = 360  # for all bands of the fullest column together


@dataclass
class _Block:
    """A place in its column, and how much of its height is taken by bands so far."""

    label: str
    x: float
    y: float
    high: float
    anchor: str
    text_x: float
    taken_in: float = 0
    taken_out: float = 0


def flows(columns: Sequence[Column], some: Sequence[Flow]) -> SafeString:
    """Columns of places, in order, with the bands between neighbours. Flows without a value are
    left out: they stand in the table beside.
    """
    shown = [flow for flow in some if flow.mark.value]
    drawings = [_drawing(frame, columns, shown) for frame in (WIDE, NARROW)]
    return mark_safe(render_to_string("statistics/drawing/flows.html", {"drawings": drawings}))


def _drawing(frame: Frame, columns: Sequence[Column], some: Sequence[Flow]) -> dict[str, Any]:
    scale = ROOM / max((_total(column, some) for column in columns), default=1)
    blocks: dict[str, _Block] = {}
    headings, foot = [], 0.0
    for index, column in enumerate(columns):
        x, anchor = _column_x(frame, index, len(columns))
        headings.append((x if anchor != "end" else x + BLOCK, anchor, column.heading))
        y: float = frame.above + 12
        for code, label in column.places.items():
            high = max(_through(code, some) * scale, SMALLEST)
            text_x = {"start": x, "middle": x + BLOCK / 2, "end": x + BLOCK}[anchor]
            blocks[code] = _Block(label, x, y + LABEL, high, anchor, text_x)
            y += LABEL + high + GAP
        foot = max(foot, y)
    bands = [_band(flow, blocks, scale, frame) for flow in some]
    return {
        "frame": frame,
        "height": round(foot + frame.below),
        "headings": [(_side(frame, x), anchor, heading) for x, anchor, heading in headings],
        "blocks": [_mirrored(block, frame) for block in blocks.values()],
        "bands": bands,
    }


def _total(column: Column, some: Sequence[Flow]) -> float:
    return sum(_through(code, some) for code in column.places) or 1


def _through(code: str, some: Sequence[Flow]) -> float:
    """What comes in or what goes out, whichever is more."""
    comes = sum(flow.mark.value or 0 for flow in some if flow.end == code)
    goes = sum(flow.mark.value or 0 for flow in some if flow.start == code)
    return max(comes, goes)


def _column_x(frame: Frame, index: int, number: int) -> tuple[float, str]:
    room = frame.width - frame.before - frame.after - BLOCK
    x = frame.before + (room * index / (number - 1) if number > 1 else 0)
    anchor = "start" if index == 0 else "end" if index == number - 1 else "middle"
    return round(x, 1), anchor


def _side(frame: Frame, x: float) -> float:
    return round(frame.width - x if get_language_bidi() else x, 1)


def _mirrored(block: _Block, frame: Frame) -> dict[str, Any]:
    start = _side(frame, block.x + (BLOCK if get_language_bidi() else 0))
    return {
        "x": start,
        "y": round(block.y, 1),
        "high": round(block.high, 1),
        "wide": BLOCK,
        "label": block.label,
        "anchor": block.anchor,
        "text_x": _side(frame, block.text_x),
        "text_y": round(block.y - 5, 1),
    }


def _band(
    flow: Flow, blocks: dict[str, _Block], scale: float, frame: Frame
) -> tuple[str, Flow, float]:
    start, end = blocks[flow.start], blocks[flow.end]
    high = max((flow.mark.value or 0) * scale, SMALLEST)
    from_y = start.y + start.taken_out + high / 2
    to_y = end.y + end.taken_in + high / 2
    start.taken_out += high
    end.taken_in += high
    from_x, to_x = _side(frame, start.x + BLOCK), _side(frame, end.x)
    half = round((from_x + to_x) / 2, 1)
    path = f"M{from_x} {from_y:.1f}C{half} {from_y:.1f} {half} {to_y:.1f} {to_x} {to_y:.1f}"
    return path, flow, round(high, 1)
