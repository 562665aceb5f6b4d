"""A map of ways between countries, drawn without asking anybody: outlines are package data.

Boundaries are Natural Earth's (public domain), of medium-sized countries; small ones are points.
They say nothing about whose a territory is, which stands under every map.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from math import hypot
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from amparo.statistics.drawing.marks import Flow, Mark, largest

MARGIN = 60
LEAST_WIDE, LEAST_HIGH = 400.0, 260.0
WIDEST = 10
HEAD = 12  # the head of an arrow, long
WIDE = 0.6  # and half as wide, by its length
BENT = 0.18
LARGEST = 22
LETTERS = 13
LETTER_WIDE = 0.6  # of a letter's height, on the average of many scripts


@dataclass(frozen=True, slots=True)
class View:
    """The part of the world that is shown, in the units of the outlines."""

    x: float
    y: float
    wide: float
    high: float

    @property
    def box(self) -> str:
        return f"{self.x:.0f} {self.y:.0f} {self.wide:.0f} {self.high:.0f}"

    @property
    def unit(self) -> float:
        """How many units of the outlines one unit of a drawing 760 wide is."""
        return self.wide / 760


@dataclass(frozen=True, slots=True)
class _Outline:
    path: str
    left: float
    upper: float
    right: float
    lower: float

    def within(self, view: View) -> bool:
        beside = self.right < view.x or self.left > view.x + view.wide
        return not (beside or self.lower < view.y or self.upper > view.y + view.high)


@cache
def _outlines() -> dict[str, _Outline]:
    return {code: _outline(path) for code, path in _world()["shapes"].items()}


def _outline(path: str) -> _Outline:
    """With its box, from the steps of the path."""
    points: list[tuple[int, int]] = []
    for ring in path.strip("Mz").split("zM"):
        start, steps = ring.split("l")
        points.append(_pair(start))
        for step in steps.split():
            by_x, by_y = _pair(step)
            points.append((points[-1][0] + by_x, points[-1][1] + by_y))
    xs, ys = zip(*points, strict=True)
    return _Outline(path, min(xs), min(ys), max(xs), max(ys))


def _pair(text: str) -> tuple[int, int]:
    x, y = text.split(",")
    return int(x), int(y)


@cache
def _world() -> dict[str, Any]:
    text = resources.files("amparo.statistics.drawing").joinpath("world.json").read_text("utf-8")
    world: dict[str, Any] = json.loads(text)
    return world


def on_the_map(code: str) -> bool:
    """Whether a country, by ISO 3166-1 alpha-3, has a place on the map."""
    return code in _world()["points"]


def world(places: dict[str, Mark], ways: Sequence[Flow]) -> SafeString:
    """Countries by how many, and the ways between them; empty when none has a place on the map.

    What has no place on it is left out of the drawing: it stands in the table beside.
    """
    points = {code: _world()["points"][code] for code in places if on_the_map(code)}
    if not points:
        return mark_safe("")
    view = _view(list(points.values()))
    top = largest(list(places.values())) or 1
    drawn = [way for way in ways if way.mark.value and {way.start, way.end} <= points.keys()]
    most = largest([way.mark for way in drawn]) or 1
    context = {
        "view": view,
        "shapes": [
            (one.path, code in points) for code, one in _outlines().items() if one.within(view)
        ],
        "ways": [
            (
                _arc(
                    points[way.start],
                    points[way.end],
                    view.unit * (_radius(places[way.end], top) + HEAD),
                ),
                way.mark,
                _head(
                    points[way.start],
                    points[way.end],
                    view.unit * _radius(places[way.end], top),
                    view.unit * HEAD,
                ),
                round(view.unit * max(1.2, (way.mark.value or 0) / most * WIDEST), 2),
            )
            for way in drawn
            if way.start != way.end
        ],
        "places": [
            (x, y, places[code], round(view.unit * _radius(places[code], top), 2))
            for code, (x, y) in points.items()
        ],
        "names": _names(points, places, view, top),
        "thin": round(view.unit * 0.7, 2),
        "letters": round(view.unit * LETTERS, 1),
    }
    return mark_safe(render_to_string("statistics/drawing/world.html", context))


def _names(
    points: dict[str, tuple[float, float]], places: dict[str, Mark], view: View, top: float
) -> list[tuple[float, float, str]]:
    """Where names stand, the largest first; one that would cover another is left out: its place
    still says it when pointed at, and the table beside has it.
    """
    high, found = view.unit * LETTERS, list[tuple[float, float, str]]()
    taken: list[tuple[float, float, float]] = []
    for code in sorted(points, key=lambda code: (-(places[code].value or 0), code)):
        x, y = points[code][0], points[code][1] - view.unit * _radius(places[code], top)
        half = len(places[code].label) * high * LETTER_WIDE / 2
        if all(abs(x - at) > half + other or abs(y - up) > high for at, up, other in taken):
            taken.append((x, y, half))
            found.append((x, round(y, 1), places[code].label))
    return found


def _view(points: Sequence[tuple[float, float]]) -> View:
    """All points with some room around, never so near that outlines become coarse."""
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    upper, lower = min(y for _, y in points), max(y for _, y in points)
    wide = max(right - left + 2 * MARGIN, LEAST_WIDE)
    high = max(lower - upper + 2 * MARGIN, LEAST_HIGH, wide / 2.6)
    return View((left + right - wide) / 2, (upper + lower - high) / 2, wide, high)


def _radius(mark: Mark, top: float) -> float:
    """By area; a place whose number may not be shown is a dot."""
    return 4.0 if not mark.value else max(4.0, (mark.value / top) ** 0.5 * LARGEST)


def _bend(start: tuple[float, float], end: tuple[float, float]) -> tuple[float, float]:
    """Where the way is bent to, so that there and back are told apart."""
    (x1, y1), (x2, y2) = start, end
    return (x1 + x2) / 2 + (y2 - y1) * BENT, (y1 + y2) / 2 - (x2 - x1) * BENT


def _back(
    start: tuple[float, float], end: tuple[float, float], short: float
) -> tuple[float, float]:
    """The point on the last part of the way that is `short` of its end."""
    x, y = _bend(start, end)
    share = min(short / (hypot(end[0] - x, end[1] - y) or 1), 0.9)
    return end[0] + (x - end[0]) * share, end[1] + (y - end[1]) * share


def _arc(start: tuple[float, float], end: tuple[float, float], short: float) -> str:
    """The way, ending `short` of the middle of its end, where its head begins."""
    x, y = _bend(start, end)
    end_x, end_y = _back(start, end, short)
    return f"M{start[0]} {start[1]}Q{x:.0f} {y:.0f} {end_x:.1f} {end_y:.1f}"


def _head(start: tuple[float, float], end: tuple[float, float], short: float, long: float) -> str:
    """The head of the arrow, from the end of the way to the edge of the circle."""
    tip_x, tip_y = _back(start, end, short)
    foot_x, foot_y = _back(start, end, short + long)
    by_x, by_y = (tip_y - foot_y) * WIDE, (foot_x - tip_x) * WIDE
    return (
        f"M{tip_x:.1f} {tip_y:.1f}L{foot_x + by_x:.1f} {foot_y + by_y:.1f}"
        f"L{foot_x - by_x:.1f} {foot_y - by_y:.1f}z"
    )
