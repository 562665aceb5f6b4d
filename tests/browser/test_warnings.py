"""A warning is noted before the event and held against what came, on a desk and on a phone."""

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.analysts import PHONE, WIDE, at_the_screen, on_day
from tests.browser.analysts import cast as cast
from tests.browser.analysts import folder as folder
from tests.browser.looking import findings
from tests.cast import Cast

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

SCREENS = pytest.mark.parametrize(("language", "size"), [("en", WIDE), ("ar", PHONE)])
TEXT = "Many children will cross the border alone"
CAME = "Fewer came than was feared"


def noted(page: Page, text: str) -> None:
    page.locator("a[href$='/warnings/note/']").click()
    page.select_option("[name=about]", "conflict")
    page.fill("[name=issuer]", "UNICEF")
    on_day(page, "issued", "2022-03-01")
    page.select_option("[name=place]", "world")
    page.fill("[name=text]", text)
    page.locator("main form button").first.click()


@SCREENS
def test_a_warning_is_noted_and_then_what_happened(
    browser: Browser, live_server: LiveServer, cast: Cast, language: str, size: tuple[int, int]
) -> None:
    page = at_the_screen(browser, live_server, cast.analyst, size, language)
    page.goto(f"{live_server.url}/figures/warnings/")
    expect(page.locator(".empty")).to_be_visible()
    assert findings(page) == []
    noted(page, TEXT)
    expect(page.locator("main article blockquote")).to_contain_text(TEXT)
    page.locator("main article a[href$='/afterwards/']").click()
    page.select_option("[name=result]", "in_part")
    on_day(page, "on", "2023-03-01")
    page.fill("[name=text]", CAME)
    assert findings(page) == []
    page.locator("main form button").first.click()
    expect(page.locator("main article")).to_contain_text(CAME)
    assert findings(page) == []
    page.goto(f"{live_server.url}/figures/over-time/?first=2019&last=2025")
    expect(page.locator(".chart__signs")).to_contain_text(TEXT)
    expect(page.locator(".chart__signs")).to_contain_text(CAME)
    assert findings(page) == []


@SCREENS
def test_a_warning_of_one_child_is_refused_and_what_was_typed_stays(
    browser: Browser, live_server: LiveServer, cast: Cast, language: str, size: tuple[int, int]
) -> None:
    page = at_the_screen(browser, live_server, cast.analyst, size, language)
    page.goto(f"{live_server.url}/figures/warnings/")
    noted(page, "A girl named Blue, aged 14, may be next")
    expect(page.locator("[data-error-summary]")).to_be_focused()
    expect(page.locator("[name=text]")).to_have_value("A girl named Blue, aged 14, may be next")
    assert findings(page) == []


@SCREENS
def test_a_warning_is_taken_out_only_with_a_reason(
    browser: Browser, live_server: LiveServer, cast: Cast, language: str, size: tuple[int, int]
) -> None:
    page = at_the_screen(browser, live_server, cast.analyst, size, language)
    page.goto(f"{live_server.url}/figures/warnings/")
    noted(page, TEXT)
    page.locator("main article .actions a").last.click()
    take_out = page.locator("form[action$='/withdraw/'] button")
    take_out.click()
    expect(page.locator("[data-error-summary]")).to_be_focused()
    assert findings(page) == []
    page.fill("[name=because]", "It was never issued")
    take_out.click()
    expect(page.locator(".empty")).to_be_visible()
