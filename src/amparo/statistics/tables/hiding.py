"""Which numbers of a table must be hidden so that no small one can be computed from the others.

The hypercube method (Repsilber 1994; GHMITER in τ-ARGUS), which needs no linear programme: for each
small number find another place on every axis, such that the corners of the box between the two can
be moved up and down together without changing any sum that is shown, and hide all corners. A sum is
one more place on its axis, so that sums are protected like cells. What is hidden is never 0: who
reads the table knows that.
"""

from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any, Final

from amparo.statistics.tables.counting import ALL, Key

SMALLEST_SHOWN: Final = 11
"""As `casefile.queries_counts`, for every number on a screen."""
WHOLE_COSTS: Final = 1000.0
SUM_COSTS: Final = 4.0
NARROW_COSTS: Final = 2.0
MOST_WORK: Final = 20_000_000


def to_hide(numbers: Mapping[Key, int]) -> frozenset[Key]:
    """The keys to hide: those from 1 to 10, and as many more as these need.

    `numbers`: cells and sums (ALL); a cell that is not there is 0, a sum that is not there is
    neither shown nor could it be computed.
    """
    small = [key for key, number in numbers.items() if 0 < number < SMALLEST_SHOWN]
    if not small:
        return frozenset()
    if not all(numbers):  # no axis at all: the key is ()
        return frozenset(small)
    if len(small) * len(numbers) > MOST_WORK:
        return _without_sums(numbers, small)
    grid = _Grid(numbers)
    for key in sorted(small, key=lambda one: (-numbers[one], one)):
        grid.protect(key)
    return grid.hidden()


def _without_sums(numbers: Mapping[Key, int], small: list[Key]) -> frozenset[Key]:
    """For a table too large to look for boxes: no sum is shown but that of all.

    Then the hidden cells are in one sum only, and it must leave them open.
    """
    whole = (ALL,) * len(next(iter(numbers)))
    hidden = {key for key in numbers if ALL in key and key != whole} | set(small)
    cells = [key for key in hidden if ALL not in key]
    rest = sorted((key for key in numbers if key not in hidden and key != whole and numbers[key]),
                  key=lambda key: (numbers[key], key))  # fmt: skip
    while rest and (len(cells) < 2 or sum(numbers[key] - 1 for key in cells) < SMALLEST_SHOWN):
        cells.append(rest.pop(0))
    return frozenset(hidden | set(cells)) | ({whole} if len(cells) < 2 else set())


class _Grid:
    """The numbers as an array with the sums at place 0 of each axis; -1: there is no such sum."""

    def __init__(self, numbers: Mapping[Key, int]) -> None:
        import numpy as np

        self.np = np
        self.codes = [[ALL, *sorted(set(axis) - {ALL})] for axis in zip(*numbers, strict=True)]
        self.at = [{code: place for place, code in enumerate(codes)} for codes in self.codes]
        self.values = np.zeros([len(codes) for codes in self.codes], dtype=np.int64)
        for place in product((False, True), repeat=len(self.codes)):
            if any(place):
                self.values[tuple(0 if summed else slice(1, None) for summed in place)] = -1
        for key, number in numbers.items():
            self.values[self._place(key)] = number
        sums = sum(np.indices(self.values.shape) == 0)
        weight = np.where(sums == len(self.codes), WHOLE_COSTS, SUM_COSTS**sums)
        self.costs = weight * np.log1p(np.maximum(self.values, 0))
        # What is small is hidden in any case: a box that uses it costs nothing more.
        self.shown = ~((self.values > 0) & (self.values < SMALLEST_SHOWN))

    def _place(self, key: Key) -> tuple[int, ...]:
        return tuple(at[code] for at, code in zip(self.at, key, strict=True))

    def protect(self, key: Key) -> None:
        """Hide the corners of the cheapest box, or everything the key is summed up in."""
        place = self._place(key)
        costs, there = self._boxes(place)
        best = int(self.np.argmin(self.np.where(there, costs, self.np.inf)))
        other = tuple(map(int, self.np.unravel_index(best, costs.shape)))
        if not there[other]:
            other = (0,) * len(place)  # no box: the cell goes with all its sums
        for corner in self._corners(place, other):
            self.shown[corner] = False

    def _corners(self, place: Any, other: Any) -> Iterator[tuple[int, ...]]:
        yield from product(*({int(one), int(two)} for one, two in zip(place, other, strict=True)))

    def _boxes(self, place: tuple[int, ...]) -> tuple[Any, Any]:
        """What each box from here would cost, by the place of its far corner, and which there are.

        A corner moves with the cell, or against it: each step from one code to another turns it,
        a step from or to a sum does not.
        """
        np, n = self.np, len(place)
        shape = self.values.shape
        costs = np.zeros(shape)
        with_it = np.full(shape, np.iinfo(np.int64).max)
        against = with_it.copy()
        for far in product((False, True), repeat=n):
            index = tuple(
                slice(None) if away else slice(one, one + 1)
                for away, one in zip(far, place, strict=True)
            )
            value = self.values[index]
            turned = self._turned(place, far)
            costs = costs + np.where(self.shown[index], self.costs[index], 0.0)
            big = np.iinfo(np.int64).max
            with_it = np.minimum(with_it, np.where(turned, big, value))
            against = np.minimum(against, np.where(turned, value, big))
        up, down = np.minimum(against, 10**6) - 1, np.minimum(with_it, 10**6) - 1
        there = (np.minimum(with_it, against) > 0) & (np.maximum(up, down) > 0)
        for axis, one in enumerate(place):
            there[tuple(one if at == axis else slice(None) for at in range(n))] = False
        narrow = np.maximum(SMALLEST_SHOWN - 1 - np.maximum(up, 0), 0)
        return costs + NARROW_COSTS * narrow, there

    def _turned(self, place: tuple[int, ...], far: tuple[bool, ...]) -> Any:
        """For each far corner, whether this corner of its box moves against the cell."""
        turns = self.np.zeros([1] * len(place), dtype=bool)
        for axis, (one, away) in enumerate(zip(place, far, strict=True)):
            if not away:
                continue
            step = self.np.arange(self.values.shape[axis]) != 0
            step = step & (one != 0)
            turns = turns ^ step.reshape([-1 if at == axis else 1 for at in range(len(place))])
        return turns

    def hidden(self) -> frozenset[Key]:
        found = self.np.argwhere(~self.shown & (self.values >= 0))
        return frozenset(
            tuple(codes[at] for codes, at in zip(self.codes, place, strict=True)) for place in found
        )
