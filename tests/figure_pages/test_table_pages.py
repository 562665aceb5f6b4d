"""A table on screen and in a file: for whoever may see counts, with its meaning, no small cell."""

import re
from urllib.parse import urlencode

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
    found = [int(one.replace(",", "")) for one in numbers(html) if one.strip() != "hidden"]
    assert "hidden" in numbers(html)
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


ON = {"over": "in_exploitation", "day": f"{YEAR}-03-01"}


def test_a_stock_of_one_day_says_which_it_is(cast: Cast, facts_made):
    client = signed_in(cast.analyst)
    html = shown(client, **ON)
    assert f"they were in exploitation on 1 March {YEAR}" in html
    assert "Of a recent day many are not found yet" in html
    assert "more children it is not known whether they were in exploitation" in html
    assert html.index("more children it is not known") < html.index("figures__grid")
    other = shown(client, **ON | {"over": "known"})
    assert f"all who had become known by 1 March {YEAR}" in other
    assert numbers(html)[-1] != numbers(other)[-1]


def test_a_stock_needs_a_day_that_is_past(cast: Cast, facts_made):
    client = signed_in(cast.analyst)
    assert "Say which day." in shown(client, **ON | {"day": ""})
    soon = shown(client, **ON | {"day": "soon"})
    assert "Write the year in four digits" in soon
    assert 'value="soon"' in soon
    assert "nothing is known of a later period" in shown(client, **ON | {"day": "2999-01-01"})
    assert "as known on 30 June 2026: nothing is known" in shown(
        client, **ON | {"day": "2999-01-01"}
    )


@pytest.mark.parametrize(
    ("over", "counting", "said"),
    [
        ("in_exploitation", "each_episode", "count each child once"),
        ("in_exploitation", "once_a_year", "once a year is for a period"),
        ("known", "once_a_year", "once a year is for a period"),
    ],
)
def test_on_one_day_a_way_of_counting_that_means_nothing_is_refused_where_it_is_chosen(
    cast: Cast, facts_made, over, counting, said
):
    html = shown(signed_in(cast.analyst), **ON | {"over": over}, counting=counting)
    error = re.search(r'id="id_counting_error">(.*?)</div>', html)
    assert error
    assert said in error[1]
    assert "figures__grid" not in html


def test_a_day_is_typed_in_three_fields_with_the_digits_of_any_keyboard(cast: Cast, facts_made):
    client = signed_in(cast.analyst)
    said = {"over": "in_exploitation", "day_day": "١", "day_month": "3", "day_year": str(YEAR)}
    html = shown(client, **said)
    assert f"they were in exploitation on 1 March {YEAR}" in html
    assert 'type="date"' not in html
    assert "Write the whole day" in shown(client, **said | {"day_day": ""})
    assert "This day does not exist" in shown(client, **said | {"day_day": "32"})


def test_by_which_day_a_child_is_in_a_year_stands_beside_the_sentence(cast: Cast, facts_made):
    html = shown(signed_in(cast.analyst))
    line = html.index("Counted by the day on which each child was registered.")
    assert html.index('id="sentence"') < line < html.index("figures__grid")


def test_a_stock_is_taken_along_as_what_it_is(cast: Cast, facts_made):
    client = signed_in(cast.analyst)
    data = client.get(TABLE + "json/", BY_SEX | ON).json()
    assert data["meaning"]["stock"] == "in_exploitation"
    assert data["whole"]["meaning"]["stock"] == "in_exploitation"
    written = client.get(TABLE + "csv/", BY_SEX | ON).content.decode("utf-8-sig")
    assert "they were in exploitation on" in written.splitlines()[0]
    assert "the more recent the day, the more are missing" in written


def test_the_two_stocks_of_one_day_are_not_compared(cast: Cast, facts_made):
    client = signed_in(cast.analyst)
    for over in ("in_exploitation", "known"):
        asked = urlencode(BY_SEX | ON | {"over": over})
        client.post("/figures/keep/", {"asked": asked})
    html = client.get("/figures/compare/").content.decode()
    one, other = dict.fromkeys(re.findall(r'value="(own:[^"]+)"', html))
    for act in ("compare", "add", "divide"):
        asked = {"one": one, "other": other, "act": act}
        refused = client.get("/figures/compare/", asked).content.decode()
        assert "They are two kinds of stock" in refused
