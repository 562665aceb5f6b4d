"""Lines over time: interrupted where the counting changed, stepped for what has happened so far.

Two drawings come out, one wide and one for narrow screens. Time runs in the direction of the page.
The drawing holds numbers only; what they mean stands beside it in words.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language_bidi

from amparo.statistics.drawing.marks import Line, Mark, Signpost, largest
from amparo.statistics.drawing.scales import ticks

ROUND = 24.0  # the room that the number of a sign takes
MOST_LINES = 6  # as many as can be told apart by colour and dashes


@dataclass(frozen=True, slots=True)
class Frame:
    """The size of a drawing and of the room around the lines, in its own units."""

    name: str
    width: int
    height: int
    before: int = 56
    after: int = 20
    above: int = 34
    below: int = 34
    years: int = 12  # labels on the axis of time at most


WIDE = Frame("wide", 760, 340)
NARROW = Frame("narrow", 340, 300, before=44, after=14, years=5)


class TooManyLines(ValueError):
    """More lines than anybody can tell apart."""


@dataclass(frozen=True, slots=True)
class _Axis:
    frame: Frame
    first: float
    last: float
    top: float

    def x(self, at: float) -> float:
        span = self.last - self.first or 1
        room = self.frame.width - self.frame.before - self.frame.after
        place = (at - self.first) / span if self.last != self.first else 0.5
        x = self.frame.before + place * room
        return round(self.frame.width - x if get_language_bidi() else x, 1)

    def y(self, value: float) -> float:
        room = self.frame.height - self.frame.above - self.frame.below
        return round(self.frame.height - self.frame.below - value / (self.top or 1) * room, 1)


def lines(
    some: Sequence[Line],
    times: Sequence[tuple[float, str]],
    signposts: Sequence[Signpost] = (),
    *,
    say: Any = str,
    top: float | None = None,
    stepped: bool = False,
    under: str = "",
) -> SafeString:
    """Lines to one scale from nothing.

    `times` are the places named on the axis of time; `say` writes a value on the other axis; `top`
    ends it (1 for shares), `under` says what it counts. Raises TooManyLines.
    """
    if len(some) > MOST_LINES:
        raise TooManyLines(f"{len(some)} lines, of which {MOST_LINES} can be told apart")
    marks = [mark for line in some for mark in line.marks]
    values = ticks(top or largest(marks), whole=top is None)
    drawings = [
        _drawing(frame, some, times, signposts, values, say, stepped) for frame in (WIDE, NARROW)
    ]
    names = [(index + 1, line.name) for index, line in enumerate(some)]
    context = {
        "drawings": drawings,
        "names": names if len(some) > 1 else (),
        "signs": signposts,
        "under": under,
    }
    return mark_safe(render_to_string("statistics/drawing/lines.html", context))


def _drawing(
    frame: Frame,
    some: Sequence[Line],
    times: Sequence[tuple[float, str]],
    signposts: Sequence[Signpost],
    values: Sequence[float],
    say: Any,
    stepped: bool,
) -> dict[str, Any]:
    places = [at for at, _said in times] + [at for line in some for at in line.at]
    axis = _Axis(frame, min(places, default=0), max(places, default=1), values[-1])
    every = max(1, -(-len(times) // frame.years))
    aside = frame.width - frame.before + 8 if get_language_bidi() else frame.before - 8
    return {
        "frame": frame,
        "edges": (axis.x(axis.first), axis.x(axis.last)),
        "values": [(axis.y(value), say(value)) for value in values],
        "aside": aside,
        "times": [(axis.x(at), said) for at, said in times[::every]],
        "foot": frame.height - frame.below,
        "signs": spread([(axis.x(max(sign.at, axis.first)), sign) for sign in signposts], frame),
        "lines": [
            {
                "number": index + 1,
                "pieces": [_path(line, piece, axis, stepped) for piece in line.pieces()],
                "points": [] if stepped else list(_points(line, axis)),
            }
            for index, line in enumerate(some)
        ],
    }


def spread(
    signs: Sequence[tuple[float, Signpost]], frame: Frame
) -> list[tuple[float, float, Signpost]]:
    """Where each stands, where its number does, and what it says: no number covers another.

    Those that would be pushed out of the drawing go back as far as they must.
    """
    least, most = ROUND / 2, frame.width - ROUND / 2
    turn = -1 if get_language_bidi() else 1
    order = sorted(signs, key=lambda one: (one[0], turn * one[1].number))
    room = min(ROUND, (most - least) / max(1, len(order) - 1))
    numbers: list[float] = []
    for x, _sign in order:
        numbers.append(max(x, numbers[-1] + room) if numbers else max(x, least))
    end = most
    for place in reversed(range(len(numbers))):
        numbers[place] = min(numbers[place], end)
        end = numbers[place] - room
    return [(x, round(number, 1), sign) for (x, sign), number in zip(order, numbers, strict=True)]


def _path(line: Line, piece: Sequence[int], axis: _Axis, stepped: bool) -> str:
    points = [(axis.x(line.at[i]), axis.y(line.marks[i].value or 0)) for i in piece]
    path = "M{} {}".format(*points[0])
    for (_, y), (next_x, next_y) in pairwise(points):
        path += f"L{next_x} {y}" if stepped else ""
        path += f"L{next_x} {next_y}"
    return path


def _points(line: Line, axis: _Axis) -> list[tuple[float, float, Mark]]:
    return [
        (axis.x(at), axis.y(mark.value), mark)
        for at, mark in zip(line.at, line.marks, strict=True)
        if mark.value is not None
    ]
