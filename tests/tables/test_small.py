"""What a screen may show of a table, of every measure."""

from datetime import date
from fractions import Fraction

from amparo.statistics.tables.asked import Asked
from amparo.statistics.tables.making import make
from amparo.statistics.tables.small import without_small
from tests.tables.worlds import ABOUT, FIRST, LAST, database, row


def children(number, **said):
    children.last += number
    return [row(child=f"k{children.last - at}", case=f"c{children.last - at}", **said)
            for at in range(number)]  # fmt: skip


children.last = 0
ROWS = [
    *children(3, sex="female", forms=["begging"], guardian_days=3, guardian_end="happened"),
    *children(40, sex="female", forms=["forced_labour"], guardian_days=9, guardian_end="happened"),
    *children(50, sex="male", forms=["begging"], guardian_days=40, guardian_end="turned_18"),
    *children(60, sex="male", forms=["forced_labour"], guardian_days=2, guardian_end="happened"),
]


def shown(rows, **said):
    asked = Asked(**{"start": FIRST, "end": LAST, **said})
    return without_small(make(asked, database(rows), ABOUT))


def test_a_small_cell_is_hidden_with_others_that_would_give_it_away():
    table = shown(ROWS, axes=("sex", "forms"))
    assert table.cells["female", "begging"].value is None
    assert table.cells["female", "begging"].not_shown == "too_few"
    assert sum(one.value is None for one in table.cells.values()) == 4
    assert table.whole.value == 153
    assert not table.rests_on


def test_a_share_is_hidden_where_its_number_would_be():
    table = shown(ROWS, axes=("sex", "forms"), measure="share", within=("sex",))
    assert table.cells["female", "begging"].value is None
    assert table.cells["female", "forced_labour"].value is None
    assert not table.margins
    assert not table.apart


def test_time_is_not_shown_for_few():
    for measure in ("in_time", "cumulative_incidence"):
        table = shown(ROWS, axes=("sex", "forms"), measure=measure, clock="guardian",
                      within_days=30)  # fmt: skip
        assert table.cells["female", "begging"].value is None
        assert ("female", "begging") not in table.curves
    table = shown(ROWS, axes=("sex", "forms"), measure="median", clock="guardian")
    assert table.cells["female", "begging"].value is None


def test_a_median_of_enough_is_shown_with_those_who_never_had_one():
    table = shown(ROWS, axes=("sex",), measure="median", clock="guardian")
    assert table.cells["female",].value == 9
    assert table.cells["male",].value == 2
    assert table.overall.value == 9


def test_a_whole_of_few_is_not_shown():
    assert shown(children(5)).whole.value is None


def test_few_without_an_answer_do_not_follow_from_the_whole():
    rows = [*children(40, sex="female"), *children(30, sex="male"), *children(2)]
    table = shown(rows, axes=("sex",), measure="share")
    assert table.cells["female",].value is not None
    assert table.whole.value is None


def test_late_recording_shows_both_shares():
    rows = [
        *children(30, guardian_days=1, guardian_end="happened", guardian_late="false"),
        *children(20, guardian_days=1, guardian_end="happened", guardian_late="true"),
        *children(50, guardian_days=99, guardian_end="died"),
        *children(15, guardian_days=10, guardian_end="still_waiting",
                  registered=date(2025, 12, 30)),
    ]  # fmt: skip
    asked = Asked(start=FIRST, end=LAST, measure="in_time", clock="guardian", within_days=7)
    table = make(asked, database(rows), ABOUT)
    assert table.overall.value == Fraction(50, 115)
    assert table.overall.of_value == 115
    assert table.recorded[()].value == Fraction(30, 115)
