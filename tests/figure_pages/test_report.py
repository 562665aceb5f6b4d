"""`amparo figures table` and `amparo figures report`: what a rapporteur publishes, by command."""

import json
import re
from pathlib import Path

import pytest

from amparo.audit.models import Line
from amparo.cli import deployment
from amparo.cli.running import main
from tests.cast import Cast
from tests.figure_pages.facts import YEAR

pytestmark = pytest.mark.slow

TABLE = ["figures", "table", "--from", str(YEAR), "--to", str(YEAR)]


@pytest.fixture(autouse=True)
def loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deployment, "in_use", lambda: None)


def report(user, out: Path, *more: str) -> int:
    return main(
        ["figures", "report", "--year", str(YEAR), "--out", str(out), "--as", user.email, *more]
    )


@pytest.fixture
def written(cast: Cast, facts_made, tmp_path: Path) -> Path:
    out = tmp_path / "report"
    assert report(cast.rapporteur, out) == 0
    return out


def test_a_table_is_made_by_command_with_its_meaning(cast: Cast, facts_made, capsys):
    assert main([*TABLE, "--rows", "sex"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("Detected children.")
    assert "Only those who were detected are counted." in said


def test_a_table_by_command_hides_what_a_screen_hides(cast: Cast, facts_made, capsys):
    assert main([*TABLE, "--rows", "exploited_country", "--columns", "prosecution", "--json"]) == 0
    cells = json.loads(capsys.readouterr().out)["cells"]
    values = [one["figure"]["value"] for one in cells]
    assert [one for one in values if one is not None and 0 < one < 11] == []


@pytest.mark.parametrize(
    "more",
    [
        ["--rows", "name"],
        ["--to", "abc"],
        ["--from", "99999999999999999999"],
        ["--only", "sex"],
        ["--only", "sex:somebody"],
        ["--measure", "risk"],
        ["--measure", "median"],
        ["--within", "0"],
        ["--csv", "--json"],
    ],
)
def test_bad_input_is_one_line(cast: Cast, facts_made, capsys, more):
    assert main([*TABLE, *more]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert len(said.err.splitlines()) == 1


def test_a_stock_is_made_by_command_of_one_day(cast: Cast, facts_made, capsys):
    assert main(["figures", "table", "--on", f"{YEAR}-03-01", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["meaning"]["stock"] == "in_exploitation"
    assert (said["meaning"]["start"], said["meaning"]["end"]) == (f"{YEAR}-03-01",) * 2
    assert any("a later count of the same day is mostly higher" in one for one in said["notes"])
    assert main(["figures", "table", "--on", f"{YEAR}-03-01", "--stock", "known"]) == 0
    assert "all who had become known by 1 March" in capsys.readouterr().out


@pytest.mark.parametrize("option", [["--rows", "gender"], ["--columns", "gender"],
                                    ["--only", "gender:female"]])  # fmt: skip
def test_an_axis_that_is_not_there_is_refused_with_all_that_are(
    cast: Cast, facts_made, capsys, option
):
    assert main([*TABLE, *option]) == 2
    said = capsys.readouterr().err
    assert "no axis 'gender'" in said
    assert "sex, age_band" in said


def test_the_identification_statuses_that_count_are_chosen_by_command(
    cast: Cast, facts_made, capsys
):
    counted = []
    for standing in ([], ["--standing", "presumed", "--standing", "identified"],
                     ["--standing", "identified"]):  # fmt: skip
        assert main([*TABLE, *standing, "--json"]) == 0
        counted.append(json.loads(capsys.readouterr().out)["whole"]["value"])
    assert counted[0] == counted[1] > counted[2]


def test_a_refusal_says_a_day_in_words_of_the_language(cast: Cast, facts_made, capsys):
    for language, said in (("en", "30 June 2026"), ("fr", "30 juin 2026")):
        main(["figures", "table", "--on", "2999-01-01", "--language", language])
        assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    "asked",
    [
        [],
        ["--from", "2024"],
        ["--on", "soon"],
        ["--on", "2999-01-01"],
        ["--on", "2025-03-01", "--from", "2024", "--to", "2025"],
        ["--on", "2025-03-01", "--counting", "each_episode"],
        ["--from", "2024", "--to", "2025", "--stock", "known"],
        ["--on", "2025-03-01", "--stock", "stock"],
    ],
)
def test_a_day_or_years_and_nothing_in_between(cast: Cast, facts_made, capsys, asked):
    assert main(["figures", "table", *asked]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert len(said.err.splitlines()) == 1


def test_a_wrong_axis_lists_all_that_there_are_before_anything_else_is_asked(capsys):
    assert main(["figures", "table", "--rows", "nonsense"]) == 2
    said = capsys.readouterr().err
    assert "no axis 'nonsense'" in said
    assert "guardian_time" in said


def test_the_command_says_within_how_many_days_and_from_when(cast: Cast, facts_made, capsys):
    asked = ["--rows", "sex", "--measure", "in_time", "--clock", "guardian", "--within", "90"]
    assert main([*TABLE, *asked]) == 0
    said = capsys.readouterr().out
    assert "In time (within 90 days)" in said
    assert "The time runs from the day on which the child was noticed." in said


def test_a_report_is_one_page_that_fetches_nothing_and_has_no_script(written: Path):
    html = (written / "report.html").read_text("utf-8")
    assert "<script" not in html
    assert re.findall(r'(?:src|href)="([^"#]*)"', html) == []
    assert "How to read this" in html
    assert "must not be held against these" in html


def test_every_table_of_a_report_has_its_sentence_and_its_meaning(written: Path):
    html = (written / "report.html").read_text("utf-8")
    articles = html.split("<article")[1:]
    assert len(articles) > 20
    for one in articles:
        assert "etected" in one
        assert "s known on 30 June 2026" in one
        assert "What exactly is counted" in one
    for chapter in html.split("<section")[1:]:
        first = chapter.partition("<article")[2].partition("</article>")[0]
        assert not first or "As known on 30 June 2026." in first


def test_no_small_number_is_in_any_file_of_a_report(written: Path):
    said = json.loads((written / "report.json").read_text("utf-8"))
    for table in said["tables"].values():
        for one in table.get("cells", []):
            value, measure = one["figure"]["value"], one["figure"]["measure"]
            assert measure != "count" or value is None or not 0 < value < 11


def test_every_table_of_a_report_is_there_as_csv_and_json(written: Path):
    names = {path.stem for path in written.glob("*.csv")}
    assert {"children_by_age_band_and_sex", "guardian_median", "over_time"} <= names
    assert names <= {path.stem for path in written.glob("*.json")}


def test_a_report_is_in_the_log(cast: Cast, written: Path):
    assert Line.objects.filter(verb="report_written").count() == 1


def test_somebody_without_counts_writes_no_report(cast: Cast, facts_made, tmp_path: Path, capsys):
    assert report(cast.caseworker, tmp_path / "report") == 2
    assert report(cast.outsider, tmp_path / "report") == 2
    assert not (tmp_path / "report").exists()
    assert len(capsys.readouterr().err.splitlines()) == 2


def test_nothing_is_written_over(cast: Cast, written: Path, capsys):
    assert report(cast.rapporteur, written) == 2
    assert "is there already" in capsys.readouterr().err


def test_a_year_of_which_nothing_is_known_is_refused(cast: Cast, facts_made, tmp_path, capsys):
    said = ["figures", "report", "--year", "2031", "--out", str(tmp_path / "r")]
    assert main([*said, "--as", cast.rapporteur.email]) == 2
    assert "nothing is known of a later period" in capsys.readouterr().err


def test_a_report_in_arabic_is_written_from_the_right(cast: Cast, facts_made, tmp_path: Path):
    out = tmp_path / "report"
    assert report(cast.rapporteur, out, "--language", "ar") == 0
    assert 'dir="rtl"' in (out / "report.html").read_text("utf-8")
