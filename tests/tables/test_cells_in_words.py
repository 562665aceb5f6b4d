"""What a cell says where it has no number, on every way out of the house."""

import csv
import io
import json

import pytest

from amparo.statistics import laid_out, taking
from amparo.statistics.drawing import of_figures
from amparo.statistics.tables.asked import Asked
from amparo.statistics.tables.making import make
from amparo.statistics.tables.small import without_small
from tests.tables.worlds import ABOUT, FIRST, LAST, database, row

AT_ONCE = {"guardian_days": 0, "guardian_end": "happened"}
NEVER = {"guardian_days": 400, "guardian_end": "still_waiting"}
BOTH = {"axes": ("forms", "sex"), "clock": "guardian", "within_days": 90}


def children(number, **said):
    children.last += number
    return [row(child=f"w{children.last - at}", case=f"v{children.last - at}", **said)
            for at in range(number)]  # fmt: skip


children.last = 0
ROWS = [
    *children(40, sex="female", forms=["begging"], **AT_ONCE),
    *children(40, sex="female", forms=["forced_labour"], **NEVER),
    *children(40, sex="male", forms=["forced_labour"]),
]
"""No boy was made to beg, girls who were had a guardian at once; to other boys none was owed."""


def shown(rows=ROWS, **said):
    asked = Asked(**{"start": FIRST, "end": LAST, **BOTH, **said})
    return without_small(make(asked, database(rows), ABOUT))


def cells(table):
    return [row.values for row in laid_out.grid(table).rows]


@pytest.mark.parametrize("measure", ["median", "cumulative_incidence", "in_time", "share"])
def test_a_cell_of_nobody_is_no_number(measure):
    clock = "" if measure == "share" else "guardian"
    table = shown(measure=measure, clock=clock)
    assert cells(table)[1][1] == "–"
    assert "“–”: nobody is counted there." in laid_out.notes(table)


def test_a_guardian_at_once_is_0_days_and_no_guardian_is_not():
    assert cells(shown(measure="median")) == [("not reached", "not known"), ("0", "–")]


def test_of_those_to_whom_none_was_owed_there_is_no_share():
    for measure in ("cumulative_incidence", "in_time"):
        assert cells(shown(measure=measure)) == [("0 %", "–"), ("100 %", "–")]


def test_as_a_count_a_cell_of_nobody_is_0():
    table = shown(measure="count", clock="")
    assert cells(table)[1] == ("40", "0", "40")
    assert not [note for note in laid_out.notes(table) if "“–”" in note]


def test_a_file_says_it_as_the_page_does():
    table = shown(measure="median")
    lines = list(csv.reader(io.StringIO(taking.as_csv(table))))
    assert lines[4][1:] == ["0", "–"]
    assert ["“–”: nobody is counted there."] in lines


@pytest.mark.parametrize(
    ("measure", "missing"),
    [("count", {"value": 0}), ("median", {"value": None, "not_shown": "nobody"})],
)
def test_a_program_is_told_what_a_cell_is_that_is_not_there(measure, missing):
    said = json.loads(taking.as_json(shown(measure=measure, clock="guardian")))
    assert said["cells_not_listed"] == missing
    assert ["begging", "male"] not in [one["codes"] for one in said["cells"]]


FEW = [*ROWS, *children(3, sex="male", forms=["begging"], **AT_ONCE)]


@pytest.mark.parametrize(
    ("measure", "why"),
    [
        ("median", "“hidden”: fewer than 11 children are behind it, or another"),
        (
            "in_time",
            "“hidden”: fewer than 11 children are behind it or missing from it, or another",
        ),
    ],
)
def test_hidden_is_no_number_of_days_from_1_to_10(measure, why):
    table = shown(FEW, measure=measure)
    assert cells(table)[1][1] == "hidden"
    said = laid_out.notes(table)
    assert said[0].startswith(why)
    assert said[0].endswith("not for publication.")
    assert not [note for note in said if "a number from 1 to 10" in note]
    with laid_out.for_publication():
        assert laid_out.notes(table)[0].endswith("It could point to a child.")


def test_a_hidden_count_is_a_number_from_1_to_10():
    said = laid_out.notes(shown(FEW, measure="count", clock=""))
    assert said[0].startswith("“hidden”: a number from 1 to 10")


def test_a_table_explains_the_words_it_uses_and_no_others():
    said = laid_out.notes(shown(measure="median"))
    assert "“not reached”: more than half had none within 90 days." in said
    assert [note for note in said if note.startswith("“not known”: all there are left out")]
    girls = shown(ROWS[:40], measure="median", axes=("sex",))
    assert not [note for note in laid_out.notes(girls) if note.startswith("“")]


def test_that_shares_may_exceed_100_is_said_of_shares_and_counts_alone():
    def warned(measure, clock="guardian"):
        return any(
            "exceed 100 %" in one for one in laid_out.notes(shown(measure=measure, clock=clock))
        )

    assert warned("count", "")
    assert warned("share", "")
    assert not any(map(warned, ("median", "cumulative_incidence", "in_time")))


def test_a_time_says_from_when_it_is_counted_and_in_time_within_how_many_days():
    for measure in ("median", "cumulative_incidence", "in_time"):
        sentence = laid_out.sentence(shown(measure=measure))
        assert "The time runs from the day on which the child was noticed." in sentence
    assert "noticed" not in laid_out.sentence(shown(measure="count", clock=""))
    one = shown(measure="in_time", axes=("sex",))
    assert laid_out.grid(one).columns == ("In time (within 90 days)",)


def test_a_chart_of_times_says_what_has_no_bar():
    marks = [mark for group in of_figures.of_table(shown(FEW, measure="median")).bars
             for mark in group.marks]  # fmt: skip
    assert [(mark.value, mark.said) for mark in marks] == [
        (None, "not reached"), (None, "not known"), (0, "0"), (None, "hidden"),
    ]  # fmt: skip


def test_where_every_time_is_hidden_there_is_nothing_to_draw():
    nobody = [*children(3, sex="female", forms=["begging"], **AT_ONCE)]
    chart = of_figures.of_table(shown(nobody, measure="median"))
    assert not chart.has_bars
    assert chart.svg() == ""
