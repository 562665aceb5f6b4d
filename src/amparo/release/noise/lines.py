"""Children as lines of values, for pac-synth: a column for each axis, or for each code of several.

The names and values are those of the noisy counts, so `axis_and_code` reads them back.
"""

from collections.abc import Sequence
from typing import Final

from amparo.release.noise.carried import YES
from amparo.statistics.synthesis.records import ABSENT, Attribute, Records
from amparo.statistics.tables.axes import Axis
from amparo.statistics.tables.lines import Line

UNDER_ONE: Final = "under_1"
"""An age of 0: a cell with 0 would be one without an answer."""


def records_of(axes: Sequence[Axis], lines: Sequence[Line]) -> Records:
    """Codes that no child has are no column: it would have no noise either, as it has no value."""
    parts: list[tuple[int, Axis, str]] = []
    for place, axis in enumerate(axes):
        if axis.several:
            codes = sorted({code for line in lines for code in line[place]})
            parts += [(place, axis, code) for code in codes]
        else:
            parts.append((place, axis, ""))
    columns = tuple(f"{axis.code}:{code}" if code else axis.code for _, axis, code in parts)
    rows = [tuple(_cell(line[place], code) for place, _, code in parts) for line in lines]
    return Records(columns, rows)


def _cell(codes: tuple[str, ...], code: str) -> str:
    if code:
        return YES if code in codes else ""
    only = codes[0] if codes else ""
    return UNDER_ONE if only in ABSENT and only else only


def attribute(axis: Axis, code: str) -> Attribute:
    """As which column and value a code is counted."""
    if axis.several:
        return f"{axis.code}:{code}", YES
    return axis.code, UNDER_ONE if code == "0" else code


def code_of(axis: Axis, one: Attribute) -> str | None:
    """The code of an axis as which a column and a value are published; None: of another axis."""
    column, value = one
    if axis.several:
        head, _colon, code = column.partition(":")
        return code if head == axis.code and value == YES else None
    if column != axis.code:
        return None
    return "0" if value == UNDER_ONE else value
