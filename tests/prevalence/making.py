"""Tables for the tests: the published ones, and any table at all."""

from itertools import combinations
from pathlib import Path

import numpy as np
from hypothesis import strategies as st

from amparo.statistics.prevalence.models import ordered
from amparo.statistics.prevalence.reading import read_table
from amparo.statistics.prevalence.tables import table_of

PUBLISHED = Path(__file__).parents[1] / "data" / "mse"


def published(name):
    return read_table(PUBLISHED / f"{name}.csv")


def model(table, *generators):
    """A model by its generators, as `model(table, "b c", "c d")`."""
    terms = {0, *(1 << place for place in range(len(table.lists)))}
    for names in generators:
        places = [1 << table.lists.index(name) for name in names.split()]
        terms |= {
            sum(some) for size in range(len(places) + 1) for some in combinations(places, size)
        }
    return ordered(terms)


def counted(lists, most=40):
    """Tables of that many lists, most patterns with few cases and many with none."""
    cells = st.lists(
        st.one_of(st.just(0), st.integers(0, most)),
        min_size=(1 << lists) - 1, max_size=(1 << lists) - 1,
    ).filter(any)  # fmt: skip
    names = tuple("ABCDEFGHIJ"[:lists])
    return cells.map(lambda counts: table_of(names, dict(enumerate(counts, 1))))


def permuted(table, order):
    """The same with its lists in another order."""
    counts = {}
    for pattern in table.patterns:
        moved = sum(1 << place for place, old in enumerate(order) if pattern >> old & 1)
        counts[moved] = int(table.counts[pattern])
    return table_of(tuple(table.lists[old] for old in order), counts)


def plainly(table, terms):
    """Iteratively reweighted least squares of one model, as a book has it: total, log likelihood.

    For tables in which no parameter is minus infinity.
    """
    from scipy.special import gammaln

    patterns = np.arange(1, len(table.counts))
    design = ((patterns[:, None] & np.array(terms)) == np.array(terms)).astype(float)
    counts = table.counts[1:]
    means = counts + 0.1
    for _ in range(200):
        aim = np.log(means) + (counts - means) / means
        root = np.sqrt(means)
        found = np.linalg.lstsq(design * root[:, None], aim * root, rcond=None)[0]
        means = np.exp(design @ found)
    likelihood = (counts * np.log(means) - means - gammaln(counts + 1)).sum()
    return table.observed + np.exp(found[0]), likelihood
