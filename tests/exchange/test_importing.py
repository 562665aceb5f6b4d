"""Lists come in and go out again: linked before they are counted, kept apart, all or nothing, and
every bad input in one line."""

import json
import zipfile
from io import BytesIO

import duckdb
import pytest
from openpyxl import Workbook, load_workbook

from amparo.exchange import linking
from amparo.exchange.importing import Asked, bring
from amparo.exchange.report.lines import lines, to_json
from amparo.exchange.report.page import page
from tests.exchange.conftest import KEYS, TODAY

# Linking starts a machinery of its own: a second or more each.
pytestmark = pytest.mark.slow

MAPPING = """
name = "ours"
key = "id"
[[columns]]
from = "id"
why = "the key"
[[columns]]
from = "given"
identity = "given_name"
[[columns]]
from = "family"
identity = "family_name"
[[columns]]
from = "born"
identity = "birth_date"
[[columns]]
from = "sex"
to = "sex"
values = { f = "female", m = "male" }
"""
POLICE = "id,given,family,born,sex\n1,Awa,Diallo,2012-05-03,f\n2,Moussa,Keita,2010-01-09,m\n"
SHELTER = "id,given,family,born,sex\n9,Awa,Dialo,2012-05-03,f\n8,Ibrahima,Camara,2011-11-30,m\n"
ONE = ("--mapping", "m.toml", "--source", "police", "--facts", "f")


@pytest.fixture
def two_lists(a_file):
    a_file("m.toml", MAPPING)
    return a_file("police.csv", POLICE), a_file("shelter.csv", SHELTER)


def _children(folder, source="*"):
    found = duckdb.sql(f"select child from '{folder}/lists/{source}/victims.parquet'").fetchall()
    return [child for (child,) in found]


def test_the_same_child_in_two_lists_has_one_key(two_lists, run, tmp_path):
    code, out, err = run(
        "facts", "import", "police.csv", "shelter.csv", "--mapping", "m.toml",
        "--source", "police", "--source", "shelter", "--facts", "f",
    )  # fmt: skip
    assert (code, err) == (0, "")
    children = _children(tmp_path / "f")
    assert (len(children), len(set(children))) == (4, 3)
    assert "1 of them are of a child who is in another row or list as well" in out
    episodes = duckdb.sql(
        f"select episode from '{tmp_path}/f/lists/*/victims.parquet' order by 1"
    ).fetchall()
    assert [one for (one,) in episodes] == [1, 1, 1, 2]


def test_a_child_whom_the_register_knows_has_the_registers_key(two_lists):
    known = linking.Someone(
        "register", "case/0",
        {"given_name": "Awa", "family_name": "Diallo", "birth_date": "2012-05-03", "sex": "female"},
        "the key of the child",
    )  # fmt: skip
    mapping = two_lists[0].parent / "m.toml"
    asked = [Asked(two_lists[1], str(mapping), "shelter")]
    found = bring(asked, KEYS, TODAY, [known])["shelter"].tables["victims"]
    assert [one["child"] for one in found].count("the key of the child") == 1
    [twice] = [one for one in found if one["child"] == "the key of the child"]
    assert twice["episode"] == 2


def test_sex_and_citizenship_alone_link_nobody(a_file, brought):
    mapping = a_file("m.toml", 'name = "a"\n[[columns]]\nfrom = "s"\nidentity = "sex"\n'
                     '[[columns]]\nfrom = "c"\nidentity = "citizenship"\n')  # fmt: skip
    _, tables = brought(a_file("a.csv", "s,c\n" + "f,Mali\n" * 5), mapping)
    assert len({one["child"] for one in tables["victims"]}) == 5


def test_nothing_that_identifies_a_person_is_on_disk_afterwards(two_lists, run, tmp_path):
    run("facts", "import", "police.csv", *ONE, "--report", "r")
    for path in [*tmp_path.glob("f/**/*"), *tmp_path.glob("r/*")]:
        if path.is_file():
            content = path.read_bytes()
            assert not [one for one in (b"Awa", b"Diallo", b"2012-05-03") if one in content], path
    found = duckdb.sql(f"select * from '{tmp_path}/f/lists/police/*.parquet'", )  # fmt: skip
    assert found is not None
    everything = str([
        duckdb.sql(f"select * from '{path}'").fetchall()
        for path in tmp_path.glob("f/lists/police/*.parquet")
    ])  # fmt: skip
    assert "Diallo" not in everything


def test_the_same_list_with_the_same_secret_gives_the_same_facts(two_lists):
    mapping = str(two_lists[0].parent / "m.toml")
    asked = [Asked(two_lists[0], mapping, "police"), Asked(two_lists[1], mapping, "shelter")]
    one, other = (bring(order, KEYS, TODAY) for order in (asked, asked[::-1]))
    assert {name: found.tables for name, found in one.items()} == {
        name: found.tables for name, found in other.items()
    }


def test_a_list_can_be_withdrawn_and_leaves_nothing(two_lists, run, tmp_path):
    run("facts", "import", "police.csv", *ONE)
    assert run("facts", "sources", "--facts", "f")[1].startswith("police  2 facts")
    assert run("facts", "withdraw", "police", "--facts", "f")[0] == 0
    assert list((tmp_path / "f" / "lists").iterdir()) == []
    code, _, err = run("facts", "withdraw", "police", "--facts", "f")
    assert (code, err) == (
        2, "amparo: there is no list 'police'; lists that came in: none\n",
    )  # fmt: skip


def test_a_list_that_is_there_is_not_written_over_unless_asked(two_lists, run, tmp_path):
    run("facts", "import", "police.csv", *ONE)
    before = _children(tmp_path / "f")
    code, _, err = run("facts", "import", "shelter.csv", *ONE)
    assert code == 2
    assert "the list police is there already" in err
    assert _children(tmp_path / "f") == before
    assert run("facts", "import", "shelter.csv", *ONE, "--again")[0] == 0
    assert _children(tmp_path / "f") != before


def test_if_one_of_two_lists_is_bad_neither_comes_in(two_lists, a_file, run, tmp_path):
    a_file("bad.csv", "id,given,family,born,sex\n1,a,b,2012,f\n1,a,b,2012,f\n")
    code, _, err = run(
        "facts", "import", "police.csv", "bad.csv", "--mapping", "m.toml",
        "--source", "police", "--source", "bad", "--facts", "f",
    )  # fmt: skip
    assert (code, err) == (2, "amparo: bad.csv: line 3: the same id is there twice\n")
    assert not (tmp_path / "f").exists()


def test_a_try_reports_and_keeps_nothing(two_lists, run, tmp_path):
    code, out, _ = run("facts", "import", "police.csv", *ONE, "--dry-run")
    assert code == 0
    assert "rows: 2 read = 2 facts + 0 dropped" in out
    assert not (tmp_path / "f").exists()


@pytest.mark.parametrize("name", ["register", "Police", "", "a b", "../x", "x" * 61])
def test_a_list_cannot_be_called_anything(two_lists, run, name):
    code, _, err = run("facts", "import", "police.csv", "--mapping", "m.toml", "--source", name,
                       "--facts", "f")  # fmt: skip
    assert code == 2
    assert "the name of a list is" in err


def _zip(inside):
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("x.txt", inside)
    return file.getvalue()


def _sheet(*rows):
    file, book = BytesIO(), Workbook()
    for row in rows:
        book.active.append(row)
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "the file is empty"),
        (b"\n\n", "the file is empty"),
        (b"id,given,family,born,sex\n", "there is no row in it"),
        (b"id,given,family,born\n1,a,b,2012\n", "there is no column 'sex'"),
        (b"id,given,family,born,sex,sex\n1,a,b,2012,f,f\n", "the column 'sex' is there twice"),
        (b"id,given,family,born,sex\n1,a,b,2012,f\n1,a,b,2012,f\n", "the same id is there twice"),
        (b"id,given,family,born,sex\n,a,b,2012,f\n", "line 2 has no id"),
        (b"id,given,family,born,sex\n1,a,b,2012,f,x\n", "more cells than the heading"),
        (b"id,given,family,born,sex\n1,\x81\x9d\xff,b,2012,f\n", "encoding is not known"),
        (b"id,given,family,born,sex\n1," + b"x" * 20_000 + b",b,2012,f\n",
         "a cell is longer than 10000 characters"),
        (b"id,given,family,born,sex\n1," + b"x" * (1 << 20) + b",b,2012,f\n",
         "is longer than 1048576 characters"),
        (b"id,given\0,family,born,sex\n1,a,b,2012,f\n", "zero byte"),
        (_zip("no sheet"), "not an XLSX file"),
        (b"PK\x03\x04 nothing", "not a whole XLSX file"),
        (b"\xd0\xcf\x11\xe0 old", "an old Excel file"),
        (_sheet(["id", "given", "family", "born", "sex"], [1, "=1+1", "b", "2012", "f"]),
         "a formula in B2"),
    ],
)  # fmt: skip
def test_bad_input_is_one_line_and_nothing_is_done(a_file, run, tmp_path, content, says):
    a_file("m.toml", MAPPING)
    a_file("bad", content)
    code, out, err = run("facts", "import", "bad", *ONE)
    assert (code, out) == (2, "")
    assert says in err
    assert err.startswith("amparo: bad: ")
    assert err.count("\n") == 1
    assert not (tmp_path / "f").exists()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("x.csv",), "x.csv: No such file or directory"),
        (("police.csv", "shelter.csv"), "2 files need 2 --source NAME"),
    ],
)
def test_wrong_arguments_are_one_line(two_lists, run, arguments, says):
    code, _, err = run("facts", "import", *arguments, *ONE)
    assert code == 2
    assert says in err


def test_an_unknown_mapping_is_refused_with_those_that_there_are(two_lists, run):
    code, _, err = run("facts", "import", "police.csv", "--mapping", "ctdc", "--source", "a",
                       "--facts", "f")  # fmt: skip
    assert code == 2
    assert "there is no mapping 'ctdc': ctdc-2020, ctdc-2024" in err


def test_utf_16_and_semicolons_and_right_to_left_are_read(a_file, brought):
    mapping = a_file("m.toml", 'name = "a"\n[[columns]]\nfrom = "الجنس"\nto = "sex"\n'
                     'values = { "أنثى" = "female" }\n')  # fmt: skip
    path = a_file("a.csv", "الجنس;x\nأنثى;1\n".encode("utf-16"))
    _, tables = brought(path, mapping)
    assert tables["victims"][0]["sex"] == "female"


def test_a_report_says_every_row_and_cell_in_text_json_and_html(two_lists, run, tmp_path):
    code, out, _ = run("facts", "import", "police.csv", *ONE, "--report", "r", "--json")
    assert code == 0
    [said] = json.loads(out)
    assert said == json.loads((tmp_path / "r" / "police.json").read_text())
    assert said["adds_up"] is True
    assert said["cells"] == {"mapped": 2, "guessed": 0, "dropped": 8, "empty": 0, "all": 10}
    html = (tmp_path / "r" / "police.html").read_text()
    rows = "Rows read: 2. Became facts: 2. Dropped: 0."
    assert rows in html.replace("<bdi>", "").replace("</bdi>", "")
    assert '<html lang="en" dir="ltr">' in html
    assert "<script" not in html


def test_a_value_from_a_list_cannot_become_part_of_the_page(a_file, brought):
    mapping = a_file("m.toml", 'name = "<b>"\n[[columns]]\nfrom = "<i>s"\nto = "sex"\n'
                     'values = { f = "female" }\n')  # fmt: skip
    tally, _ = brought(a_file("a.csv", "<i>s\n<script>alert(1)</script>\n"), mapping)
    found = page(tally)
    assert "<script" not in found
    assert "<i>" not in found
    assert "&lt;script&gt;" in found
    assert any("a value that the mapping does not name" in line for line in lines(tally))
    assert to_json(tally)["cells"]["dropped"] == 1


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_no_cell_that_leaves_is_taken_for_a_formula(tmp_path, ending):
    from amparo.exchange.opening import open_sheet
    from amparo.exchange.writing import write_table

    bad = ["=1+1", "+1", "-1", "@x", '=HYPERLINK("http://x")']
    path = tmp_path / f"a.{ending}"
    write_table(path, ["=a", *"bcde"], [bad])
    if ending == "csv":
        assert all(cell.startswith("'") or cell.startswith('"\'')
                   for cell in path.read_text().splitlines()[1].split(","))  # fmt: skip
    else:
        cells = list(load_workbook(path).active.iter_rows())[1]
        assert {cell.data_type for cell in cells} == {"s"}
        assert all(cell.value.startswith("'") for cell in cells)
    assert next(open_sheet(path).rows)[1] == bad


def test_an_export_over_a_file_that_is_there_is_refused(two_lists, run, a_file):
    run("facts", "import", "police.csv", *ONE)
    a_file("out.csv", "mine")
    code, _, err = run(
        "exchange", "export", "--to", "ctdc-2024", "--facts", "f", "--out", "out.csv"
    )
    assert (code, err) == (2, "amparo: out.csv: is there already; name a new file\n")


def test_facts_go_out_as_ctdc_with_an_account(two_lists, run, tmp_path):
    run("facts", "import", "police.csv", *ONE)
    code, out, err = run(
        "exchange", "export", "--to", "ctdc-2024", "--facts", "f", "--out", "o.csv"
    )
    assert (code, err) == (0, "")
    assert "One line is one child" in out
    report = json.loads((tmp_path / "o.csv.report.json").read_text())
    assert report["empty"] == "not reported: never no"
    assert (tmp_path / "o.csv").read_text().splitlines()[0].startswith("yearOfRegistration,gender")


@pytest.mark.parametrize("name", ["ic-tip", "ICS_TIP", "IC-TIP"])
def test_conformity_with_ic_tip_is_not_claimed(two_lists, run, name):
    run("facts", "import", "police.csv", *ONE)
    code, _, err = run("exchange", "export", "--to", name, "--facts", "f", "--out", "o")
    assert code == 2
    assert "called ic-tip:unverified" in err


def test_the_four_units_of_ic_tip_go_out_under_a_name_that_says_unverified(
    two_lists, run, tmp_path
):
    run("facts", "import", "police.csv", *ONE)
    code, _, err = run(
        "exchange", "export", "--to", "ic-tip:unverified", "--facts", "f", "--out", "o"
    )
    assert (code, err) == (0, "")
    assert {one.name for one in (tmp_path / "o").iterdir()} == {
        "event.csv", "victim.csv", "perpetrator.csv", "reporting_entity.csv", "profile.json",
    }  # fmt: skip
    assert len((tmp_path / "o" / "victim.csv").read_text().splitlines()) == 3
    profile = json.loads((tmp_path / "o" / "profile.json").read_text())
    assert profile["profile"] == "ic-tip:unverified"


def test_facts_that_are_not_there_are_one_line(run, tmp_path):
    (tmp_path / "f").mkdir()
    code, _, err = run("exchange", "export", "--to", "htcds-2.0", "--facts", "f", "--out", "o.csv")
    assert (code, err) == (2, "amparo: f: there are no facts in it\n")
