"""An analyst looks what noise would cost, draws it, and reads the version with its files."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from amparo.release import public
from amparo.release.models import NoiseDraw, ReleaseVersion
from tests.browser.analysts import PHONE, WIDE, at_the_screen
from tests.browser.analysts import cast as cast
from tests.browser.analysts import folder as folder
from tests.browser.looking import findings
from tests.cast import Cast
from tests.release.noisy import TABLES, WITH_RECORDS, noisy

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

DRAWN = noisy(*TABLES, noise=WITH_RECORDS.replace("2", "3"))


@pytest.mark.parametrize(("language", "size"), [("en", WIDE), ("ar", PHONE)])
def test_noise_is_looked_at_drawn_and_read(
    browser: Browser,
    live_server: LiveServer,
    cast: Cast,
    language: str,
    size: tuple[int, int],
    tmp_path: Path,
) -> None:
    page = at_the_screen(browser, live_server, cast.analyst, size, language)
    page.goto(f"{live_server.url}/releases/ask/")
    page.click("[name=file]")
    page.fill("[name=spec]", DRAWN)
    page.click("[name=plan]")
    expect(page.locator("#plan")).to_be_visible()
    assert NoiseDraw.objects.count() == 0
    looked_at(page)
    page.click("[name=make]")
    expect(page.locator("#noise")).to_be_visible()
    expect(page.locator("a[href$='/noise/records.csv']")).to_be_visible()
    looked_at(page)
    row = ReleaseVersion.objects.get()
    ReleaseVersion.objects.update(published_at=row.at)
    public.write(tmp_path / "site")
    context = browser.new_context(viewport={"width": size[0], "height": size[1]})
    visitor = context.new_page()
    for name in ("index", "tables/sex-and-movement", "method", "codebook"):
        visitor.goto((tmp_path / "site" / language / f"children-found/v1/{name}.html").as_uri())
        looked_at(visitor)
    context.close()


def looked_at(page: Page) -> None:
    assert findings(page) == []
