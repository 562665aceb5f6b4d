"""Whole lists: groups, mapping, order, brothers and sisters, and the same answer as for a few."""

import csv
from random import Random

import pytest

from amparo.finding.linkage import Record, score, shipped, table
from amparo.finding.linkage.engine import OnDuckDB
from amparo.finding.linkage.linking import link
from amparo.finding.linkage.model import count_rarity
from amparo.finding.linkage.prepared import Prepared, prepare
from amparo.finding.linkage.records import COLUMNS
from amparo.finding.linkage.table import FOLDED
from benchmarks import lists

# Whoever links a list starts a database.
pytestmark = pytest.mark.slow
RECORDS = 400


@pytest.fixture(scope="module")
def made():
    """(child, record) of the made-up country."""
    return list(lists.records(RECORDS, seed=11))


def loaded(records):
    con = table.connect()
    table.load(con, [("list", *(row[name] for name in COLUMNS)) for row in records])
    table.fold(con)
    return con


def linked(con, **changes):
    return link(con, OnDuckDB(con), shipped(), 0.5)


def names_of(con, found):
    named = dict(con.execute(f"select number, record_id from {FOLDED}").fetchall())
    groups = {}
    for number, record in named.items():
        groups.setdefault(found.group.get(number, number), set()).add(record)
    return {frozenset(group) for group in groups.values()}


def test_a_list_is_folded_as_a_record_is(made):
    con = loaded([row for _, row in made])
    columns = ", ".join(Prepared._fields)
    found = {
        row[0]: row[1:]
        for row in con.execute(f"select record_id, {columns} from {FOLDED}").fetchall()
    }
    for _, row in made:
        assert found[row["record_id"]] == tuple(prepare(Record(**row)))


def test_a_few_are_scored_as_a_list_is(made):
    records = [row for _, row in made]
    con = loaded(records)
    found = linked(con)
    rarity = {
        column: count_rarity(
            value for (value,) in con.execute(f"select {column} from {FOLDED}").fetchall()
        )
        for column in ("given", "given_sound", "family", "family_sound", "citizenship", "place")
    }
    model = found.model.knowing(rarity)
    by_id = {row["record_id"]: Record(**row) for row in records}
    named = dict(con.execute(f"select number, record_id from {FOLDED}").fetchall())
    assert len(found.one) > 50
    for one, other, weight in zip(found.one, found.other, found.weight, strict=True):
        pair = score([by_id[named[one]]], [by_id[named[other]]], model)[0]
        assert pair.weight == pytest.approx(weight, abs=1e-6)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_order_and_files_change_nothing(run, a_list, groups, made, seed):
    rows = [row for _, row in made]
    assert run("link", a_list("all.csv", rows), "--out", "whole")[0] == 0
    chance = Random(seed)
    chance.shuffle(rows)
    cut = sorted(chance.sample(range(1, len(rows)), seed))
    parts = [rows[a:b] for a, b in zip([0, *cut], [*cut, len(rows)], strict=True)]
    names = [a_list(f"part{at}.csv", part) for at, part in enumerate(parts)]
    assert run("link", *names, "--out", "parts")[0] == 0
    assert groups("parts") == groups("whole")


def test_most_children_are_found_and_few_brothers_or_sisters_joined():
    made = list(lists.records(3000, seed=5))
    con = loaded([row for _, row in made])
    found = linked(con)
    child = {row["record_id"]: child for child, row in made}
    named = dict(con.execute(f"select number, record_id from {FOLDED}").fetchall())
    groups = {}
    for number, group in found.group.items():
        groups.setdefault(group, []).append(child[named[number]])
    pairs = [(a, b) for group in groups.values() for at, a in enumerate(group) for b in group[:at]]
    right = sum(a.number == b.number for a, b in pairs)
    kin = sum(a.number != b.number and a.family == b.family for a, b in pairs)
    assert right / len(pairs) > 0.97
    assert kin / len(pairs) < 0.005


def test_other_headings_are_mapped(run, a_list, groups, tmp_path):
    rows = [
        {"Ref No": "1", "First name": "Blessing", "Surname": "Okwuosa", "DOB": "2012-05-03",
         "Town": "Noor", "Job": "x"},
        {"Ref No": "2", "First name": "Blesing", "Surname": "Okwosa", "DOB": "2012-05-03",
         "Town": "Noor", "Job": "x"},
    ]  # fmt: skip
    name = a_list("a.csv", rows, columns=list(rows[0]))
    (tmp_path / "m.toml").write_text(
        '[columns]\nrecord_id = "ref no"\ngiven_name = "First name"\nfamily_name = "SURNAME"\n'
        'birth_date = "DOB"\nplace = ["Town"]\n[also]\norder = "Job"\n'
    )
    code, _, err = run("link", name, "--columns", "m.toml", "--out", "out")
    assert (code, err) == (0, "")
    assert groups("out") == {frozenset({"1", "2"})}


@pytest.mark.parametrize(
    "text",
    ["x", "[columns]\nnothing = 'a'", "[other]", "[columns]\nplace = 3", "[columns]\nplace = []",
     "[columns]\nrecord_id = 'nowhere'", "[also]\nplace = 'a'", "[also]\n'a b' = 'a'",
     "columns = 3"],
)  # fmt: skip
def test_a_mapping_that_cannot_be_used_is_refused(run, a_list, tmp_path, text):
    name = a_list("a.csv", [{"record_id": "1", "given_name": "Ana"}])
    (tmp_path / "m.toml").write_text(text)
    code, _, err = run("link", name, "--columns", "m.toml", "--out", "out")
    assert code == 2
    assert err.count("\n") == 1
    assert not (tmp_path / "out").exists()


def test_unknown_and_empty_columns_are_told(run, a_list, tmp_path):
    rows = [{"record_id": str(at), "given_name": f"Ana{at}", "shoe": "38"} for at in range(3)]
    name = a_list("a.csv", rows, columns=("record_id", "given_name", "phone", "shoe"))
    code, out, _ = run("link", name, "--out", "out")
    assert code == 0
    assert "not used: shoe" in out
    assert "left out, because nothing is ever in it: phone" in out


def test_what_is_written(run, a_list, tmp_path):
    rows = [{"record_id": str(at), "given_name": "Nirina", "family_name": "Rasoanaivo",
             "birth_date": "2012-05-03"} for at in (1, 2)]  # fmt: skip
    rows.append({"record_id": "3", "given_name": "Kofi"})
    code, out, _ = run("link", a_list("a.csv", rows), a_list("b.csv", rows[:1]), "--out", "out")
    assert code == 0
    assert "4 records of 2 lists: 2 people" in out
    with (tmp_path / "out" / "clusters.csv").open(newline="") as file:
        assert next(csv.reader(file)) == ["record_id", "file", "cluster"]
    with (tmp_path / "out" / "pairs.csv").open(newline="") as file:
        assert all(0.5 <= float(row["probability"]) <= 1 for row in csv.DictReader(file))
    report = (tmp_path / "out" / "report.html").read_text()
    assert "Nirina" not in report
    assert "2012-05-03" not in report
    assert "<script" not in report
    assert "http" not in report
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "clusters.csv", "pairs.csv", "report.html",
    ]  # fmt: skip


def test_what_is_there_already_is_kept(run, a_list, tmp_path):
    name = a_list("a.csv", [{"record_id": "1", "given_name": "Ana"}])
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("x")
    code, _, err = run("link", name, "--out", "out")
    assert code == 2
    assert "already" in err
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["mine.txt"]


def test_a_list_is_not_named_twice(run, a_list):
    name = a_list("a.csv", [{"record_id": "1", "given_name": "Ana"}])
    assert run("link", name, f"./{name}", "--out", "out")[0] == 2


def test_a_model_is_trained_and_measured(run, a_list, tmp_path, made):
    name = a_list("a.csv", [row for _, row in made])
    truth = [{"record_id": row["record_id"], "cluster": child.number} for child, row in made]
    a_list("truth.csv", truth, columns=("record_id", "cluster"))
    assert run("linkage", "train", name, "--out", "m.json")[0] == 0
    code, out, _ = run(
        "linkage",
        "evaluate",
        name,
        "--truth",
        "truth.csv",
        "--model",
        "m.json",
        "--write",
        "e.json",
    )
    assert code == 0
    assert "0.5" in out
    assert run("link", name, "--model", "e.json", "--out", "out")[0] == 0
    report = (tmp_path / "out" / "report.html").read_text()
    assert "Where truth was known" in report
    lists_told = f"{RECORDS} records of 1 list"
    assert f"trained on {lists_told}, measured on {lists_told}." in report


def test_spark_is_refused_in_one_line_where_it_is_not(run, a_list, monkeypatch, tmp_path):
    from amparo.finding.linkage import spark

    monkeypatch.setattr(spark, "find_spec", lambda name: None)
    name = a_list("a.csv", [{"record_id": "1", "given_name": "Ana"}])
    code, _, err = run("link", name, "--engine", "spark", "--out", "out")
    assert code == 2
    assert "pyspark" in err
    assert err.count("\n") == 1
    assert not (tmp_path / "out").exists()


def test_one_new_record_is_found_beside_a_list(made):
    from amparo.finding.linkage.beside import Register

    by_id = {row["record_id"]: child.number for child, row in made}
    register = Register(Record(**row) for _, row in made)
    again = [row for child, row in made if list(by_id.values()).count(child.number) > 1][:40]
    right = 0
    for row in again:
        found = register.same_as(Record(**row))
        right += bool(found) and by_id[found[0].other] == by_id[row["record_id"]]
    assert right / len(again) > 0.8
    assert register.same_as(Record("new")) == []
