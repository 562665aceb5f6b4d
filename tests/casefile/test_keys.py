"""Master keys: from a file that only its owner reads, or from the environment."""

import stat
from uuid import UUID

import pytest

from amparo.casefile import keys, sealing
from amparo.casefile.keys import KeyProblem
from amparo.casefile.sealing import NotOpened, Place

HERE = Place("casefile_wrappedkey", "wrapped", UUID(int=1), None, UUID(int=3))


@pytest.fixture
def key_file(tmp_path):
    path = tmp_path / "keys" / "master.key"
    assert keys.make_file(path)
    return path


def test_a_new_key_file_can_be_read_by_its_owner_only(key_file):
    assert stat.S_IMODE(key_file.stat().st_mode) == 0o600
    assert stat.S_IMODE(key_file.parent.stat().st_mode) == 0o700


def test_an_existing_key_file_is_never_overwritten(key_file):
    before = key_file.read_text()
    assert not keys.make_file(key_file)
    assert key_file.read_text() == before


def test_a_key_file_that_others_can_read_is_refused(key_file):
    key_file.chmod(0o640)
    with pytest.raises(KeyProblem, match="chmod 600"):
        keys.from_file(key_file)


def test_a_missing_key_file_is_refused_in_one_line(tmp_path):
    with pytest.raises(KeyProblem) as problem:
        keys.from_file(tmp_path / "none.key")
    assert "\n" not in str(problem.value)


@pytest.mark.parametrize("text", ["", "one", "one !!!!", "one c2hvcnQ="])
def test_a_file_that_holds_no_key_is_refused(text):
    with pytest.raises(KeyProblem):
        keys.from_text(text, "the file")


def test_a_wrapped_key_opens_by_its_master_key_in_its_place(key_file):
    source, key = keys.from_file(key_file), sealing.new_key()
    master, wrapped = source.wrap(key, HERE)
    assert source.unwrap(master, wrapped, HERE) == key
    with pytest.raises(NotOpened):
        source.unwrap(
            master, wrapped, Place("casefile_wrappedkey", "wrapped", None, None, UUID(int=3))
        )


def test_an_added_key_is_current_and_the_one_before_still_unwraps(key_file):
    key = sealing.new_key()
    master, wrapped = keys.from_file(key_file).wrap(key, HERE)
    added = keys.add_key(key_file)
    source = keys.from_file(key_file)
    assert source.current_id() == added != master
    assert source.unwrap(master, wrapped, HERE) == key
    assert stat.S_IMODE(key_file.stat().st_mode) == 0o600


def test_a_master_key_that_is_gone_is_named(key_file, tmp_path):
    master, wrapped = keys.from_file(key_file).wrap(sealing.new_key(), HERE)
    keys.make_file(tmp_path / "other.key")
    with pytest.raises(KeyProblem, match=master):
        keys.from_file(tmp_path / "other.key").unwrap(master, wrapped, HERE)


def test_keys_may_come_from_the_environment(monkeypatch):
    line = keys.new_line().strip()
    monkeypatch.setenv(keys.VARIABLE, f"{keys.new_line().strip()},{line}")
    assert keys.key_source().current_id() == line.split()[0]
