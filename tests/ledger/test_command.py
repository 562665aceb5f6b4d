"""`amparo figures check`: an array, an exit code, and one line for whatever is no text."""

import io
import json
import sys
from pathlib import Path

import pytest

from amparo.cli import main

WRONG = "Some 1.2 million children are trafficked every year."


@pytest.fixture
def run(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def running(*arguments):
        code = main(("figures", "check", *arguments))
        said = capsys.readouterr()
        return code, said.out, said.err

    return running


def test_what_is_misquoted_is_an_array_and_exit_1(run) -> None:
    Path("t.txt").write_text(f"A text. {WRONG} And its end.", encoding="utf-8")
    code, out, err = run("t.txt", "--json")
    (found,) = json.loads(out)
    assert (code, err) == (1, "")
    assert list(found) == ["figure", "sentence", "wrong", "say"]
    assert (found["figure"], found["sentence"]) == ("1.2 million", WRONG)


def test_an_empty_text_is_an_empty_array_and_exit_0(run) -> None:
    Path("t.txt").write_bytes(b"")
    assert run("t.txt", "--json") == (0, "[]\n", "")


def test_for_people_it_says_what_is_wrong_and_how_to_say_it(run) -> None:
    Path("t.txt").write_text(WRONG, encoding="utf-8")
    code, out, _ = run("t.txt")
    assert code == 1
    assert "say: The ILO estimated that in 2000" in out


@pytest.mark.parametrize("language", ["fr", "es", "ar"])
def test_the_explanation_comes_in_another_language(run, language) -> None:
    Path("t.txt").write_text(WRONG, encoding="utf-8")
    english = json.loads(run("t.txt", "--json")[1])[0]["wrong"]
    assert json.loads(run("t.txt", "--json", "--language", language)[1])[0]["wrong"] != english


@pytest.mark.parametrize("language", ["fr", "es", "ar"])
def test_nothing_around_the_explanation_stays_english(run, language) -> None:
    Path("t.txt").write_text(WRONG, encoding="utf-8")
    code, out, _ = run("t.txt", "--language", language)
    assert code == 1
    assert "    in: " not in out
    assert "    say: " not in out


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_text_that_says_its_encoding_is_read(run, encoding) -> None:
    Path("t.txt").write_bytes(WRONG.encode(encoding))
    assert run("t.txt", "--json")[0] == 1


def test_another_encoding_is_asked_for_in_one_line_and_then_read(run) -> None:
    Path("t.txt").write_bytes(f"“Café” {WRONG}".encode("cp1252"))
    code, out, err = run("t.txt", "--json")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "--encoding" in err
    assert run("t.txt", "--json", "--encoding", "cp1252")[0] == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"%PDF-1.7 x", "PDF"), (b"PK\x03\x04xx", "plain text"), (b"a\0b", "zero byte"),
     (b"good\n\xff\xfe bad", "not text in UTF-8"), (b"\x1f\x8bxx", "unpack")],
)  # fmt: skip
def test_what_is_no_text_is_one_line(run, content, said) -> None:
    Path("t.txt").write_bytes(content)
    code, out, err = run("t.txt", "--json")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert said in err


@pytest.mark.parametrize("name", ["not-there.txt", ".", "a\0b"])
def test_what_cannot_be_opened_is_one_line(run, name) -> None:
    code, out, err = run(name)
    assert (code, out, err.count("\n")) == (2, "", 1)


def test_an_unknown_encoding_is_one_line(run) -> None:
    assert run("t.txt", "--encoding", "klingon")[0] == 2


def test_standard_input_is_read(run, monkeypatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(WRONG.encode())))
    assert run("-", "--json")[0] == 1
