"""`amparo check` finds what would stop a deployment, and says what to do about it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from pytest_django import Settings

from amparo.audit import triggers
from amparo.casefile import instruments_here, keys
from amparo.web import ground, health
from amparo.web.models import DeploymentMark
from tests.instruments.test_folder import ours, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(tmp_path: Path, settings: Settings) -> Iterator[Path]:
    """A deployment that is well."""
    settings.AMPARO_HOME = tmp_path
    settings.AMPARO_SECRET_KEY_FILE = tmp_path / "keys" / "secret.key"
    settings.AMPARO_MASTER_KEY_FILE = tmp_path / "keys" / "master.key"
    keys.forget()
    ground.make()
    yield tmp_path
    keys.forget()


def found() -> str:
    return "\n".join(str(finding) for finding in health.check() if finding.stops)


def test_a_deployment_just_made_is_well(home: Path) -> None:
    assert found() == ""


def test_making_it_again_changes_no_key(home: Path) -> None:
    before = (home / "keys" / "master.key").read_bytes()
    ground.make()
    assert (home / "keys" / "master.key").read_bytes() == before


@pytest.mark.parametrize("name", ["secret.key", "master.key"])
def test_a_missing_key_stops_the_server(home: Path, name: str) -> None:
    (home / "keys" / name).unlink()
    assert f"{name} is missing" in found()
    with pytest.raises(ground.NotReady):
        health.refuse_unready()


@pytest.mark.parametrize("name", ["secret.key", "master.key"])
def test_a_key_that_others_can_read_is_found(home: Path, name: str) -> None:
    (home / "keys" / name).chmod(0o644)
    assert f"{name} can be read by others" in found()
    assert "chmod 600" in found()


def test_a_damaged_master_key_is_found(home: Path) -> None:
    (home / "keys" / "master.key").write_text("not a key\n")
    keys.forget()
    assert "not a master key" in found()


def test_a_database_without_a_mark_is_found(home: Path) -> None:
    for alias in ground.DATABASES:
        DeploymentMark.objects.using(alias).all().delete()
    assert "is not there yet" in found()


def test_a_missing_guard_is_found_and_put_back(home: Path) -> None:
    with connection.cursor() as cursor:
        on = " ON audit_line" if connection.vendor == "postgresql" else ""
        name = first_guard()
        cursor.execute(f"DROP TRIGGER {name}{on}")
    told = "\n".join(str(finding) for finding in health.check())
    assert "keeps the record from being changed" in told
    ground.migrate()
    assert triggers.missing("default") == []


def first_guard() -> str:
    ending = "change" if connection.vendor == "postgresql" else "update"
    return f"audit_line_no_{ending}"


def test_a_protocol_that_cannot_be_used_is_found(home: Path, settings: Settings) -> None:
    broken = home / "protocol.toml"
    broken.write_text("[duty.\n")
    settings.AMPARO_PROTOCOL = str(broken)
    assert "cannot be used" in found()


@pytest.fixture
def instruments(home: Path, settings: Settings) -> Iterator[Path]:
    """The folder with the country's own instruments."""
    folder = home / "instruments"
    folder.mkdir()
    settings.AMPARO_INSTRUMENTS = str(folder)
    yield folder
    settings.AMPARO_INSTRUMENTS = ""
    instruments_here.forget()


def test_an_instrument_that_cannot_be_used_stops_the_server(instruments: Path) -> None:
    (instruments / "ours.toml").write_text("[instrument]\ncode = 7\n", "utf-8")
    with pytest.raises(ground.NotReady, match=r"ours.toml, line \d+: ") as raised:
        health.refuse_unready()
    assert str(instruments) in str(raised.value)
    assert "\n" not in str(raised.value)
    assert health.remarks() == []


def test_a_folder_of_instruments_that_is_not_there_stops_the_server(
    home: Path, settings: Settings
) -> None:
    settings.AMPARO_INSTRUMENTS = str(home / "nowhere")
    assert "there is no such folder" in found()
    instruments_here.forget()


def test_an_own_version_of_one_of_ours_is_well_and_is_said(instruments: Path) -> None:
    write(instruments, signs=ours("unodc_child", "our-2026"))
    assert found() == ""
    [said] = health.remarks()
    assert "unodc_child our-2026" in said
    assert "takes the place of ours (2008)" in said


def test_an_open_server_without_https_is_found(home: Path, settings: Settings) -> None:
    settings.AMPARO_MODE = "real"
    settings.ALLOWED_HOSTS = ["amparo.example"]
    settings.SESSION_COOKIE_SECURE = False
    assert "AMPARO_HTTPS" in found()
