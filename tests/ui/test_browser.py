"""The style guide and the sign-in page in Chromium: for everybody, both directions, and small."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PAGES = ("/styleguide/", "/sign-in/")
DIRECTIONS = (("en", "ltr"), ("ar", "rtl"))


@pytest.fixture
def context(browser: Browser, live_server: LiveServer) -> Iterator[BrowserContext]:
    # The checker is put into the page, which our content policy forbids to anybody else.
    context = browser.new_context(bypass_csp=True)
    yield context
    context.close()


def opened(
    context: BrowserContext, address: str, language: str = "en", *, dark: bool = False
) -> Page:
    context.add_cookies(
        [{"name": "amparo_language", "value": language, "url": address.rsplit("/", 2)[0]}]
    )
    page = context.new_page()
    # Before the page stands: a change of colours afterwards could be caught half done.
    page.emulate_media(color_scheme="dark" if dark else "light")
    page.goto(address)
    return page


@pytest.mark.parametrize(("language", "direction"), DIRECTIONS)
@pytest.mark.parametrize("path", PAGES)
def test_a_page_has_no_accessibility_finding(
    context: BrowserContext, live_server: LiveServer, path: str, language: str, direction: str
) -> None:
    page = opened(context, live_server.url + path, language)
    expect(page.locator("html")).to_have_attribute("dir", direction)
    found = Axe().run(page)
    assert found.response["violations"] == [], found.generate_report()


@pytest.mark.prove
@pytest.mark.parametrize(("language", "direction"), DIRECTIONS)
@pytest.mark.parametrize("path", PAGES)
def test_a_page_has_no_accessibility_finding_in_the_dark_on_the_smallest_screen(
    context: BrowserContext, live_server: LiveServer, path: str, language: str, direction: str
) -> None:
    page = opened(context, live_server.url + path, language, dark=True)
    page.set_viewport_size({"width": 320, "height": 640})
    found = Axe().run(page)
    assert found.response["violations"] == [], found.generate_report()


@pytest.mark.parametrize(("language", "direction"), DIRECTIONS)
@pytest.mark.parametrize("path", PAGES)
def test_nothing_scrolls_sideways_on_the_smallest_screen(
    context: BrowserContext, live_server: LiveServer, path: str, language: str, direction: str
) -> None:
    page = opened(context, live_server.url + path, language)
    page.set_viewport_size({"width": 320, "height": 640})
    wide, seen = page.evaluate(
        "() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    )
    assert wide <= seen


@pytest.mark.parametrize("path", PAGES)
def test_what_is_pressed_is_large_enough_for_a_thumb(
    context: BrowserContext, live_server: LiveServer, path: str
) -> None:
    page = opened(context, live_server.url + path)
    page.set_viewport_size({"width": 360, "height": 640})
    for pressed in page.locator(".button:visible, .input:visible, .tab:visible, summary").all():
        box = pressed.bounding_box()
        assert box is None or box["height"] >= 44, pressed.inner_text()


def test_the_keyboard_skips_to_the_content(
    context: BrowserContext, live_server: LiveServer
) -> None:
    page = opened(context, live_server.url + "/styleguide/")
    page.locator("body").evaluate("body => document.activeElement.blur()")
    page.locator(".skip").focus()
    expect(page.locator(".skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


def test_an_error_summary_takes_the_focus_and_leads_to_the_field(
    context: BrowserContext, live_server: LiveServer
) -> None:
    page = opened(context, live_server.url + "/sign-in/")
    page.locator(".form .button").click()
    summary = page.locator(".error-summary")
    expect(summary).to_be_focused()
    summary.locator("a").first.click()
    expect(page.locator("#id_email")).to_be_focused()


def test_only_fields_that_apply_are_shown_and_without_a_script_all(
    browser: Browser, context: BrowserContext, live_server: LiveServer
) -> None:
    page = opened(context, live_server.url + "/styleguide/#forms")
    page.locator("details", has_text="A form without mistakes").locator("summary").click()
    reason = page.locator("[name=interview-reason_to_ask_again]")
    expect(reason).to_be_hidden()
    page.locator("[name=interview-asked_about][value=exploitation]").check()
    expect(reason).to_be_visible()
    without = browser.new_context(java_script_enabled=False)
    plain = opened(without, live_server.url + "/styleguide/#forms")
    plain.locator("details", has_text="A form without mistakes").locator("summary").click()
    expect(plain.locator("[name=interview-reason_to_ask_again]")).to_be_visible()
    expect(plain.get_by_text("Only if", exact=False).first).to_be_visible()
    without.close()


def test_nothing_on_a_page_breaks_its_content_policy(page: Page, live_server: LiveServer) -> None:
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    for path in PAGES:
        page.goto(live_server.url + path)
        expect(page.locator("html.js")).to_have_count(1)
    assert complaints == []
