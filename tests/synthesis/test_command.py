"""`amparo synthesise`: a new folder with all of it, or one line and nothing."""

import csv
import json
import sys
from pathlib import Path

import pytest

from amparo.statistics.synthesis import engine
from amparo.statistics.synthesis.refused import NotSynthesisable
from tests.commands import run as run
from tests.synthesis.made import COLUMNS, records

FILES = ["README.txt", "aggregates.csv", "quality.json", "records.csv"]


def a_list(name: str = "r.csv", many: int = 400, delimiter: str = ",", encoding: str = "utf-8"):
    rows = [COLUMNS, *records(many).rows]
    text = "\n".join(delimiter.join(row) for row in rows) + "\n"
    Path(name).write_bytes(text.encode(encoding))


def synthesised(run, *more, epsilon="4", length="2", name="r.csv", out="out"):
    return run(
        "synthesise", name, "--epsilon", epsilon, "--length", length, "--out", out, *more
    )  # fmt: skip


def table(path: str) -> list[list[str]]:
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


@pytest.mark.slow
def test_it_writes_counts_rows_quality_and_how_to_read_them(run) -> None:
    a_list()
    code, out, err = synthesised(run)
    assert (code, err) == (0, "")
    assert sorted(path.name for path in Path("out").iterdir()) == FILES
    assert list(Path().iterdir())
    assert not list(Path().glob(".*"))
    assert out.splitlines()[0].startswith("epsilon 4 is a fair promise")
    assert out.splitlines()[-1].startswith("written: out/aggregates.csv")

    rows = table("out/records.csv")
    assert tuple(rows[0]) == COLUMNS
    aggregates = table("out/aggregates.csv")
    assert aggregates[0] == [
        "length", "column_1", "value_1", "column_2", "value_2", "noisy_count"
    ]  # fmt: skip
    assert [row[0] for row in aggregates[1:]] == sorted(row[0] for row in aggregates[1:])
    assert all(int(row[-1]) > 0 for row in aggregates[1:])

    quality = json.loads(Path("out/quality.json").read_text())
    assert quality["records"] == len(rows) - 1
    assert quality["budget"]["epsilon"] == 4
    assert quality["budget"]["recomputed"]["renyi"] < 4
    assert [one["length"] for one in quality["rows_beside_aggregates"]] == [1, 2]


@pytest.mark.slow
def test_an_epsilon_of_twelve_is_called_weak_wherever_it_stands(run) -> None:
    a_list()
    _, out, _ = synthesised(run, epsilon="12")
    assert "epsilon 12 is a weak promise" in out
    readme = " ".join(Path("out/README.txt").read_text().split())
    assert "Epsilon 12 is weak" in readme
    assert "QUOTE aggregates.csv" in readme
    assert "EXPLORE records.csv" in readme
    assert json.loads(Path("out/quality.json").read_text())["budget"]["promise"] == "weak"


@pytest.mark.slow
def test_true_errors_are_said_only_if_asked_for_and_never_written(run) -> None:
    a_list()
    _, out, _ = synthesised(run)
    assert "NOT TO BE PUBLISHED" not in out
    _, out, _ = synthesised(run, "--compare-with-records", out="other")
    assert "NOT TO BE PUBLISHED" in out
    written = "".join(path.read_text() for path in Path("other").iterdir())
    assert "PUBLISHED" not in written


@pytest.mark.slow
@pytest.mark.parametrize(
    ("delimiter", "encoding"), [(";", "utf-8"), ("\t", "utf-8"), (",", "utf-8-sig")]
)
def test_it_reads_what_spreadsheets_write(run, delimiter, encoding) -> None:
    a_list(delimiter=delimiter, encoding=encoding)
    assert synthesised(run)[0] == 0


@pytest.mark.slow
def test_values_in_other_scripts_and_with_delimiters_come_through_as_they_are(run) -> None:
    values = ["شمال", "a, b", "c;d:e", '"q"', "Ñ"]
    with open("r.csv", "w", encoding="utf-8", newline="") as file:
        rows = [[values[n % 5], values[(n // 5) % 5]] for n in range(1000)]
        csv.writer(file).writerows([["region;x:y", "بلد"], *rows])
    assert synthesised(run, epsilon="12")[0] == 0
    assert table("out/records.csv")[0] == ["region;x:y", "بلد"]
    told = {row[2] for row in table("out/aggregates.csv")[1:] if row[0] == "1"}
    assert told == set(values)


BAD = {
    "": "the file is empty",
    "a\n1\n": "one column only",
    "a,b\n": "no row below the headings",
    "a,b\n1,2\n": "1 records: with fewer than 100",
    "a,b\n1,2,3\n": "line 2: 3 cells, the first line has 2",
    'a,b\n"1,2\n': "cannot be read as CSV",
    "a,b\n1,\0\n": "a zero byte",
    "a,a\n" + "1,2\n" * 200: "the same name",
    "a,b\n" + "".join(f"n{n},1\n" for n in range(200)): "leave it out",
    "a,b\n" + "=1+1,2\n" * 200: "formula",
    "a,b\n" + "x" * 201 + ",2\n": "longer than 200 characters",
    "a,b\n" + "0,\n" * 200: "every cell is empty or 0",
}


@pytest.mark.parametrize("text", BAD)
def test_what_is_no_list_is_one_line_and_nothing_is_written(run, text) -> None:
    Path("r.csv").write_text(text)
    code, out, err = synthesised(run)
    assert (code, out) == (2, "")
    assert err.startswith("amparo: r.csv: ")
    assert BAD[text] in err
    assert err.count("\n") == 1
    assert not Path("out").exists()


def test_a_file_that_is_not_there_or_no_text_is_one_line(run) -> None:
    assert "r.csv: No such file" in synthesised(run)[2]
    Path("r.csv").write_bytes(b"a,b\n\xff\xfe,1\n")
    assert "not text in UTF-8" in synthesised(run)[2]
    Path("folder").mkdir()
    assert synthesised(run, name="folder")[0] == 2


@pytest.mark.parametrize("epsilon", ["0", "-1", "101", "nan", "inf", "much", ""])
def test_an_epsilon_that_is_none_is_one_line(run, epsilon) -> None:
    a_list()
    code, _, err = synthesised(run, f"--epsilon={epsilon}")
    assert code == 2
    assert "must be above 0 and at most 100" in err
    assert not Path("out").exists()


@pytest.mark.parametrize("length", ["0", "5", "two"])
def test_a_length_that_is_none_is_one_line(run, length) -> None:
    a_list()
    code, _, err = synthesised(run, length=length)
    assert code == 2
    assert err.count("\n") == 1


@pytest.mark.parametrize("more", [("--delta", "0"), ("--delta", "1"), ("--seed", "-1")])
def test_other_numbers_that_are_none_are_one_line(run, more) -> None:
    a_list()
    code, _, err = synthesised(run, *more)
    assert code == 2
    assert err.count("\n") == 1


def test_what_is_there_already_is_left_alone(run) -> None:
    a_list()
    Path("out").mkdir()
    Path("out/kept.txt").write_text("mine")
    code, _, err = synthesised(run)
    assert code == 2
    assert "is there already" in err
    assert Path("out/kept.txt").read_text() == "mine"


def test_a_library_that_fails_is_one_line_without_what_was_typed(run, monkeypatch) -> None:
    a_list()
    monkeypatch.setattr(sys, "executable", "/bin/false")
    code, _, err = synthesised(run)
    assert code == 2
    assert "pac-synth could not count these records" in err
    assert not Path("out").exists()


@pytest.mark.slow
def test_so_small_an_epsilon_that_nothing_is_left_is_one_line(run) -> None:
    a_list(many=100)
    for _ in range(5):
        code, _, err = synthesised(run, epsilon="0.001")
        assert (code == 2 and "larger epsilon" in err) or "too few records" in err
    assert not Path("out").exists()


def test_too_little_noise_writes_nothing(run, monkeypatch) -> None:
    a_list()

    def count(*_: object) -> None:
        raise NotSynthesisable("the noise that was used costs more: nothing is written")

    monkeypatch.setattr(engine, "count", count)
    code, _, err = synthesised(run)
    assert code == 2
    assert "nothing is written" in err
    assert not Path("out").exists()
