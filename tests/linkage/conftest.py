"""Lists written as files, and linked."""

import csv

import pytest

from amparo.cli import main
from amparo.finding.linkage.records import COLUMNS


@pytest.fixture
def run(tmp_path, capsys, monkeypatch):
    """Run a command in a folder of its own; gives exit code, output and errors."""
    monkeypatch.chdir(tmp_path)

    def running(*arguments):
        code = main(arguments)
        said = capsys.readouterr()
        return code, said.out, said.err

    return running


@pytest.fixture
def a_list(tmp_path):
    """Write a list of rows (dicts); gives its name."""

    def writing(name, rows, columns=COLUMNS):
        with (tmp_path / name).open("w", encoding="utf-8", newline="") as file:
            written = csv.DictWriter(file, columns, restval="")
            written.writeheader()
            written.writerows(rows)
        return name

    return writing


@pytest.fixture
def groups(tmp_path):
    """The groups in a folder that was written, as sets of record ids."""

    def reading(folder):
        found = {}
        with (tmp_path / folder / "clusters.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                found.setdefault(row["cluster"], set()).add(row["record_id"])
        return {frozenset(group) for group in found.values()}

    return reading
