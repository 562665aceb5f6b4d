"""The field that finds a child, wide and on a phone, in both directions: while somebody types, by
keyboard alone, and without JavaScript."""

import re
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from amparo.casefile.models import Case
from amparo.finding.kept.keeping import KEPT
from amparo.finding.search import notices
from amparo.finding.search.reach import REACH
from tests.browser.acting import Actor
from tests.browser.looking import findings
from tests.casefile.making import a_case
from tests.cast import Cast, make_cast
from tests.proven.world import session_of

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

WIDE, PHONE = (1280, 900), (360, 740)
FIELD, PANEL = "[data-finder] [name=text]", "[data-finder-panel]"
NAMES = ("Amina Ndiaye", "أمينة نداي", "Aminata Sow")


@pytest.fixture
def cast(transactional_db: None) -> Iterator[Cast]:
    cache.clear()
    KEPT.forget()
    REACH.forget()
    yield make_cast()
    KEPT.forget()


@pytest.fixture
def cases(cast: Cast) -> list[Case]:
    return [a_case(cast, identity={"names": [{"name": name}], "sex": "female"}) for name in NAMES]


def at_the_screen(
    browser: Browser, address: str, user, size: tuple[int, int], language: str = "en"
) -> Actor:
    user.language = language
    user.save(update_fields=["language"])
    return Actor(browser, address, user, size=size)


@pytest.mark.parametrize("size", [WIDE, PHONE])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_case_is_found_while_typing_and_opened_from_the_keyboard(
    browser: Browser,
    live_server: LiveServer,
    cast: Cast,
    cases: list[Case],
    size: tuple[int, int],
    language: str,
) -> None:
    actor = at_the_screen(browser, live_server.url, cast.caseworker, size, language)
    page = actor.page
    addresses: list[str] = []
    page.on("request", lambda request: addresses.append(request.url))
    page.keyboard.press("/")
    expect(page.locator(FIELD)).to_be_focused()
    page.keyboard.type("amina ndiaye")
    expect(page.locator(f"{PANEL} a").first).to_contain_text(cases[0].reference)
    assert findings(page) == []
    page.keyboard.press("ArrowDown")
    expect(page.locator(f"{PANEL} a").first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.locator(FIELD)).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(rf"/cases/{cases[0].reference}/"))
    assert not [url for url in addresses if "amina" in url.lower() or "ndiaye" in url.lower()]
    actor.leave()


@pytest.mark.parametrize("size", [WIDE, PHONE])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_enter_searches_in_full_with_the_reasons_and_asks_what_for(
    browser: Browser,
    live_server: LiveServer,
    cast: Cast,
    cases: list[Case],
    size: tuple[int, int],
    language: str,
) -> None:
    actor = at_the_screen(browser, live_server.url, cast.caseworker, size, language)
    page = actor.page
    page.fill(FIELD, "أمينة نداي")
    page.press(FIELD, "Enter")
    expect(page).to_have_url(live_server.url + "/find/")
    expect(page.locator("main .table tbody th").first).to_contain_text(cases[1].reference)
    page.locator(".told summary").click()
    expect(page.locator(".told [name=purpose]").first).to_be_visible()
    assert findings(page) == []
    page.locator(".finder-full__more summary").click()
    assert findings(page) == []
    page.locator(".told label").first.click()
    page.locator(".told button").click()
    expect(page.locator(".notice--good")).to_be_visible()
    actor.leave()


def test_escape_closes_the_list_and_a_slash_in_a_text_is_a_slash(
    browser: Browser, live_server: LiveServer, cast: Cast, cases: list[Case]
) -> None:
    actor = at_the_screen(browser, live_server.url, cast.caseworker, WIDE)
    page = actor.page
    page.fill(FIELD, "amin")
    expect(page.locator(f"{PANEL} a").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(PANEL)).to_be_hidden()
    expect(page.locator(FIELD)).to_be_focused()
    page.keyboard.type("/")
    expect(page.locator(FIELD)).to_have_value("amin/")
    actor.leave()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_without_a_script_the_field_leads_to_a_plain_page(
    browser: Browser, live_server: LiveServer, cast: Cast, cases: list[Case], language: str
) -> None:
    cast.caseworker.language = language
    cast.caseworker.save(update_fields=["language"])
    context = browser.new_context(
        java_script_enabled=False, viewport={"width": PHONE[0], "height": PHONE[1]}
    )
    context.add_cookies([
        {"name": "sessionid", "value": session_of(cast.caseworker), "url": live_server.url}
    ])  # fmt: skip
    page = context.new_page()
    page.goto(live_server.url + "/")
    page.fill("#finder-text", "Amina")
    page.press("#finder-text", "Enter")
    expect(page.locator("main .table tbody th").first).to_contain_text(cases[0].reference)
    context.close()


def test_a_mistyped_reference_shows_where(
    browser: Browser, live_server: LiveServer, cast: Cast, cases: list[Case]
) -> None:
    actor = at_the_screen(browser, live_server.url, cast.caseworker, WIDE)
    reference = cases[0].reference
    other = "3" if reference[2] != "3" else "4"
    actor.page.fill(FIELD, reference[:2] + other + reference[3:])
    actor.page.press(FIELD, "Enter")
    expect(actor.page.locator(".notice--caution mark")).to_have_text(reference[2])
    actor.page.locator(".notice--caution a.reference").click()
    expect(actor.page).to_have_url(re.compile(rf"/cases/{reference}/"))
    actor.leave()


@pytest.mark.parametrize("size", [WIDE, PHONE])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_an_agency_is_told_and_asks_whoever_searched_to_get_in_touch(
    browser: Browser,
    live_server: LiveServer,
    cast: Cast,
    cases: list[Case],
    size: tuple[int, int],
    language: str,
) -> None:
    searcher = at_the_screen(browser, live_server.url, cast.outsider, size, language)
    searcher.page.fill(FIELD, "Amina Ndiaye")
    searcher.page.press(FIELD, "Enter")
    expect(searcher.page.locator("main .empty")).to_be_visible()
    assert findings(searcher.page) == []
    assert cases[0].reference not in searcher.text()
    KEPT.up_to_date()
    notices.look_through(timezone.now())
    holder = at_the_screen(browser, live_server.url, cast.caseworker, size, language)
    assert findings(holder.page) == []
    holder.page.locator("[href='/notices/']").click()
    assert findings(holder.page) == []
    holder.page.locator("article .actions button").first.click()
    expect(holder.page.locator("main")).to_contain_text(cast.outsider.email)
    assert findings(holder.page) == []
    holder.leave()
    searcher.go("/")
    expect(searcher.page.locator("main")).to_contain_text(cast.caseworker.email)
    assert cases[0].reference not in searcher.text()
    assert findings(searcher.page) == []
    searcher.leave()
