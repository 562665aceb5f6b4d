"""What may be published of a list: noisy counts that agree with each other, and rows of them."""

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amparo.statistics.synthesis import engine
from amparo.statistics.synthesis.making import synthesise
from amparo.statistics.synthesis.quality import compare, counted
from amparo.statistics.synthesis.rows import rows_here, rows_of, silent
from tests.synthesis.made import COLUMNS, records

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def made():
    return synthesise(records(), epsilon=4, length=2)


def test_the_columns_are_those_of_the_records_and_there_is_about_a_row_for_each(made) -> None:
    assert made.columns == COLUMNS
    assert all(len(row) == len(COLUMNS) for row in made.rows)
    assert made.quality.records == len(made.rows)
    assert 200 < len(made.rows) < 2_000  # Laplace noise of scale 50


def test_a_combination_is_sorted_and_names_a_column_once(made) -> None:
    for one in made.aggregates:
        assert one == tuple(sorted(one))
        assert len({column for column, _ in one}) == len(one) <= 2


def test_no_combination_is_counted_more_often_than_its_parts(made) -> None:
    for one, count in made.aggregates.items():
        assert count > 0
        for part in combinations(one, len(one) - 1):
            assert not part or made.aggregates[part] >= count


def test_no_two_values_stand_in_a_row_that_were_not_counted_together(made) -> None:
    assert set(counted(made.columns, made.rows, 2)) <= set(made.aggregates)


def test_zero_and_empty_are_absent_and_never_counted(made) -> None:
    assert not {value for one in made.aggregates for _, value in one} & {"", "0"}
    assert "0" not in {cell for row in made.rows for cell in row}


def test_the_same_aggregates_give_the_same_rows_and_another_seed_others(made) -> None:
    again = rows_of(made.aggregates, made.columns, len(made.rows), 2, seed=0)
    assert again == made.rows
    backwards = dict(reversed(made.aggregates.items()))
    assert rows_of(backwards, made.columns, len(made.rows), 2) == made.rows
    assert rows_of(made.aggregates, made.columns, len(made.rows), 2, seed=1) != made.rows


def test_noise_has_no_seed(made) -> None:
    assert synthesise(records(), epsilon=4, length=2).aggregates != made.aggregates


def test_rows_come_as_near_to_the_noisy_counts_as_these_agree_with_each_other(made) -> None:
    for one in made.quality.rows:
        assert one.mean_count < 2 * made.quality.deviations[one.length - 1]
        assert not one.made_up


def test_noisy_counts_are_as_far_off_as_is_said() -> None:
    """Over several releases: 95 of 100 single counts are as near as the report says, with room."""
    everybody = records(5_000)
    true = counted(COLUMNS, everybody.rows, 1)
    near = told = 0
    for _ in range(6):
        found = engine.count(everybody, 4, 2)
        within = 1.96 * found.noise.deviations()[0]
        off = [abs(found.aggregates[one] - many) for one, many in true.items()]
        near, told = near + sum(error <= within + 0.5 for error in off), told + len(off)
    assert near >= 0.75 * told


@pytest.mark.parametrize("length", [1, 2, 3, 4])
def test_every_length_that_may_be_asked_works(length) -> None:
    made = synthesise(records(300), epsilon=8, length=length)
    assert {len(one) for one in made.aggregates} == set(range(1, length + 1))
    assert [one.length for one in made.quality.rows] == list(range(1, length + 1))
    assert len(made.quality.deviations) == length
    assert made.budget.length == length


def test_who_is_alone_with_something_does_not_come_through() -> None:
    """In each of ten releases one person has values that nobody else has; rows have no others."""
    everybody = records()
    alone = ("1999", "other", "island", "1", "1", "1", "1")
    with_one = replace(everybody, rows=[*everybody.rows, alone])
    for _ in range(10):
        found = engine.count(with_one, 12, 2)
        told = {value for one in found.aggregates for _, value in one}
        assert not told & {"1999", "other", "island"}


def test_it_says_how_far_it_is() -> None:
    heard: dict[str, list[tuple[int, int]]] = {}
    synthesise(
        records(200), epsilon=4, length=1,
        say=lambda what, done, total: heard.setdefault(what, []).append((done, total)),
    )  # fmt: skip
    assert list(heard) == ["counting with noise", "drawing rows", "correcting rows"]
    assert all(each[-1][0] == each[-1][1] for each in heard.values())


VALUES = st.dictionaries(
    st.tuples(st.sampled_from("abc"), st.sampled_from("xyz")), st.integers(1, 60), min_size=1
)


@settings(max_examples=15)  # each makes all of its rows
@given(singles=VALUES, kept=st.randoms(use_true_random=False), people=st.integers(1, 80))
def test_whatever_the_aggregates_are_rows_keep_to_them(singles, kept, people) -> None:
    aggregates = {(one,): many for one, many in singles.items()}
    for first, last in combinations(sorted(singles), 2):
        if first[0] != last[0] and kept.random() < 0.6:
            aggregates[first, last] = kept.randint(1, min(singles[first], singles[last]))
    rows = rows_here(aggregates, ("a", "b", "c"), people, 2, 0, silent)
    assert len(rows) == people
    assert set(counted(("a", "b", "c"), rows, 2)) <= set(aggregates)


def test_rows_meet_counts_that_can_be_met() -> None:
    true = counted(COLUMNS, records().rows, 2)
    rows = rows_of(true, COLUMNS, 800, 2)
    found = counted(COLUMNS, rows, 2)
    assert compare(true, found, 1).mean < 0.005
    assert compare(true, found, 2).mean < 0.02


def test_there_are_as_many_rows_as_have_a_value_in_one_column() -> None:
    """The noisy number of records may be smaller; then counts could not be met."""
    singles = {(("a", "x"),): 60, (("a", "y"),): 50, (("b", "z"),): 70}
    pairs = {(("a", "x"), ("b", "z")): 40}
    assert engine.at_least({**singles, **pairs}, 90) == 110
    assert engine.at_least({**singles, **pairs}, 120) == 120
