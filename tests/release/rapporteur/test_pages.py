"""The pages on which the annual report is read and written."""

import re
from uuid import uuid4

import pytest

from amparo.access import Refused
from amparo.audit.models import Line
from amparo.release.rapporteur import actions, folding
from amparo.release.rapporteur.models import FollowUp, Recommendation, TextBlock
from amparo.statistics import report
from amparo.statistics.laid_out import Grid, Row, alone
from amparo.statistics.report import BY
from tests.cast import Cast
from tests.figure_pages.conftest import signed_in
from tests.release.rapporteur.making import YEAR, owed, tally

pytestmark = pytest.mark.slow

AT = f"/report/{YEAR}/"
FOREWORD = f"{AT}text/foreword/en/"
RECOMMENDED = {
    "addressed": "police",
    "language": "en",
    "text": "Tell the guardian before the first question.",
    "source": "Council of Europe Convention, article 10",
}


def html(answer) -> str:
    return answer.content.decode()


def write(client, text: str, before: str = "", at: str = FOREWORD):
    return client.post(at, {"text": text, "before": before})


def recommend(client, year: int = YEAR, **more):
    return client.post(f"/report/{year}/recommend/", RECOMMENDED | {"id": str(uuid4())} | more)


def before_in(answer) -> str:
    found = re.search(r'name="before" value="([^"]*)"', html(answer))
    return found[1] if found else ""


# Who may


READERS = ("supervisor", "coordinator", "analyst")
STRANGERS = ("outsider", "caseworker", "administrator", "police", "teacher")


@pytest.mark.parametrize("name", READERS)
def test_whoever_sees_counts_may_read_and_not_write(cast: Cast, counted, name):
    client = signed_in(cast.everybody()[name])
    assert client.get(AT).status_code == 200
    assert client.get(FOREWORD).status_code == 403
    assert write(client, "Mine").status_code == 403
    assert recommend(client).status_code == 403
    assert not TextBlock.objects.exists()
    assert FOREWORD not in html(client.get(AT))


@pytest.mark.parametrize("name", STRANGERS)
def test_for_everybody_else_there_is_no_report(cast: Cast, counted, name):
    client = signed_in(cast.everybody()[name])
    for address in ("/report/", AT, f"{AT}preview/", f"{AT}pdf/", FOREWORD):
        assert client.get(address).status_code == 404


@pytest.mark.parametrize("year", ["1899", "2201", "999999999"])
def test_a_year_that_cannot_be_is_not_there(cast: Cast, counted, year):
    assert signed_in(cast.rapporteur).get(f"/report/{year}/").status_code == 404


@pytest.mark.parametrize("rest", ["text/elsewhere/en/", "text/foreword/de/"])
def test_a_text_has_its_place_and_language(cast: Cast, counted, rest):
    assert signed_in(cast.rapporteur).get(AT + rest).status_code == 404


# Texts


def test_a_text_is_written_and_stands_in_the_report(cast: Cast, counted):
    client = signed_in(cast.rapporteur)
    assert write(client, "First paragraph.\n\nSecond one.").status_code == 302
    shown = html(client.get(f"{AT}preview/"))
    assert '<p dir="auto">First paragraph.</p>' in shown
    assert '<p dir="auto">Second one.</p>' in shown
    assert Line.objects.filter(verb="report_text_written").count() == 1


def test_markup_is_shown_as_it_was_typed(cast: Cast, counted):
    client = signed_in(cast.rapporteur)
    write(client, "<script>alert(1)</script>")
    shown = html(client.get(f"{AT}preview/"))
    assert "<script>alert" not in shown
    assert "&lt;script&gt;alert" in shown


def test_every_version_stays_and_the_last_holds(cast: Cast, counted):
    client = signed_in(cast.rapporteur)
    write(client, "The first wording")
    write(client, "The second wording", before_in(client.get(FOREWORD)))
    assert TextBlock.objects.count() == 2
    shown = html(client.get(f"{AT}preview/"))
    assert "The second wording" in shown
    assert "The first wording" not in shown
    assert "The first wording" in html(client.get(FOREWORD))


def test_who_writes_later_sees_what_another_wrote_and_keeps_what_they_typed(cast: Cast, counted):
    one, other = signed_in(cast.rapporteur), signed_in(cast.rapporteur)
    assert write(one, "From the one").status_code == 302
    answer = write(other, "From the other")
    assert "Somebody else has written here" in html(answer)
    assert "From the one" in html(answer)
    assert "From the other</textarea>" in html(answer)
    assert TextBlock.objects.get(superseded_by=None).text == "From the one"
    assert write(other, "From the other", before_in(answer)).status_code == 302
    assert TextBlock.objects.get(superseded_by=None).text == "From the other"


def test_a_text_sent_twice_is_kept_once(cast: Cast, counted):
    client = signed_in(cast.rapporteur)
    write(client, "The same")
    write(client, "The same", before_in(client.get(FOREWORD)))
    assert TextBlock.objects.count() == 1


def test_a_text_is_taken_out_by_leaving_nothing(cast: Cast, counted):
    client = signed_in(cast.rapporteur)
    write(client, "Something")
    write(client, " ", before_in(client.get(FOREWORD)))
    assert 'id="foreword"' not in html(client.get(f"{AT}preview/"))


def test_a_text_of_one_child_is_refused_and_what_was_typed_stays(cast: Cast, counted):
    answer = write(signed_in(cast.rapporteur), "A girl named Blue, aged 14")
    assert "may point to one child" in html(answer)
    assert "A girl named Blue" in html(answer)
    assert not TextBlock.objects.exists()


def test_a_figure_in_a_text_is_filled_in_by_the_system(cast: Cast, counted):
    client = signed_in(cast.rapporteur)
    write(client, "Of guardians {arose:guardian} were owed, {late:liberty} late, in {year}.")
    assert f"Of guardians 99 were owed, 0 late, in {YEAR}." in html(client.get(f"{AT}preview/"))


WITHOUT = "overdue:liberty", "median:charge_review"  # hidden; never owed


@pytest.mark.parametrize("name", WITHOUT)
def test_a_text_with_a_figure_that_has_no_number_is_refused_and_stays(cast: Cast, counted, name):
    answer = write(signed_in(cast.rapporteur), f"Not released: {{{name}}}, in {{year}}.")
    assert "no number to show now" in html(answer)
    assert f"Not released: {{{name}}}, in {{year}}.</textarea>" in html(answer)
    assert not TextBlock.objects.exists()


def test_at_the_field_stands_which_figures_have_no_number(cast: Cast, counted):
    said = html(signed_in(cast.rapporteur).get(FOREWORD))
    without = re.findall(r"No number to show now:([^<]*)", said)
    assert any("overdue:liberty" in names for names in without)
    assert not any("arose:guardian" in names for names in without)


def test_a_paragraph_whose_figure_lost_its_number_is_left_out_and_the_writer_told(
    cast: Cast, counted, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(folding, "kept", lambda making: None)
    client = signed_in(cast.rapporteur)
    write(client, "It was a hard year.\n\nThe guardian: {in_time:guardian}. That is too few.")
    for kept in (None, tally((3, "ngo", [owed("guardian", "overdue")]))):
        monkeypatch.setattr(folding, "kept", lambda making, kept=kept: kept)
        shown = html(client.get(f"{AT}preview/"))
        assert "It was a hard year." in shown
        assert "That is too few." not in shown
        assert "a paragraph is left out" in shown
        assert "{in_time:guardian}</" not in shown
        assert "paragraph is left out" not in html(signed_in(cast.analyst).get(f"{AT}preview/"))


# Recommendations


def test_recommendations_are_numbered_within_their_year(cast: Cast, counted):
    client = signed_in(cast.rapporteur)
    recommend(client)
    recommend(client)
    recommend(client, YEAR - 1)
    rows = Recommendation.objects.order_by("year", "number").values_list("year", "number")
    assert list(rows) == [(YEAR - 1, 1), (YEAR, 1), (YEAR, 2)]


def test_what_is_sent_twice_is_kept_once(cast: Cast, counted):
    client, same = signed_in(cast.rapporteur), str(uuid4())
    recommend(client, id=same)
    recommend(client, id=same)
    assert Recommendation.objects.count() == 1


@pytest.mark.parametrize(
    "wrong",
    [{"text": ""}, {"addressed": "nobody"}, {"language": "de"}, {"to_agency": str(uuid4())},
     {"text": "Find the boy named Blue"}, {"source": "x" * 300}, {"text": "x" * 2001}],
)  # fmt: skip
def test_a_recommendation_that_is_not_whole_is_not_kept(cast: Cast, counted, wrong):
    answer = recommend(signed_in(cast.rapporteur), **wrong)
    assert answer.status_code != 302
    assert not Recommendation.objects.exists()


def test_what_became_of_it_stands_in_the_report_of_a_later_year(cast: Cast, counted):
    client = signed_in(cast.rapporteur)
    recommend(client, YEAR - 2)
    row = Recommendation.objects.get()
    for year, state in ((YEAR - 1, "not_begun"), (YEAR, "in_part")):
        at = f"/report/{year}/recommendation/{row.id}/became/"
        said = {"state": state, "text": f"As of {year}", "evidence": "A circular"}
        assert client.post(at, said).status_code == 302
    shown = html(client.get(f"{AT}preview/"))
    assert "Done in part" in shown
    assert f"As of {YEAR - 1}" in shown
    earlier = html(client.get(f"/report/{YEAR - 1}/preview/"))
    assert "Not begun" in earlier
    assert "Done in part" not in earlier


def test_what_became_of_it_is_not_said_in_its_own_year(cast: Cast, counted):
    client = signed_in(cast.rapporteur)
    recommend(client)
    at = f"{AT}recommendation/{Recommendation.objects.get().id}/became/"
    assert "known only after the year" in html(client.post(at, {"state": "done"}))
    assert not FollowUp.objects.exists()


def test_who_says_later_what_became_of_it_sees_what_another_said(cast: Cast, counted):
    client = signed_in(cast.rapporteur)
    recommend(client, YEAR - 1)
    at = f"{AT}recommendation/{Recommendation.objects.get().id}/became/"
    client.post(at, {"state": "begun", "text": "A draft"})
    answer = client.post(at, {"state": "done", "text": "A law"})
    assert "Somebody else has written here" in html(answer)
    assert "A draft" in html(answer)
    assert "A law" in html(answer)
    assert client.post(at, {"state": "done", "before": before_in(answer)}).status_code == 302
    assert FollowUp.objects.get(superseded_by=None).state == "done"


def test_what_became_of_it_goes_on_with_a_corrected_recommendation(cast: Cast, counted):
    client = signed_in(cast.rapporteur)
    recommend(client, YEAR - 1)
    row = Recommendation.objects.get()
    client.post(f"{AT}recommendation/{row.id}/became/", {"state": "begun"})
    client.post(f"{AT}recommendation/{row.id}/", RECOMMENDED | {"text": "Tell the guardian."})
    shown = html(client.get(f"{AT}preview/"))
    assert "Tell the guardian." in shown
    assert "before the first question" not in shown
    assert "Begun" in shown
    assert client.get(f"{AT}recommendation/{row.id}/").status_code == 404


def test_a_recommendation_is_taken_out_with_a_reason_and_its_number_is_not_given_again(
    cast: Cast, counted
):
    client = signed_in(cast.rapporteur)
    recommend(client)
    at = f"{AT}recommendation/{Recommendation.objects.get().id}/withdraw/"
    assert client.post(at, {"because": ""}).status_code == 200
    assert client.post(at, {"because": "It was in the law already"}).status_code == 302
    assert "before the first question" not in html(client.get(f"{AT}preview/"))
    assert "It was in the law already" in html(client.get(AT))
    recommend(client)
    assert set(Recommendation.objects.values_list("number", flat=True)) == {1, 2}


# The report


def test_the_report_says_how_each_duty_was_fulfilled(cast: Cast, counted):
    shown = html(signed_in(cast.analyst).get(f"{AT}preview/"))
    assert "A temporary legal guardian" in shown
    assert "The situation" in shown
    assert "Bottlenecks" in shown
    assert "not for publication" not in shown


def test_whoever_only_reads_is_not_told_that_the_words_are_theirs(cast: Cast, counted):
    for name, theirs in (("analyst", False), ("coordinator", False), ("rapporteur", True)):
        said = html(signed_in(cast.everybody()[name]).get(AT))
        assert ("The words are yours" in said) is theirs
        assert ("may still change it" in said) is not theirs


def test_every_table_has_a_name_of_its_own_and_a_word_for_its_time(cast: Cast, counted):
    shown = html(signed_in(cast.analyst).get(f"{AT}preview/"))
    names = re.findall(r'<h3[^>]*id="[^"]*-said"[^>]*>([^<]*)</h3>', shown)
    assert len(names) == len(set(names)) > 4
    assert any(one.startswith("By: ") for one in names), names
    assert '<th scope="col" class="number">In time (within 90 days)</th>' in shown
    assert 'data-label="Met within its time"' in shown
    assert ">In time<" not in shown


def test_a_table_in_which_nobody_has_an_answer_is_one_line():
    rows = (Row(("Not asked",), ("83",), apart=True), Row(("All",), ("83",), total=True))
    assert alone(Grid(("Means",), ("How many",), rows)) == "Not asked: 83"
    known = (Row(("Force",), ("20",)), *rows)
    assert alone(Grid(("Means",), ("How many",), known)) == ""


def test_nothing_stands_in_two_tables_of_the_report():
    axes = [axis for table in BY for axis in table]
    assert len(axes) == len(set(axes))
    assert set(axes) <= {axis for table in report.BY for axis in table}


def test_without_facts_the_page_says_so(cast: Cast, monkeypatch, tmp_path):
    client = signed_in(cast.rapporteur)
    assert "There are no facts yet" in html(client.get(AT))
    assert "There are no facts yet" in html(client.get(f"{AT}preview/"))
    assert client.get(f"{AT}pdf/").status_code == 302


def test_before_duties_are_counted_the_report_says_so(cast: Cast, facts_made, monkeypatch):
    monkeypatch.setattr(folding, "kept", lambda making: None)
    client = signed_in(cast.rapporteur)
    assert "not counted yet" in html(client.get(AT))
    assert "not counted yet" in html(client.get(f"{AT}preview/"))


@pytest.mark.parametrize("year", [2031, 2200])
def test_of_a_year_to_come_there_is_no_report(cast: Cast, counted, year):
    answer = signed_in(cast.rapporteur).get(f"/report/{year}/preview/")
    assert "nothing is known of a later period" in html(answer)


@pytest.mark.parametrize("year", [1900, 1999])
def test_a_year_before_anybody_counted_is_empty_and_whole(cast: Cast, counted, year):
    answer = signed_in(cast.rapporteur).get(f"/report/{year}/preview/")
    assert answer.status_code == 200
    assert "A temporary legal guardian" in html(answer)


def test_in_arabic_the_report_runs_from_the_right(cast: Cast, counted):
    cast.rapporteur.language = "ar"
    cast.rapporteur.save(update_fields=["language"])
    client = signed_in(cast.rapporteur)
    assert write(client, "كانت سنة صعبة.", at=f"{AT}text/foreword/ar/").status_code == 302
    shown = html(client.get(f"{AT}preview/"))
    assert 'dir="rtl"' in shown
    assert "كانت سنة صعبة." in shown
    assert "وصيٌّ قانوني مؤقت" in shown


def test_the_report_is_taken_along_as_pdf(cast: Cast, counted):
    answer = signed_in(cast.analyst).get(f"{AT}pdf/")
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")


def test_duties_of_a_large_register_are_not_counted_on_a_page(cast: Cast, facts_made, monkeypatch):
    monkeypatch.setattr(folding, "kept", lambda making: None)
    monkeypatch.setattr(folding, "how_many", lambda: folding.CASES_ON_A_PAGE + 1)
    monkeypatch.setattr(folding, "counted", lambda **_: pytest.fail("counted"))
    answer = signed_in(cast.rapporteur).post(f"{AT}count/", follow=True)
    assert "amparo report rapporteur" in html(answer)


def test_of_two_first_texts_at_once_one_is_kept(cast: Cast, monkeypatch: pytest.MonkeyPatch):
    said = {"year": YEAR, "language": "en", "place": "foreword", "before": None}
    actions.write_text(by=cast.rapporteur, text="The one", **said)
    # As if the other had not been there yet when it was looked for.
    monkeypatch.setattr(actions, "_last", lambda rows, before: None)
    with pytest.raises(Refused) as refusal:
        actions.write_text(by=cast.rapporteur, text="The other", **said)
    assert refusal.value.code == actions.WRITTEN_IN_BETWEEN
    assert TextBlock.objects.get().text == "The one"
