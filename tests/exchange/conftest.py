"""Lists written as files, brought in, given out."""

import csv
from datetime import date

import pytest

from amparo.cli import main
from amparo.exchange.importing import Asked, bring
from amparo.exchange.keys import Keys

TODAY = date(2026, 3, 1)
KEYS = Keys(b"a secret of the tests, long enough")


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
def a_file(tmp_path):
    """Write a text, or bytes as they are; gives the path."""

    def writing(name, content):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return writing


@pytest.fixture
def a_list(tmp_path):
    """Write rows (dicts) as CSV; gives the path."""

    def writing(name, rows, columns=None):
        names = columns or list(dict.fromkeys(key for row in rows for key in row))
        with (tmp_path / name).open("w", encoding="utf-8", newline="") as file:
            written = csv.DictWriter(file, names, restval="")
            written.writeheader()
            written.writerows(rows)
        return tmp_path / name

    return writing


@pytest.fixture
def brought():
    """Bring one list in, in memory; gives its tally and its tables."""

    def bringing(path, mapping, source="list"):
        found = bring([Asked(path, str(mapping), source)], KEYS, TODAY)[source]
        return found.tally, found.tables

    return bringing


@pytest.fixture
def victims(brought):
    """The victims of one list, without what every import adds."""

    def bringing(path, mapping="htcds-2.0"):
        return brought(path, mapping)[1]["victims"]

    return bringing


@pytest.fixture
def tolerated(brought):
    """What was tolerated in a file, and its first victim."""

    def bringing(path, mapping="htcds-2.0"):
        tally, tables = brought(path, mapping)
        assert tally.adds_up()
        return " / ".join(tally.tolerated), tables["victims"][0]

    return bringing
