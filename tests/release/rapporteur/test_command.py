"""`amparo report rapporteur`: the annual report as files."""

import json
import re
from pathlib import Path

import pytest

from amparo.audit.models import Line
from amparo.cli import deployment
from amparo.cli.running import main
from amparo.people.models import User
from amparo.release.rapporteur import actions, written
from amparo.statistics.drawing.paper import LettersMissing
from tests.cast import Cast
from tests.release.rapporteur.making import YEAR

pytestmark = pytest.mark.slow


DRAWN = written.book.pdf


@pytest.fixture(autouse=True)
def loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    """A deployment is in use. Drawing takes seconds: it is done where it is what is tested."""
    monkeypatch.setattr(deployment, "in_use", lambda: None)
    monkeypatch.setattr(written.book, "pdf", lambda found: b"%PDF")


def report(user: User, out: Path, *more: str, year: int = YEAR) -> int:
    said = ["report", "rapporteur", "--year", str(year), "--user", user.email, "--out", str(out)]
    return main([*said, *more])


@pytest.fixture
def out(cast: Cast, counted, tmp_path: Path) -> Path:
    actions.write_text(
        by=cast.rapporteur, year=YEAR, language="en", place="foreword", text="A hard year.",
        before=None,
    )  # fmt: skip
    out = tmp_path / "report"
    assert report(cast.rapporteur, out) == 0
    return out


def test_a_report_is_a_page_a_pdf_and_its_tables(out: Path):
    names = {path.name for path in out.iterdir()}
    assert {"report.html", "report.pdf", "report.json", "duties.csv", "children.csv"} <= names
    assert "duties_by_authority.csv" in names
    assert (out / "report.pdf").read_bytes().startswith(b"%PDF")


def test_the_page_fetches_nothing_and_has_no_script(out: Path):
    html = (out / "report.html").read_text("utf-8")
    assert "<script" not in html
    assert re.findall(r'(?:src|href)="([^"#]+)"', html) == []
    assert "A hard year." in html
    assert "How to read this" in html


def test_every_way_inside_the_page_leads_somewhere(out: Path):
    html = (out / "report.html").read_text("utf-8")
    ids = set(re.findall(r'id="([^"]+)"', html))
    assert set(re.findall(r'href="#([^"]+)"', html)) <= ids


def test_no_file_shows_a_number_of_few_children(out: Path):
    said = json.loads((out / "report.json").read_text("utf-8"))
    for row in (*said["duties"], *said["by_authority"]):
        numbers = [row[one] for one in ("arose", "in_time", "late", "overdue", "never", "running")]
        assert [one for one in numbers if one is not None and 0 < one < 11] == []
    for table in said["figures"]["tables"].values():
        for one in table.get("cells", []):
            value, measure = one["figure"]["value"], one["figure"]["measure"]
            assert measure != "count" or value is None or not 0 < value < 11


def test_no_file_says_that_it_is_not_for_publication(out: Path):
    for path in out.glob("*.*"):
        if path.suffix != ".pdf":
            assert "not for publication" not in path.read_text("utf-8")


def test_a_report_is_in_the_log(out: Path):
    assert Line.objects.filter(verb="rapporteur_reported").count() == 1


@pytest.mark.parametrize("name", ["outsider", "analyst", "coordinator", "administrator"])
def test_only_the_rapporteur_writes_it(cast: Cast, counted, tmp_path: Path, capsys, name):
    assert report(cast.everybody()[name], tmp_path / "report") == 2
    assert not list(tmp_path.iterdir())
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_nothing_is_written_over(cast: Cast, out: Path, capsys):
    assert report(cast.rapporteur, out) == 2
    assert "is there already" in capsys.readouterr().err


def test_a_folder_that_cannot_be_made_is_one_line(cast: Cast, counted, tmp_path: Path, capsys):
    (tmp_path / "file").touch()
    assert report(cast.rapporteur, tmp_path / "file" / "report") == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


@pytest.mark.parametrize("year", ["abc", "0", "99999999999999", "1899"])
def test_bad_input_is_one_line(cast: Cast, counted, tmp_path, capsys, year):
    assert report(cast.rapporteur, tmp_path / "r", year=year) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert len(said.err.splitlines()) == 1


def test_a_year_to_come_is_refused(cast: Cast, counted, tmp_path: Path, capsys):
    assert report(cast.rapporteur, tmp_path / "r", year=2031) == 2
    assert "nothing is known of a later period" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_without_facts_it_says_what_to_do(cast: Cast, tmp_path: Path, capsys):
    assert report(cast.rapporteur, tmp_path / "r") == 2
    assert "amparo facts rebuild" in capsys.readouterr().err


def test_where_letters_are_missing_nothing_is_written(
    cast: Cast, counted, tmp_path: Path, capsys, monkeypatch
):
    def missing(_found: object) -> bytes:
        raise LettersMissing("The fonts for Khmer are missing: Noto Sans Khmer.")

    monkeypatch.setattr(written.book, "pdf", missing)
    assert report(cast.rapporteur, tmp_path / "r") == 2
    assert "Noto Sans Khmer" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_a_report_in_arabic_is_written_from_the_right(
    cast: Cast, counted, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(written.book, "pdf", DRAWN)
    out = tmp_path / "report"
    assert report(cast.rapporteur, out, "--language", "ar") == 0
    assert 'dir="rtl"' in (out / "report.html").read_text("utf-8")
    assert (out / "report.pdf").read_bytes().startswith(b"%PDF")
