"""Bayesian averaging over decomposable graphs (Madigan and York 1997, as in HRDAG's `dga`).

A graph says which lists depend on each other; where it is decomposable, how well it agrees with the
table for a given number on no list is a product over its cliques, divided by that over its
separators. All graphs and all numbers are weighed by it; no chance is involved. The prior: every
graph alike, a total of N by 1/N, each cell of the whole table 2^-lists.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import combinations

import numpy as np

from amparo.statistics.prevalence.models import Model, ordered
from amparo.statistics.prevalence.refused import NotEstimable
from amparo.statistics.prevalence.tables import Floats, Table
from amparo.terms import N_

MOST_LISTS = 6
MOST_CASES = 1_000_000
PER_SPREAD = 2
"""Given all else, the number on no list spreads by its square root at least: so many points of it
are tried on that way, and no peak falls between two."""
FIRST_REACH, FURTHER, FURTHEST = 20, 4, 5_000
"""Numbers up to so many times the observed are tried; more where the weight does not end there."""
LAST_PART, NEGLIGIBLE = 0.2, 1e-4
AT_ONCE = 64

TOO_MANY_GRAPHS = N_("graphs of %(number)s lists are too many: at most %(most)s lists")
TOO_MANY_CASES = N_("more than %(most)s cases are too many for averaging over graphs")


@dataclass(frozen=True, slots=True)
class Graph:
    """Its cliques and its separators (as often as they separate), as terms."""

    cliques: tuple[int, ...]
    separators: tuple[int, ...]

    @property
    def model(self) -> Model:
        """The hierarchical model that it stands for."""
        return ordered(part for clique in self.cliques for part in _parts(clique))


@dataclass(frozen=True, slots=True)
class Weighed:
    """A graph, its probability, and the median of the total if it is the right one."""

    graph: Graph
    probability: float
    estimate: float


@dataclass(frozen=True, eq=False)
class Averaged:
    """`totals`, how many each stands for, and their probabilities; graphs, the most probable first.

    `cut`: there is weight beyond the largest total that was tried.
    """

    totals: Floats
    widths: Floats
    probabilities: Floats
    graphs: tuple[Weighed, ...]
    cut: bool

    def quantile(self, share: float) -> float:
        return _quantile(self.totals, self.widths, np.cumsum(self.probabilities), share)


def average(table: Table) -> Averaged:
    """Raises NotEstimable for more lists or cases than can be gone through."""
    number = len(table.lists)
    if number > MOST_LISTS:
        raise NotEstimable(TOO_MANY_GRAPHS, {"number": number, "most": MOST_LISTS})
    if table.observed > MOST_CASES:
        raise NotEstimable(TOO_MANY_CASES, {"most": MOST_CASES})
    graphs = decomposable(number)
    reach = FIRST_REACH
    while True:
        found = _averaged(table, graphs, reach * table.observed)
        if not found.cut or reach >= FURTHEST:
            return found
        reach *= FURTHER


def _averaged(table: Table, graphs: tuple[Graph, ...], most: int) -> Averaged:
    unseen, widths = _grid(most)
    parts, signs = _parts_of_weights(table, unseen), _signs(graphs, len(table.counts))
    medians, logs, whole, top = [], [], np.zeros(len(unseen)), -np.inf
    for first in range(0, len(graphs), AT_ONCE):
        weights = signs[first : first + AT_ONCE] @ parts + np.log(widths)
        highest = float(weights.max())
        if highest > top:
            whole *= np.exp(top - highest)
            top = highest
        whole += np.exp(weights - top).sum(axis=0)
        own = weights.max(axis=1, keepdims=True)
        sums = np.cumsum(np.exp(weights - own), axis=1)
        logs += (own[:, 0] + np.log(sums[:, -1])).tolist()
        medians += [_quantile(unseen, widths, one / one[-1], 0.5) for one in sums]
    probability = np.exp(np.array(logs) - top) / whole.sum()
    ranked = sorted(
        (Weighed(graph, float(weight), table.observed + median)
         for graph, weight, median in zip(graphs, probability, medians, strict=True)),
        key=lambda one: (-one.probability, one.graph.cliques),
    )  # fmt: skip
    whole /= whole.sum()
    beyond = whole[int(len(whole) * (1 - LAST_PART)) :].sum()
    cut = bool(beyond > NEGLIGIBLE)
    return Averaged(table.observed + unseen, widths, whole, tuple(ranked), cut)


def _grid(most: int) -> tuple[Floats, Floats]:
    """The numbers that are tried, the further apart the larger; and how many each stands for."""
    last = int(np.sqrt(most) * 2 * PER_SPREAD)
    numbers = np.unique(np.arange(last + 1) ** 2 // (2 * PER_SPREAD) ** 2).astype(float)
    edges = np.concatenate([[-0.5], (numbers[1:] + numbers[:-1]) / 2, [numbers[-1] + 0.5]])
    return numbers, np.diff(edges)


def _quantile(values: Floats, widths: Floats, below: Floats, share: float) -> float:
    """Where a value stands for several numbers, as far among them as the share reaches."""
    at = min(int(np.searchsorted(below, share)), len(values) - 1)
    if widths[at] <= 1:
        return float(values[at])
    before = below[at - 1]
    reached = (share - before) / (below[at] - before)
    return float((values[at] + values[at - 1]) / 2 + widths[at] * min(max(reached, 0.0), 1.0))


def _parts_of_weights(table: Table, unseen: Floats) -> Floats:
    """By set of lists and number on no list: the log weight of that set as a clique.

    Row 0, the empty set, is what all graphs share: the multinomial coefficient and the prior.
    """
    from scipy.special import gammaln  # type: ignore[import-untyped]

    patterns = len(table.counts)
    every = np.arange(patterns)
    each = 1 / patterns
    total = table.observed + unseen
    found = np.zeros((patterns, len(unseen)))
    found[0] = gammaln(total + 1) - gammaln(unseen + 1) - gammaln(table.counts + 1).sum()
    found[0] -= np.log(total)
    for term in range(1, patterns):
        cells = np.bincount(every & term, weights=table.counts, minlength=patterns)
        there = np.unique(every & term)
        prior = each * patterns / len(there)
        some = there[1:]
        found[term] = gammaln(cells[0] + unseen + prior) + gammaln(cells[some] + prior).sum()
        found[term] -= len(there) * gammaln(prior)
        found[term] += gammaln(1.0) - gammaln(total + 1.0)  # the priors add up to 1
    return found


def _signs(graphs: tuple[Graph, ...], patterns: int) -> Floats:
    """How often each set of lists counts in each graph: cliques for, separators against."""
    found = np.zeros((len(graphs), patterns))
    found[:, 0] = 1
    for row, graph in enumerate(graphs):
        for clique in graph.cliques:
            found[row, clique] += 1
        for separator in graph.separators:
            if separator:  # what is empty separates nothing
                found[row, separator] -= 1
    return found


@cache
def decomposable(lists: int) -> tuple[Graph, ...]:
    """Every graph on the lists that has no cycle of four or more without a shortcut."""
    pairs = list(combinations(range(lists), 2))
    found = []
    for chosen in range(1 << len(pairs)):
        beside = [1 << one for one in range(lists)]
        for place, (one, other) in enumerate(pairs):
            if chosen >> place & 1:
                beside[one] |= 1 << other
                beside[other] |= 1 << one
        graph = _taken_apart(beside)
        if graph is not None:
            found.append(graph)
    return tuple(found)


def _taken_apart(beside: list[int]) -> Graph | None:
    """Takes away, again and again, a list whose neighbours are all each other's neighbours.

    Gives None where there is none left to take: the graph is not decomposable.
    """
    left = (1 << len(beside)) - 1
    cliques: list[int] = []
    while left:
        one = next((one for one in _bits(left) if _complete(beside, beside[one] & left)), None)
        if one is None:
            return None
        clique = beside[one] & left
        if not any(clique & other == clique for other in cliques):
            cliques.append(clique)
        left &= ~(1 << one)
    return Graph(tuple(sorted(cliques)), tuple(sorted(_separators(cliques))))


def _separators(cliques: list[int]) -> Iterator[int]:
    """What cliques share along a tree of them that shares as much as any (Jensen 1988)."""
    joined, apart = cliques[:1], cliques[1:]
    while apart:
        both = max(
            ((one & other, one) for one in apart for other in joined),
            key=lambda found: found[0].bit_count(),
        )
        yield both[0]
        joined.append(both[1])
        apart.remove(both[1])


def _complete(beside: list[int], members: int) -> bool:
    return all(beside[one] & members == members for one in _bits(members))


def _bits(term: int) -> Iterator[int]:
    return (one for one in range(term.bit_length()) if term >> one & 1)


def _parts(term: int) -> Iterator[int]:
    part = term
    while part:
        yield part
        part = (part - 1) & term
    yield 0
