"""Lists written as files, and linked."""

import csv

import pytest

from amparo.finding.linkage.records import COLUMNS
from tests.commands import run as run


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
