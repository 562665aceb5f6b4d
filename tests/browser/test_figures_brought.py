"""An analyst brings a population: rates, and who is found more often; what is refused, and why."""

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.analysts import PEOPLE, PHONE, WIDE, at_the_screen, having, on_day
from tests.browser.analysts import cast as cast
from tests.browser.analysts import folder as folder
from tests.browser.looking import findings
from tests.cast import Cast
from tests.figure_pages import facts

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

SCREENS = pytest.mark.parametrize(("language", "size"), [("en", WIDE), ("ar", PHONE)])


def sent(page: Page, text: str, **more: str) -> None:
    page.fill("[name=first]", str(facts.YEAR))
    page.fill("[name=last]", str(facts.YEAR))
    page.fill("[name=text]", text)
    for name, value in more.items():
        page.fill(f"[name={name}]", value)
    page.locator("main form button:not([name])").click()


@SCREENS
def test_a_rate_is_shown_of_a_population_that_is_pasted(
    browser: Browser, live_server: LiveServer, cast: Cast, language: str, size: tuple[int, int]
) -> None:
    page = at_the_screen(browser, live_server, cast.analyst, size, language)
    page.goto(f"{live_server.url}/figures/rates/")
    page.locator("main details summary").first.click()
    expect(page.locator(".figures__lines")).to_be_visible()
    assert findings(page) == []
    page.select_option("[name=by]", "sex")
    sent(page, PEOPLE)
    expect(page.locator("#sentence")).to_be_in_viewport()
    expect(page.locator(".figures__grid tbody tr")).not_to_have_count(0)
    expect(page.locator("[name=text]")).to_have_value(PEOPLE)
    assert findings(page) == []


@SCREENS
def test_a_population_that_does_not_fit_is_refused_and_stays_typed(
    browser: Browser, live_server: LiveServer, cast: Cast, language: str, size: tuple[int, int]
) -> None:
    page = at_the_screen(browser, live_server, cast.analyst, size, language)
    page.goto(f"{live_server.url}/figures/rates/")
    wrong = PEOPLE.replace(",female,0,", ",girl,0,")
    sent(page, wrong)
    expect(page.locator("[data-error-summary]")).to_be_focused()
    expect(page.locator("#id_text_error")).to_contain_text("sex")
    expect(page.locator("[name=text]")).to_have_value(wrong)
    expect(page.locator(".figures__grid")).to_have_count(0)
    assert findings(page) == []
    if language == "en":
        expect(page.locator("#id_text_error")).to_contain_text("Line 2: sex must be one of")


@SCREENS
def test_who_is_found_more_often_is_said_with_its_interval_and_is_no_risk(
    browser: Browser, live_server: LiveServer, cast: Cast, language: str, size: tuple[int, int]
) -> None:
    page = at_the_screen(browser, live_server, cast.analyst, size, language)
    page.goto(f"{live_server.url}/figures/who/")
    page.select_option("[name=kind]", "survey")
    sent(page, having(("out_of_school", 100), ("poverty", 600)))
    expect(page.locator("#found")).to_be_in_viewport()
    expect(page.locator("table tbody tr")).to_have_count(2)
    expect(page.locator("section:has(#found) .notice--caution")).to_be_visible()
    expect(page.locator("table .badge--caution")).to_have_count(1)
    assert findings(page) == []
    if language == "en":
        expect(page.locator("table thead")).to_contain_text("Interval")
        expect(page.locator("table tbody")).to_contain_text(" to ")
        expect(page.locator("table tbody")).to_contain_text("too broad to act on")
        expect(page.locator(".notice--caution")).to_contain_text("no measure of risk")


@SCREENS
def test_a_community_is_looked_at_only_after_an_ethics_review(
    browser: Browser, live_server: LiveServer, cast: Cast, language: str, size: tuple[int, int]
) -> None:
    page = at_the_screen(browser, live_server, cast.analyst, size, language)
    page.goto(f"{live_server.url}/figures/who/")
    lines = having(("minority", 100))
    sent(page, lines)
    expect(page.locator("#id_review_body_error")).to_be_visible()
    expect(page.locator("#found")).to_have_count(0)
    sent(page, lines, review_body="The university's ethics committee")
    expect(page.locator("#id_review_on_error")).to_be_visible()
    assert findings(page) == []
    on_day(page, "review_on", "2025-02-01")
    sent(page, lines)
    expect(page.locator("section:has(#found)")).to_contain_text("ethics committee")
    expect(page.locator("table tbody tr")).to_have_count(1)
    assert findings(page) == []
