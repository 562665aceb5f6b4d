"""Asks of many numbers at once whether boxes to the same few places keep them open.

A number alone is looked at closely by `boxes`; what was found there mostly serves its neighbours
too, and a table of 50,000 cells has too many to look at each. Places that differ on every axis (or
are both sums there) span boxes that share no falling corner, so that what they move adds up.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from amparo.statistics.disclosure.boxes import NO_BOUND, Box, Boxes
from amparo.statistics.disclosure.tables import Place


def families(fars: Iterable[Place]) -> list[list[Place]]:
    """The places in groups in which no two share a code."""
    found: list[list[Place]] = []
    used: list[list[set[int]]] = []
    for far in dict.fromkeys(fars):
        free = (n for n, taken in enumerate(used) if not _meet(far, taken))
        at = next(free, len(found))
        if at == len(found):
            found.append([])
            used.append([set() for _ in far])
        found[at].append(far)
        for code, taken in zip(far, used[at], strict=True):
            taken.add(code)
    return found


def _meet(far: Place, used: list[set[int]]) -> bool:
    return any(code and code in taken for code, taken in zip(far, used, strict=True))


def opened(
    boxes: Boxes, waiting: Any, family: list[Place], need: int
) -> Iterator[tuple[Place, list[Box]]]:
    """Those of the places waiting (bool array) that the boxes to a family keep open, with them."""
    np = boxes.np
    moves = [_moves(boxes, far, need) for far in family]
    ups = np.cumsum([up for up, _ in moves], axis=0)
    # What falls with the number itself falls at most to nothing: with all boxes together.
    own = boxes.holds.reshape(boxes.shape)
    downs = np.minimum(np.cumsum([down for _, down in moves], axis=0), own)
    enough = waiting & (ups[-1] + downs[-1] >= need)
    for found in np.argwhere(enough):
        place = tuple(int(at) for at in found)
        yield place, _taken(family, ups[(slice(None), *place)], downs[(slice(None), *place)], need)


def _taken(family: list[Place], ups: Any, downs: Any, need: int) -> list[Box]:
    """Of each box as much as it takes, until it is enough."""
    taken, up_before, down_before = [], 0, 0
    for far, up, down in zip(family, ups.tolist(), downs.tolist(), strict=True):
        up_by = min(up - up_before, need)
        down_by = min(down - down_before, need - up_by)
        up_before, down_before = up, down
        if up_by + down_by:
            taken.append(Box(far, up_by, down_by))
            need -= up_by + down_by
        if not need:
            break
    return taken


def _moves(boxes: Boxes, far: Place, most: int) -> tuple[Any, Any]:
    """How far each number can be moved up and down by its box to there; 0 where there is none."""
    np = boxes.np
    free = ((boxes.costs == 0) & boxes.possible).reshape(boxes.shape)
    with_it = np.minimum(boxes.holds, most).reshape(boxes.shape)
    against = np.full(boxes.shape, NO_BOUND)
    for axis, at in enumerate(far):
        ahead = (slice(None),) * axis
        there, sums, codes = (
            (*ahead, slice(at, at + 1)), (*ahead, slice(0, 1)), (*ahead, slice(1, None))
        )  # fmt: skip
        turned_with, turned_against = with_it[there].copy(), against[there].copy()
        free_there = free[there].copy()
        free = free & free_there
        made_with, made_against = np.empty_like(with_it), np.empty_like(against)
        for part, falls, rises in (
            (sums, turned_with, turned_against), (codes, turned_against, turned_with)
        ):  # fmt: skip
            made_with[part] = np.minimum(with_it[part], falls)
            made_against[part] = np.minimum(against[part], rises)
        with_it, against = made_with, made_against
        free[there] = False
    return (np.where(free, np.minimum(against, most), 0),
            np.where(free, np.minimum(with_it, most), 0))  # fmt: skip
