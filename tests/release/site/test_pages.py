"""What somebody finds who opens the site, from a server or from a stick."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest

from amparo.release.made import TOTAL, ReleasedTable
from tests.release.site.made_up import LANGUAGES, SHOWN, built, files, published, released, small

LARGEST = 100_000


class Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        self.tags.append((tag, named))
        self.found += [value for key in ("href", "src") if (value := named.get(key))]


def read(page: str) -> Links:
    parser = Links()
    parser.feed(page)
    return parser


def text(folder: Path, path: str) -> str:
    return (folder / path).read_text("utf-8")


def broken(folder: Path) -> list[str]:
    wrong = []
    for path, content in files(folder, ".html").items():
        for link in read(content.decode()).found:
            if link.startswith("#"):
                continue
            target = (folder / path).parent / unquote(link)
            if re.match(r"[a-z]+:|/", link) or not target.is_file():
                wrong.append(f"{path}: {link}")
    return wrong


@pytest.mark.slow
@pytest.mark.parametrize("which", ["site", "large_site"])
def test_every_link_is_relative_and_leads_to_a_file(
    which: str, request: pytest.FixtureRequest
) -> None:
    assert broken(request.getfixturevalue(which)) == []


@pytest.mark.slow
@pytest.mark.parametrize("which", ["site", "large_site"])
def test_every_page_with_its_sheet_is_under_100_kb(
    which: str, request: pytest.FixtureRequest
) -> None:
    folder: Path = request.getfixturevalue(which)
    shared = sum(map(len, files(folder, ".css", ".svg").values()))
    sizes = {path: len(content) + shared for path, content in files(folder, ".html").items()}
    assert {path: size for path, size in sizes.items() if size >= LARGEST} == {}


@pytest.mark.slow
def test_no_page_has_a_script_a_style_or_anything_from_elsewhere(site: Path) -> None:
    for path, content in files(site, ".html", ".css", ".svg").items():
        page = content.decode()
        assert not re.search(r"<script|style=|<style|<form|<iframe|@import|url\(", page), path
        assert "http" not in page.replace("http://www.w3.org/2000/svg", ""), path


@pytest.mark.slow
def test_every_page_says_its_language_and_direction_and_leads_to_the_others(site: Path) -> None:
    for path, content in files(site, ".html").items():
        language = path.partition("/")[0]
        if language not in LANGUAGES:
            continue
        parsed = read(content.decode())
        html = parsed.tags[0][1]
        assert (html["lang"], html["dir"]) == (language, "rtl" if language == "ar" else "ltr")
        offered = {named.get("hreflang") for tag, named in parsed.tags if tag == "a"}
        assert offered >= set(LANGUAGES)
        assert sum(tag == "h1" for tag, _named in parsed.tags) == 1


@pytest.mark.slow
def test_a_language_is_chosen_without_a_script(site: Path) -> None:
    assert {f"{language}/index.html" for language in LANGUAGES} <= set(
        read(text(site, "index.html")).found
    )


@pytest.mark.slow
def test_file_names_are_plain_ascii_in_small_letters(site: Path) -> None:
    assert all(re.fullmatch(r"[a-zA-Z0-9./-]+", path) for path in files(site))


@pytest.mark.slow
def test_every_page_says_that_detected_is_not_trafficked(site: Path) -> None:
    for path, content in files(site, ".html").items():
        if path.startswith("en/"):
            assert "They are not all the children who were" in content.decode(), path


@pytest.mark.slow
def test_a_page_shows_the_numbers_says_what_hidden_means_and_nothing_of_the_house(
    site: Path,
) -> None:
    page = text(site, "en/children/v2/tables/age-and-sex.html")
    assert "4,219" in page
    assert "hidden" in page
    assert "fewer than 11, perhaps none" in page
    assert "Kenya" in page
    assert "people who work here" not in page
    assert "do not add them up" in text(site, "en/children/v2/tables/forms.html").lower()


@pytest.mark.slow
def test_a_superseded_version_says_why_and_leads_to_the_later_one(site: Path) -> None:
    for page in ("index", "method", "tables/forms"):
        old = text(site, f"en/children/v1/{page}.html")
        assert "Two children were one." in old
        assert "v2/index.html" in old
    assert "A later version" not in text(site, "en/children/v2/index.html")
    home = text(site, "en/index.html")
    assert "children/v2/index.html" in home
    assert "Corrected by version 2." in home


def test_a_withdrawn_version_keeps_its_numbers_and_says_why(tmp_path: Path) -> None:
    folder = built(tmp_path / "s", [published(small(), withdrawn_because="A list came twice.")])
    page = text(folder, "en/children/v1/tables/forms.html")
    assert "Withdrawn. Do not use these numbers." in page
    assert "A list came twice." in page
    assert "8,023" in page


@pytest.mark.slow
def test_numbers_that_said_too_much_are_in_no_page_and_in_no_file(tmp_path: Path) -> None:
    removed = published(small(), withdrawn_because="A village is named.", numbers_removed=True)
    folder = built(tmp_path / "s", [removed])
    for path, content in files(folder).items():
        page = content.decode()
        assert not any(str(one) in page or f"{one:,}" in page for one in SHOWN), path
        assert small().digest not in page, path
    assert broken(folder) == []
    for page in ("index", "tables/age-and-sex", "tables/forms"):
        assert "The numbers were removed" in text(folder, f"en/children/v1/{page}.html")
    assert "A village is named." in text(folder, "data/children/v1/WITHDRAWN.txt")
    assert [path for path in files(folder) if path.startswith("data/")] == [
        "data/children/v1/WITHDRAWN.txt"
    ]


def test_who_signed_is_said_in_the_language_of_the_page(tmp_path: Path) -> None:
    folder = built(tmp_path / "s", [replace(published(small()), signed=("police", "Bureau 7"))])
    assert "<bdi>Police</bdi>" in text(folder, "en/children/v1/index.html")
    assert "<bdi>Policía</bdi>" in text(folder, "es/children/v1/index.html")
    assert "<bdi>Bureau 7</bdi>" in text(folder, "ar/children/v1/index.html")


def test_a_combination_without_a_row_is_hidden_like_any_other(tmp_path: Path) -> None:
    counts = {("female", "internal"): 40, ("male", "none"): 40, ("female", TOTAL): 80}
    table = ReleasedTable(name="t", axes=("sex", "movement"), counts=counts)
    folder = built(tmp_path / "s", [published(released(table))])
    page = text(folder, "en/children/v1/tables/t.html")
    numbers = re.findall(r'<td class="n[^"]*">([^<]*)</td>', page)
    # By sex: not moved, inside the country, all. There is no row for all children.
    assert numbers == ["hidden", "40", "80", "40", "hidden", "hidden"]


def test_names_with_odd_characters_become_plain_files_and_safe_pages(tmp_path: Path) -> None:
    names = ("../../etc", "CON", "الجنس", "Sexe & âge <b>", "a" * 300, "A" * 300, "x")
    release = released(
        *(
            ReleasedTable(name=name, axes=("movement",), counts={("none",): 40, (TOTAL,): 40})
            for name in names
        ),
        name="<script>alert(1)</script>",
        because="<img src=x onerror=alert(1)>",
        version=3,
    )
    release = replace(release, title={"en": "<i>Title</i> & “more”"}, licence="<u>none</u>")
    folder = built(tmp_path / "s", [published(release)])
    pages = [path for path in files(folder, ".html") if "/tables/" in path]
    assert len(pages) == len(names) * len(LANGUAGES)
    assert broken(folder) == []
    assert all(re.fullmatch(r"[a-zA-Z0-9./-]+", path) for path in files(folder))
    for path, content in files(folder, ".html").items():
        assert not re.search(r"<(script|img src=x|i>|b>|u>)", content.decode()), path


@pytest.mark.slow
def test_a_table_too_long_for_a_page_says_so_and_is_whole_in_its_files(large_site: Path) -> None:
    page = text(large_site, "en/large/v1/tables/everything.html")
    assert "This page shows the sums over: Country of exploitation, Age at registration." in page
    lines = text(large_site, "data/large/v1/tables/everything.csv").splitlines()
    assert len(lines) == 2 + 51 * 11 * 11
    page = text(large_site, "en/large/v1/tables/areas.html")
    assert "250 more rows are in the files." in page
    assert page.count("<tr>") == 1 + 200
    assert "250 more codes are in the files." in text(large_site, "en/large/v1/codebook.html")
