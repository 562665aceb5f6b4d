"""How small and how large sums of unknown counts can be: linear programmes, solved by HiGHS.

The unknown fall apart into groups that no number shown connects; each group is solved by itself.
Every solution is looked at for all sums that are asked for, which spares most of the others; what
is left is asked one by one, each from where the one before ended (`again`).
"""

from itertools import pairwise
from typing import Any, Final

from amparo.statistics.disclosure.refused import NotProtectable
from amparo.statistics.disclosure.solving import LEEWAY, Unknown, solver_again

SEED: Final = 1
AT_ONCE: Final = 4


def bounds(unknown: Unknown, asked: Any, wide: int) -> Any:
    """For each row of `asked` (CSR, 0/1) the least and the most: an integer array (n, 2).

    Where the two are found to be at least `wide` apart, what is given may lie inside the truth.
    Raises NotProtectable where no counts at all fit the rows.
    """
    import numpy as np
    from scipy.sparse import csr_array  # type: ignore[import-untyped]

    unknown, fixed = _known_at_once(unknown)
    asked, which = _each_once(csr_array(asked))
    found = np.zeros((asked.shape[0], 2))
    found[:] = (asked @ np.where(np.isnan(fixed), 0, fixed))[:, None]
    free = np.flatnonzero(np.isnan(fixed))
    if not len(free):
        return np.rint(found[which]).astype(np.int64)
    rows, part = csr_array(unknown.rows[:, free]), csr_array(asked[:, free])
    for columns, within, those in _groups(rows, part):
        group = Unknown(rows[within][:, columns], unknown.least[within], unknown.most[within])
        found[those] += _solved(group, part[those][:, columns], wide)
    least = np.ceil(found[:, 0] - LEEWAY)
    ends = np.stack([least, np.maximum(least, np.floor(found[:, 1] + LEEWAY))], axis=1)
    return ends[which].astype(np.int64)


def _each_once(asked: Any) -> tuple[Any, Any]:
    """The sums without those asked twice, and for each that was asked which of them it is."""
    import numpy as np

    asked.sort_indices()
    first: dict[bytes, int] = {}
    which = np.zeros(asked.shape[0], dtype=np.int64)
    kept = []
    for at, (begin, end) in enumerate(pairwise(asked.indptr)):
        columns = asked.indices[begin:end].tobytes()
        if columns not in first:
            first[columns] = len(first)
            kept.append(at)
        which[at] = first[columns]
    return asked[kept], which


def _known_at_once(unknown: Unknown) -> tuple[Unknown, Any]:
    """Without counts that follow by themselves: alone in an exact row, or in one of 0."""
    import numpy as np

    rows, least, most = (
        unknown.rows.tocsr(),
        unknown.least.astype(float),
        unknown.most.astype(float),
    )
    fixed = np.full(rows.shape[1], np.nan)
    size = abs(rows)
    adds, takes = size + rows, size - rows
    while True:
        free = np.isnan(fixed)
        left = size @ free.astype(float)
        known = rows @ np.where(free, 0, fixed)
        # What is left of a row only adds, or is only taken away: how much it can be at most.
        room = np.full(len(left), np.inf)
        only_adds, only_takes = (takes @ free) == 0, (adds @ free) == 0
        room[only_takes] = (known - least)[only_takes]
        room[only_adds] = (most - known)[only_adds]
        if (room < -LEEWAY).any() or ((left == 0) & (known < least - LEEWAY)).any():
            raise NotProtectable("the tables contradict each other")
        none = (room <= LEEWAY) & (left > 0)
        alone = (left == 1) & (least == most)
        if not none.any() and not alone.any():
            kept = left > 0
            return Unknown(rows[kept], (least - known)[kept], (most - known)[kept]), fixed
        zero = (size[none].sum(axis=0) > 0) & free
        fixed[zero] = 0.0
        coo = rows[alone].tocoo()
        at = free[coo.col] & ~zero[coo.col]
        fixed[coo.col[at]] = ((most - known)[alone][coo.row] * coo.data)[at]
        if (fixed < -LEEWAY).any():
            raise NotProtectable("the tables contradict each other")


def _groups(rows: Any, asked: Any) -> Any:
    """(columns, rows, sums asked for) of each group; a sum asked for over several joins them."""
    import numpy as np
    from scipy.sparse import csr_array, vstack
    from scipy.sparse.csgraph import connected_components  # type: ignore[import-untyped]

    both = csr_array(vstack([rows, asked]))
    count, of = connected_components(_two_sides(both), directed=False)
    of_rows, of_columns = of[: both.shape[0]], of[both.shape[0] :]
    kind = of_rows[: rows.shape[0]], of_rows[rows.shape[0] :]
    filled = np.diff(asked.indptr) > 0
    order = np.argsort(of_columns, kind="stable")
    ends = np.searchsorted(of_columns[order], np.arange(count + 1))
    for group in np.unique(kind[1][filled]):
        yield (
            order[ends[group] : ends[group + 1]],
            np.flatnonzero(kind[0] == group),
            np.flatnonzero((kind[1] == group) & filled),
        )


def _two_sides(rows: Any) -> Any:
    from scipy.sparse import coo_array

    coo = rows.tocoo()
    size = sum(rows.shape)
    return coo_array((coo.data, (coo.row, coo.col + rows.shape[0])), shape=(size, size)).tocsr()


def _solved(group: Unknown, asked: Any, wide: int) -> Any:
    """The least and the most found of each sum; first of many at once, then one by one.

    Counts that make half of the open sums large and the others small, by chance, mostly leave few
    of them open: what a sum is in two solutions lies between its ends.
    """
    import numpy as np

    solve = solver_again(group, wide)
    seen = np.array([[np.inf, -np.inf]] * asked.shape[0])

    def look(objective: Any) -> None:
        values = asked @ solve(objective)[0]
        seen[:, 0] = np.minimum(seen[:, 0], values)
        seen[:, 1] = np.maximum(seen[:, 1], values)

    def still_open(those: Any) -> Any:
        # In whole numbers, as it is told; of what was never looked at nothing is between the ends.
        width = np.floor(seen[those, 1] + LEEWAY) - np.ceil(seen[those, 0] - LEEWAY)
        return those[width < wide]

    chance = np.random.default_rng(SEED)
    those = np.arange(asked.shape[0])
    while len(those) > AT_ONCE:
        objective = asked[those].T @ chance.choice((-1.0, 1.0), len(those))
        for sign in (-1, 1):
            look(sign * objective)
        before, those = len(those), still_open(those)
        if before - len(those) < 2:
            break
    for number in those:
        for sign in (-1, 1):
            if not len(still_open(np.array([number]))):
                break
            look(sign * asked[[number]].toarray()[0])
    return seen


class Binding:
    """Tells which rows hold a sum where it is."""

    def __init__(self, unknown: Unknown) -> None:
        self._unknown = unknown
        self._solve: Any = None

    def __call__(self, asked: Any) -> list[int]:
        """The rows that hold the least and the most of it; asked: one sparse row."""
        import numpy as np

        if self._solve is None:
            self._solve = solver_again(self._unknown, int(self._unknown.most.max(initial=1)))
        wanted = asked.toarray()[0]
        held = [np.abs(self._solve(sign * wanted)[1]) > LEEWAY for sign in (-1, 1)]
        return np.flatnonzero(held[0] | held[1]).tolist()
