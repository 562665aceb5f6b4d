"""The public site as it lies on a stick: opened from files, on a telephone in Arabic and wide in
English. Nothing is asked of any other machine.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.looking import findings
from tests.release.noisy import by_hand
from tests.release.site.made_up import built, large, published, small

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PAGES = (
    "index",
    "children/v1/index",
    "children/v2/index",
    "children/v2/tables/age-and-sex",
    "children/v2/tables/forms",
    "children/v2/codebook",
    "children/v2/method",
    "children/v2/licence",
    "children/v3/index",
    "noisy/v1/index",
    "noisy/v1/tables/sex-and-movement",
    "noisy/v1/method",
    "large/v1/index",
    "large/v1/tables/everything",
    "large/v1/tables/areas",
)


@pytest.fixture(scope="module")
def stick(tmp_path_factory: pytest.TempPathFactory) -> Path:
    removed = small(version=3, because="A form was added.")
    return built(
        tmp_path_factory.mktemp("stick") / "site",
        [
            published(small(), superseded_by=2),
            published(small(version=2, because="Two children were one.")),
            published(removed, withdrawn_because="A village is named.", numbers_removed=True),
            published(large(), withdrawn_because="A list came twice."),
            published(by_hand(epsilon=12)),
        ],
    )


@pytest.fixture(params=["light", "dark"])
def scheme(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@contextmanager
def opened(browser: Browser, size: tuple[int, int], scheme: str) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    yield context.new_page()
    context.close()


@pytest.mark.parametrize(("language", "size"), [("ar", (320, 640)), ("en", (1280, 900))])
def test_every_page_can_be_used_by_everybody_from_a_stick(
    browser: Browser, stick: Path, language: str, size: tuple[int, int], scheme: str
) -> None:
    with opened(browser, size, scheme) as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        wrong = {}
        for path in (f"{stick}/index.html", *(f"{stick}/{language}/{one}.html" for one in PAGES)):
            page.goto(f"file://{path}")
            assert page.evaluate("document.styleSheets.length") == 1, path
            if found := findings(page):
                wrong[path] = found
        assert wrong == {}
        assert {url.partition(":")[0] for url in asked} == {"file"}


def test_somebody_finds_a_number_and_its_file_by_the_keyboard_without_a_script(
    browser: Browser, stick: Path
) -> None:
    context = browser.new_context(java_script_enabled=False, accept_downloads=True)
    page = context.new_page()
    page.goto(f"file://{stick}/index.html")
    page.get_by_role("link", name="English").press("Enter")
    page.get_by_role("link", name="Detected children, 2025").first.press("Enter")
    page.get_by_role("link", name="By: Age at registration, Sex").press("Enter")
    assert page.get_by_role("cell", name="4,219").count() == 1
    with page.expect_download() as download:
        page.get_by_role("link", name="XLSX").press("Enter")
    assert download.value.suggested_filename == "age-and-sex.en.xlsx"
    context.close()
