"""The tables of a release with noise, taken from its noisy counts and from nothing else.

Which codes a table has follows from lists that everybody knows and from the noisy counts: none is
named or left out because of how many children have it. A noisy count that is smaller than what
noise may move it by is not told: readers would take a 1 for a child. That costs nobody anything, as
it is decided by the noisy count alone.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from typing import Final, Protocol

from amparo.release.made import TOTAL, Codes, ReleasedTable
from amparo.release.noise.carried import Noisy
from amparo.release.noise.lines import attribute, code_of
from amparo.statistics.facts.columns import MISSING
from amparo.statistics.synthesis.records import Combination
from amparo.statistics.tables.axes import AXES, codes_in_order

SHORT_LIST: Final = 30
"""Of a longer list only the codes that have a noisy count are rows."""


class Shape(Protocol):
    """What a table is called and divided by."""

    @property
    def name(self) -> str: ...
    @property
    def axes(self) -> tuple[str, ...]: ...


def tables_of(shapes: Iterable[Shape], noisy: Noisy) -> tuple[ReleasedTable, ...]:
    """A total is the noisy number of children; what is few or none is None."""
    found = []
    for shape in shapes:
        codes = [codes_of(axis, noisy.counts) for axis in shape.axes]
        cells = {
            key: number_in(shape.axes, key, noisy)
            for key in product(*([TOTAL, *own] for own in codes))
        }
        found.append(ReleasedTable(name=shape.name, axes=shape.axes, counts=cells))
    return tuple(found)


def number_in(axes: Sequence[str], key: Codes, noisy: Noisy) -> int | None:
    """The noisy count of a cell or a sum; None: few or none."""
    one = sorted(
        attribute(AXES[axis], code) for axis, code in zip(axes, key, strict=True) if code != TOTAL
    )
    count = noisy.counts.get(tuple(one), 0) if one else noisy.number
    return count if count >= noisy.width else None


def codes_of(axis: str, counts: Mapping[Combination, int]) -> list[str]:
    """The rows of an axis: its list where it is short, and what has a noisy count."""
    of = AXES[axis]
    listed = codes_in_order(of)
    found = [code for code in listed if code not in of.guarded and code not in MISSING]
    if len(listed) > SHORT_LIST:
        found = []
    named = {code_of(of, one[0]) for one in counts if len(one) == 1}
    return found + sorted(code for code in named if code is not None and code not in found)
