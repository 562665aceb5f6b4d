"""A site is there as a whole or not at all."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from amparo.release.made import ReleasedTable
from amparo.release.site import making
from amparo.release.site.addresses import file_name, file_names
from amparo.release.site.making import NotThere, build
from tests.release.site.made_up import KENYA, files, published, released, small

ROOT = Path(__file__).parents[3]


def test_a_site_without_a_release_says_that_nothing_is_published(tmp_path: Path) -> None:
    made = build([], tmp_path / "site", about=KENYA)
    assert sorted(files(tmp_path / "site")) == sorted(
        path.relative_to(tmp_path / "site").as_posix() for path in made
    )
    assert "Nothing is published yet." in (tmp_path / "site/en/index.html").read_text()


def test_a_site_can_be_read_by_a_web_server(tmp_path: Path) -> None:
    old = os.umask(0o077)
    try:
        made = build([published(small())], tmp_path / "site", about=KENYA)
    finally:
        os.umask(old)
    assert {path.stat().st_mode & 0o777 for path in made} == {0o644}
    folders = {parent for path in made for parent in path.parents if tmp_path in parent.parents}
    assert {path.stat().st_mode & 0o777 for path in folders} == {0o755}


def test_what_is_there_is_never_written_over(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    with pytest.raises(NotThere, match="is there already"):
        build([published(small())], tmp_path / "site", about=KENYA)
    assert list((tmp_path / "site").iterdir()) == []


def test_a_folder_that_cannot_be_made_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(NotThere) as refused:
        build([], tmp_path / "no" / "where", about=KENYA)
    assert "\n" not in str(refused.value)


def test_what_fails_half_way_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_all: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(making, "_data", full)
    with pytest.raises(NotThere, match="No space left"):
        build([published(small())], tmp_path / "site", about=KENYA)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("later", [1, 2, 0])
def test_a_version_gives_way_to_a_later_one_that_is_there(tmp_path: Path, later: int) -> None:
    with pytest.raises(NotThere, match="gives way"):
        build([published(small(), superseded_by=later)], tmp_path / "site", about=KENYA)


def test_a_version_is_there_once(tmp_path: Path) -> None:
    with pytest.raises(NotThere, match="twice"):
        build([published(small()), published(small())], tmp_path / "site", about=KENYA)


def test_no_two_files_have_one_name() -> None:
    assert file_names(["Âge", "age", "AGE!", "nul", ""]) == {
        "Âge": "age", "age": "age-2", "AGE!": "age-3", "nul": "x-nul", "": "x-",
    }  # fmt: skip
    assert len(file_name("ab" * 300)) == 60


def test_a_table_of_more_combinations_than_anybody_can_open_is_refused(tmp_path: Path) -> None:
    counts = {(f"A-{at}", f"B-{at}"): 40 for at in range(500)}
    table = ReleasedTable(name="wide", axes=("recruited_area", "exploited_area"), counts=counts)
    with pytest.raises(NotThere, match="wide: 250,000 combinations"):
        build([published(released(table))], tmp_path / "site", about=KENYA)
    assert list(tmp_path.iterdir()) == []


ELSEWHERE = """
import sys, hashlib, pathlib
import django
django.setup()
from tests.release.site.made_up import built, files, published, small
folder = built(pathlib.Path(sys.argv[1]), [published(small())])
print(hashlib.sha256(repr(sorted(files(folder).items())).encode()).hexdigest())
"""


@pytest.mark.slow
def test_another_process_in_another_time_zone_makes_the_same_site(tmp_path: Path) -> None:
    digests = set()
    for seed, zone in (("1", "Asia/Tokyo"), ("2", "America/Lima")):
        environment = {
            **os.environ,
            "PYTHONHASHSEED": seed,
            "TZ": zone,
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
        }
        command = [sys.executable, "-c", ELSEWHERE, str(tmp_path / seed)]
        run = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
        digests.add(run.stdout.strip())
    assert len(digests) == 1


def test_one_number_alone_and_rounded_numbers_can_be_published(tmp_path: Path) -> None:
    alone = ReleasedTable(name="all", axes=(), counts={(): 45})
    release = replace(released(alone), base=5)
    build([published(release)], tmp_path / "site", about=KENYA)
    page = (tmp_path / "site/en/children/v1/tables/all.html").read_text()
    assert "45" in page
    assert "rounded to the nearest 5" in page
    assert "45 detected children" in (tmp_path / "site/en/children/v1/index.html").read_text()
