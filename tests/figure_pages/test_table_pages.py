"""A table on screen and in a file: for whoever may see counts, with its meaning, no small cell."""

import re

import pytest

from tests.cast import Cast
from tests.figure_pages.conftest import signed_in
from tests.figure_pages.facts import YEAR

pytestmark = pytest.mark.slow

TABLE = "/figures/table/"
BY_SEX = {"rows": "sex", "columns": "", "first": str(YEAR), "last": str(YEAR)}
MAY = ("analyst", "rapporteur", "coordinator", "supervisor")
MAY_NOT = ("caseworker", "outsider", "police", "administrator", "teacher")


def shown(client, **asked) -> str:
    answer = client.get(TABLE, {**BY_SEX, **asked})
    assert answer.status_code == 200
    return answer.content.decode()


def numbers(html: str) -> list[str]:
    grid = html[html.index("figures__grid") :]
    return re.findall(r'<td class="number">([^<]*)</td>', grid)


@pytest.mark.parametrize("who", MAY)
def test_whoever_may_see_counts_makes_a_table(cast: Cast, facts_made, who):
    assert "Detected children" in shown(signed_in(getattr(cast, who)))


@pytest.mark.parametrize("who", MAY_NOT)
@pytest.mark.parametrize(
    "address",
    ["/figures/", TABLE, "/figures/table/csv/", "/figures/over-time/", "/figures/compare/"],
)
def test_for_everybody_else_there_are_no_such_pages(cast: Cast, facts_made, who, address):
    assert signed_in(getattr(cast, who)).get(address).status_code == 404


def test_without_facts_the_page_says_what_to_do(cast: Cast):
    html = signed_in(cast.analyst).get(TABLE).content.decode()
    assert "There are no facts yet" in html
    assert "amparo facts rebuild" in html


def test_the_sentence_says_what_is_counted_where_when_and_as_known_when(cast: Cast, facts_made):
    html = shown(signed_in(cast.analyst))
    assert "Detected children." in html
    assert f"in the course of {YEAR}" in html
    assert "as known on 30 June 2026" in html


def test_no_small_number_is_on_the_page(cast: Cast, facts_made):
    html = shown(signed_in(cast.analyst), rows="exploited_country", columns="prosecution")
    found = [int(one.replace(",", "")) for one in numbers(html) if one.strip() != "few"]
    assert "few" in numbers(html)
    assert [one for one in found if 0 < one < 11] == []


def test_a_drawing_has_no_number_that_the_table_hides(cast: Cast, facts_made):
    html = shown(signed_in(cast.analyst), rows="exploited_country", columns="prosecution")
    drawn = re.findall(r'<span class="bars__said">([^<]*)</span>', html)
    assert [one for one in drawn if one.isdigit() and int(one) < 11] == []


def test_what_makes_no_sense_is_refused_in_one_line_and_what_was_asked_stays(
    cast: Cast, facts_made
):
    html = shown(signed_in(cast.analyst), first="2024", last="2020")
    assert "The period ends before it begins." in html
    assert 'value="2024"' in html


@pytest.mark.parametrize(
    "asked",
    [
        {"rows": "name"},
        {"rows": "<script>"},
        {"first": "99999999999999999999"},
        {"first": ""},
        {"measure": "risk"},
        {"only": "sex"},
        {"only": "factors:minority"},
        {"clock": "guardian"},
        {"measure": "median"},
        {"within_days": "x"},
    ],
)
def test_anything_else_is_asked_again(cast: Cast, facts_made, asked):
    html = shown(signed_in(cast.analyst), **asked)
    assert "<script>" not in html.split("<main")[1]


@pytest.mark.parametrize("measure", ["share", "median", "cumulative_incidence", "in_time"])
def test_every_measure_is_shown(cast: Cast, facts_made, measure):
    html = shown(
        signed_in(cast.analyst), measure=measure, clock="guardian", within_days="90", first="2020"
    )
    assert "figures__grid" in html


def test_a_file_has_the_meaning_in_it(cast: Cast, facts_made):
    answer = signed_in(cast.analyst).get("/figures/table/csv/", BY_SEX)
    text = answer.content.decode("utf-8-sig")
    assert "detected" in text.splitlines()[0].lower()
    assert "Only those who were detected are counted." in text
    assert "As known on 30 June 2026." in text


def test_a_page_on_paper(cast: Cast, facts_made):
    answer = signed_in(cast.analyst).get("/figures/table/pdf/", BY_SEX)
    assert answer.content.startswith(b"%PDF")


def test_no_spreadsheet_takes_a_word_for_a_formula(cast: Cast, facts_made):
    text = signed_in(cast.analyst).get("/figures/table/csv/", BY_SEX).content.decode("utf-8-sig")
    assert [line for line in text.splitlines() if line.startswith(("=", "+", "-", "@"))] == []
