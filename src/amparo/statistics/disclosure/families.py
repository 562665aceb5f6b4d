"""Asks of many numbers at once whether boxes to the same few places keep them open.

A number alone is looked at closely by `boxes`; what was found there mostly serves its neighbours
too, and a table of 50,000 cells has too many to look at each. Places that differ on every axis (or
are both sums there) span boxes that share no falling corner, so that what they move adds up.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from amparo.statistics.disclosure.boxes import Box, Boxes
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


class Families:
    """The numbers as they are hidden now, capped at what is needed, to ask of families."""

    def __init__(self, boxes: Boxes, need: int) -> None:
        np = self.np = boxes.np
        free = (boxes.costs == 0) & boxes.possible
        self.need = need
        self.own = np.minimum(boxes.holds, need).astype(np.int32).reshape(boxes.shape)
        # What is shown holds nothing in either way, and so blocks every box it is a corner of.
        self.with_it = np.where(free.reshape(boxes.shape), self.own, 0).astype(np.int32)
        self.against = np.where(free, need, 0).astype(np.int32).reshape(boxes.shape)

    def opened(self, waiting: Any, family: list[Place]) -> Iterator[tuple[Place, list[Box]]]:
        """Those of the places waiting (bool array) that boxes to a family keep open, with them."""
        np = self.np
        moves = [self._moves(far) for far in family]
        up, down = (sum(move[way] for move in moves) for way in (0, 1))
        # What falls with the number itself falls at most to nothing: with all boxes together.
        enough = waiting & (up + np.minimum(down, self.own) >= self.need)
        for found in np.argwhere(enough):
            place = tuple(int(at) for at in found)
            yield place, self._taken(place, family, moves)

    def _taken(self, place: Place, family: list[Place], moves: Any) -> list[Box]:
        """Of each box as much as it takes, until it is enough."""
        taken, need, own = [], self.need, int(self.own[place])
        for far, (up, down) in zip(family, moves, strict=True):
            up_by = min(int(up[place]), need)
            down_by = min(int(down[place]), own, need - up_by)
            own -= down_by
            if up_by + down_by:
                taken.append(Box(far, up_by, down_by))
                need -= up_by + down_by
            if not need:
                break
        return taken

    def _moves(self, far: Place) -> tuple[Any, Any]:
        """How far each number can be moved up and down by its box to there; 0: there is none."""
        np = self.np
        with_it, against = self.with_it, self.against
        for axis, at in enumerate(far):
            ahead = (slice(None),) * axis
            there = (*ahead, slice(at, at + 1))
            sums, codes = (*ahead, slice(0, 1)), (*ahead, slice(1, None))
            made_with, made_against = np.empty_like(with_it), np.empty_like(against)
            # A step from a sum to a part of it turns nothing, a step between codes does.
            np.minimum(with_it[sums], with_it[there], out=made_with[sums])
            np.minimum(against[sums], against[there], out=made_against[sums])
            np.minimum(with_it[codes], against[there], out=made_with[codes])
            np.minimum(against[codes], with_it[there], out=made_against[codes])
            made_with[there] = made_against[there] = 0
            with_it, against = made_with, made_against
        return against, with_it
