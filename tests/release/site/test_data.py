"""What somebody finds who computes with the files."""

import csv
import io
import json
import re
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook  # type: ignore[import-untyped]

from amparo.release import made
from amparo.release.made import TOTAL, ReleasedTable
from amparo.release.site import data, dhis2, sdg
from amparo.release.site.making import About
from amparo.release.site.workbook import Sheet, workbook
from amparo.statistics.tables.axes import AXES
from tests.figures.making import DETECTED
from tests.release.site.made_up import (
    BY_SEX,
    FORMS,
    HIDDEN,
    KENYA,
    LANGUAGES,
    SHOWN,
    built,
    files,
    published,
    released,
    small,
)

HERE = "data/children/v1"
TAG = re.compile(r"#[a-z][a-z0-9_]*(\+[a-z][a-z0-9_]*)*")


def rows(folder: Path, path: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO((folder / path).read_text("utf-8-sig"))))


@pytest.mark.slow
def test_a_release_made_twice_is_identical(tmp_path: Path, site: Path) -> None:
    later = published(small(version=2, because="Two children were one."))
    again = built(tmp_path / "again", [later, published(small(), superseded_by=2)])
    assert files(again) == files(site)


@pytest.mark.slow
def test_a_table_as_csv_has_a_row_of_hxl_tags_and_hides_with_an_empty_cell(site: Path) -> None:
    heads, tags, *body = rows(site, f"{HERE}/tables/age-and-sex.csv")
    assert len(heads) == len(tags) == len(set(heads)) == len(set(tags))
    assert all(TAG.fullmatch(tag) for tag in tags)
    assert tags[-2] == "#affected+ind+children+detected"
    at = {name: heads.index(name) for name in heads}
    found = {
        (row[at["age_band"]], row[at["sex"]]): int(row[at["count"]]) if row[at["count"]] else None
        for row in body
    }
    assert found == BY_SEX
    assert {row[at["hidden"]] for row in body if not row[at["count"]]} == {"true"}
    assert {row[at["country"]] for row in body} == {"KEN"}
    assert body[0][at["sex_label"]] == "Female"


def test_every_axis_has_tags_that_hxl_takes_and_no_two_the_same() -> None:
    tags = [tag for axis in AXES for tag in data.hxl(axis)]
    assert len(tags) == len(set(tags))
    assert all(TAG.fullmatch(tag) for tag in tags)


def test_no_word_becomes_a_formula(tmp_path: Path) -> None:
    counts = {(code,): 40 for code in ("=1+1", "@SUM(A1)", "-2", "+3", TOTAL)}
    table = ReleasedTable(name="areas", axes=("exploited_area",), counts=counts)
    folder = built(tmp_path / "s", [published(released(table))])
    cells = [cell for row in rows(folder, f"{HERE}/tables/areas.csv") for cell in row]
    assert "'=1+1" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    book = load_workbook(folder / f"{HERE}/tables/areas.en.xlsx")
    kinds = {cell.data_type for row in book.worksheets[0].rows for cell in row}
    assert kinds == {"s", "n"}


@pytest.mark.slow
def test_a_table_as_json_says_it_in_every_language(site: Path) -> None:
    found = json.loads((site / f"{HERE}/tables/forms.json").read_text("utf-8"))
    assert {tuple(codes): count for *codes, count in found["rows"]} == FORMS
    assert set(found["said"]) == set(LANGUAGES)
    assert "detected" in found["said"]["en"]["sentence"].lower()
    assert found["axes"][0]["a_child_may_have_several"] is True
    assert {one["code"] for one in found["axes"][0]["codes"]} == {"begging", "sexual_exploitation"}


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_table_as_xlsx_reads_back_equal(site: Path, language: str) -> None:
    book = load_workbook(site / f"{HERE}/tables/age-and-sex.{language}.xlsx")
    table, meaning = book.worksheets
    assert bool(table.sheet_view.rightToLeft) == (language == "ar")
    _heads, *body = table.iter_rows(values_only=True)
    found = {row[-2:]: row[2] if isinstance(row[2], int) else None for row in body}
    assert found == BY_SEX
    assert meaning["A1"].value == (
        "الأطفال الذين اكتُشفوا، 2025" if language == "ar" else "Detected children, 2025"
    )


@pytest.mark.slow
def test_a_sheet_carries_no_time_at_which_it_was_written(site: Path) -> None:
    with ZipFile(site / f"{HERE}/tables/forms.en.xlsx") as book:
        assert {entry.date_time for entry in book.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        properties = book.read("docProps/core.xml").decode()
    assert set(re.findall(r"\d{4}-\d\d-\d\dT[^<]*", properties)) == {"2026-03-01T00:00:00Z"}


@pytest.mark.slow
def test_what_is_hidden_is_in_no_file(site: Path) -> None:
    for path, content in files(site).items():
        if path.endswith(".xlsx"):
            book = load_workbook(io.BytesIO(content))
            cells = [cell.value for row in book.worksheets[0].rows for cell in row]
            numbers = {cell for cell in cells if isinstance(cell, int)}
            assert numbers <= SHOWN, path
            continue
        said = re.findall(r"(?<![\w.-])\d{3,5}(?![\w.-])|\d{1,3},\d{3}", content.decode())
        assert not {int(one.replace(",", "")) for one in said} & HIDDEN, path


@pytest.mark.slow
def test_the_release_can_be_checked_against_the_digest_on_its_page(site: Path) -> None:
    kept = (site / f"{HERE}/release.json").read_bytes()
    assert made.from_json(kept.decode()) == small()
    digest = sha256(kept).hexdigest()
    for language in LANGUAGES:
        assert digest in (site / f"{language}/children/v1/index.html").read_text("utf-8")
    for line in (site / f"{HERE}/SHA256SUMS.txt").read_text().splitlines():
        said, path = line.split("  ")
        assert sha256((site / HERE / path).read_bytes()).hexdigest() == said


@pytest.mark.slow
def test_the_codebook_has_the_codes_that_are_used_and_no_others(site: Path) -> None:
    heads, *body = rows(site, f"{HERE}/codebook.csv")
    used = {(row[0], row[1]) for row in body}
    assert used == {
        ("age_band", "12_14"), ("age_band", "15_17"), ("age_band", TOTAL),
        ("sex", "female"), ("sex", "male"), ("sex", TOTAL),
        ("forms", "begging"), ("forms", "sexual_exploitation"), ("forms", TOTAL),
    }  # fmt: skip
    assert all(row[heads.index(f"code_{language}")] for row in body for language in LANGUAGES)


# For DHIS2


@pytest.mark.slow
def test_dhis2_gets_what_is_shown_and_nothing_for_what_is_hidden(site: Path) -> None:
    sent = json.loads((site / f"{HERE}/dhis2/age-and-sex.json").read_text())
    assert (sent["period"], sent["orgUnit"]) == ("2025", "KEN")
    shown = sorted(str(count) for count in BY_SEX.values() if count is not None)
    assert sorted(one["value"] for one in sent["dataValues"]) == shown
    listed = {(row[1], row[2]) for row in rows(site, f"{HERE}/dhis2/codes.csv")[1:]}
    used = {(one["dataElement"], one.get("categoryOptionCombo", "")) for one in sent["dataValues"]}
    assert used <= listed


def test_dhis2_codes_are_short_and_no_two_are_the_same() -> None:
    counts = {(f"KEN-{number}", "KEN", "0_4"): 40 for number in range(300)}
    axes = ("exploited_area", "exploited_country", "age_band")
    table = ReleasedTable(
        name="a-name-that-is-longer-than-it-ought-to-be", axes=axes, counts=counts
    )
    found = list(dhis2.values(released(table), table))
    assert len({(one.element, one.combination) for one in found}) == len(counts)
    assert max(len(code) for one in found for code in (one.element, one.combination)) <= 50


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        (date(2025, 1, 1), date(2025, 12, 31), "2025"),
        (date(2025, 4, 1), date(2025, 6, 30), "2025Q2"),
        (date(2025, 11, 1), date(2025, 11, 30), "202511"),
        (date(2024, 1, 1), date(2025, 12, 31), ""),
        (date(2025, 2, 1), date(2025, 4, 30), ""),
        (date(2025, 7, 1), date(2026, 6, 30), ""),
        (date(2025, 7, 9), date(2025, 7, 9), ""),
    ],
)
def test_dhis2_gets_years_quarters_and_months_only(start: date, end: date, said: str) -> None:
    meaning = replace(DETECTED, start=start, end=end, known_on=date(2026, 9, 1))
    assert dhis2.period(meaning) == said


def test_without_such_a_period_there_is_nothing_for_dhis2_and_no_link_to_it(
    tmp_path: Path,
) -> None:
    release = small()
    longer = replace(release.meaning, start=date(2024, 1, 1))
    folder = built(tmp_path / "s", [published(replace(release, meaning=longer))])
    assert not [path for path in files(folder) if "dhis2" in path]
    assert "DHIS2" not in (folder / "en/children/v1/index.html").read_text()


# For SDG 16.2.2


def test_the_goals_get_detected_children_as_counts_and_no_forms_added_up() -> None:
    head, *body = sdg.rows(small(), KENYA)
    at = {name: place for place, name in enumerate(head)}
    said = {
        (row[at["SERIES"]], row[at["SEX"]], row[at["AGE_BAND"]], row[at["PURPOSE"]]): row[
            at["OBS_VALUE"]
        ]
        for row in body
    }
    assert said["VC_HTF_DETV", "_T", "_T", "_T"] == 9137
    assert said["VC_HTF_DETV", "F", "12_14", "_T"] == 4219
    assert said["", "_T", "_T", "begging"] == 8023
    assert said["VC_HTF_DETVSX", "_T", "_T", "sexual_exploitation"] == ""
    assert len(body) == len(BY_SEX) + len(FORMS) - 1
    assert {row[at["OBS_STATUS"]] for row in body if row[at["OBS_VALUE"]] == ""} == {"Q"}


@pytest.mark.slow
def test_the_goals_file_says_what_it_is_not(site: Path) -> None:
    said = (site / f"{HERE}/sdg/README.txt").read_text()
    for line in ("It is no rate.", "It is children only.", "detected only", "Not verified"):
        assert line in said


def test_without_a_country_nothing_is_made_up(tmp_path: Path) -> None:
    folder = built(tmp_path / "s", [published(small())], about=About())
    page = (folder / "en/children/v1/index.html").read_text()
    assert "This country" in page
    assert rows(folder, f"{HERE}/tables/forms.csv")[2][2] == ""


def test_a_workbook_takes_any_text_as_it_is() -> None:
    odd = ["=1+1", "<b>&amp;\"'", " two  spaces ", "a\tb\nc", "الأطفال", "\U0001f9d2", ""]
    rows = [[text, at] for at, text in enumerate(odd)]
    sheet = Sheet("a/b:c[d]'" * 9, [10, 10], rows, rightwards=False)
    made = workbook([sheet], title="<&>", creator='"', moment="2026-03-01T00:00:00Z")
    book = load_workbook(io.BytesIO(made))
    found = book.worksheets[0]
    assert [[text or "", at] for text, at in found.iter_rows(values_only=True)] == rows
    assert {cell.data_type for row in found.rows for cell in row} <= {"s", "n"}
    assert (found.sheet_view.rightToLeft, book.properties.title) == (True, "<&>")
    assert len(found.title) <= 31


def test_a_workbook_leaves_out_what_no_file_of_its_kind_can_hold() -> None:
    sheet = Sheet("x", [10], [["a\x00b\x1fc\ud800d\ufffe"], ["z" * 40_000]])
    made = workbook([sheet], title="", creator="", moment="2026-03-01T00:00:00Z")
    first, second = load_workbook(io.BytesIO(made)).worksheets[0]["A"]
    assert (first.value, len(second.value)) == ("abcd", 32_767)
