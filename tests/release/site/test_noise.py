"""On the site no noisy number stands without the word, and none goes where words get lost."""

import csv
import io
import json
import re
from pathlib import Path
from zipfile import ZipFile

import pytest

from amparo.release.made import Release, to_json
from tests.release.noisy import by_hand
from tests.release.site.made_up import built, files, published, small

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def release() -> Release:
    return by_hand(epsilon=6.0)


@pytest.fixture(scope="module")
def noisy_site(tmp_path_factory: pytest.TempPathFactory, release: Release) -> Path:
    out = tmp_path_factory.mktemp("noisy") / "site"
    return built(out, [published(release), published(small())])


def text_of(path: Path) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", path.read_text("utf-8")).split())


def test_every_page_says_noisy_the_epsilon_its_word_and_the_width(
    noisy_site: Path, release: Release
) -> None:
    assert release.noise
    for path in (noisy_site / "en" / "noisy" / "v1").rglob("*.html"):
        said = text_of(path)
        assert "Noisy numbers, not exact: noise moves 95 of 100 of them by less than" in said
        assert "Epsilon 6 is a weak promise, better than none" in said
    said = text_of(noisy_site / "en" / "noisy" / "v1" / "tables" / "sex.html")
    width = release.noise.width
    assert f"by less than {width}. Epsilon 6, a weak promise." in said
    assert "How many (noisy)" in said
    home = text_of(noisy_site / "en" / "index.html")
    assert "Noisy, not exact: 3,004" in home


def test_what_is_missing_is_few_or_none_and_never_hidden(noisy_site: Path) -> None:
    for table in ("sex-and-movement", "forms"):
        page = noisy_site / "en" / "noisy" / "v1" / "tables" / f"{table}.html"
        assert "few or none" in text_of(page)
        assert "hidden" not in text_of(page)
        assert "<svg" not in page.read_text("utf-8"), "the end of a bar looks exact"


def test_other_releases_say_nothing_of_noise(noisy_site: Path) -> None:
    for path in (noisy_site / "en" / "children").rglob("*.html"):
        assert "oisy" not in path.read_text("utf-8")


def test_how_to_quote_is_in_the_method_and_in_the_codebook(noisy_site: Path) -> None:
    for page in ("method", "codebook"):
        said = text_of(noisy_site / "en" / "noisy" / "v1" / f"{page}.html")
        assert "How to quote noisy numbers" in said
        assert "no line of it is a child" in said


def test_files_say_that_numbers_are_noisy(noisy_site: Path, release: Release) -> None:
    data = noisy_site / "data" / "noisy" / "v1"
    rows = list(csv.reader(io.StringIO((data / "tables" / "sex.csv").read_text("utf-8-sig"))))
    assert rows[0][-2:] == ["noisy_count", "few_or_none"]
    assert rows[1][-2].endswith("+noisy")
    table = json.loads((data / "tables" / "sex.json").read_text("utf-8"))
    assert table["columns"] == ["sex", "noisy_count"]
    assert (table["noise"]["epsilon"], table["noise"]["promise"]) == (6.0, "weak")
    assert table["said"]["en"]["sentence"].startswith("Noisy, not exact: ")
    with ZipFile(data / "tables" / "sex.en.xlsx") as book:
        sheets = [book.read(name).decode() for name in book.namelist() if "sheet" in name]
    assert any("How many (noisy)" in sheet for sheet in sheets)
    assert any("a weak promise" in sheet for sheet in sheets)


def test_made_up_records_and_their_quality_lie_beside_the_release(
    noisy_site: Path, release: Release
) -> None:
    data = noisy_site / "data" / "noisy" / "v1"
    assert release.noise
    assert (data / "records.csv").read_text("utf-8") == release.noise.records
    assert (data / "release.json").read_text("utf-8") == to_json(release)
    sums = (data / "SHA256SUMS.txt").read_text("utf-8")
    overview = (noisy_site / "en" / "noisy" / "v1" / "index.html").read_text("utf-8")
    for name in ("records.csv", "quality.json", "noisy-counts.csv"):
        assert (data / name).is_file()
        assert name in sums
        assert name in overview


def test_noisy_numbers_do_not_go_where_words_get_lost(noisy_site: Path) -> None:
    """Neither as values of DHIS2 nor as those of an indicator of a country."""
    data = noisy_site / "data"
    assert not (data / "noisy" / "v1" / "dhis2").exists()
    assert not (data / "noisy" / "v1" / "sdg").exists()
    assert (data / "children" / "v1" / "dhis2").is_dir()
    for path in (noisy_site / "en" / "noisy").rglob("*.html"):
        assert "DHIS2" not in path.read_text("utf-8")


def test_of_a_version_whose_numbers_were_removed_nothing_is_left(
    tmp_path: Path, release: Release
) -> None:
    gone = published(release, withdrawn_because="It was wrong.", numbers_removed=True)
    site = built(tmp_path / "site", [gone])
    assert set(files(site / "data")) == {"noisy/v1/WITHDRAWN.txt"}
    assert "3,004" not in text_of(site / "en" / "noisy" / "v1" / "index.html")
