"""Rates by a population that is brought and not kept; figures taken along with their meaning."""

import json

import pytest

from amparo.statistics import showing
from amparo.statistics.drawing import of_figures
from amparo.statistics.facts import lists
from amparo.statistics.figures.carrying import from_data
from amparo.statistics.forms import TableForm
from amparo.statistics.showing import HERE
from tests.cast import Cast
from tests.figure_pages.conftest import signed_in
from tests.figure_pages.facts import YEAR

pytestmark = pytest.mark.slow

HEAD = "year,place,sex,age_from,age_to,number,source\n"
PEOPLE = HEAD + "".join(
    f"{YEAR},{HERE},{sex},{low},{high},{100_000},Census\n"
    for sex in ("female", "male")
    for low, high in ((0, 4), (5, 11), (12, 14), (15, 17))
)
SERIES = {"first": "2019", "last": "2025"}
BY_SEX = {"rows": "sex", "columns": "", "first": str(YEAR), "last": str(YEAR)}


def _rates(client, text: str = PEOPLE, **more):
    said = {
        "first": str(YEAR), "last": str(YEAR), "by": "sex", "method": "census",
        "standings": "presumed identified", "definition": "un_protocol", "text": text,
    }  # fmt: skip
    return client.post("/figures/rates/", said | more)


def test_a_rate_is_of_a_population_that_was_brought_and_says_so(cast: Cast, facts_made):
    html = _rates(signed_in(cast.analyst)).content.decode()
    assert "Rates for every 100,000 of the reference population." in html
    assert "figures__grid" in html
    assert "For every 100,000" in html


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Paste the lines of a file first."),
        ("a,b\n1,2\n", "the first line must be"),
        (HEAD, "there is nothing below the first line"),
        (HEAD + f"{YEAR},XXX,female,0,17,5,Census\n", "The population has no"),
        (HEAD + f"{YEAR},{HERE},female,0,17,-5,Census\n", "number must be a whole number"),
        (HEAD + f"1999,{HERE},female,0,17,5,Census\n", "The population has no year"),
        (PEOPLE + f"{YEAR},{HERE},all,0,17,5,Census\n", "stand in an earlier line already"),
    ],
)
def test_each_fault_of_a_population_is_one_clear_line(cast: Cast, facts_made, text, said):
    html = _rates(signed_in(cast.analyst), text).content.decode()
    assert said in html
    assert "figures__grid" not in html


def test_a_rate_is_taken_along_with_both_meanings(cast: Cast, facts_made):
    answer = _rates(signed_in(cast.analyst), **{"as": "json"})
    figure = from_data(json.loads(answer.content)["cells"][0]["figure"])
    assert figure.measure == "rate"
    assert figure.of is not None
    assert figure.of.source == "Census"


@pytest.mark.parametrize("who", ["caseworker", "outsider", "police", "administrator"])
def test_nobody_else_brings_a_population(cast: Cast, facts_made, who):
    assert _rates(signed_in(getattr(cast, who))).status_code == 404


@pytest.mark.parametrize("address", ["/figures/table/json/", "/figures/over-time/json/"])
def test_a_figure_read_back_from_a_file_has_all_of_its_meaning(cast: Cast, facts_made, address):
    found = signed_in(cast.analyst).get(address, BY_SEX | SERIES | {"counting": "once_a_year"})
    said = json.loads(found.content)
    figures = (
        [cell["figure"] for cell in said["cells"]]
        if "cells" in said
        else said["series"][0]["figures"]
    )
    read = [from_data(one) for one in figures]
    assert read
    assert all(one.meaning.detected for one in read)


def test_a_file_has_no_small_number(cast: Cast, facts_made):
    asked = BY_SEX | {"rows": "exploited_country", "columns": "prosecution"}
    said = json.loads(signed_in(cast.analyst).get("/figures/table/json/", asked).content)
    values = [
        one["figure"]["value"] for part in ("cells", "without_an_answer", "sums")
        for one in said[part]
    ]  # fmt: skip
    assert None in values
    assert [one for one in values if one is not None and 0 < one < 11] == []


def test_a_series_is_taken_along_with_what_may_be_read_in_it(cast: Cast, facts_made):
    text = signed_in(cast.analyst).get("/figures/over-time/csv/", SERIES).content.decode()
    assert "Detections depend on who looks" in text
    assert "Only those who were detected are counted." in text


def test_a_series_goes_on_paper(cast: Cast, facts_made):
    answer = signed_in(cast.analyst).get("/figures/over-time/pdf/", SERIES)
    assert answer.content.startswith(b"%PDF")


def test_the_sentence_says_what_is_measured(cast: Cast, facts_made):
    asked = BY_SEX | {"measure": "median", "clock": "guardian", "within_days": "90"}
    html = signed_in(cast.analyst).get("/figures/table/", asked).content.decode()
    assert "Time to a guardian: the median in days, of all whose 90 days have run." in html


def test_the_days_of_a_curve_are_named(cast: Cast, facts_made):
    asked = BY_SEX | {"rows": "", "measure": "cumulative_incidence", "clock": "guardian"}
    html = signed_in(cast.analyst).get("/figures/table/", asked).content.decode()
    assert "Days since the child was noticed" in html


def test_the_overview_leads_to_everything_and_says_as_known_when(cast: Cast, facts_made):
    html = signed_in(cast.analyst).get("/figures/").content.decode()
    assert "30 June 2026" in html
    for way in ("table", "over-time", "warnings", "routes", "rates", "who", "compare", "ledger"):
        assert f'href="/figures/{way}/"' in html


@pytest.mark.parametrize("who", ["analyst", "rapporteur"])
def test_the_start_page_leads_to_figures(cast: Cast, facts_made, who):
    assert "To the figures" in signed_in(getattr(cast, who)).get("/").content.decode()


def test_nobody_elses_start_page_does(cast: Cast, facts_made):
    assert "To the figures" not in signed_in(cast.caseworker).get("/").content.decode()


def test_every_source_that_is_counted_is_named(cast: Cast, facts_made, monkeypatch):
    client = signed_in(cast.analyst)
    assert "Source: register," in client.get("/figures/table/", BY_SEX).content.decode()
    monkeypatch.setattr(lists, "sources", lambda: ("shelters",))
    about = lists_known(monkeypatch)
    html = client.get("/figures/table/", BY_SEX).content.decode()
    assert "Source: register; shelters," in html
    assert about


def lists_known(monkeypatch) -> list[object]:
    """A making for the register and for each list, as if it had come in."""
    from amparo.statistics import showing
    from amparo.statistics.facts.reading import Making

    asked: list[object] = []

    def about(folder=None):
        asked.append(folder)
        return Making(f"{folder}"[-32:], "2026-06-30", {"victims": 1})

    monkeypatch.setattr(showing.reading, "about", about)
    return asked


def test_a_list_that_comes_in_or_is_withdrawn_is_counted_at_once(
    cast: Cast, facts_made, monkeypatch
):
    from amparo.statistics import showing

    client, opened = signed_in(cast.analyst), []
    real = showing.reading.for_counting
    monkeypatch.setattr(showing.reading, "for_counting", lambda: opened.append(1) or real())
    client.get("/figures/table/", BY_SEX)
    lists_known(monkeypatch)
    for there in (("shelters",), ("shelters",), ()):
        monkeypatch.setattr(lists, "sources", lambda there=there: there)
        client.get("/figures/table/", BY_SEX)
    assert len(opened) == 3


REFERENCE = "year,place,sex,age_band,factor,having,people,source\n" + "".join(
    f"{YEAR},{HERE},{sex},{band},out_of_school,9000,90000,Census\n"
    for sex in ("female", "male")
    for band in ("0_4", "5_11", "12_14", "15_17")
)


def _who(client, text: str):
    said = {
        "first": str(YEAR), "last": str(YEAR), "kind": "full_count", "text": text,
        "standings": "presumed identified", "definition": "un_protocol",
    }  # fmt: skip
    return client.post("/figures/who/", said).content.decode()


def test_who_is_found_more_often_by_a_population_that_was_brought(cast: Cast, facts_made):
    html = _who(signed_in(cast.analyst), REFERENCE)
    assert "Each in one sentence" in html


def test_a_fault_of_a_reference_population_is_one_clear_line(cast: Cast, facts_made):
    assert "the first line must be" in _who(signed_in(cast.analyst), "a,b\n1,2")


@pytest.mark.parametrize("within", ["30", "90", "180", "365"])
def test_a_curve_ends_where_the_table_says(cast: Cast, facts_made, within):
    asked = {
        "rows": "", "columns": "", "first": str(YEAR), "last": str(YEAR), "clock": "guardian",
        "measure": "cumulative_incidence", "within_days": within,
    }  # fmt: skip
    form = TableForm(asked)
    assert form.is_valid()
    table = showing.table(cast.analyst, form.asked())
    assert table.overall is not None
    drawn = of_figures.of_table(table).lines[0]
    assert drawn.marks[-1].value == float(table.overall.value or 0)
