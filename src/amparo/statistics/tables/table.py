"""A table of figures: cells, what has no answer, margins, and what must be said beside them.

A chart, a page and an export take a Table and nothing else, so that no number is shown without what
it counts. `small.without_small` gives the table that a screen may show.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from amparo.statistics.figures.meaning import Figure
from amparo.statistics.figures.parts import Meaning
from amparo.statistics.tables.asked import Asked
from amparo.statistics.tables.axes import NO_ANSWER, Axis, codes_in_order
from amparo.statistics.tables.counting import ALL, Key
from amparo.statistics.tables.times import Step


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence under the table: an English message id and what fills its places."""

    text: str
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        """In English."""
        return self.text % self.values if self.values else self.text


class Figures(Mapping[Key, Figure]):
    """Figures by cell, each made when it is first looked at: a table may have thousands."""

    def __init__(self, keys: Iterable[Key], make: Callable[[Key], Figure]) -> None:
        self._made: dict[Key, Figure | None] = dict.fromkeys(keys)
        self._make = make

    def __getitem__(self, key: Key) -> Figure:
        figure = self._made[key]
        if figure is None:
            figure = self._made[key] = self._make(key)
        return figure

    def __iter__(self) -> Iterator[Key]:
        return iter(self._made)

    def __len__(self) -> int:
        return len(self._made)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Figures over axes. A key has one code for each axis, in their order.

    `cells`: where every axis has an answer, in the measure that was asked for. `apart`: counts
    where one has none (not asked, not known, refused, not applicable). `margins`: counts with
    ALL for what is summed over. `whole`: the count of all; `overall`: the measure for all, where
    it is not a count. `recorded`: the shares of what was also written down within 24 hours, beside
    those of what occurred. `curves`: the steps of a cumulative incidence.

    `rests_on`: the plain numbers that the figures give away, by key, perhaps with one code more
    (in time or not); a margin of them wherever one could be computed. `hidden`: what is not shown.
    """

    asked: Asked
    meaning: Meaning
    cells: Figures
    apart: Figures
    margins: Figures
    whole: Figure
    overall: Figure | None = None
    recorded: Figures | None = None
    curves: Mapping[Key, list[Step]] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
    rests_on: Mapping[Key, int] = field(default_factory=dict, repr=False)
    hidden: frozenset[Key] = frozenset()

    @property
    def axes(self) -> tuple[Axis, ...]:
        return self.asked.read

    def codes(self, place: int) -> list[str]:
        """The codes of one axis that the table has, those without an answer last."""
        known = set(codes_in_order(self.axes[place]))
        order = {code: at for at, code in enumerate(codes_in_order(self.axes[place]))}
        found = {key[place] for key in (*self.cells, *self.apart)}

        def at(code: str) -> tuple[bool, int, int, str]:
            number = int(code) if code.isdigit() and code not in known else 0
            return code in NO_ANSWER, order.get(code, len(order)), number, code

        return sorted(found, key=at)


def answered(key: Key) -> bool:
    """Whether every axis has an answer there."""
    return not NO_ANSWER.intersection(key)


def is_margin(key: Key) -> bool:
    """Whether it sums over an axis."""
    return ALL in key
