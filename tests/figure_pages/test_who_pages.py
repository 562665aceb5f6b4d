"""Who is found more often: what is said above the ratio, and what a community needs first."""

import pytest
from django.utils import translation

from amparo.audit.models import Line
from amparo.statistics.showing import HERE
from tests.cast import Cast
from tests.figure_pages.conftest import signed_in
from tests.figure_pages.facts import YEAR

pytestmark = pytest.mark.slow

HEAD = "year,place,sex,age_band,factor,having,people,source\n"
BANDS = ("0_4", "5_11", "12_14", "15_17")


def _lines(factor: str, having: int = 100) -> str:
    return HEAD + "".join(
        f"{YEAR},{HERE},{sex},{band},{factor},{having},1000,Survey\n"
        for sex in ("female", "male")
        for band in BANDS
    )


def _who(client, text: str, **more: str) -> str:
    said = {
        "first": str(YEAR), "last": str(YEAR), "standings": "presumed identified",
        "definition": "un_protocol", "kind": "survey", "text": text,
        "review_body": "", "review_on": "",
    }  # fmt: skip
    return client.post("/figures/who/", said | more).content.decode()


def test_the_ratio_stands_below_what_it_cannot_say(cast: Cast, facts_made):
    html = _who(signed_in(cast.analyst), _lines("out_of_school"))
    assert html.index("no measure of risk") < html.index("Times as often")
    assert "Schools" in html
    assert "too broad to act on" not in html


def test_a_full_count_has_no_column_for_intervals(cast: Cast, facts_made):
    html = _who(signed_in(cast.analyst), _lines("out_of_school"), kind="full_count")
    assert "Times as often" in html
    assert "Interval</th>" not in html


def test_what_most_children_have_is_too_broad_to_act_on(cast: Cast, facts_made):
    html = _who(signed_in(cast.analyst), _lines("out_of_school", 700))
    assert "too broad to act on" in html


@pytest.mark.parametrize(
    ("said", "missing"),
    [
        ({}, "only after a recorded ethics review"),
        ({"review_body": "A committee"}, "Say on which day it agreed."),
        ({"review_on": f"{YEAR}-02-01"}, "Say which body agreed."),
        ({"review_body": "A committee", "review_on": "2999-01-01"}, "has not come yet"),
    ],
)
def test_half_an_ethics_review_is_none(cast: Cast, facts_made, said, missing):
    html = _who(signed_in(cast.analyst), _lines("minority"), **said)
    assert missing in html.replace("\n", " ")
    assert "Times as often" not in html
    assert not Line.objects.filter(verb="community_compared").exists()


def test_that_a_community_was_looked_at_is_on_record(cast: Cast, facts_made):
    html = _who(
        signed_in(cast.analyst), _lines("minority"),
        review_body="A committee", review_on=f"{YEAR}-02-01",
    )  # fmt: skip
    assert "after the ethics review by A committee" in html
    line = Line.objects.get(verb="community_compared")
    assert line.actor_id == cast.analyst.id
    assert line.detail == {"year": YEAR, "month": 2, "day": 1}


def test_the_page_says_how_lines_are_written_here(cast: Cast, facts_made):
    html = signed_in(cast.analyst).get("/figures/who/").content.decode()
    for code in (HERE, "12_14", "out_of_school"):
        assert f"<code>{code}</code>" in html


def test_a_fault_in_a_line_is_said_in_the_readers_language(cast: Cast, facts_made):
    cast.analyst.language = "ar"
    cast.analyst.save(update_fields=["language"])
    html = _who(signed_in(cast.analyst), HEAD + "1,2\n")
    with translation.override("ar"):
        assert translation.gettext("it has not %(n)s columns") % {"n": 8} in html


@pytest.mark.parametrize("who", ["caseworker", "outsider", "police", "guardian", "administrator"])
def test_nobody_without_counts_is_told_that_the_page_is_there(cast: Cast, facts_made, who):
    client = signed_in(getattr(cast, who))
    assert client.get("/figures/who/").status_code == 404
    assert client.post("/figures/who/", {}).status_code == 404
