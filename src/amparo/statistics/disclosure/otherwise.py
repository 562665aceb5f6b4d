"""Where no boxes are found beside what was published before: whether there is any way at all.

A linear programme over the whole table says so exactly. What its two ends differ in is hidden, far
more than boxes would need, which is why they come first.
"""

from itertools import product
from typing import Any, Final

from amparo.statistics.disclosure.boxes import NEVER, Boxes
from amparo.statistics.disclosure.solving import LEEWAY, Unknown, solver
from amparo.statistics.disclosure.tables import Place, cells_of

MOST_PLACES: Final = 20_000


def opened_otherwise(boxes: Boxes, place: Place, need: int) -> bool:
    """Whether the number can be kept open by `need`; hides what that takes."""
    if len(boxes.numbers) > MOST_PLACES:
        return False
    np = boxes.np
    cells, sums = _cells_in_sums(boxes)
    at = int(np.ravel_multi_index(place, boxes.shape))
    for stays in (boxes.costs > 0, boxes.costs >= NEVER):
        rows = sums[stays & boxes.possible]
        numbers = boxes.numbers[stays & boxes.possible].astype(float)
        solve = solver(Unknown(rows, numbers, numbers), int(boxes.numbers.max()) + need)
        asked = sums[[at]].toarray()[0]
        ends = [solve(sign * asked) for sign in (1, -1)]
        if abs(asked @ (ends[1] - ends[0])) >= need - LEEWAY:
            for end in ends:
                moved = np.abs(sums @ (end - boxes.numbers[cells])) > LEEWAY
                boxes.costs[moved & (boxes.costs < NEVER)] = 0
            return True
    return False


def _cells_in_sums(boxes: Boxes) -> tuple[Any, Any]:
    """The cells that may be, and a sparse row for each place: the cells it is the sum of."""
    from scipy.sparse import csr_array  # type: ignore[import-untyped]

    np = boxes.np
    cells = np.flatnonzero(cells_of(boxes.shape).reshape(-1) & boxes.possible)
    at = np.array(np.unravel_index(cells, boxes.shape))
    rows = [
        np.ravel_multi_index(tuple(at * np.array(kept)[:, None]), boxes.shape)
        for kept in product((1, 0), repeat=len(boxes.shape))
    ]
    columns = np.tile(np.arange(len(cells)), len(rows))
    entries = (np.ones(len(columns)), (np.concatenate(rows), columns))
    return cells, csr_array(entries, shape=(len(boxes.numbers), len(cells)))
