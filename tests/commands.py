"""Runs commands of the command line in a folder of their own, for every room that has some."""

import pytest

from amparo.cli import main


@pytest.fixture
def run(tmp_path, capsys, monkeypatch):
    """Run a command in a folder of its own; gives exit code, output and errors."""
    monkeypatch.chdir(tmp_path)

    def running(*arguments):
        code = main(arguments)
        said = capsys.readouterr()
        return code, said.out, said.err

    return running
