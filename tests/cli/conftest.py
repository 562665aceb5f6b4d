"""Runs commands over files in a folder of their own."""

import json

import pytest

from tests.commands import run as run


@pytest.fixture
def write(tmp_path):
    """Write a file (a value becomes JSON); gives its name."""

    def writing(name, value):
        text = value if isinstance(value, str) else json.dumps(value)
        (tmp_path / name).write_text(text, encoding="utf-8")
        return name

    return writing
