"""Groups of dimensions that tables tell of together, so that not every dimension meets every other.

Fifteen tables of two dimensions tell millions of cells apart if all their dimensions are crossed.
But no table says how most of these go together, and what none says bounds nothing. Counts that
agree wherever two groups share dimensions are always those of some whole, as long as the groups
hang together like a tree (decomposable models: Lauritzen, Graphical Models, 1996, ch. 4). So the
bounds over the groups are exactly those over all dimensions crossed.
"""

from collections.abc import Iterable, Mapping
from itertools import combinations
from math import prod

Names = frozenset[str]
Joint = tuple[int, int, Names]
"""Two groups by their number, and the dimensions in which they must agree."""


def cliques(tables: Iterable[Names], sizes: Mapping[str, int]) -> tuple[list[Names], list[Joint]]:
    """Groups so that each table lies within one, and how they hang together.

    sizes: how many codes each dimension has; of several ways the one with fewer cells is taken.
    """
    found = _largest(_eliminated(list(tables), sizes))
    return found, _tree(found)


def _eliminated(tables: list[Names], sizes: Mapping[str, int]) -> list[Names]:
    """Each dimension with its neighbours as it is taken out, what joins the fewest first."""
    beside: dict[str, set[str]] = {name: set() for names in tables for name in names}
    for names in tables:
        for name in names:
            beside[name] |= names - {name}
    found: list[Names] = [names for names in tables if not names]
    while beside:
        name = min(beside, key=lambda one: (_missing(beside, one), _cells(beside, one, sizes), one))
        found.append(frozenset(beside[name] | {name}))
        for one, other in combinations(beside[name], 2):
            beside[one].add(other)
            beside[other].add(one)
        for one in beside.pop(name):
            beside[one].discard(name)
    return found


def _missing(beside: Mapping[str, set[str]], name: str) -> int:
    return sum(other not in beside[one] for one, other in combinations(beside[name], 2))


def _cells(beside: Mapping[str, set[str]], name: str, sizes: Mapping[str, int]) -> int:
    return prod(sizes[one] for one in (*beside[name], name))


def _largest(groups: list[Names]) -> list[Names]:
    """Without those that lie within another."""
    found: list[Names] = []
    for group in sorted(groups, key=lambda one: (-len(one), sorted(one))):
        if not any(group <= other for other in found):
            found.append(group)
    return found


def _tree(groups: list[Names]) -> list[Joint]:
    """Each group joined to the first of those before it with which it shares most (Prim)."""
    if not groups:
        return []
    shared = {other: (len(groups[0] & groups[other]), 0) for other in range(1, len(groups))}
    found: list[Joint] = []
    while shared:
        other = max(shared, key=lambda one: (shared[one][0], -one))
        at = shared.pop(other)[1]
        found.append((at, other, groups[at] & groups[other]))
        for left, (most, first) in shared.items():
            more = len(groups[other] & groups[left])
            if more > most or (more == most and other < first):
                shared[left] = more, other
    return found
