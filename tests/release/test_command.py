"""`amparo release`: what a rapporteur's office runs, and every refusal in one line."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from amparo.cli import deployment
from amparo.cli.running import main
from amparo.release import actions, public, queries
from amparo.release.made import ReleasedTable, from_json, to_json
from tests.cast import Cast
from tests.release.asking import HEAD, spec
from tests.release.site.made_up import FORMS, released

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
    overview = (site / "en/children-found/v1/index.html").read_text("utf-8")
    assert "Two people read it and signed it" in overview
    assert "<bdi>Other</bdi>" not in overview


def test_a_leaky_file_is_stopped_and_nothing_is_kept(
    cast: Cast, facts_made, file: Path, capsys
) -> None:
    file.write_text(LEAKY, "utf-8")
    assert release("plan", file, cast.analyst) == 1
    said = capsys.readouterr().out
    assert "the check stops it" in said
    assert "b: 0_4 / other (Age at registration: 0 to 4, Sex: Another)" in said
    assert 'take out of keep of b: ["0_4", "other"]' in said
    assert len(said.splitlines()) == len(set(said.splitlines()))
    assert "There is no title in: Français" in said
    assert "The protocol names no country" in said
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


# What is public cannot be taken back


@pytest.fixture
def signed(cast: Cast, facts_made, file: Path) -> Path:
    """The file of a release that two people signed."""
    row = actions.make(by=cast.analyst, spec=TABLES)
    for who in (cast.analyst, cast.rapporteur):
        actions.sign(by=who, id=row.id)
    return file


@pytest.mark.parametrize("where", ["there", "nowhere/site"])
def test_where_no_site_can_be_written_nothing_is_published(
    cast: Cast, signed: Path, tmp_path: Path, capsys, where: str
) -> None:
    (tmp_path / "there").mkdir()
    assert release("publish", signed, cast.analyst, "--out", str(tmp_path / where)) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert queries.published() == []
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]
    assert list((tmp_path / "there").iterdir()) == []


def test_a_full_disk_is_found_before_anything_is_published(
    cast: Cast, signed: Path, tmp_path: Path, capsys, monkeypatch
) -> None:
    def full(*_args: object, **_more: object) -> None:
        raise public.NotThere("site: No space left on device")

    monkeypatch.setattr(public, "build", full)
    assert release("publish", signed, cast.analyst, "--out", str(tmp_path / "site")) == 2
    assert "No space left" in capsys.readouterr().err
    assert queries.published() == []


def test_what_is_public_without_its_site_says_so_and_how_to_write_it(
    cast: Cast, signed: Path, tmp_path: Path, capsys, monkeypatch
) -> None:
    """Somebody puts something in its place while it is being published."""
    out, publish = tmp_path / "site", actions.publish

    def meanwhile(**more):
        out.mkdir()
        return publish(**more)

    monkeypatch.setattr(actions, "publish", meanwhile)
    assert release("publish", signed, cast.analyst, "--out", str(out)) == 2
    said = capsys.readouterr().err
    assert "public since" in said
    assert f"amparo release site --as {cast.analyst.email} --out DIR" in said
    assert len(said.splitlines()) == 1
    assert [one.version for one in queries.published()] == [1]
    assert list(out.iterdir()) == []
    again = tmp_path / "again"
    assert main(["release", "site", "--as", cast.analyst.email, "--out", str(again)]) == 0
    assert (again / "index.html").is_file()
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_the_site_alone_is_for_those_who_make_releases(
    cast: Cast, facts_made, tmp_path: Path, capsys
) -> None:
    for who in (cast.caseworker, cast.outsider, cast.supervisor):
        assert main(["release", "site", "--as", who.email, "--out", str(tmp_path / "site")]) == 2
        assert len(capsys.readouterr().err.splitlines()) == 1
    assert not (tmp_path / "site").exists()


def test_the_site_written_beforehand_is_the_one_written_afterwards(
    cast: Cast, signed: Path, tmp_path: Path
) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    assert release("publish", signed, cast.analyst, "--out", str(first)) == 0
    public.write(second)
    for path in first.rglob("*"):
        if path.is_file():
            assert path.read_bytes() == (second / path.relative_to(first)).read_bytes()


def test_what_was_withdrawn_is_not_said_to_be_public(
    cast: Cast, signed: Path, tmp_path: Path, capsys
) -> None:
    site = tmp_path / "site"
    assert release("publish", signed, cast.analyst, "--out", str(site)) == 0
    shutil.rmtree(site)
    row = queries.latest("children-found")
    actions.withdraw(by=cast.rapporteur, id=row.id, because="Two lists were counted twice.")
    capsys.readouterr()
    assert release("publish", signed, cast.analyst, "--out", str(site)) == 2
    said = capsys.readouterr()
    assert "was withdrawn on" in said.err
    assert "Two lists were counted twice." in said.err
    assert said.out == ""
    assert not site.exists()


# A file is checked by whoever has it


@pytest.mark.parametrize("home", ["", "empty", "nowhere"])
def test_a_file_is_checked_without_a_deployment(tmp_path: Path, home: str) -> None:
    (tmp_path / "empty").mkdir()
    good = to_json(released(ReleasedTable(name="forms", axes=("forms",), counts=FORMS)))
    (tmp_path / "good.json").write_text(good, "utf-8")
    (tmp_path / "bad.json").write_text(good.replace("null", "4", 1), "utf-8")
    (tmp_path / "none.json").write_text("{}", "utf-8")
    around = {name: value for name, value in os.environ.items()
              if not name.startswith(("AMPARO_", "DJANGO_"))}  # fmt: skip
    if home:
        around["AMPARO_HOME"] = str(tmp_path / home)

    def check(name: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "amparo", "release", "check", name],
            cwd=tmp_path, env=around, capture_output=True, text=True, check=False,
        )  # fmt: skip

    bad, none = check("bad.json"), check("none.json")
    assert (bad.returncode, bad.stderr) == (1, ""), bad.stderr
    assert "4 is shown, which is too few" in bad.stdout
    assert (none.returncode, len(none.stderr.splitlines())) == (2, 1), none.stderr
    assert "is no release" in none.stderr
    done = check("good.json")
    assert (done.returncode, done.stderr) == (0, "")
    assert "it holds" in done.stdout
    assert not list((tmp_path / "empty").iterdir())
