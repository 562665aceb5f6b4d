"""Draws a child's journey: what is behind, what is owed, what lies ahead.

Two drawings come out, one wide and one tall for narrow screens, and below them the same as a list,
for everybody and for those who do not see. The drawing reads in the direction of the page. It knows
no case: pages bring a plain list of steps.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language_bidi, gettext_lazy, ngettext
from django.utils.translation import gettext as _

STATES = {
    "done": gettext_lazy("done"),
    "now": gettext_lazy("now"),
    "owed": gettext_lazy("owed"),
    "overdue": gettext_lazy("overdue"),
    "ahead": gettext_lazy("ahead"),
}
WIDTH = 1080
TOP = 34
LINE = 18
STEP_TALL = 66
RADIUS = 14


@dataclass(frozen=True)
class Step:
    """One step: its `label`, its `state` (a key of STATES) and, in words, `when`."""

    label: str
    state: str
    when: str = ""
    href: str = ""

    @property
    def state_label(self) -> str:
        return str(STATES[self.state])


@dataclass(frozen=True)
class Node:
    """A step in its place: `x`, `y` of its ring, `text_x` and the heights of its label's lines."""

    step: Step
    x: float
    y: float
    text_x: float
    lines: tuple[tuple[float, str], ...]
    when_y: float


def draw(steps: Sequence[Step | dict[str, Any]], heading: str = "") -> SafeString:
    """The drawing and its list as HTML; empty for no steps. KeyError for an unknown state."""
    known = [step if isinstance(step, Step) else Step(**step) for step in steps]
    if not known:
        return mark_safe("")
    wide, tall = _wide(known), _tall(known)
    context = {
        "heading": heading or _("The child's journey"),
        "summary": summary(known),
        "steps": known,
        "wide": wide,
        "wide_size": (WIDTH, max(node.when_y for node in wide) + 14),
        "wide_paths": _paths(wide),
        "tall": tall,
        "tall_size": (320, len(known) * STEP_TALL + 4),
        "tall_paths": _paths(tall),
    }
    return mark_safe(render_to_string("ui/parts/journey.html", context))


def summary(steps: Sequence[Step]) -> str:
    """The journey in one sentence, for those who do not see the drawing."""
    done = sum(step.state == "done" for step in steps)
    late = sum(step.state == "overdue" for step in steps)
    said = ngettext(
        "%(done)s of %(total)s step behind", "%(done)s of %(total)s steps behind", len(steps)
    ) % {"done": done, "total": len(steps)}
    if late:
        said += "; " + ngettext("%(late)s overdue", "%(late)s overdue", late) % {"late": late}
    return said


def _wide(steps: Sequence[Step]) -> list[Node]:
    gap = WIDTH / len(steps)
    letters = max(8, int(gap / 8))
    wrapped = [_wrap(step.label, letters) for step in steps]
    deepest = max(len(lines) for lines in wrapped)
    nodes = []
    for index, (step, lines) in enumerate(zip(steps, wrapped, strict=True)):
        x = gap * (index + 0.5)
        first = TOP + RADIUS + 26
        placed = tuple((first + row * LINE, text) for row, text in enumerate(lines))
        x = _turned(x, WIDTH)
        nodes.append(Node(step, x, TOP, x, placed, first + deepest * LINE))
    return nodes


def _tall(steps: Sequence[Step]) -> list[Node]:
    nodes = []
    for index, step in enumerate(steps):
        y = index * STEP_TALL + 24
        lines = _wrap(step.label, 30)[:2]
        top = y + 5 - (LINE / 2 if len(lines) + bool(step.when) > 1 else 0)
        placed = tuple((top + row * LINE, text) for row, text in enumerate(lines))
        nodes.append(
            Node(step, _turned(20, 320), y, _turned(48, 320), placed, top + len(lines) * LINE)
        )
    return nodes


def _turned(x: float, width: float) -> float:
    return round(width - x if get_language_bidi() else x, 1)


def _paths(nodes: Sequence[Node]) -> list[tuple[Node, Node, bool]]:
    """The way between neighbours: walked where the earlier is done and the later reached."""
    reached = {"done", "now", "owed", "overdue"}
    return [
        (here, there, here.step.state == "done" and there.step.state in reached)
        for here, there in pairwise(nodes)
    ]


def _wrap(text: str, letters: int) -> list[str]:
    """The label in lines of about `letters`: SVG does not break lines. Words stay whole."""
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + 1 + len(word) <= letters:
            lines[-1] += " " + word
        else:
            lines.append(word)
    return lines or [""]
