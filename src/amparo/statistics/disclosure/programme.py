"""How small and how large sums of unknown counts can be: linear programmes, solved by HiGHS.

The unknown fall apart into groups that no number shown connects; each group is solved by itself.
Every solution is looked at for all sums that are asked for, which spares most of the others.
"""

from dataclasses import dataclass
from typing import Any, Final

from amparo.statistics.disclosure.refused import NotProtectable

LEEWAY: Final = 1e-6
SEED: Final = 1
AT_ONCE: Final = 4
INFEASIBLE: Final = 2


@dataclass(slots=True)
class Unknown:
    """least <= rows @ counts <= most, counts >= 0. Rows: a sparse matrix (CSR) of 1, 0 and -1."""

    rows: Any
    least: Any
    most: Any


def bounds(unknown: Unknown, asked: Any, wide: int) -> Any:
    """For each row of `asked` (CSR, 0/1) the least and the most: an integer array (n, 2).

    Where the two are found to be at least `wide` apart, what is given may lie inside the truth.
    Raises NotProtectable where no counts at all fit the rows.
    """
    import numpy as np
    from scipy.sparse import csr_array  # type: ignore[import-untyped]

    unknown, fixed = _known_at_once(unknown)
    asked = csr_array(asked)
    found = np.zeros((asked.shape[0], 2))
    found[:] = (asked @ np.where(np.isnan(fixed), 0, fixed))[:, None]
    free = np.flatnonzero(np.isnan(fixed))
    if not len(free):
        return np.rint(found).astype(np.int64)
    rows, part = csr_array(unknown.rows[:, free]), csr_array(asked[:, free])
    for columns, within, those in _groups(rows, part):
        group = Unknown(rows[within][:, columns], unknown.least[within], unknown.most[within])
        found[those] += _solved(group, part[those][:, columns], wide)
    least = np.ceil(found[:, 0] - LEEWAY)
    return np.stack([least, np.maximum(least, np.floor(found[:, 1] + LEEWAY))], axis=1).astype(
        np.int64
    )


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

    solve = solver(group, wide)
    seen = np.array([[np.inf, -np.inf]] * asked.shape[0])

    def look(objective: Any) -> None:
        values = asked @ solve(objective)
        seen[:, 0] = np.minimum(seen[:, 0], values)
        seen[:, 1] = np.maximum(seen[:, 1], values)

    def still_open() -> Any:
        return np.flatnonzero(~(seen[:, 1] - seen[:, 0] >= wide + LEEWAY))

    chance = np.random.default_rng(SEED)
    those = still_open()
    while len(those) > AT_ONCE:
        objective = asked[those].T @ chance.choice((-1.0, 1.0), len(those))
        for sign in (-1, 1):
            look(sign * objective)
        before, those = len(those), still_open()
        if before - len(those) < 2:
            break
    for number in those:
        for sign in (-1, 1):
            if seen[number, 1] - seen[number, 0] >= wide + LEEWAY:
                break
            look(sign * asked[[number]].toarray()[0])
    return seen


def binding(unknown: Unknown, asked: Any) -> list[int]:
    """The rows that hold the least and the most of a sum where they are; asked: one sparse row."""
    import numpy as np

    wanted = asked.toarray()[0]
    found: set[int] = set()
    exact = np.flatnonzero(unknown.least == unknown.most)
    loose = np.flatnonzero(unknown.least != unknown.most)
    said = _said(unknown, wide=int(unknown.most.max(initial=1)))
    for sign in (-1, 1):
        done = _solve(said, sign * wanted)
        for rows, side in ((exact, "eqlin"), (loose, "ineqlin")):
            if len(rows):
                held = np.abs(done[side].marginals).reshape(-1, len(rows)).sum(axis=0) > LEEWAY
                found.update(rows[held].tolist())
    return sorted(found)


def solver(group: Unknown, wide: int) -> Any:
    """Gives, for an objective, counts that make it least."""
    said = _said(group, wide)
    return lambda objective: _solve(said, objective).x


def _said(group: Unknown, wide: int) -> dict[str, Any]:
    """A linear programme but for its objective."""
    import numpy as np
    from scipy.sparse import vstack

    exact = group.least == group.most
    loose = ~exact
    # What no row bounds is wide in any case; so far is far enough. What a row only takes away may
    # be as much as all such rows together.
    takes = (abs(group.rows) - group.rows).sum(axis=1) > 0
    besides = np.abs(group.most[takes]).sum()
    most = float(np.abs(group.most).max(initial=0) + besides + 4 * wide)
    said: dict[str, Any] = {"bounds": (0, most), "method": "highs"}
    if exact.any():
        said |= {"A_eq": group.rows[exact], "b_eq": group.most[exact]}
    if loose.any():
        rows = group.rows[loose]
        said |= {"A_ub": vstack([rows, -rows]).tocsr(),
                 "b_ub": np.concatenate([group.most[loose], -group.least[loose]])}  # fmt: skip
    return said


def _solve(said: dict[str, Any], objective: Any) -> Any:
    from scipy.optimize import linprog  # type: ignore[import-untyped]

    done = linprog(objective, **said)
    if done.status == INFEASIBLE:
        raise NotProtectable("the tables contradict each other")
    if done.status:
        raise RuntimeError(f"HiGHS gave up: {done.message}")
    return done
