"""Runs commands over files in a folder of their own."""

import json

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


@pytest.fixture
def write(tmp_path):
    """Write a file (a value becomes JSON); gives its name."""

    def writing(name, value):
        text = value if isinstance(value, str) else json.dumps(value)
        (tmp_path / name).write_text(text, encoding="utf-8")
        return name

    return writing
