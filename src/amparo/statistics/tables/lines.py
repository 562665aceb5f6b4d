"""One line for each child who is counted, with codes of several axes: what noise is added to.

Nobody is shown it and nothing of it is kept: room `release` hands it to the one that counts.
"""

from collections.abc import Sequence
from typing import Any

from amparo.statistics.figures.parts import Meaning
from amparo.statistics.tables.asked import Asked
from amparo.statistics.tables.axes import Axis
from amparo.statistics.tables.expressions import coded, counted, frame_of, needed, rows_of
from amparo.statistics.tables.making import About, meaning_of

Line = tuple[tuple[str, ...], ...]
"""For each axis the codes of the child, one at least; of an axis of one code it is one."""


def lines(
    asked: Asked, facts: Any, about: About, axes: Sequence[Axis]
) -> tuple[Meaning, list[Line]]:
    """What is counted, and the lines. `asked` has no axes: they would be at most three.

    Codes that say a community are left out. Raises NotAskable.
    """
    frame = frame_of(facts)
    meaning = meaning_of(asked, about, frame)
    read = counted(frame, asked, needed(axes, "", ""))
    rows = rows_of(read.select(*map(coded, axes)))
    return meaning, [
        tuple(_codes(axis, cell) for axis, cell in zip(axes, row, strict=True)) for row in rows
    ]


def _codes(axis: Axis, cell: Any) -> tuple[str, ...]:
    codes = dict.fromkeys(map(str, cell)) if axis.several else (str(cell),)
    return tuple(code for code in codes if code not in axis.guarded)
