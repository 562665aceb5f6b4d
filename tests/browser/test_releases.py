"""An analyst asks for a release, is stopped by the check, mends it; two sign; it is on the site."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from amparo.release import public
from tests.browser.analysts import PHONE, WIDE, at_the_screen
from tests.browser.analysts import cast as cast
from tests.browser.analysts import folder as folder
from tests.browser.looking import findings
from tests.cast import Cast
from tests.release.asking import spec

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

KEPT = '| keep = [["0_4", "other"]]'  # few children, who would be shown
LEAKY = spec(f"sexes: age_band sex {KEPT}", "movement: movement")
MENDED = spec("sexes: age_band sex", "movement: movement")
TINY = (320, 640)


def asked(page: Page, live_server: LiveServer, text: str, button: str) -> None:
    page.goto(f"{live_server.url}/releases/ask/")
    page.fill("[name=spec]", text)
    page.click(f"[name={button}]")


def signed(page: Page, address: str) -> None:
    page.goto(address)
    page.locator("form[action$='/sign/'] button").click()
    expect(page.locator("form[action$='/sign/']")).to_have_count(0)


@pytest.mark.parametrize(("language", "size"), [("en", WIDE), ("ar", PHONE)])
def test_a_release_is_stopped_mended_signed_and_published(
    browser: Browser,
    live_server: LiveServer,
    cast: Cast,
    language: str,
    size: tuple[int, int],
    tmp_path: Path,
) -> None:
    analyst = at_the_screen(browser, live_server, cast.analyst, size, language)
    rapporteur = at_the_screen(browser, live_server, cast.rapporteur, size, language)
    asked(analyst, live_server, LEAKY, "make")
    expect(analyst.locator("#stopped")).to_be_visible()
    expect(analyst.locator("[name=spec]")).to_have_value(LEAKY)
    assert findings(analyst) == []
    analyst.fill("[name=spec]", MENDED)
    analyst.click("[name=plan]")
    expect(analyst.locator("#plan")).to_be_visible()
    assert findings(analyst) == []
    analyst.click("[name=make]")
    expect(analyst.locator("#state")).to_be_visible()
    assert findings(analyst) == []
    address = analyst.url
    signed(analyst, address)
    expect(analyst.locator("form[action$='/publish/']")).to_have_count(0)
    signed(rapporteur, address)
    rapporteur.locator("form[action$='/publish/'] button").click()
    expect(rapporteur.locator("#withdraw")).to_be_visible()
    assert findings(rapporteur) == []
    site = tmp_path / "site"
    public.write(site)
    context = browser.new_context(viewport={"width": TINY[0], "height": TINY[1]})
    visitor = context.new_page()
    visitor.goto((site / "ar" / "index.html").as_uri())
    expect(visitor.locator("html")).to_have_attribute("dir", "rtl")
    visitor.locator("main a[href*='children-found']").first.click()
    assert findings(visitor) == []
    context.close()
