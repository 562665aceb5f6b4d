"""How many remain unseen: the page asks first, stops where it must, and gives a range."""

import json
import re

import pytest
from django.utils import translation

from amparo.audit.models import Line
from amparo.statistics.prevalence import apart
from amparo.statistics.prevalence.questions import QUESTIONS
from tests.cast import Cast
from tests.figure_pages.conftest import signed_in

pytestmark = pytest.mark.slow

THREE = (
    "police,hospital,shelter,count\n1,0,0,112\n0,1,0,96\n0,0,1,74\n1,1,0,21\n1,0,1,17\n"
    "0,1,1,14\n1,1,1,6\n"
)
STRICTER = THREE.replace("1,1,0,21", "1,1,0,17")
FOUR = (
    "police,hospital,shelter,helpline,count\n1,0,0,0,112\n0,1,0,0,96\n0,0,1,0,74\n0,0,0,1,40\n"
    "1,1,0,0,21\n1,0,1,0,17\n0,1,1,0,14\n1,0,0,1,12\n0,1,0,1,9\n0,0,1,1,8\n1,1,1,0,6\n1,1,1,1,2\n"
)
GOOD = {"referral": "left_out", "linked": "once", "same": "yes", "closed": "no", "unlike": "yes"}
STOPPING = [
    (code, answer)
    for code, question in QUESTIONS.items()
    for answer, said in question.answers.items()
    if said.stops
]


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that runs many tests is slow; what is tested here is not how fast it is."""
    monkeypatch.setattr(apart, "AT_MOST_SECONDS", 120.0)
    monkeypatch.setattr(apart, "WAIT_SECONDS", 120.0)


def sent(user, text: str | None = THREE, **more: str):
    said = GOOD | ({} if text is None else {"text": text}) | more
    return signed_in(user).post("/figures/unseen/", said)


def html_of(*given, **more) -> str:
    return sent(*given, **more).content.decode()


def test_the_page_asks_before_there_is_anything_to_fill_in(cast: Cast):
    html = signed_in(cast.analyst).get("/figures/unseen/").content.decode()
    for code in QUESTIONS:
        assert f'name="{code}"' in html
    assert "<textarea" not in html
    assert "checked" not in html


def test_once_all_is_answered_it_asks_for_the_table_and_keeps_the_answers(cast: Cast):
    html = html_of(cast.analyst, None)
    assert 'name="text"' in html
    assert html.count("checked") == len(QUESTIONS)
    assert "field--wrong" not in html


def test_a_question_that_is_left_out_is_asked_again_and_nothing_is_computed(cast: Cast):
    html = html_of(cast.analyst, THREE, same="")
    assert "Answer this first." in html
    assert "A range of models" not in html
    assert "1,1,1,6" in html


@pytest.mark.parametrize(("code", "answer"), STOPPING)
def test_an_answer_that_makes_it_wrong_stops_says_why_and_keeps_what_was_typed(
    cast: Cast, code: str, answer: str
):
    html = html_of(cast.analyst, THREE, **{code: answer})
    said = QUESTIONS[code].answers[answer]
    assert said.stops[:40] in html
    assert said.do[:30] in html
    assert "A range of models, not a count" not in html
    assert "1,1,1,6" in html


def test_lists_joined_by_referral_and_counted_as_overlap_never_reach_a_table(cast: Cast):
    html = html_of(cast.analyst, None, referral="counted")
    assert "because one agency told the other" in html
    assert "amparo captures" in html
    assert "<textarea" not in html


def test_the_answer_is_a_range_of_models_with_its_interval(cast: Cast):
    html = html_of(cast.analyst)
    head = re.search(r'<h2 id="next"[^>]*>(.*?)</h2>', html)
    assert head
    assert head[1].startswith("A range of models, not a count: with chance, these data allow ")
    assert "never to be given alone" in html
    assert "That is how many were found, not how many were trafficked" in html
    assert "that needs four lists" in html
    assert "There are children whom none of these agencies could ever find" in html
    assert html.index("A range of models") < html.index("never to be given alone")


def test_with_four_lists_each_is_left_out_in_turn_and_the_whole_ranking_is_there(cast: Cast):
    html = html_of(cast.analyst, FOUR)
    found = html[html.index('id="next"') : html.index('id="ask"')]
    for name in ("police", "hospital", "shelter", "helpline"):
        assert f"<dt><bdi>{name}</bdi></dt>" in found
    assert "All the others" in found
    assert found.count('<th scope="row"><bdi>') > 20


def test_tables_at_several_thresholds_stand_side_by_side(cast: Cast):
    html = html_of(cast.analyst, linked="several", text_2=STRICTER, name="0.5", name_2="0.9")
    assert "Linked at other thresholds: the models chosen lie from" in html
    assert "threshold 0.5" in html
    assert "threshold 0.9" in html


def test_who_says_several_thresholds_brings_several_tables(cast: Cast):
    html = html_of(cast.analyst, linked="several")
    assert "Paste the table of another threshold here" in html
    assert "A range of models, not a count" not in html


def test_a_fault_stands_beside_the_table_that_has_it(cast: Cast):
    html = html_of(cast.analyst, linked="several", text_2=THREE.replace("1,0,0,112", "1,2,0,112"))
    error = re.search(r'id="id_text_2_error">(.*?)</div>', html)
    assert error
    assert "Line 2, hospital: 0 or 1" in error[1]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("a,b,count\n1,1,30\n1,0,5\n", "2 lists are too few"),
        ("a,b,c,count\n1,1,0,4\n1,0,1,4\n0,1,1,4\n1,0,0,90\n", "No two lists share 5 cases"),
        ("", "Paste the lines of a table first."),
        ("1" * 100_001, "longer than 100000 characters"),
        ("<script>alert(1)</script>,b,c,count\n1,1,1,\n", "a whole number of cases"),
    ],
)
def test_a_table_that_is_too_little_is_refused_and_stays(cast: Cast, text: str, wanted: str):
    html = html_of(cast.analyst, text)
    assert wanted in html
    assert "A range of models, not a count" not in html
    assert "<script>alert" not in html


@pytest.mark.parametrize("method", ["bic", "stepwise", "bayes"])
def test_every_method_gives_a_range_with_an_interval(cast: Cast, method: str):
    html = html_of(cast.analyst, method=method)
    assert "with chance, these data allow" in html
    assert "none computed" not in html


def test_it_is_taken_along_as_text_and_as_data_with_what_was_answered(cast: Cast):
    text = sent(cast.analyst, **{"as": "text"})
    assert text["Content-Type"].startswith("text/plain")
    assert "Referred children are counted only where they were found" in text.content.decode()
    assert "A range of models, not a count" in text.content.decode()
    data = json.loads(sent(cast.analyst, **{"as": "json"}).content)
    assert [one["code"] for one in data["answers"]] == list(QUESTIONS)
    assert data["estimate"]["range"]["low"] <= data["estimate"]["widest"]["high"]
    assert data["quote"].startswith("Estimated, not counted")


def test_what_takes_too_long_is_ended_and_the_command_is_named(cast: Cast, monkeypatch):
    monkeypatch.setattr(apart, "AT_MOST_SECONDS", 0.05)
    html = html_of(cast.analyst)
    assert "This takes too long for a page" in html
    assert "1,1,1,6" in html


def test_one_estimate_is_made_at_a_time(cast: Cast, monkeypatch):
    monkeypatch.setattr(apart, "WAIT_SECONDS", 0.05)
    with apart.at_work:
        html = html_of(cast.analyst)
    assert "Another estimate is being worked out" in html


def test_the_server_does_not_hold_what_computes():
    import subprocess
    import sys

    code = (
        "import sys; from amparo.statistics.prevalence import apart, saying, questions;"
        "sys.exit('numpy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_nothing_that_was_pasted_is_kept(cast: Cast):
    before = Line.objects.count()
    client = signed_in(cast.analyst)
    client.post("/figures/unseen/", GOOD | {"text": THREE})
    assert "112" not in client.get("/figures/unseen/").content.decode()
    assert Line.objects.count() == before


def test_it_speaks_the_readers_language(cast: Cast):
    cast.analyst.language = "ar"
    cast.analyst.save(update_fields=["language"])
    html = html_of(cast.analyst)
    with translation.override("ar"):
        assert translation.gettext("How many remain unseen") in html
    assert 'dir="rtl"' in html


@pytest.mark.parametrize("who", ["caseworker", "outsider", "police", "guardian", "administrator"])
def test_nobody_without_counts_is_told_that_the_page_is_there(cast: Cast, who: str):
    client = signed_in(getattr(cast, who))
    assert client.get("/figures/unseen/").status_code == 404
    assert client.post("/figures/unseen/", GOOD | {"text": THREE}).status_code == 404
