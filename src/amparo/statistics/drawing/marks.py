"""What is drawn, before it has a place: values with their words.

Nothing here knows a figure or a fact; `of_figures` makes these from figures, so that no picture
exists without the meaning of what it shows.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Mark:
    """One value: what it is of, how large it is, and how it is said.

    `value` is None where it may not be shown or is not known; `said` then says which.
    """

    label: str
    value: float | None
    said: str

    @property
    def title(self) -> str:
        """What a mark says of itself when it is pointed at."""
        return f"{self.label}: {self.said}"


@dataclass(frozen=True, slots=True)
class Group:
    """Marks that belong together, under a heading (empty when there is one group)."""

    heading: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """Marks in the order of time. `at` are their places on the axis of time, as numbers.

    After a mark whose index is in `breaks` the line is interrupted: what comes next was counted
    differently.
    """

    name: str
    at: tuple[float, ...]
    marks: tuple[Mark, ...]
    breaks: frozenset[int] = frozenset()

    def pieces(self) -> list[list[int]]:
        """The indexes of marks that may be joined by a line, in order."""
        pieces: list[list[int]] = [[]]
        for index, mark in enumerate(self.marks):
            if mark.value is None:
                pieces.append([])
                continue
            pieces[-1].append(index)
            if index in self.breaks:
                pieces.append([])
        return [piece for piece in pieces if piece]


@dataclass(frozen=True, slots=True)
class Signpost:
    """A moment on the axis of time at which something changed, with the number it is called by."""

    at: float
    number: int
    said: str


@dataclass(frozen=True, slots=True)
class Flow:
    """From one place to another, and how many. A place is named by a code of one column."""

    start: str
    end: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class Column:
    """One stage of a journey: its heading and its places, code to label, in order."""

    heading: str
    places: dict[str, str] = field(default_factory=dict)


def largest(marks: Sequence[Mark]) -> float:
    """The largest value shown, 0 when none is."""
    return max((mark.value for mark in marks if mark.value is not None), default=0.0)
