"""No number from 1 to 10 can be computed from what a hidden table still shows."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.statistics.tables.counting import ALL
from amparo.statistics.tables.hiding import SMALLEST_SHOWN, to_hide

numbers = st.one_of(st.just(0), st.integers(1, 12), st.integers(0, 60))


@st.composite
def tables(draw, most=4):
    """Cells of one to three axes with all their sums."""
    shape = draw(st.lists(st.integers(1, most), min_size=1, max_size=3))
    places = list(product(*(range(size) for size in shape)))
    values = draw(st.lists(numbers, min_size=len(places), max_size=len(places)))
    return with_sums({tuple(map(str, place)): n for place, n in zip(places, values, strict=True)})


def with_sums(cells):
    found = {}
    for key, number in cells.items():
        for summed in product((False, True), repeat=len(key)):
            margin = tuple(ALL if one else code for one, code in zip(summed, key, strict=True))
            found[margin] = found.get(margin, 0) + number
    return found


def equations(table):
    """Every line: the sum on one axis is that of its parts."""
    axes = len(next(iter(table)))
    codes = [sorted({key[axis] for key in table} - {ALL}) for axis in range(axes)]
    for key in table:
        for axis in range(axes):
            if key[axis] == ALL:
                parts = [(*key[:axis], code, *key[axis + 1 :]) for code in codes[axis]]
                yield {key: -1, **dict.fromkeys(parts, 1)}


def reduced(rows):
    """Rows in echelon form: each has a leading key that no other row has."""
    done = []
    for row in rows:
        row = dict(row)
        for lead, other in done:
            if lead in row:
                row = minus(row, other, row[lead] / other[lead])
        if not row:
            continue
        lead = min(row)
        done = [(at, minus(one, row, one[lead] / row[lead]) if lead in one else one)
                for at, one in done]  # fmt: skip
        done.append((lead, row))
    return done


def minus(row, other, times):
    found = {key: row.get(key, 0) - times * other.get(key, 0) for key in row.keys() | other.keys()}
    return {key: value for key, value in found.items() if value}


def computable(table, hidden):
    """The hidden keys whose number follows from what is shown, by whatever sum of lines."""
    rows = [{key: Fraction(by) for key, by in line.items() if key in hidden}
            for line in equations(table)]  # fmt: skip
    return {next(iter(row)) for _, row in reduced(rows) if len(row) == 1}


def is_small(number):
    return 0 < number < SMALLEST_SHOWN


@given(tables())
def test_no_small_number_follows_from_what_is_shown(table):
    hidden = to_hide(table)
    assert {key for key, number in table.items() if is_small(number)} <= hidden
    assert not {key for key in computable(table, hidden) if is_small(table[key])}


def other_tables(table, hidden):
    """Every table of whole numbers from 1 in the hidden cells that shows the same."""
    cells = [key for key in hidden if ALL not in key]
    lines = [(sum(table[key] * by for key, by in line.items() if key not in hidden),
              {key: by for key, by in line.items() if key in hidden})
             for line in equations(table)]  # fmt: skip

    def go(known, left):
        if not left:
            yield dict(known)
            return
        key, *rest = left
        for number in range(1, 30):
            known[key] = number
            if all(fits(known, line) for line in lines):
                yield from go(known, rest)
        del known[key]

    def fits(known, line):
        shown, unknown = line
        if any(ALL in key for key in unknown):
            return True
        least = shown + sum(known.get(key, 1) for key in unknown)
        return least == 0 if all(key in known for key in unknown) else least <= 0

    yield from go({}, cells)


@given(st.lists(st.lists(st.integers(0, 14), min_size=2, max_size=3), min_size=2, max_size=2)
       .filter(lambda rows: len({len(row) for row in rows}) == 1))  # fmt: skip
def test_whole_numbers_above_nought_do_not_give_a_small_one_away_either(rows):
    table = with_sums({(f"r{i}", f"c{j}"): n for i, row in enumerate(rows)
                       for j, n in enumerate(row)})  # fmt: skip
    hidden = to_hide(table)
    open_cells = {key for key in hidden if ALL not in key and is_small(table[key])}
    if any(ALL in key for key in hidden):
        return  # a hidden sum binds nothing: the search below would be without end
    seen = {key: set() for key in open_cells}
    for other in other_tables(table, hidden):
        for key in open_cells:
            seen[key].add(other[key])
        if all(len(values) > 1 for values in seen.values()):
            break
    assert all(len(values) > 1 for values in seen.values())


def test_one_small_number_takes_three_others_with_it():
    table = with_sums({("a", "x"): 3, ("a", "y"): 40, ("b", "x"): 50, ("b", "y"): 60})
    assert to_hide(table) == {("a", "x"), ("a", "y"), ("b", "x"), ("b", "y")}


def test_what_costs_least_is_hidden():
    table = with_sums({(row, column): 3 if (row, column) == ("a", "x") else number
                       for row, numbers in (("a", (0, 40, 400)), ("b", (50, 60, 500)),
                                            ("c", (90, 70, 600)))
                       for column, number in zip("xyz", numbers, strict=True)})  # fmt: skip
    hidden = to_hide(table)
    assert len(hidden) == 4
    assert not any(ALL in key for key in hidden)
    assert ("c", "z") not in hidden


def test_two_ones_in_a_row_are_not_given_away_by_their_sum():
    table = with_sums({("a", "x"): 1, ("a", "y"): 1, ("a", "z"): 100,
                       ("b", "x"): 50, ("b", "y"): 60, ("b", "z"): 70})  # fmt: skip
    assert len(to_hide(table)) > 4 or ("a", "z") in to_hide(table)


def test_nothing_is_hidden_where_nothing_is_small():
    assert to_hide(with_sums({("a",): 11, ("b",): 0})) == frozenset()


def test_a_whole_that_is_small_is_hidden():
    assert to_hide({(): 5}) == {()}
    assert (ALL,) in to_hide(with_sums({("a",): 5}))


@pytest.mark.slow
def test_a_table_of_all_countries_is_hidden_in_a_second():
    from random import Random

    chance = Random(4)
    cells = {(f"c{i}", f"d{j}"): int(900 * chance.random() ** 12)
             for i in range(120) for j in range(60)}  # fmt: skip
    table = with_sums(cells)
    hidden = to_hide(table)
    assert {key for key, number in table.items() if is_small(number)} <= hidden
    assert (ALL, ALL) not in hidden
