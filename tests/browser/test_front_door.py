"""A teacher's phone at the front door of a school: small, without scripts, in French and in Arabic.

The link is opened, a report sent, and its receipt followed until somebody took the report up.
"""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.cache import cache
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from amparo.casefile.actions_concern import open_case
from amparo.casefile.actions_looking import see_case
from amparo.casefile.models import Case
from amparo.frontdoor import actions
from tests.cast import Cast, make_cast

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

PHONE = {"width": 360, "height": 740}
RECEIPT = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}")
WIDTH = "() => document.documentElement.scrollWidth <= document.documentElement.clientWidth"
LOCALES = {"fr": ("fr-FR", "ltr"), "ar": ("ar-EG", "rtl")}


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    cache.clear()
    return make_cast()


def link(cast: Cast) -> str:
    opened = actions.open_door(
        by=cast.supervisor,
        institution="The school on the hill",
        channel="school",
        agency=cast.agencies["social_services"],
    )
    return f"/door/{opened.token}/"


def phone(browser: Browser, language: str, **more: bool) -> Page:
    locale, _direction = LOCALES[language]
    return browser.new_context(locale=locale, viewport=PHONE, **more).new_page()  # type: ignore[arg-type]


def looks_well(page: Page, name: str) -> None:
    """Nothing for the checker of accessibility to find, and nothing beside the screen."""
    violations = Axe().run(page).response["violations"]
    found = [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in violations]
    assert not found, f"{name}: {found}"
    assert page.evaluate(WIDTH), name


def fill(page: Page) -> None:
    page.fill("[name=account]", "Elle s'endort en classe.")
    page.check("[name=how_urgent][value=urgent]", force=True)
    page.fill("[name=child_name]", "ليلى")
    page.fill("[name=place]", "derrière le moulin")


def state(page: Page, address: str, receipt: str) -> str:
    """What a receipt says, in the page's language."""
    page.goto(f"{address}/receipt/")
    page.fill("[name=receipt]", receipt.lower())
    page.locator("main form button").click()
    page.wait_for_load_state()
    return page.locator(".notice").first.inner_text()


@pytest.mark.parametrize("language", LOCALES)
def test_a_report_is_sent_from_a_small_phone_and_followed(
    browser: Browser, live_server: LiveServer, cast: Cast, language: str
) -> None:
    page, address = phone(browser, language, bypass_csp=True), live_server.url
    page.goto(address + link(cast))
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page.locator("html")).to_have_attribute("dir", LOCALES[language][1])
    looks_well(page, f"door-{language}")
    fill(page)
    page.locator("main form .actions button").click()
    expect(page.locator("main")).to_contain_text(RECEIPT)
    looks_well(page, f"arrived-{language}")
    found = RECEIPT.search(page.locator("main").inner_text())
    assert found
    assert page.context.cookies() == []

    said = [state(page, address, found[0])]
    looks_well(page, f"receipt-{language}")
    concern = Case.objects.get()
    see_case(by=cast.caseworker, case=concern)
    said.append(state(page, address, found[0]))
    open_case(by=cast.caseworker, case=concern, caseworker=cast.caseworker)
    said.append(state(page, address, found[0]))
    assert len(set(said)) == 3
    page.goto(f"{address}/door/nowhere/")
    looks_well(page, f"no-door-{language}")
    page.context.close()


def test_it_works_without_scripts_and_in_another_language_nothing_typed_is_lost(
    browser: Browser, live_server: LiveServer, cast: Cast
) -> None:
    page = phone(browser, "fr", java_script_enabled=False)
    page.goto(live_server.url + link(cast))
    fill(page)
    page.locator(".menu summary").click()
    page.locator(".menu button[value=ar]").click()
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.locator("[name=account]")).to_have_value("Elle s'endort en classe.")
    expect(page.locator("[name=how_urgent][value=urgent]")).to_be_checked()
    page.press("[name=place]", "Enter")
    expect(page.locator("main")).to_contain_text(RECEIPT)
    expect(page.locator("html")).to_have_attribute("lang", "ar")
    assert Case.objects.count() == 1
    page.context.close()
