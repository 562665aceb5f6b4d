"""What is protected: attacked from the definition, in any order, and made twice."""

import csv
import io
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.statistics.disclosure import attack, files
from amparo.statistics.disclosure.published import published
from amparo.statistics.disclosure.suppress import protect
from amparo.statistics.disclosure.tables import table_of
from tests.disclosure import made
from tests.disclosure.attacker import TOTAL, Codes, recovered

A_FEW, MANY, TOGETHER = 50, 1_000, 50


def shown_of(one: made.Made, rows=None) -> dict:
    """What a reader of the written file sees."""
    rows = one.rows if rows is None else rows
    table = table_of(one.dimensions, rows, impossible=one.impossible)
    lines = [[*codes, str(count)] for codes, count in rows]
    read = files.Read([*one.dimensions, "count"], lines, ",", "\n", table)
    text = files.written(read, protect(table, one.threshold))
    heading, *found = csv.reader(io.StringIO(text))
    assert heading == [*one.dimensions, "count"]
    return {tuple(line[:-1]): int(line[-1]) if line[-1] else None for line in found}


def _in_order(codes: Codes) -> list[tuple[bool, str]]:
    return [(code == TOTAL, code) for code in codes]


def attacked(seed: int) -> None:
    one = made.table(seed)
    shown = shown_of(one)
    rows = [codes for codes, _ in one.rows]
    if len(shown) == len(rows):
        assert list(shown) == rows, "the same rows"
    else:
        assert set(rows) < set(shown)
        assert list(shown) == sorted(shown, key=_in_order), "no place tells which had no row"
    assert not any(count is not None and count < one.threshold for count in shown.values())
    assert recovered(one.truth, shown, one.threshold) == [], seed


@pytest.mark.slow
def test_an_attacker_recovers_no_cell_of_fifty_tables() -> None:
    for seed in range(A_FEW):
        attacked(seed)


@pytest.mark.prove
@pytest.mark.parametrize("first", range(A_FEW, MANY, TOGETHER))
def test_an_attacker_recovers_no_cell_of_a_thousand_tables(first: int) -> None:
    for seed in range(first, first + TOGETHER):
        attacked(seed)


@pytest.mark.slow
@given(st.integers(0, 10**9))
def test_what_is_hidden_never_depends_on_the_order_of_the_rows(seed: int) -> None:
    one = made.table(seed)
    other = one.rows.copy()
    Random(seed + 1).shuffle(other)
    assert shown_of(one, other) == shown_of(one)


@pytest.mark.slow
def test_a_release_made_twice_is_identical() -> None:
    for seed in range(20):
        one = made.table(seed)
        assert list(shown_of(one).items()) == list(shown_of(one).items())


@pytest.mark.slow
def test_what_is_shown_of_the_shown_stays() -> None:
    """To protect again what is protected, with what is hidden left out, hides nothing more."""
    for seed in range(20):
        one = made.table(seed)
        table = table_of(one.dimensions, one.rows, impossible=one.impossible)
        once = protect(table, one.threshold)
        again = protect(table, one.threshold, published=once.shown)
        assert (again.hidden == once.hidden).all()


@pytest.mark.slow
def test_the_check_finds_nothing_in_what_is_protected() -> None:
    for seed in range(30):
        one = made.table(seed)
        table = table_of(one.dimensions, one.rows, impossible=one.impossible)
        told = published("a table", protect(table, one.threshold))
        assert attack.check([told], one.threshold) == [], seed


@pytest.mark.slow
def test_rounding_on_top_of_hiding_gives_nothing_back() -> None:
    for seed in range(15):
        one = made.table(seed)
        table = table_of(one.dimensions, one.rows, impossible=one.impossible)
        told = published("a table", protect(table, one.threshold), base=5)
        assert [
            one for one in attack.check([told], one.threshold) if one.kind != attack.SMALL
        ] == [], seed


def test_a_row_all_in_one_column_is_hidden_as_well() -> None:
    rows = [(("north", "yes"), 40), (("north", "no"), 0), (("south", "yes"), 50),
            (("south", "no"), 60), (("north", TOTAL), 40), (("south", TOTAL), 110)]  # fmt: skip
    done = protect(table_of(["region", "answer"], rows))
    assert done.hidden[done.table.place(("north", "yes"))]
    assert done.hidden[done.table.place(("north", "no"))]


def test_what_cannot_be_is_known_to_be_nothing_and_not_hidden() -> None:
    rows = [(("boy", "no"), 90), (("girl", "yes"), 40), (("girl", "no"), 60)]
    done = protect(table_of(["sex", "pregnant"], rows, impossible=True))
    assert not done.hidden.any()
    done = protect(table_of(["sex", "pregnant"], rows))
    assert list(done.table.not_listed()) == [("boy", "yes")]
    assert done.hidden[done.table.place(("boy", "yes"))]


def test_a_sum_that_the_table_does_not_give_is_not_to_be_computed_either() -> None:
    """Columns add up to shown sums, so that the row of few would follow from the others."""
    rows = [(("few", "a"), 3), (("few", "b"), 4), (("many", "a"), 100), (("many", "b"), 200),
            ((TOTAL, "a"), 103), ((TOTAL, "b"), 204)]  # fmt: skip
    done = protect(table_of(["x", "y"], rows))
    truth = {codes: count for codes, count in rows if TOTAL not in codes}
    shown = {codes: None if done.hidden[done.table.place(codes)] else count
             for codes, count in rows}  # fmt: skip
    assert recovered(truth, shown, 11) == []
