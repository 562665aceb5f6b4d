"""Which versions of the protocol are in force in a deployment."""

from pathlib import Path
from typing import Any

import pytest

from amparo.casefile import protocols
from amparo.protocol import ProtocolError, default_protocol

HEAD = '[protocol]\nname = "ours"\ncountry = "XLY"\nextends = "default"\n'


@pytest.fixture(autouse=True)
def _forgotten() -> object:
    protocols.forget()
    yield
    protocols.forget()


def version(folder: Path, name: str, valid_from: str) -> None:
    """A file of the protocol of a made-up country."""
    text = f'{HEAD}version = "{name}"\nvalid_from = {valid_from}\n'
    (folder / f"{name}.toml").write_text(text, "utf-8")


def test_the_default_holds_where_nothing_is_named(settings: Any) -> None:
    settings.AMPARO_PROTOCOL = ""
    assert protocols.in_force() == (default_protocol(),)


def test_a_file_is_the_one_version(settings: Any, tmp_path: Path) -> None:
    version(tmp_path, "a", "2026-01-01")
    settings.AMPARO_PROTOCOL = str(tmp_path / "a.toml")
    assert [one.version for one in protocols.in_force()] == ["a"]


def test_a_folder_keeps_every_version_oldest_first(settings: Any, tmp_path: Path) -> None:
    version(tmp_path, "a", "2026-06-01")
    version(tmp_path, "b", "2025-01-01")
    settings.AMPARO_PROTOCOL = str(tmp_path)
    assert [one.version for one in protocols.in_force()] == ["b", "a"]


def test_one_bad_version_is_said_and_nothing_is_put_in_force(settings: Any, tmp_path: Path) -> None:
    version(tmp_path, "a", "2026-06-01")
    version(tmp_path, "b", "someday")
    settings.AMPARO_PROTOCOL = str(tmp_path)
    with pytest.raises(ProtocolError):
        protocols.in_force()
