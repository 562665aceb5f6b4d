"""The noisy aggregates as arrays: what the counts of the made-up rows shall come near.

Rows are made of single values and pairs. Longer combinations stay with the aggregates: their noise
is larger and their number grows so fast that rows could only follow it.
"""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from amparo.statistics.synthesis.records import Attribute, Combination

Floats = NDArray[np.float64]
Codes = NDArray[np.int32]
"""One row of numbers of attributes for each record; `absent` where a column has no value."""


@dataclass(frozen=True, slots=True)
class Targets:
    """`counts`: singles on the diagonal, pairs off it, both ways round. `allowed`: which two may be
    in one row. `starts`: where the attributes of each column begin, and last how many there are;
    `places`: which column of the file that is."""

    attributes: Sequence[Attribute]
    starts: Sequence[int]
    places: Sequence[int]
    counts: Floats
    allowed: NDArray[np.bool_]
    records: int
    with_pairs: bool

    @property
    def absent(self) -> int:
        return len(self.attributes)

    def spans(self) -> list[tuple[int, int]]:
        """First and last but one attribute of each column that has any."""
        return list(zip(self.starts, self.starts[1:], strict=False))

    def one_hot(self, codes: Codes) -> NDArray[np.float32]:
        """A 1 for each attribute that a row has."""
        found = np.zeros((len(codes), self.absent + 1), dtype=np.float32)
        np.put_along_axis(found, codes.astype(np.int64), 1, axis=1)
        return found[:, : self.absent]


def targets_of(
    aggregates: Mapping[Combination, int], columns: Sequence[str], records: int, length: int
) -> Targets:
    """`records`: how many rows there shall be."""
    singles = {one[0] for one in aggregates if len(one) == 1}
    of_column = {
        name: sorted(value for column, value in singles if column == name) for name in columns
    }
    attributes = [(name, value) for name in columns for value in of_column[name]]
    used = [place for place, name in enumerate(columns) if of_column[name]]
    sizes = [len(of_column[columns[place]]) for place in used]
    at = {attribute: n for n, attribute in enumerate(attributes)}
    many = len(attributes)
    counts, allowed = np.zeros((many, many)), np.zeros((many, many), dtype=bool)
    for combination, count in aggregates.items():
        if len(combination) <= 2:
            first, last = at[combination[0]], at[combination[-1]]
            counts[first, last] = counts[last, first] = count
            allowed[first, last] = allowed[last, first] = first != last
    starts = [0, *(int(one) for one in np.cumsum(sizes))]
    if length == 1:
        allowed[:] = True
        for low, high in itertools.pairwise(starts):
            allowed[low:high, low:high] = False
    return Targets(attributes, starts, used, counts, allowed, records, length > 1)
