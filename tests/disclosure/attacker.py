"""An attacker who knows nothing of how tables are protected: only what protection means.

Everything shown is an equation over the finest cells, no cell is below 0. What the least and the
most of a small number are then, is asked of a linear programme, one number after the other.
"""

from collections.abc import Iterator
from itertools import product

import numpy as np
from scipy.optimize import linprog

Codes = tuple[str, ...]
TOTAL = "Total"


def recovered(
    truth: dict[Codes, int], shown: dict[Codes, int | None], threshold: int
) -> list[tuple[Codes, float, float]]:
    """Every cell or sum below the threshold, in the table or not, that is known too closely.

    truth: every cell that can be. shown: the published rows, None where the count is empty.
    """
    cells = sorted(truth)
    known = [(codes, count) for codes, count in shown.items() if count is not None]
    matrix = np.array([counted(codes, cells) for codes, _ in known]).reshape(-1, len(cells))
    numbers = np.array([count for _, count in known], dtype=float)
    true = np.array([truth[cell] for cell in cells], dtype=float)
    assert (matrix @ true == numbers).all(), "what is shown is not true"
    seen: list[np.ndarray] = [true]
    found = []
    for codes in places(cells):
        asked = counted(codes, cells)
        if asked @ true >= threshold:
            continue
        if codes in shown and shown[codes] is not None:
            found.append((codes, asked @ true, asked @ true))
            continue
        for sign in (1.0, -1.0):
            values = np.array(seen) @ asked
            if np.ptp(values) < threshold - 1e-6:
                seen.append(furthest(sign * asked, matrix, numbers, true))
        values = np.array(seen) @ asked
        if np.ptp(values) < threshold - 1e-6:
            found.append((codes, values.min(), values.max()))
    return found


def counted(codes: Codes, cells: list[Codes]) -> np.ndarray:
    """1 for each cell that a row with these codes counts."""
    return np.array([
        float(all(code in (TOTAL, at) for code, at in zip(codes, cell, strict=True)))
        for cell in cells
    ])  # fmt: skip


def places(cells: list[Codes]) -> Iterator[Codes]:
    """Every cell, and every sum of some."""
    found: dict[Codes, None] = {}
    for cell in cells:
        found |= dict.fromkeys(product(*((code, TOTAL) for code in cell)))
    yield from sorted(found)


def furthest(objective, matrix, numbers, true):
    equations = {"A_eq": matrix, "b_eq": numbers} if len(numbers) else {}
    done = linprog(objective, **equations, bounds=(0, true.sum() + 1000), method="highs")
    assert done.status == 0, done.message
    return done.x
