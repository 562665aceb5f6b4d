"""`amparo facts …`: made, written out, columns; one line for what is wrong."""

import argparse
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from amparo.access import Refused
from amparo.casefile.models import Case
from amparo.cli import deployment, facts
from amparo.cli.inputs import BadInput
from amparo.cli.running import main
from amparo.statistics.facts import reading
from amparo.statistics.facts.columns import TABLES, columns
from amparo.terms import LANGUAGES
from tests.cast import Cast
from tests.deployment import Deployment


@pytest.fixture(autouse=True)
def loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deployment, "in_use", lambda: None)


def run(command: Any, **options: Any) -> Any:
    said = {
        "processes": 1,
        "at": None,
        "user": None,
        "with_origins": False,
        "json": False,
        **options,
    }
    return command(argparse.Namespace(**said))


@pytest.mark.slow
def test_facts_are_made_and_written_out_with_a_warning(
    cast: Cast, case: Case, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(facts.rebuild) == 0
    assert "1 victims" in capsys.readouterr().out
    out = tmp_path / "out"
    assert run(facts.export, out=str(out), user=cast.analyst.email.upper()) == 0
    said = capsys.readouterr().out
    assert "not sealed" in said
    assert "recognise a child" in said
    assert (out / "victims.parquet").exists()


def tomorrow() -> str:
    return (datetime.now(UTC) + timedelta(days=1)).isoformat()


@pytest.mark.slow
def test_what_is_wrong_is_one_line(cast: Cast, case: Case, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="amparo facts rebuild"):
        run(facts.export, out=str(tmp_path / "out"), user=cast.analyst.email)
    with pytest.raises(BadInput, match="nobody with this address"):
        run(facts.rebuild, user="nobody@example.org")
    for at, says in (("soon", "not a moment"), (tomorrow(), "nobody knows yet")):
        with pytest.raises(BadInput, match=says):
            run(facts.rebuild, at=at)
    run(facts.rebuild)
    with pytest.raises(BadInput, match="already"):
        run(facts.export, out=str(tmp_path), user=cast.analyst.email)
    with pytest.raises(Refused):
        run(facts.export, out=str(tmp_path / "out"), user=cast.outsider.email)


def test_columns_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["facts", "columns"]) == 0
    assert "victims.sex  code\n    Sex: The sex last recorded.\n" in capsys.readouterr().out
    assert main(["facts", "columns", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert len(said) == sum(len(table) for table in columns().values())
    (sex,) = [one for one in said if (one["table"], one["name"]) == ("victims", "sex")]
    assert sex["codes"] == ["female", "male", "other"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_columns_are_explained_in_the_language_that_is_asked_for(
    language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["facts", "columns", "--language", language]) == 0
    said = capsys.readouterr().out
    for table in columns().values():
        for one in table.values():
            meaning = f"    {one.label(language)}: {one.definition(language)}\n"
            assert (meaning in said) is not bool(one.companion_of), one.name


@pytest.mark.parametrize("words", [["facts"], ["facts", "rebuild", "--processes", "0"],
                                   ["facts", "export", "--out", "x"]])  # fmt: skip
def test_a_command_that_is_not_whole_is_refused(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == 2
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.prove
def test_one_process_and_two_make_the_same_facts(tmp_path: Path) -> None:
    home = Deployment(tmp_path / "home")
    assert home.run("demo", "--cases", "60", mode="demo").returncode == 0
    found = []
    now = datetime.now(UTC).isoformat()
    for number in ("1", "2"):
        done = home.run("facts", "rebuild", "--processes", number, "--at", now)
        assert done.returncode == 0, done.stderr
        out = tmp_path / number
        words = ("facts", "export", "--out", str(out), "--with-origins")
        done = home.run(*words, "--as", "analyst@lysandra.example")
        assert done.returncode == 0, done.stderr
        with reading.opened(out) as con:
            found.append(
                {table: con.execute(f'select * from "{table}"').fetchall() for table in TABLES}
            )
    assert all(found[0].values())
    assert found[0] == found[1]
