"""What was counted: how many cases are on which lists, and on no other.

A case that is on no list is not in the table; how many there are is what one asks.
"""

from dataclasses import dataclass
from functools import cache
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from amparo.statistics.prevalence.refused import NotEstimable
from amparo.terms import N_

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Wholes = NDArray[np.int64]

FEWEST_LISTS, MOST_LISTS = 3, 10
ENOUGH_OVERLAP = 5
MOST_CASES = 1_000_000_000
LONGEST_NAME = 60

TOO_FEW_LISTS = N_(
    "%(number)s lists are too few: with fewer than %(fewest)s nothing shows whether being on one"
    " depends on being on another"
)
TOO_MANY_LISTS = N_("%(number)s lists: at most %(most)s can be worked with")
SAME_NAME = N_("two lists have the same name")
TOO_MANY_CASES = N_("more than %(most)s cases cannot be worked with")
NOBODY = N_("the table has no case")
EMPTY = N_("the list %(list)s has no case: leave its column out")
TOO_LITTLE = N_(
    "no two lists share %(enough)s cases (the most is %(most)s): what is not on any list cannot be"
    " estimated from so little"
)


@dataclass(frozen=True, eq=False)
class Table:
    """`counts[pattern]`: cases on exactly those lists; `counts[0]` is 0, since nobody knows it."""

    lists: tuple[str, ...]
    counts: Floats

    @property
    def observed(self) -> int:
        """How many cases are on some list."""
        return int(self.counts.sum())

    @property
    def patterns(self) -> list[int]:
        """The patterns that occur."""
        return [int(pattern) for pattern in np.flatnonzero(self.counts)]

    def overlap(self, first: int, second: int) -> int:
        """How many cases are on both lists, on whatever others they are."""
        both = 1 << first | 1 << second
        return int(self.counts @ contained(len(self.lists))[both])

    def without(self, place: int) -> "Table":
        """The same as if one list had never been kept: who was on it alone is not observed."""
        low = (1 << place) - 1
        old = np.arange(len(self.counts))
        counts = np.zeros(len(self.counts) // 2)
        np.add.at(counts, (old & low) | (old >> 1 & ~low), self.counts)
        counts[0] = 0
        return Table(self.lists[:place] + self.lists[place + 1 :], counts)


def table_of(lists: tuple[str, ...], counted: dict[int, int]) -> Table:
    """The table of what was counted by pattern. Raises NotEstimable: no list, or not nameable."""
    if not 1 <= len(lists) <= MOST_LISTS:
        raise NotEstimable(TOO_MANY_LISTS, {"number": len(lists), "most": MOST_LISTS})
    if len(set(lists)) < len(lists):
        raise NotEstimable(SAME_NAME)
    counts = np.zeros(1 << len(lists))
    for pattern, number in counted.items():
        counts[pattern] = number
    counts[0] = 0
    if counts.sum() > MOST_CASES:
        raise NotEstimable(TOO_MANY_CASES, {"most": MOST_CASES})
    return Table(lists, counts)


def check_estimable(table: Table) -> None:
    """Raises NotEstimable: fewer than three lists, an empty one, or no two that share enough."""
    number = len(table.lists)
    if number < FEWEST_LISTS:
        raise NotEstimable(TOO_FEW_LISTS, {"number": number, "fewest": FEWEST_LISTS})
    if not table.observed:
        raise NotEstimable(NOBODY)
    totals = contained(number) @ table.counts
    empty = [name for place, name in enumerate(table.lists) if not totals[1 << place]]
    if empty:
        raise NotEstimable(EMPTY, {"list": empty[0]})
    most = max(table.overlap(*pair) for pair in combinations(range(number), 2))
    if most < ENOUGH_OVERLAP:
        raise NotEstimable(TOO_LITTLE, {"enough": ENOUGH_OVERLAP, "most": most})


@cache
def contained(lists: int) -> Floats:
    """1 where the term of the row is contained in the pattern of the column; never in pattern 0.

    With counts it gives for each term how many cases are on all its lists, with log parameters
    for each pattern its log mean.
    """
    every = np.arange(1 << lists)
    found: Floats = ((every[:, None] & every) == every[:, None]).astype(float)
    found[:, 0] = 0
    return found
