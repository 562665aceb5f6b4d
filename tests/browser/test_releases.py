"""An analyst asks for a release, is stopped by the check, mends it; two sign; it is on the site."""

import re
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

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

KEPT = "0_4, other"  # few children, who would be shown
TINY = (320, 640)


def asked(page: Page, live_server: LiveServer) -> None:
    """Two tables in the form: the others of the usual ones are taken away, one by one."""
    page.goto(f"{live_server.url}/releases/ask/")
    for number in (5, 4, 3, 1):
        page.locator(f"#table-{number} [name=_fewer]").click()
        expect(page.locator(f"#table-{number}")).to_have_count(0)
    page.locator("[name=_more]").click()
    # A further number, and there the reader is.
    expect(page.locator("#table-3")).to_be_focused()
    page.select_option("[name=table-3-axis_1]", "solution")


def kept(page: Page, said: str) -> None:
    field = page.locator("[name=table-0-keep]")
    if not field.is_visible():
        page.locator("#table-0 summary").first.click()
    field.fill(said)


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
    asked(analyst, live_server)
    assert findings(analyst) == []
    kept(analyst, KEPT)
    analyst.click("[name=make]")
    expect(analyst.locator("#stopped")).to_be_visible()
    expect(analyst.locator("[name=table-0-keep]")).to_have_value(KEPT)
    assert findings(analyst) == []
    kept(analyst, "")
    with analyst.expect_navigation():  # Enter asks what it would be, and removes no table
        analyst.press("[name=title_en]", "Enter")
    expect(analyst.locator("[aria-labelledby=plan] tbody tr")).to_have_count(3)
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


@pytest.mark.parametrize("language", ["en", "ar"])
def test_what_is_wrong_is_shown_at_its_field_and_the_file_stands_beside_the_form(
    browser: Browser, live_server: LiveServer, cast: Cast, language: str
) -> None:
    page = at_the_screen(browser, live_server, cast.analyst, TINY, language)
    page.goto(f"{live_server.url}/releases/ask/")
    page.select_option("[name=table-1-axis_2]", "means")
    page.locator(".actions [name=plan]").click()
    expect(page.locator("[data-error-summary]")).to_be_focused()
    page.locator("[data-error-summary] a").click()
    expect(page.locator("[name=table-1-axis_1]")).to_be_focused()
    assert findings(page) == []
    page.click("[name=file]")
    expect(page.locator("[name=spec]")).to_have_value(re.compile('"forms", "means"'))
    page.fill("[name=spec]", page.input_value("[name=spec]").replace('"forms", "means"', '"forms"'))
    assert findings(page) == []
    page.click("[name=form]")
    expect(page.locator("[name=table-1-axis_1]")).to_have_value("forms")
    expect(page.locator("[name=table-1-axis_2]")).to_have_value("")
