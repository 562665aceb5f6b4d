"""What is known of counts from the outside: numbers shown, exact or rounded, of one or several
tables of this release and of those before it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from amparo.statistics.disclosure.rounding import left_open
from amparo.statistics.disclosure.suppress import Protected
from amparo.statistics.disclosure.tables import TOTAL

Codes = tuple[str, ...]
OTHERS: Final = "\0others"
"""Of a dimension that is only ever asked for one code: all who have another."""


@dataclass(frozen=True, slots=True)
class Published:
    """One table as it was published.

    shown: the least and the most that a number can be, equal where it is exact. hidden: the true
    number, or None where whoever checks does not know it. A cell in neither is known to be 0; a
    sum in neither is not said. where: dimensions of which only one code is counted. release: which
    one, where several are looked at.
    """

    name: str
    dimensions: tuple[str, ...]
    shown: Mapping[Codes, tuple[int, int]]
    hidden: Mapping[Codes, int | None]
    where: Mapping[str, str] = field(default_factory=dict)
    release: str = ""
    total: str = TOTAL


def published(
    name: str,
    done: Protected,
    *,
    base: int = 1,
    where: Mapping[str, str] | None = None,
    release: str = "",
) -> Published:
    """A protected table as its reader has it; rounded to a base, where it is not 1."""  # fmt: skip
    import numpy as np

    table, shown, hidden = done.table, {}, {}
    for found in np.argwhere(table.given & table.possible):
        place = tuple(int(at) for at in found)
        number = int(table.numbers[place])
        if done.hidden[place]:
            hidden[table.codes_at(place)] = number
        else:
            shown[table.codes_at(place)] = left_open(number, base)
    return Published(name, table.dimensions, shown, hidden, where or {}, release, table.total)
