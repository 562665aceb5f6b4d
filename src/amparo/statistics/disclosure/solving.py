"""Counts that fit what is known of them, and make a sum least: by linear programmes of HiGHS."""

from dataclasses import dataclass
from typing import Any, Final

from amparo.statistics.disclosure.again import Again, NoAnswer
from amparo.statistics.disclosure.refused import NotProtectable

LEEWAY: Final = 1e-6
INFEASIBLE: Final = 2


@dataclass(slots=True)
class Unknown:
    """least <= rows @ counts <= most, counts >= 0. Rows: a sparse matrix (CSR) of 1, 0 and -1."""

    rows: Any
    least: Any
    most: Any


def solver_again(group: Unknown, wide: int) -> Any:
    """For many objectives: gives counts that make one least, and how strongly each row holds them.

    Of several such counts which ones depends on what was asked before.
    """
    try:
        again = Again(group.rows, group.least, group.most, _furthest(group, wide))
    except NoAnswer:
        return _solver_anew(group, wide)

    def solve(objective: Any) -> tuple[Any, Any]:
        try:
            return again.least(objective)
        except NoAnswer:
            anew: tuple[Any, Any] = _solver_anew(group, wide)(objective)
            return anew

    return solve


def _solver_anew(group: Unknown, wide: int) -> Any:
    """The same, each objective by itself."""
    import numpy as np

    said = _said(group, wide)
    exact = np.flatnonzero(group.least == group.most)
    loose = np.flatnonzero(group.least != group.most)

    def solve(objective: Any) -> tuple[Any, Any]:
        done, holds = _solve(said, objective), np.zeros(group.rows.shape[0])
        for rows, side in ((exact, "eqlin"), (loose, "ineqlin")):
            if len(rows):
                holds[rows] = np.abs(done[side].marginals).reshape(-1, len(rows)).sum(axis=0)
        return done.x, holds

    return solve


def solver(group: Unknown, wide: int) -> Any:
    """Gives, for an objective, counts that make it least."""
    said = _said(group, wide)
    return lambda objective: _solve(said, objective).x


def _said(group: Unknown, wide: int) -> dict[str, Any]:
    """A linear programme but for its objective."""
    import numpy as np
    from scipy.sparse import vstack  # type: ignore[import-untyped]

    exact = group.least == group.most
    loose = ~exact
    said: dict[str, Any] = {"bounds": (0, _furthest(group, wide)), "method": "highs"}
    if exact.any():
        said |= {"A_eq": group.rows[exact], "b_eq": group.most[exact]}
    if loose.any():
        rows = group.rows[loose]
        said |= {"A_ub": vstack([rows, -rows]).tocsr(),
                 "b_ub": np.concatenate([group.most[loose], -group.least[loose]])}  # fmt: skip
    return said


def _furthest(group: Unknown, wide: int) -> float:
    """What no row bounds is wide in any case; so far is far enough.

    What a row only takes away may be as much as all such rows together.
    """
    import numpy as np

    takes = (abs(group.rows) - group.rows).sum(axis=1) > 0
    besides = np.abs(group.most[takes]).sum()
    return float(np.abs(group.most).max(initial=0) + besides + 4 * wide)


def _solve(said: dict[str, Any], objective: Any) -> Any:
    from scipy.optimize import linprog  # type: ignore[import-untyped]

    done = linprog(objective, **said)
    if done.status == INFEASIBLE:
        raise NotProtectable("the tables contradict each other")
    if done.status:
        raise RuntimeError(f"HiGHS gave up: {done.message}")
    return done
