"""Which lists are refused, and why."""

import pytest

from amparo.statistics.synthesis.records import Records, check
from amparo.statistics.synthesis.refused import NotSynthesisable
from tests.synthesis.made import COLUMNS, records


def refused(given: Records, epsilon: float = 1, length: int = 2, delta: float | None = None) -> str:
    with pytest.raises(NotSynthesisable) as raised:
        check(given, epsilon, length, delta)
    assert "\n" not in str(raised.value)
    return str(raised.value)


def test_an_ordinary_list_is_taken() -> None:
    check(records(), 1, 2)


@pytest.mark.parametrize("epsilon", [0, -1, 100.5, float("nan"), float("inf")])
def test_an_epsilon_that_is_none_is_refused(epsilon) -> None:
    assert "epsilon must be above 0" in refused(records(), epsilon)


@pytest.mark.parametrize("length", [0, 5, -1])
def test_a_length_that_is_none_is_refused(length) -> None:
    assert "from 1 to 4" in refused(records(), 1, length)


@pytest.mark.parametrize("delta", [0, -1, 0.5, float("nan")])
def test_a_delta_that_promises_nothing_is_refused(delta) -> None:
    assert "delta must be" in refused(records(), 1, 2, delta)


def test_shapes_that_are_no_list_are_refused() -> None:
    rows = records().rows
    assert "one column only" in refused(Records(("a",), [row[:1] for row in rows]))
    assert "no name" in refused(Records(("", *COLUMNS[1:]), rows))
    assert "the same name" in refused(Records(("sex", *COLUMNS[1:]), rows))
    assert "no row" in refused(Records(COLUMNS, []))
    assert "99 records" in refused(Records(COLUMNS, rows[:99]))
    assert "as many cells" in refused(Records(COLUMNS, [*rows, ("a",)]))
    assert "2 columns only" in refused(Records(COLUMNS[:2], [row[:2] for row in rows]), length=3)
    assert "at most 100" in refused(Records([f"c{n}" for n in range(101)], [("1",) * 101] * 100))


def test_a_list_in_which_nothing_is_said_is_refused() -> None:
    assert "every cell is empty or 0" in refused(Records(("a", "b"), [("", "0")] * 200))


def test_a_column_like_a_number_or_a_name_is_refused_with_advice() -> None:
    rows = [(f"case {n}", "x") for n in range(200)]
    text = refused(Records(("reference", "b"), rows))
    assert "column 'reference' has 200 different values in 200 records" in text
    assert "leave it out" in text


def test_a_column_of_very_many_values_is_refused() -> None:
    rows = [(str(1 + n % 1001), "x") for n in range(4_000)]
    assert "put them into at most 1,000 groups" in refused(Records(("place", "b"), rows))


def test_more_combinations_than_can_be_counted_are_refused() -> None:
    rows = [tuple(str(1 + (n + at) % 60) for at in range(30)) for n in range(6_000)]
    text = refused(Records([f"c{n}" for n in range(30)], rows), length=3)
    assert "take a smaller length" in text


@pytest.mark.parametrize("cell", ["=1+1", "@SUM(A1)", "+A1(2)"])
def test_a_formula_is_refused(cell) -> None:
    rows = [*records().rows[1:], (cell, *records().rows[0][1:])]
    assert "formula" in refused(Records(COLUMNS, rows))
