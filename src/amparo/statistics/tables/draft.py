"""A table while it is made: the numbers, the rows they come from, and what they mean."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from amparo.statistics.figures.meaning import Figure
from amparo.statistics.figures.parts import Meaning
from amparo.statistics.tables.asked import Asked
from amparo.statistics.tables.counting import ALL, Key, Numbers, additive, with_sums
from amparo.statistics.tables.expressions import Frame
from amparo.statistics.tables.hiding import SMALLEST_SHOWN
from amparo.statistics.tables.table import Figures, Table, answered, is_margin


@dataclass(slots=True)
class Draft:
    """One table while it is made."""

    asked: Asked
    meaning: Meaning
    numbers: Numbers
    units: Frame
    weight: str

    @property
    def cells(self) -> list[Key]:
        return [key for key in self.numbers.of if answered(key) and not is_margin(key)]

    def narrowed(self, key: Key, *more: str) -> Meaning:
        """The meaning of one cell: the whole's, and the codes of the cell as restrictions."""
        codes = tuple(
            f"{axis.code}={code}"
            for axis, code in zip(self.asked.read, key, strict=True)
            if code != ALL
        )
        if not codes and not more:
            return self.meaning
        return self.meaning.narrowed(*codes, *more)

    def count(self, key: Key) -> Figure:
        return Figure(
            value=self.numbers.of.get(key, 0), measure="count", meaning=self.narrowed(key)
        )

    def rests_on(self, cells: Mapping[Key, int], sums: Mapping[Key, int]) -> dict[Key, int]:
        """Cells, what can be summed up from them, and sums that are known besides."""
        adds = additive(self.asked.read)
        adds += [True] * (len(next(iter(cells), ())) - len(adds))
        base = {
            key: number
            for key, number in sums.items()
            if not any(code == ALL and by for code, by in zip(key, adds, strict=True))
        }
        return {**with_sums({**cells, **base}, adds), **sums}

    def table(self, cells: Figures, **more: Any) -> Table:
        apart = [key for key in self.numbers.of if not answered(key) and not is_margin(key)]
        margins = [key for key in self.numbers.of if is_margin(key)]
        return Table(
            asked=self.asked,
            meaning=self.meaning,
            cells=cells,
            apart=Figures(apart, self.count),
            margins=Figures(margins, self.count),
            whole=self.count((ALL,) * len(self.asked.axes)),
            **{"rests_on": self.numbers.of, **more},
        )


def few(number: int) -> str:
    """A number that stands in a sentence is hidden as one in a cell."""
    return str(number) if number >= SMALLEST_SHOWN or not number else f"1–{SMALLEST_SHOWN - 1}"
