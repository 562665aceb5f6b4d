"""What hiding takes from the reader, beside the simple way: to hide whole rows."""

from dataclasses import dataclass
from typing import Any

from amparo.statistics.disclosure.suppress import Protected


@dataclass(frozen=True, slots=True)
class Lost:
    """Numbers given; those shown; hidden because small or all of a row; hidden besides.

    share: of the numbers that need not be hidden themselves, how many are; from 0 to 1.
    share_of_rows: the same where every row with a small number is hidden whole, its sum too, and
    nothing else (which protects less: nothing hides a second row).
    """

    given: int
    shown: int
    small: int
    besides: int
    not_listed: int
    share: float
    share_of_rows: float


def lost(done: Protected) -> Lost:
    """How much is lost."""
    table = done.table
    given = table.given & table.possible
    could = given & ~done.guarded
    by_rows = could & _whole_rows(given & done.guarded)
    besides = int((could & done.hidden).sum())
    every = max(int(could.sum()), 1)
    return Lost(
        given=int(given.sum()),
        shown=int(done.shown.sum()),
        small=int((given & done.guarded).sum()),
        besides=besides,
        not_listed=int((table.given & ~table.listed).sum()),
        share=besides / every,
        share_of_rows=int(by_rows.sum()) / every,
    )


def _whole_rows(small: Any) -> Any:
    """The rows along the last axis that hold a small number, with their sums."""
    import numpy as np

    return np.broadcast_to(small.any(axis=-1, keepdims=True), small.shape)
