"""An analyst asks for a release with a form: nothing typed is lost, and one who may not sees none.

How it looks and works at a screen: tests/browser/test_releases.py.
"""

import re
from html import unescape

import pytest

from amparo.release.asking import data_of
from amparo.release.forms_asking import ReleaseForm
from amparo.release.forms_tables import GROUPS, axis_choices
from amparo.release.models import ReleaseVersion
from amparo.release.spec import MOST_TABLES, NEVER_PUBLISHED, parse
from amparo.statistics.tables.axes import AXES
from tests.cast import Cast
from tests.figure_pages.conftest import signed_in
from tests.release.asking import spec
from tests.release.test_signing import MAY_NOT, public

pytestmark = pytest.mark.slow

ASK = "/releases/ask/"
SMALL = data_of(parse(spec("movement: movement", "sex: sex")))


def posted(cast: Cast, data, **pressed: str) -> str:
    answer = signed_in(cast.analyst).post(ASK, {**data, **pressed})
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def value(html: str, name: str) -> str:
    found = re.search(rf'<input[^>]*name="{name}"[^>]*>', html)
    assert found, name
    said = re.search(r'value="([^"]*)"', found[0])
    return said[1] if said else ""


def file_in(html: str) -> str:
    found = re.search(r'<textarea[^>]*name="spec"[^>]*>\r?\n?(.*?)</textarea>', html, re.DOTALL)
    assert found
    return found[1]


def chosen(html: str, name: str) -> str:
    select = re.search(rf'<select name="{name}".*?</select>', html, re.DOTALL)
    assert select
    found = re.search(r'value="([^"]*)" selected', select[0])
    return found[1] if found else ""


def test_the_form_starts_with_the_usual_tables(cast: Cast) -> None:
    html = signed_in(cast.analyst).get(ASK).content.decode()
    assert value(html, "name") == "children-found"
    assert html.count('class="ask__table"') == 6
    assert "error-summary" not in html


@pytest.mark.parametrize("who", MAY_NOT)
def test_to_everybody_else_it_does_not_exist(cast: Cast, who: str) -> None:
    client = signed_in(getattr(cast, who))
    assert client.get(ASK).status_code == 404
    for pressed in ("plan", "make", "file", "_more"):
        assert client.post(ASK, {**SMALL, pressed: "1"}).status_code == 404


def test_a_table_is_added_and_nothing_typed_is_lost(cast: Cast) -> None:
    typed = SMALL | {"title_en": ["Half a ti"], "first": ["20x"], "table-0-keep": ["none"]}
    html = posted(cast, typed, _more="table")
    assert html.count('class="ask__table"') == 3
    assert value(html, "title_en") == "Half a ti"
    assert value(html, "first") == "20x"
    assert re.search(r'name="table-0-keep"[^>]*>\s*none</textarea>', html)
    assert chosen(html, "table-1-axis_1") == "sex"
    assert "error-summary" not in html, "nothing is judged yet"


def test_a_table_is_removed_and_the_others_stay(cast: Cast) -> None:
    html = posted(cast, SMALL, _fewer="0")
    assert html.count('class="ask__table"') == 1
    assert chosen(html, "table-1-axis_1") == "sex"


def test_where_the_last_is_removed_an_empty_one_is_there(cast: Cast) -> None:
    html = posted(cast, SMALL | {"table": ["1"]}, _fewer="1")
    assert html.count('class="ask__table"') == 1
    assert chosen(html, "table-2-axis_1") == ""


def test_there_are_no_more_tables_than_may_be(cast: Cast) -> None:
    many = SMALL | {"table": [str(number) for number in range(MOST_TABLES)]}
    html = posted(cast, many, _more="table")
    assert html.count('class="ask__table"') == MOST_TABLES
    assert "Add a table" not in html


def test_it_is_planned_and_nothing_is_kept(cast: Cast, facts_made) -> None:
    html = posted(cast, SMALL | {"name": [""]}, plan="1")
    assert "What it would be" in html
    assert value(html, "name") == "children-found-to-be-trafficked"
    assert ReleaseVersion.objects.count() == 0


def test_it_is_made_as_the_file_says_that_the_form_writes(cast: Cast, facts_made) -> None:
    client = signed_in(cast.analyst)
    shown = unescape(client.post(ASK, {**SMALL, "file": "1"}).content.decode())
    client.post(ASK, {**SMALL, "make": "1"})
    made = ReleaseVersion.objects.get()
    assert made.spec == file_in(shown).replace("\r\n", "\n")
    again = client.get(f"{ASK}?from={made.id}").content.decode()
    assert chosen(again, "table-0-axis_1") == "movement"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"table-0-axis_1": ["forms"], "table-0-axis_2": ["means"]}, "cannot be protected"),
        ({"table-1-axis_1": ["movement"], "table-1-name": ["b"]}, "divided by the same"),
        ({"table-0-keep": ["none, female"]}, "One number a line"),
        ({"table-0-axis_1": ["age_band"], "table-1-axis_1": ["age_at_registration"]},
         "“Age band at registration” say the same"),
        ({"title_en": [""], "title_fr": [""]}, "Write a title in at least one language."),
        ({"title_en": ["\u202e" + "x"]}, "signs that cannot be seen"),
        ({"title_en": ["x" * 100_000]}, "at most 200 characters"),
        ({"name": ["Children Found"]}, "Small Latin letters"),
        ({"first": ["2026"]}, "the first one first"),
        ({"first": [""]}, "The number is missing."),
        ({"threshold": ["2"]}, "greater than or equal to 3"),
        ({"standings": []}, "Choose at least one."),
        ({"table-0-axis_1": [""], "table-1-axis_1": [""]}, "There is no table"),
        ({"table-0-name": ["x\x00"]}, "Null characters"),
        ({"table-0-keep": ["x\x00"]}, "Null characters"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_in_one_line_and_everything_stays(
    cast: Cast, facts_made, change, said: str
) -> None:
    html = posted(cast, {"title_fr": ["Titre"], **SMALL, **change}, make="1")
    summary = re.search(r'<div class="error-summary".*?</div>', html, re.DOTALL)
    assert summary
    assert said in summary[0]
    assert value(html, "title_fr") == change.get("title_fr", ["Titre"])[0]
    assert ReleaseVersion.objects.count() == 0


def test_a_title_from_right_to_left_is_a_title(cast: Cast, facts_made) -> None:
    arabic = SMALL | {"title_ar": ["أطفال تبيّن أنهم ضحايا"], "title_en": [""]}
    assert "What it would be" in posted(cast, arabic, plan="1")


def test_a_title_that_looks_like_a_file_is_shown_as_it_was_typed(cast: Cast) -> None:
    html = posted(cast, SMALL | {"title_en": ['x"\n[noise]']}, plan="1")
    assert "One line of at most 200 characters" in html
    assert "has no “noise”" not in html


def test_a_further_version_needs_its_reason_and_is_asked_for_it_there(
    cast: Cast, facts_made
) -> None:
    public(cast, spec("movement: movement", "sex: sex"))
    assert "Nothing has changed" in posted(cast, SMALL, make="1")
    more = SMALL | {"table": ["0", "1", "2"], "table-2-axis_1": ["solution"]}
    html = posted(cast, more, make="1")
    assert 'id="id_because_error"' in html
    assert "say why another takes its place" in html


# The file beside it


def test_from_a_file_one_goes_back_to_the_form(cast: Cast) -> None:
    html = posted(cast, {"spec": spec("a: age_band sex", "b: forms")}, form="1", because="Why")
    assert chosen(html, "table-0-axis_2") == "sex"
    assert value(html, "table-1-name") == "b"
    assert value(html, "because") == "Why"
    assert "error-summary" not in html


def test_a_file_that_cannot_be_read_stays_a_file(cast: Cast) -> None:
    html = posted(cast, {"spec": "name ="}, form="1")
    assert "not TOML" in html
    assert file_in(html).strip() == "name ="


def test_what_is_half_typed_can_be_shown_as_a_file(cast: Cast) -> None:
    html = posted(cast, SMALL | {"first": ["20x"], "name": ["A B"]}, file="1")
    assert 'from = "20x"' in file_in(html)
    assert 'name = "A B"' in file_in(html)


# Without a page


def test_everything_that_is_published_can_be_chosen_once() -> None:
    offered = [code for label, group in axis_choices()[1:] for code, _said in group]
    assert len(GROUPS) == 4
    assert offered == [code for code in AXES if code not in NEVER_PUBLISHED]


def test_of_which_a_child_may_have_several_is_said() -> None:
    said = {code: label for _name, group in axis_choices()[1:] for code, label in group}
    assert said["means"].endswith("(several)")
    assert not said["sex"].endswith("(several)")


def test_codes_are_shown_unless_there_are_very_many() -> None:
    data = SMALL | {"table-0-axis_2": ["exploited_country"]}
    row = ReleaseForm(data, sent=False).rows[0]
    assert [axis for axis, _codes in row.codes] == ["Movement"]


@pytest.mark.parametrize(
    ("epsilon", "promise"),
    [("1", "A strong promise."), ("4", "A fair promise."), ("12", "A weak promise"), ("x", "")],
)
def test_what_an_epsilon_promises_is_said(epsilon: str, promise: str) -> None:
    data = SMALL | {"protect": ["noise"], "epsilon": [epsilon]}
    assert ReleaseForm(data, sent=False).promise[: len(promise) or 1] == promise


def test_noise_is_in_the_file_that_the_form_writes(cast: Cast) -> None:
    noisy = SMALL | {"protect": ["noise"], "epsilon": ["0,5"], "records": []}
    assert "[noise]\nepsilon = 0.5\nrecords = false\n" in file_in(posted(cast, noisy, file="1"))


KEPT = SMALL | {
    "table-0-axis_1": ["age_band"],
    "table-0-axis_2": ["sex"],
    "table-0-keep": ["0_4, other"],
}


@pytest.mark.parametrize("pressed", ["plan", "make"])
def test_what_is_stopped_is_named_in_words_once_with_what_to_take_out(
    cast: Cast, facts_made, pressed: str
) -> None:
    html = posted(cast, KEPT, **{pressed: "1"})
    told = html.partition("notice--danger")[2].partition("<form")[0]
    assert "Take these out of the numbers that are kept on show:" in told
    assert '<code dir="ltr">0_4, other</code>' in told
    assert "Sex: Another" in told
    lines = re.findall(r"<li><bdi>(.*?)</bdi></li>", told)
    assert len(lines) == len(set(lines))
    assert "0_4 / other" not in told
    if pressed == "plan":
        assert "the check stops it" in html


def test_the_plan_warns_of_what_the_site_could_not_say(cast: Cast, facts_made) -> None:
    html = posted(cast, SMALL, plan="1")
    assert "There is no title in: Français, Español, العربية." in html
    assert "The protocol names no country" in html
    titles = {f"title_{code}": ["Title"] for code in ("en", "fr", "es", "ar")}
    assert "There is no title in" not in posted(cast, SMALL | titles, plan="1")
