"""Lists as they are sent: what is read, and what is refused in one line with nothing written."""

import subprocess
import sys

import pytest
from openpyxl import Workbook

# Whoever links a list starts a database.
pytestmark = pytest.mark.slow
HEAD = "record_id,given_name,family_name,birth_date\n"
ROWS = "1,Íñigo,Núñez,2012-05-03\n2,Inigo,Nuñez,2012-05-03\n3,Drita,Kastrati,2009\n"


def refused(run, *arguments):
    code, _, err = run("link", *arguments, "--out", "out")
    assert code == 2
    assert err.startswith("amparo: ")
    assert err.count("\n") == 1
    assert len(err) < 400
    return err


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be",
                                      "windows-1252"])  # fmt: skip
def test_encodings_are_found_out(run, tmp_path, groups, encoding):
    (tmp_path / "a.csv").write_bytes((HEAD + ROWS).encode(encoding))
    code, out, err = run("link", "a.csv", "--out", "out")
    assert (code, err) == (0, "")
    assert frozenset({"1", "2"}) in groups("out")
    assert ("read as" in out) == (not encoding.startswith("utf-8"))


@pytest.mark.parametrize(
    ("encoding", "name"), [("windows-1256", "محمد حداد"), ("windows-1251", "Оксана Ковальчук"),
                           ("windows-1253", "Ελένη"), ("windows-1255", "מרים")],
)  # fmt: skip
def test_scripts_of_one_byte_are_found_out_and_said(run, tmp_path, encoding, name):
    rows = "".join(f"{at},{name},{name},2012\n" for at in range(5))
    (tmp_path / "a.csv").write_bytes((HEAD + rows).encode(encoding))
    code, out, _ = run("link", "a.csv", "--out", "out")
    assert code == 0
    assert f"read as {encoding}" in out


def test_an_encoding_that_cannot_be_known_is_refused(run, tmp_path):
    (tmp_path / "a.csv").write_bytes(HEAD.encode() + b"1,\x81\x8d\xff\xfe\x90,x,2012\n")
    assert "encoding" in refused(run, "a.csv")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"  \n", "empty"),
        (b"record_id,given_name\n", "no record"),
        (b"given_name\nx\n", "record_id"),
        (b"record_id\n1\n", "none of its columns"),
        (b"record_id,given_name\n,Ana\n", "line 2 has no record_id"),
        (b"record_id,given_name\n1,Ana\n1,Eva\n", "twice"),
        (b"record_id,given_name,given_name\n1,Ana,Eva\n", "twice"),
        (b"record_id,given_name\n1,Ana,x,y\n", "more cells"),
        (b'record_id,given_name\n1,"Ana\n', "not CSV"),
        (b"record_id,given_name\n1,A\0na\n", "zero byte"),
        (b"record_id,given_name\n1," + b"x" * 2000 + b"\n", "longer than 1000"),
        (b"PK\x03\x04 not a zip", "XLSX"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Excel"),
        (b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n", "PDF"),
    ],
)
def test_a_broken_list_is_refused_in_one_line_and_nothing_is_written(run, tmp_path, content, said):
    (tmp_path / "a.csv").write_bytes(content)
    err = refused(run, "a.csv")
    assert said in err or said == "PDF"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.csv"]


def test_a_file_that_is_not_there_and_a_folder_are_refused(run, tmp_path):
    assert "No such file" in refused(run, "nowhere.csv")
    assert "directory" in refused(run, str(tmp_path))


@pytest.mark.parametrize("threshold", ["0", "1", "-1", "2", "nan", "inf", "x", ""])
def test_a_threshold_that_is_no_probability_is_refused(run, a_list, threshold):
    name = a_list("a.csv", [{"record_id": "1", "given_name": "Ana"}])
    assert "probability" in refused(run, name, f"--threshold={threshold}")


def test_a_line_without_end_is_refused_in_little_memory(tmp_path):
    with (tmp_path / "a.csv").open("wb") as file:
        file.write(b"record_id,given_name\n1,")
        file.seek(1 << 30, 1)  # a gigabyte that takes no room: read as zero bytes
        file.write(b"\n")
    script = (
        "import sys; from pathlib import Path; from amparo.cli import main;"
        "code = main(['link', 'a.csv', '--out', 'out']);"
        # Not getrusage: that counts what the process was before it became this one, too.
        "print(Path('/proc/self/status').read_text().split('VmHWM:')[1].split()[0]); sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True
    )
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert int(done.stdout.split()[-1]) < 600_000  # kilobytes
    assert not (tmp_path / "out").exists()


def test_a_line_of_many_letters_is_refused(run, tmp_path):
    (tmp_path / "a.csv").write_bytes(b"record_id,given_name\n1," + b"x" * (3 << 20) + b"\n")
    assert "line 2 is longer" in refused(run, "a.csv")


def a_book(path, *rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)


def test_a_spreadsheet_is_read(run, tmp_path, groups):
    from datetime import datetime

    a_book(tmp_path / "a.xlsx", ["record_id", "given_name", "family_name", "birth_date"],
           [1, "Thi Linh", "Trinh", datetime(2012, 5, 3)], [2.0, "Thilinh", "Trinh", "2012-05-03"],
           [3, "Oana", None, 2011])  # fmt: skip
    code, _, err = run("link", "a.xlsx", "--out", "out")
    assert (code, err) == (0, "")
    assert frozenset({"1", "2"}) in groups("out")


def test_a_formula_in_a_spreadsheet_is_refused(run, tmp_path):
    a_book(tmp_path / "a.xlsx", ["record_id", "given_name"], [1, "=HYPERLINK(1)"])
    assert "formula in B2" in refused(run, "a.xlsx")


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_no_output_is_a_formula(run, a_list, tmp_path, start):
    name = f"{start}cmd"
    rows = [{"record_id": f"{start}{at}", "given_name": name, "family_name": name,
             "birth_date": "2012-05-03"} for at in range(2)]  # fmt: skip
    code, _, _ = run("link", a_list("a.csv", rows), "--out", "out")
    assert code == 0
    for file in ("clusters.csv", "pairs.csv"):
        for line in (tmp_path / "out" / file).read_text().splitlines():
            assert not any(cell.strip('"').startswith(start) for cell in line.split(","))
    assert "cmd" not in (tmp_path / "out" / "report.html").read_text()
