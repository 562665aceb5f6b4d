"""`amparo release`: what a rapporteur's office runs, and every refusal in one line."""

import json
from pathlib import Path

import pytest

from amparo.cli import deployment
from amparo.cli.running import main
from amparo.release import actions, queries
from amparo.release.made import from_json
from tests.cast import Cast
from tests.release.asking import HEAD, spec

pytestmark = pytest.mark.slow

TABLES = spec("a: movement", "b: age_band sex")
LEAKY = spec('b: age_band sex | keep = [["0_4", "other"]]')


@pytest.fixture(autouse=True)
def loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deployment, "in_use", lambda: None)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "spec.toml"
    path.write_text(TABLES, "utf-8")
    return path


def release(command: str, file: Path, user=None, *more: str) -> int:
    by = ["--as", user.email] if user else []
    return main(["release", command, str(file), *by, *more])


def test_the_plan_says_what_would_be_hidden_and_no_small_number(
    cast: Cast, facts_made, file: Path, capsys
) -> None:
    assert release("plan", file, cast.analyst) == 0
    said = capsys.readouterr().out
    assert "counts below 11 are hidden" in said
    assert "a (movement):" in said
    assert queries.versions(cast.analyst) == []


def test_made_checked_signed_and_published_with_the_site(
    cast: Cast, facts_made, file: Path, tmp_path: Path, capsys
) -> None:
    out, site = tmp_path / "release.json", tmp_path / "site"
    assert release("make", file, cast.analyst, "--out", str(out)) == 0
    made = from_json(out.read_text("utf-8"))
    assert made.digest in capsys.readouterr().out
    assert release("check", file) == 0
    assert release("check", out) == 0
    assert release("publish", file, cast.analyst, "--out", str(site)) == 2
    assert "Two people sign" in capsys.readouterr().err
    assert not site.exists()
    row = queries.draft(made.name)
    for who in (cast.analyst, cast.rapporteur):
        actions.sign(by=who, id=row.id)
    assert release("publish", file, cast.analyst, "--out", str(site)) == 0
    assert (site / "index.html").is_file()
    assert (site / "ar" / "index.html").is_file()


def test_a_leaky_file_is_stopped_and_nothing_is_kept(
    cast: Cast, facts_made, file: Path, capsys
) -> None:
    file.write_text(LEAKY, "utf-8")
    assert release("plan", file, cast.analyst) == 1
    assert "the check stops it" in capsys.readouterr().out
    assert release("make", file, cast.analyst) == 2
    assert "b: 0_4 / other" in capsys.readouterr().err
    assert queries.versions(cast.analyst) == []


def test_a_leaky_release_by_others_fails_the_check(
    cast: Cast, facts_made, file: Path, tmp_path: Path, capsys
) -> None:
    """One number more than may be shown, written into the file by hand."""
    out = tmp_path / "release.json"
    assert release("make", file, cast.analyst, "--out", str(out)) == 0
    data = json.loads(out.read_text("utf-8"))
    hidden = next(row for table in data["tables"] for row in table["rows"] if row[-1] is None)
    hidden[-1] = 4
    out.write_text(json.dumps(data), "utf-8")
    capsys.readouterr()
    assert release("check", out) == 1
    assert "4 is shown, which is too few" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "because"),
    [
        ("", "from: a whole number"),
        ("\x00", "not TOML"),
        (HEAD, "nothing would be published"),
        (spec("a: nobody"), "no axis “nobody”"),
    ],
)
def test_a_file_that_cannot_be_is_one_line(
    cast: Cast, facts_made, file: Path, capsys, text: str, because: str
) -> None:
    file.write_text(text, "utf-8")
    for command in ("plan", "make"):
        assert release(command, file, cast.analyst) == 2
        said = capsys.readouterr()
        assert because in said.err
        assert len(said.err.splitlines()) == 1


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"format": "amparo-release/1"}', "\x00"])
def test_what_is_no_release_is_one_line(tmp_path: Path, capsys, text: str) -> None:
    path = tmp_path / "release.json"
    path.write_text(text, "utf-8")
    assert release("check", path) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_who_may_not_gets_one_line(cast: Cast, facts_made, file: Path, capsys) -> None:
    for who in (cast.caseworker, cast.outsider, cast.supervisor):
        assert release("make", file, who) == 2
        assert len(capsys.readouterr().err.splitlines()) == 1


def test_nothing_is_written_over(cast: Cast, facts_made, file: Path, capsys) -> None:
    assert release("make", file, cast.analyst, "--out", str(file)) == 2
    assert "is there already" in capsys.readouterr().err


def test_a_draft_of_another_file_is_not_published(
    cast: Cast, facts_made, file: Path, tmp_path: Path, capsys
) -> None:
    assert release("make", file, cast.analyst) == 0
    file.write_text(TABLES + "\n# another\n", "utf-8")
    assert release("publish", file, cast.analyst, "--out", str(tmp_path / "site")) == 2
    assert "was made of another file" in capsys.readouterr().err
