"""Tables of countries are figures of others, with what they mean: never facts."""

import json

import pytest

from amparo.exchange import ExchangeError
from amparo.exchange.aggregate.reading import read
from amparo.statistics.figures.parts import Stock
from tests.exchange.conftest import TODAY

TABLE = """Iso3_code,Year,Sex,Age,txtVALUE
KEN,2022,Female,0 to 17 years,12
KEN,2022,Total,Total,40
KEN,2021,Male,0 to 17 years,..
XXX,2021,Male,0 to 17 years,3
MLI,2020,Girls,Total,0
"""


def test_every_row_is_a_figure_with_its_meaning_or_is_said(a_file):
    table = read(a_file("a.csv", TABLE), "glotip", "2024", TODAY)
    assert table.adds_up()
    assert (table.read, len(table.figures)) == (5, 3)
    assert table.dropped == {
        "no number: the State did not report, which is no zero": 1, "not a country": 1,
    }  # fmt: skip
    first = table.figures[0]
    assert (first.value, first.meaning.place, first.meaning.stock) == (12, "KEN", Stock.FLOW)
    assert first.meaning.detected is True
    assert set(first.meaning.restrictions) == {"sex=female", "age_group=child"}


def test_girls_are_female_and_children_in_whichever_column(a_file):
    *_, last = read(a_file("a.csv", TABLE), "glotip", "2024", TODAY).figures
    assert set(last.meaning.restrictions) == {"sex=female", "age_group=child"}
    assert last.value == 0


def test_a_table_by_form_is_refused_rather_than_added_up(a_file):
    path = a_file("a.csv", "country,year,form,value\nKEN,2022,labour,1\n")
    with pytest.raises(ExchangeError, match="'form' narrows down what is counted"):
        read(path, "glotip", "2024", TODAY)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("country,year\nKEN,2022\n", "there is no column for count"),
        ("country,year,value\nKEN,2022,1\nKEN,2022,2\n", "line 3: the same country, year"),
        ("country,year,value\n", "there is no row in it"),
    ],
)
def test_a_table_that_cannot_be_used_is_one_line(a_file, text, says):
    with pytest.raises(ExchangeError, match=says):
        read(a_file("a.csv", text), "glotip", "2024", TODAY)


def test_the_command_gives_figures_as_json(a_file, run):
    a_file("a.csv", TABLE)
    code, out, err = run("exchange", "figures", "a.csv", "--version", "2024")
    assert (code, err) == (0, "")
    said = json.loads(out)
    assert {one["detected"] for one in said["figures"]} == {True}
    assert {one["stock_or_flow"] for one in said["figures"]} == {"flow"}
