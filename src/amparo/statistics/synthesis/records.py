"""The records that come in, and which cannot be made anonymous by noise.

What is refused here is refused to the operator who has the records in any case; nothing of it is
published. An empty cell and 0 are the same: absent. Absent is not counted, since in registers it
means "not reported", seldom "no".
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from amparo.statistics.synthesis.refused import NotSynthesisable

ABSENT: Final = ("", "0")
FEWEST: Final = 100
"""Below it noise is larger than most counts at any epsilon that promises anything."""
MOST_COLUMNS: Final = 100
MOST_VALUES: Final = 1_000
MOST_CANDIDATES: Final = 4_000_000
"""Combinations that could be, each of which gets noise: some 300 bytes and a microsecond each."""
LONGEST_LENGTH: Final = 4
MANY_DISTINCT: Final = 50
NEARLY_ALL: Final = 0.5
LARGEST_EPSILON: Final = 100.0
SHOWN: Final = 40
_FORMULA = re.compile(r"[=@\t\r]|[+-].*[(!|]")

Row = Sequence[str]
Attribute = tuple[str, str]
Combination = tuple[Attribute, ...]
"""Column and value, sorted; of one column at most one value."""


@dataclass(frozen=True, slots=True)
class Records:
    """One row for each person; each row has a cell for each column."""

    columns: Sequence[str]
    rows: Sequence[Row]

    def values(self, place: int) -> Counter[str]:
        """How many rows have each value of a column; absent is none."""
        found = Counter(row[place] for row in self.rows)
        for absent in ABSENT:
            found.pop(absent, None)
        return found


def check(records: Records, epsilon: float, length: int, delta: float | None = None) -> None:
    """Raises NotSynthesisable."""
    check_asked(epsilon, length, delta)
    _check_shape(records)
    if length > len(records.columns):
        raise NotSynthesisable(
            f"the length is {length} and there are {len(records.columns)} columns only"
        )
    counted = [_checked(name, records.values(place)) for place, name in enumerate(records.columns)]
    if not any(counted):
        raise NotSynthesisable("every cell is empty or 0, and that is not counted")
    candidates = _candidates([len(values) for values in counted], length)
    if candidates > MOST_CANDIDATES:
        raise NotSynthesisable(
            f"there could be {candidates:,} combinations of up to {length} values, and each would "
            f"get noise: take a smaller length, fewer columns or wider groups "
            f"(at most {MOST_CANDIDATES:,})"
        )


def check_asked(epsilon: float, length: int, delta: float | None) -> None:
    """Raises NotSynthesisable; also where a number is none (nan)."""
    if not 0 < epsilon <= LARGEST_EPSILON:
        raise NotSynthesisable(f"epsilon must be above 0 and at most {LARGEST_EPSILON:g}")
    if not 1 <= length <= LONGEST_LENGTH:
        raise NotSynthesisable(f"the length must be from 1 to {LONGEST_LENGTH}")
    if delta is not None and not 0 < delta <= 0.001:
        raise NotSynthesisable("delta must be above 0 and at most 0.001, better far below 1 / rows")


def _check_shape(records: Records) -> None:
    columns, rows = records.columns, records.rows
    if len(columns) < 2:
        raise NotSynthesisable("one column only: publish its counts, with small ones hidden")
    if len(columns) > MOST_COLUMNS:
        raise NotSynthesisable(f"{len(columns)} columns: at most {MOST_COLUMNS}")
    if not all(columns):
        raise NotSynthesisable("a column has no name")
    if len(set(columns)) < len(columns):
        raise NotSynthesisable("two columns have the same name")
    if not rows:
        raise NotSynthesisable("there is no row below the headings")
    if len(rows) < FEWEST:
        raise NotSynthesisable(
            f"{len(rows)} records: with fewer than {FEWEST} the noise hides everything or protects "
            "nobody; publish a small table with small counts hidden"
        )
    if any(len(row) != len(columns) for row in rows):
        raise NotSynthesisable("every row must have as many cells as there are columns")


def _checked(name: str, values: Counter[str]) -> Counter[str]:
    given, distinct = values.total(), len(values)
    if distinct > MANY_DISTINCT and distinct > NEARLY_ALL * given:
        raise NotSynthesisable(
            f"column {name[:SHOWN]!r} has {distinct:,} different values in {given:,} records, like "
            "a number or a name: leave it out, or put its values into groups"
        )
    if distinct > MOST_VALUES:
        raise NotSynthesisable(
            f"column {name[:SHOWN]!r} has {distinct:,} different values: put them into at most "
            f"{MOST_VALUES:,} groups"
        )
    for text in (name, *values):
        if _FORMULA.match(text):
            raise NotSynthesisable(f"{text[:SHOWN]!r} is a formula to a spreadsheet")
    return values


def _candidates(sizes: Sequence[int], length: int) -> int:
    """How many combinations of up to `length` columns there could be: sums of products."""
    of_length = [1] + [0] * length
    for size in sizes:
        for number in range(length, 0, -1):
            of_length[number] += of_length[number - 1] * size
    return sum(of_length[1:])
