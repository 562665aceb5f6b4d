"""Looks for boxes: ways to move counts about that change nothing that is shown.

From the place of a number to another place, different on every axis, spans a box. Adding 1 to its
corners in turn and taking 1 from the others leaves every sum as it is; a corner that is itself a
sum (place 0 of an axis) moves with its part, and then need not be made up for. As long as every
corner is hidden, whoever reads the table cannot tell the two apart. How far a box can move is how
much its falling corners hold. What several boxes move adds up, each on what the ones before left.

Every box is a proof by itself: nothing has to be solved, and hiding more never undoes it.
"""

from dataclasses import dataclass
from itertools import product
from typing import Any, Final

from amparo.statistics.disclosure.tables import Place

NO_BOUND: Final = 10**15
NEVER: Final = 10**15
"""What it costs to hide a number that was published before."""
FEW_PLACES: Final = 1_500
MANY_PLACES: Final = 12_000


@dataclass(frozen=True, slots=True)
class Box:
    """From a place to another, moved up by so many and, apart from that, down by so many."""

    far: Place
    up: int
    down: int


class Boxes:
    """Over one table; `costs` is 0 where a number is hidden, and falls to 0 as more are."""

    def __init__(self, numbers: Any, possible: Any, costs: Any) -> None:
        import numpy as np

        self.np = np
        self.shape: tuple[int, ...] = numbers.shape
        self.numbers = numbers.reshape(-1)
        self.possible = possible.reshape(-1)
        self.costs = costs.reshape(-1)
        self.strides = [int(np.prod(self.shape[axis + 1 :])) for axis in range(len(self.shape))]
        # How much a corner can fall: a sum always holds what its falling part holds.
        sums = np.zeros(self.shape, dtype=bool)
        for axis in range(len(self.shape)):
            sums[(slice(None),) * axis + (0,)] = True
        self.holds = np.where(sums.reshape(-1), NO_BOUND, self.numbers)
        self.along = [
            numbers[tuple(slice(None) if one == axis else 0 for one in range(len(self.shape)))]
            for axis in range(len(self.shape))
        ]
        few, many = (self._shares(most) for most in (FEW_PLACES, MANY_PLACES))
        self.widths = [few] if few == many else [few, many]

    def _shares(self, most: int) -> list[int]:
        """How many codes of each axis are looked at, so that all together are at most so many."""
        shares = [1] * len(self.shape)
        while True:
            for axis in sorted(range(len(shares)), key=lambda one: (shares[one], one)):
                more = self.np.prod([1 + n + (one == axis) for one, n in enumerate(shares)])
                if shares[axis] < self.shape[axis] and more <= most:
                    shares[axis] += 1
                    break
            else:
                return shares

    def protect(self, place: Place, need: int, hiding: bool = True) -> list[Box] | None:
        """Boxes that move the number by `need` in all; hides what they take, as little as it can.

        hiding=False: only what is hidden already. None: no way was found.
        """
        for shares in self.widths:
            last = shares is self.widths[-1]
            found = self._packed(place, need, shares, hiding=hiding and last)
            if found is not None:
                return found
        return None

    def _packed(self, place: Place, need: int, shares: list[int], hiding: bool) -> list[Box] | None:
        np = self.np
        ways = [self._ways(place, axis, share, need) for axis, share in enumerate(shares)]
        index = np.zeros([1] * len(ways), dtype=np.int64)
        for axis, way in enumerate(ways):
            if len(way) < 2:
                return None
            step = way * self.strides[axis]
            index = index + step.reshape([-1 if one == axis else 1 for one in range(len(ways))])
        costs = np.where(self.possible[index], self.costs[index], NEVER)
        rising = self.holds[index]
        falling = rising.copy()
        turns = [at != 0 for at in place]
        boxes: list[Box] = []
        while need > 0:
            price = _folded_sum(costs)
            up = _folded_least(np, rising, turns)[1]
            down = _folded_least(np, falling, turns)[0]
            gain = np.minimum(up + down, need)
            best = self._best(price, gain, hiding)
            if best is None:
                return None
            up_by = min(int(up[best]), need)
            down_by = min(int(down[best]), need - up_by)
            need -= up_by + down_by
            for corner in product(*((0, one + 1) for one in best)):
                costs[corner] = 0
                self.costs[index[corner]] = 0
                with_it = sum(turn and at > 0 for turn, at in zip(turns, corner, strict=True)) % 2
                if rising[corner] < NO_BOUND:
                    rising[corner] += -up_by if with_it else up_by
                    falling[corner] += down_by if with_it else -down_by
            far = tuple(int(way[at + 1]) for way, at in zip(ways, best, strict=True))
            boxes.append(Box(far, up_by, down_by))
        return boxes

    def _best(self, price: Any, gain: Any, hiding: bool) -> tuple[int, ...] | None:
        np = self.np
        free = np.where(price == 0, gain, 0)
        at = int(free.argmax())
        if not free.flat[at]:
            if not hiding:
                return None
            there = (gain > 0) & (price < NEVER)
            if not there.any():
                return None
            at = int(np.where(there, price / np.maximum(gain, 1), np.inf).argmin())
        return tuple(int(one) for one in np.unravel_index(at, price.shape))

    def _ways(self, place: Place, axis: int, share: int, need: int) -> Any:
        """The place itself, and where else on the axis a box may go: the most promising."""
        np = self.np
        flat = sum(at * stride for at, stride in zip(place, self.strides, strict=True))
        at, stride, size = place[axis], self.strides[axis], self.shape[axis]
        line = flat + (np.arange(size) - at) * stride
        numbers, costs = self.numbers[line], self.costs[line]
        there = self.possible[line] & (costs < NEVER)
        if at and self.numbers[flat] < need:
            # It cannot fall so far itself: what is to fall in its place must hold something.
            there = there & (numbers > 0)
            order = np.where(costs == 0, -np.minimum(numbers, NO_BOUND),
                             costs / np.clip(numbers, 1, need))  # fmt: skip
        else:
            order = np.where(costs == 0, -self.along[axis], costs)
        there[0] = there[at] = False
        found = np.flatnonzero(there)
        chosen = found[np.argsort(order[found], kind="stable")[: share - (at > 0)]]
        return np.concatenate([[at], [0] if at else [], chosen]).astype(np.int64)


def _folded_sum(corners: Any) -> Any:
    """For each far place the sum over all corners of its box."""
    for axis in range(corners.ndim):
        ahead = (slice(None),) * axis
        corners = corners[(*ahead, slice(0, 1))] + corners[(*ahead, slice(1, None))]
    return corners


def _folded_least(np: Any, holds: Any, turns: list[bool]) -> tuple[Any, Any]:
    """For each far place the least that a corner holds: those that move with it, and against."""
    with_it, against = holds, np.full(holds.shape, NO_BOUND)
    for axis, turn in enumerate(turns):
        ahead = (slice(None),) * axis
        near, far = (*ahead, slice(0, 1)), (*ahead, slice(1, None))
        turned = (against, with_it) if turn else (with_it, against)
        with_it, against = (
            np.minimum(with_it[near], turned[0][far]),
            np.minimum(against[near], turned[1][far]),
        )
    return with_it, against
