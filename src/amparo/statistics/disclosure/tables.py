"""A table of counts as an array in which every sum has its place, and what of it is given.

A reader computes sums that a table leaves out from the cells it shows; so every sum is here,
whether given or not.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from amparo.statistics.disclosure.refused import NotProtectable

TOTAL: Final = "Total"
MOST_DIMENSIONS: Final = 6
MOST_PLACES: Final = 1_000_000
LARGEST: Final = 10**12
ENOUGH_LINES: Final = 4
"""So many lines in which one code is the sum of all others are no chance."""

Row = tuple[Sequence[str], int]
Place = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Counts by their codes; place 0 of each axis is the sum over it, then codes in their order.

    numbers: int64 array of every cell and every sum. given: bool, what the table itself says.
    listed: bool, what it had a row for. possible: bool, False where all know that it must be 0.
    """

    dimensions: tuple[str, ...]
    codes: tuple[tuple[str, ...], ...]
    numbers: Any
    given: Any
    listed: Any
    possible: Any
    total: str = TOTAL

    def place(self, codes: Sequence[str]) -> Place:
        """Where the number of these codes stands. Raises ValueError for a code that is not."""
        return tuple(
            0 if code == self.total else 1 + known.index(code)
            for code, known in zip(codes, self.codes, strict=True)
        )

    def codes_at(self, place: Sequence[int]) -> tuple[str, ...]:
        """What the number at a place is called."""
        return tuple(
            known[at - 1] if at else self.total for at, known in zip(place, self.codes, strict=True)
        )

    def not_listed(self) -> Iterator[tuple[str, ...]]:
        """Cells (no sums) that may be and had no row: they are 0, and have to be written."""
        import numpy as np

        for place in np.argwhere(self.given & ~self.listed):
            yield self.codes_at([int(at) for at in place])


def table_of(
    dimensions: Sequence[str], rows: Sequence[Row], *, total: str = TOTAL, impossible: bool = False
) -> Table:
    """The table of these rows, in whatever order they come.

    impossible: what has no row cannot be, and everybody knows (a pregnant man); else it is a 0 as
    secret as any other. Raises NotProtectable, also where a sum is not that of its parts.
    """
    import numpy as np

    _check_sizes(dimensions, rows)
    codes = tuple(
        tuple(sorted({row[0][axis] for row in rows} - {total})) for axis in range(len(dimensions))
    )
    shape = tuple(1 + len(known) for known in codes)
    if math.prod(shape) > MOST_PLACES:
        raise NotProtectable(
            f"{math.prod(shape):,} combinations are more than {MOST_PLACES:,}: "
            "protect it in parts, or with fewer columns"
        )
    at = [{total: 0} | {code: n for n, code in enumerate(known, 1)} for known in codes]
    said = np.full(shape, -1, dtype=np.int64)
    for number, (key, count) in enumerate(rows):
        place = tuple(axis[code] for axis, code in zip(at, key, strict=True))
        if said[place] >= 0:
            raise NotProtectable(f"{' / '.join(key)} is there twice", number)
        said[place] = count
    listed = said >= 0
    numbers = summed(np.where(listed, said, 0))
    _check_sums(numbers, said, rows, at, dimensions, total)
    cells = cells_of(shape)
    table = Table(
        tuple(dimensions), codes, numbers, listed | (cells & (not impossible)), listed,
        summed(listed.astype(np.int64)) > 0 if impossible else np.ones(shape, dtype=bool), total,
    )  # fmt: skip
    _check_hidden_sums(table)
    return table


def cells_of(shape: Sequence[int]) -> Any:
    """Which places of such an array are cells and no sums."""
    import numpy as np

    found = np.zeros(shape, dtype=bool)
    found[(slice(1, None),) * len(shape)] = True
    return found


def summed(numbers: Any) -> Any:
    """The same array with every sum made from the cells."""
    made = numbers.copy()
    for axis in range(made.ndim):
        ahead = (slice(None),) * axis
        made[(*ahead, 0)] = made[(*ahead, slice(1, None))].sum(axis=axis)
    return made


def _check_sizes(dimensions: Sequence[str], rows: Sequence[Row]) -> None:
    if not 1 <= len(dimensions) <= MOST_DIMENSIONS:
        raise NotProtectable(
            f"{len(dimensions)} columns beside the count: from 1 to {MOST_DIMENSIONS} can be "
            "protected"
        )
    if not rows:
        raise NotProtectable("the table has no rows")
    for number, (_, count) in enumerate(rows):
        if not 0 <= count <= LARGEST:
            raise NotProtectable(f"{count} is no count from 0 to {LARGEST:,}", number)


def _check_sums(
    numbers: Any, said: Any, rows: Sequence[Row], at: Any, dimensions: Sequence[str], total: str
) -> None:
    """Refuse the first row that is a sum and not that of its parts."""
    if not (said > -1).any() or bool(((said < 0) | (said == numbers)).all()):
        return
    for number, (key, count) in enumerate(rows):
        place = tuple(axis[code] for axis, code in zip(at, key, strict=True))
        if total in key and numbers[place] != count:
            over = ", ".join(
                name for name, code in zip(dimensions, key, strict=True) if code == total
            )
            raise NotProtectable(
                f"{' / '.join(key)} is {count}, but its parts add up to {numbers[place]} "
                f"(the {total} of {over})", number,
            )  # fmt: skip


def _check_hidden_sums(table: Table) -> None:
    """A sum under another name gives its parts away: nobody here would know that it is one."""
    import numpy as np

    for axis, known in enumerate(table.codes):
        if len(known) < 3:
            continue
        lines = np.moveaxis(table.numbers, axis, 0)[:, *[slice(1, None)] * (len(table.codes) - 1)]
        filled = (lines[1:] > 0).sum(axis=0) >= 3
        for place, code in enumerate(known, 1):
            twice = 2 * lines[place] == lines[0]
            if bool(twice.all()) and int((filled & (lines[place] > 0)).sum()) >= ENOUGH_LINES:
                raise NotProtectable(
                    f"{code} in {table.dimensions[axis]} is always the sum of all others: if it is "
                    f"one, its rows must be called {table.total} (or give --total)"
                )
