"""A folder of files is there as a whole, or nothing of it is."""

from pathlib import Path

import pytest

from amparo.statistics.whole_folder import NotThere, whole_folder


def test_it_is_there_when_all_is_written(tmp_path: Path) -> None:
    out = tmp_path / "out"
    with whole_folder(out) as made:
        (made / "one").write_text("1")
        assert not out.exists()
    assert [one.name for one in tmp_path.iterdir()] == ["out"]
    assert out.stat().st_mode & 0o777 == 0o700
    assert (out / "one").read_text() == "1"


def half_written(out: Path, error: BaseException) -> None:
    with whole_folder(out) as made:
        (made / "one").write_text("1")
        raise error


@pytest.mark.parametrize("error", [OSError(28, "No space left"), KeyError("x"), SystemExit(1)])
def test_where_something_goes_wrong_nothing_is_left(tmp_path: Path, error: BaseException) -> None:
    with pytest.raises((NotThere, KeyError, SystemExit)):
        half_written(tmp_path / "out", error)
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_written_over(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    for name in ("out", "link"):
        with pytest.raises(NotThere, match="is there already"), whole_folder(tmp_path / name):
            pass


def test_what_another_is_writing_stays(tmp_path: Path) -> None:
    with whole_folder(tmp_path / "out") as made:
        with pytest.raises(NotThere, match="File exists"), whole_folder(tmp_path / "out"):
            pass
        assert made.exists()


@pytest.mark.parametrize("name", ["nowhere/out", "x\x00y"])
def test_where_no_folder_can_be_it_is_one_line(tmp_path: Path, name: str) -> None:
    with pytest.raises(NotThere) as refused, whole_folder(tmp_path / name):
        pass
    assert "\n" not in str(refused.value)
