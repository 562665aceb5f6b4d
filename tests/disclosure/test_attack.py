"""The check must fail for a leaky table: each way in which counts were given back before."""

from random import Random

import pytest

from amparo.statistics.disclosure import attack
from amparo.statistics.disclosure.published import Published, published
from amparo.statistics.disclosure.refused import NotProtectable
from amparo.statistics.disclosure.rounding import left_open, rounded
from amparo.statistics.disclosure.suppress import protect
from amparo.statistics.disclosure.tables import TOTAL, table_of
from tests.disclosure import made
from tests.disclosure.attacker import recovered

REGION = ("region",)
BOTH = ("region", "sex")


def told(name, dimensions, rows, **about) -> Published:
    """A table by hand: a number is exact, (least, most) is rounded, None is hidden."""
    shown, hidden = {}, {}
    for codes, count in rows.items():
        codes = (codes,) if isinstance(codes, str) else codes
        if count is None:
            hidden[codes] = None
        else:
            shown[codes] = count if isinstance(count, tuple) else (count, count)
    return Published(name, dimensions, shown, hidden, **about)


def kinds(found) -> set:
    return {(one.table, one.codes, one.kind, one.least, one.most) for one in found}


def test_one_hidden_in_a_row_with_its_sum_is_found() -> None:
    leaky = told("t", REGION, {"north": None, "south": 40, "west": 30, TOTAL: 75})
    (found,) = attack.check([leaky])
    assert kinds([found]) == {("t", ("north",), attack.BOUNDS, 5, 5)}
    assert str(found) == "t: north: is hidden, but follows to be 5"


def test_two_hidden_in_a_row_with_too_small_a_sum_are_found() -> None:
    leaky = told("t", REGION, {"north": None, "south": None, "west": 30, TOTAL: 39})
    assert kinds(attack.check([leaky])) == {
        ("t", ("north",), attack.BOUNDS, 0, 9), ("t", ("south",), attack.BOUNDS, 0, 9),
        ("t", ("west",), attack.DOMINANCE, 30, 30),
    }  # fmt: skip


def test_two_hidden_in_a_row_with_enough_between_them_hold() -> None:
    assert attack.check([told("t", REGION, {"north": None, "south": None, TOTAL: 39})]) == []


def test_hidden_in_two_rows_and_three_columns_follow_together() -> None:
    """No row and no column has one hidden alone; together all but one column is known."""
    rows = {(r, s): None for r in ("north", "south") for s in ("girl", "boy")}
    rows |= {("north", TOTAL): 60, ("south", TOTAL): 40, (TOTAL, "girl"): 5, (TOTAL, "boy"): 95}
    found = attack.check([told("t", BOTH, rows)])
    assert ("t", ("north", "girl"), attack.BOUNDS, 0, 5) in kinds(found)


def test_two_tables_of_one_release_together_give_a_cell_back() -> None:
    """Each holds by itself: the sum that one hides is a number of the other."""
    by_both = told("both", BOTH, {("north", "girl"): None, ("north", "boy"): 50,
                                  ("south", "girl"): 60, ("south", "boy"): 70,
                                  (TOTAL, "girl"): None})  # fmt: skip
    by_sex = told("sex", ("sex",), {"girl": 64, "boy": 120})
    assert attack.check([by_both]) == attack.check([by_sex]) == []
    assert ("both", ("north", "girl"), attack.BOUNDS, 4, 4) in kinds(
        attack.check([by_both, by_sex])
    )


def test_a_later_release_gives_back_who_came_in_between() -> None:
    first = told("2024", REGION, {"north": 40, "south": 70}, release="2024")
    later = told("2025", REGION, {"north": 43, "south": 90}, release="2025")
    found = attack.check([first, later], releases=("2024", "2025"))
    assert kinds(found) == {("2024", ("north",), attack.DIFFERENCE, 3, 3)}


def test_a_later_release_to_which_nobody_came_tells_nothing() -> None:
    first = told("2024", REGION, {"north": 40, "south": 70}, release="2024")
    later = told("2025", REGION, {"north": 40, "south": 90}, release="2025")
    assert attack.check([first, later], releases=("2024", "2025")) == []


def test_a_hidden_number_follows_from_an_earlier_release() -> None:
    first = told("2024", REGION, {"north": 12, "south": 70}, release="2024")
    later = told("2025", REGION, {"north": None, "south": None, TOTAL: 85}, release="2025")
    found = attack.check([first, later], releases=("2024", "2025"))
    assert ("2025", ("north",), attack.BOUNDS) not in {(f.table, f.codes, f.kind) for f in found
                                                       if f.least >= 11}  # fmt: skip
    assert ("2024", ("north",), attack.DIFFERENCE, 0, 3) in kinds(found)


def test_a_filter_is_a_code_of_another_table() -> None:
    """All less the girls are the boys, of whom no table says anything."""
    everyone = told("all", REGION, {"north": 60, "south": 80})
    girls = told("girls", REGION, {"north": 57, "south": 40}, where={"sex": "girl"})
    assert kinds(attack.check([everyone, girls])) == {
        ("girls", ("north",), attack.DIFFERENCE, 3, 3)
    }


def test_filters_within_filters_are_taken_apart() -> None:
    girls = told("girls", REGION, {"north": 57}, where={"sex": "girl"})
    young = told("young girls", REGION, {"north": 52}, where={"sex": "girl", "age": "0-11"})
    assert ("young girls", ("north",), attack.DIFFERENCE, 5, 5) in kinds(
        attack.check([girls, young])
    )


def test_ages_divided_in_two_ways_are_compared() -> None:
    fine = told("fine", ("age",), {"0-5": 12, "6-11": 40, "12-14": 50, "15-17": 60})
    other = told("other", ("age",), {"0-11": 52, "12-17": 110})
    groups = {"age": {"0-11": ("0-5", "6-11"), "12-17": ("12-14", "15-17")}}
    assert attack.check([fine, other], groups=groups) == []
    hiding = told("hiding", ("age",), {"0-5": None, "6-11": 46, "12-14": 50, "15-17": 60})
    assert ("hiding", ("0-5",), attack.BOUNDS, 6, 6) in kinds(
        attack.check([hiding, other], groups=groups)
    )


def test_rounding_gives_a_cell_back() -> None:
    """Rounded to 5, and the rest of the row exact: what is left open is 5 numbers wide."""
    leaky = told("t", REGION, {"north": None, "south": 40, TOTAL: left_open(46, 5)})
    assert kinds(attack.check([leaky])) == {("t", ("north",), attack.BOUNDS, 3, 7)}


def test_rounding_alone_is_no_protection() -> None:
    leaky = told("t", REGION, {"north": left_open(3, 5), "south": left_open(48, 5)})
    assert kinds(attack.check([leaky])) == {("t", ("north",), attack.SMALL, 3, 7)}


@pytest.mark.parametrize("number", [0, 2, 3, 7, 8, 12, 13, 49])
@pytest.mark.parametrize("base", [5, 10])
def test_what_rounding_leaves_open_holds_the_number_and_all_that_are_rounded_alike(
    number: int, base: int
) -> None:
    least, most = left_open(number, base)
    assert least <= number <= most
    alike = [one for one in range(100) if rounded(one, base) == rounded(number, base)]
    assert alike == list(range(least, most + 1))


def test_a_number_that_is_nearly_all_of_its_row_gives_the_rest_away() -> None:
    leaky = told("t", REGION, {"north": 97, "south": None, "west": None, TOTAL: 100})
    assert ("t", ("north",), attack.DOMINANCE, 97, 97) in kinds(attack.check([leaky]))


def test_a_small_number_that_is_shown_is_found() -> None:
    assert kinds(attack.check([told("t", REGION, {"north": 7, "south": 40})])) == {
        ("t", ("north",), attack.SMALL, 7, 7)
    }


def test_a_large_number_may_be_known() -> None:
    table = told("t", REGION, {"south": 40, "west": 30, TOTAL: 90})
    known = Published("t", REGION, table.shown, {("north",): 20})
    assert attack.check([known]) == []


def test_tables_that_contradict_each_other_are_refused_in_one_line() -> None:
    one = told("a", REGION, {"north": 50, "south": None, TOTAL: 40})
    with pytest.raises(NotProtectable, match="contradict"):
        attack.check([one])


def test_no_table_and_a_table_of_one_number() -> None:
    assert attack.check([]) == []
    assert attack.check([told("t", (), {(): 40})]) == []


@pytest.mark.slow
def test_only_hiding_what_is_small_is_found_by_both_attackers() -> None:
    """The two know nothing of each other; where one finds a leak the other does."""
    leaks = 0
    for seed in range(25):
        one = made.table(seed)
        table = table_of(one.dimensions, one.rows, impossible=True)
        truth = {codes: count for codes, count in one.rows if TOTAL not in codes}
        shown = {codes: None if count < one.threshold else count for codes, count in one.rows}
        told_all = Published(
            "t", tuple(one.dimensions),
            {codes: (count, count) for codes, count in shown.items() if count is not None},
            {codes: count for codes, count in one.rows if shown[codes] is None},
        )  # fmt: skip
        ours = {(found.codes, found.least, found.most)
                for found in attack.check([told_all], one.threshold)
                if found.kind == attack.BOUNDS}  # fmt: skip
        theirs = {(codes, round(least), round(most))
                  for codes, least, most in recovered(truth, shown, one.threshold)
                  if codes in shown}  # fmt: skip
        assert ours == theirs, seed
        assert table.given.any()
        leaks += bool(theirs)
    assert leaks > 5


def test_who_hides_one_number_less_is_found_out() -> None:
    """Each number that is hidden to protect others is needed, or at least most of them."""
    rows = [((r, s), count) for (r, s), count in {
        ("north", "girl"): 3, ("north", "boy"): 40, ("south", "girl"): 50, ("south", "boy"): 60,
        ("north", TOTAL): 43, ("south", TOTAL): 110, (TOTAL, "girl"): 53, (TOTAL, "boy"): 100,
        (TOTAL, TOTAL): 153}.items()]  # fmt: skip
    done = protect(table_of(BOTH, rows))
    whole = published("t", done)
    assert attack.check([whole]) == []
    besides = [codes for codes, count in whole.hidden.items() if count >= 11]
    assert len(besides) == 3
    for codes in besides:
        number = dict(rows)[codes]
        shown = {**whole.shown, codes: (number, number)}
        hidden = {one: count for one, count in whole.hidden.items() if one != codes}
        assert attack.check([Published("t", BOTH, shown, hidden)]), codes


def test_the_order_of_tables_and_rows_changes_nothing() -> None:
    everyone = told("all", REGION, {"north": 60, "south": 80})
    girls = told("girls", REGION, {"north": 57, "south": 40}, where={"sex": "girl"})
    turned = list(girls.shown.items())
    Random(1).shuffle(turned)
    other = Published("girls", REGION, dict(turned), {}, girls.where)
    assert attack.check([everyone, girls]) == attack.check([other, everyone])
