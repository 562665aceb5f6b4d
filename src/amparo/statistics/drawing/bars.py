"""Bars: words beside them wrap and read in their own direction, for they are not drawn."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language_bidi

from amparo.statistics.drawing.marks import Group, Mark, largest

WHOLE = 100
SEEN = 0.6  # a value above nothing is never drawn as nothing


@dataclass(frozen=True, slots=True)
class Bar:
    """A mark in its place: where the bar starts and how long it is, in hundredths of the width.

    Without a value nothing is drawn at all: an empty bar is 0.
    """

    mark: Mark
    start: float
    length: float


def bars(groups: Sequence[Group], top: float | None = None) -> SafeString:
    """One bar for each mark, all to one scale, which ends at `top` or at the largest value."""
    marks = [mark for group in groups for mark in group.marks]
    scale = top or largest(marks) or 1
    placed = [(group.heading, [_placed(mark, scale) for mark in group.marks]) for group in groups]
    return mark_safe(render_to_string("statistics/drawing/bars.html", {"groups": placed}))


def _placed(mark: Mark, scale: float) -> Bar:
    length = round((mark.value or 0) / scale * WHOLE, 2)
    if mark.value:
        length = max(length, SEEN)
    return Bar(mark, WHOLE - length if get_language_bidi() else 0, length)
