from itertools import combinations
from math import lgamma, log

import numpy as np
import pytest

from amparo.statistics.prevalence.graphs import (
    _grid,
    _parts_of_weights,
    _signs,
    average,
    decomposable,
)
from amparo.statistics.prevalence.refused import NotEstimable
from amparo.statistics.prevalence.tables import table_of
from tests.prevalence.making import permuted, published


@pytest.mark.parametrize(("lists", "number"), [(1, 1), (2, 2), (3, 8), (4, 61)])
def test_how_many_decomposable_graphs_there_are(lists, number):
    assert len(set(decomposable(lists))) == number


@pytest.mark.slow
def test_five_lists_have_822_decomposable_graphs():
    assert len(set(decomposable(5))) == 822


def test_every_list_is_in_one_more_clique_than_separator():
    for graph in decomposable(4):
        for place in range(4):
            held = sum(clique >> place & 1 for clique in graph.cliques)
            parted = sum(separator >> place & 1 for separator in graph.separators)
            assert held - parted == 1


def test_a_square_without_a_diagonal_is_not_decomposable():
    square = {0b0011, 0b0110, 0b1100, 0b1001}

    assert not any(set(graph.cliques) == square for graph in decomposable(4))


def plainly(table, graph, unseen):
    """The log weight of one graph and number, cell by cell, with dictionaries."""
    lists, patterns = len(table.lists), len(table.counts)
    cells = {pattern: table.counts[pattern] for pattern in range(patterns)} | {0: unseen}
    total, each = sum(cells.values()), 2.0**-lists

    def of(term):
        margin = {}
        for pattern, number in cells.items():
            margin[pattern & term] = margin.get(pattern & term, 0) + number
        prior = each * 2 ** (lists - term.bit_count())
        found = sum(lgamma(number + prior) - lgamma(prior) for number in margin.values())
        return found + lgamma(1) - lgamma(total + 1)

    found = sum(map(of, graph.cliques)) - sum(of(one) for one in graph.separators if one)
    ways = lgamma(total + 1) - sum(lgamma(number + 1) for number in cells.values())
    return found + ways - log(total)


def test_the_weight_of_a_graph_is_that_of_its_cells():
    table = published("Korea")
    unseen = np.array([0.0, 7.0, 34.0, 500.0])
    graphs = decomposable(3)
    weights = _signs(graphs, 8) @ _parts_of_weights(table, unseen)

    for row, graph in enumerate(graphs):
        wanted = [plainly(table, graph, number) for number in unseen]
        assert weights[row] == pytest.approx(wanted, rel=1e-10)


def test_probabilities_add_up_to_one_and_the_best_graph_comes_first():
    found = average(published("Korea"))

    assert found.probabilities.sum() == pytest.approx(1)
    assert sum(one.probability for one in found.graphs) == pytest.approx(1)
    assert found.graphs[0].graph.cliques == (0b011, 0b110)
    assert found.quantile(0.025) <= found.quantile(0.5) <= found.quantile(0.975)


def test_two_lists_that_overlap_as_by_chance_give_lincoln_and_petersen():
    # 1000 people, three lists of 300, 400 and 500, independent of each other.
    shares = (0.3, 0.4, 0.5)
    counts = {}
    for size in (1, 2, 3):
        for on in combinations(range(3), size):
            share = 1.0
            for place in range(3):
                share *= shares[place] if place in on else 1 - shares[place]
            counts[sum(1 << place for place in on)] = round(1000 * share)
    found = average(table_of(("a", "b", "c"), counts))

    assert found.quantile(0.5) == pytest.approx(1000, rel=0.03)
    assert found.graphs[0].graph.cliques == (1, 2, 4)


def test_the_order_of_lists_changes_nothing():
    table = published("Korea")
    again = average(permuted(table, (2, 0, 1)))

    assert again.quantile(0.9) == pytest.approx(average(table).quantile(0.9))


def test_more_than_six_lists_are_refused():
    with pytest.raises(NotEstimable, match="at most 6"):
        average(table_of(tuple("abcdefg"), {3: 10, 1: 5}))


def test_the_numbers_that_are_tried_stand_for_all_and_lie_close_where_they_are_small():
    numbers, widths = _grid(100_000)

    assert numbers[:5].tolist() == [0, 1, 2, 3, 4]
    assert widths.sum() == pytest.approx(numbers[-1] + 1)
    assert (np.diff(numbers) <= np.maximum(1, np.sqrt(numbers[1:]))).all()


def test_a_thinner_grid_gives_what_every_number_gives():
    table = published("Korea")
    found, graphs = average(table), decomposable(3)
    unseen = np.arange(0, found.totals[-1] - 123, dtype=float)
    weights = _signs(graphs, 8) @ _parts_of_weights(table, unseen)
    each = np.exp(weights - weights.max())
    below = np.cumsum(each.sum(axis=0)) / each.sum()

    for share in (0.1, 0.5, 0.9, 0.975):
        exact = 123 + int(np.searchsorted(below, share))
        assert found.quantile(share) == pytest.approx(exact, abs=2, rel=0.005)


def test_large_tables_have_no_peak_between_two_numbers():
    # 200,000 people, half of them on each of three lists.
    counts = {pattern: 25_000 for pattern in range(1, 8)}
    found = average(table_of(("a", "b", "c"), counts))
    independent = next(one for one in found.graphs if one.graph.cliques == (1, 2, 4))

    assert independent.estimate == pytest.approx(200_000, rel=0.001)


def test_more_cases_than_can_be_gone_through_are_refused():
    with pytest.raises(NotEstimable, match="more than 1000000 cases"):
        average(table_of(("a", "b", "c"), {3: 1_000_000, 4: 1}))
