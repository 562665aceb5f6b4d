"""Every page, for somebody who may see it: accessible, in both directions, at every width.

The pages are those of the table of addresses (tests/proven/addresses.py); a new one is looked at
here without another line.
"""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from amparo.people.models import User
from tests.browser.looking import findings
from tests.proven.addresses import arguments, lines
from tests.proven.world import World, make_world, session_of

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

DIRECTIONS = (("en", "ltr"), ("ar", "rtl"))
SHOWN = "o"
FOR_NOBODY = {"people:sign_in", "people:accept_invitation"}
WIDTH = "() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]"


@pytest.fixture
def world(transactional_db: None) -> World:
    cache.clear()
    return make_world()


def whose(signs: dict[str, str], name: str) -> str | None:
    """Somebody to whom the page is shown; a caseworker where they may see it."""
    if name in FOR_NOBODY:
        return "nobody"
    shown = [person for person, sign in signs.items() if sign == SHOWN]
    return "caseworker" if "caseworker" in shown else next(iter(shown), None)


def pages(
    world: World, browser: Browser, address: str, language: str, *, dark: bool = False
) -> Iterator[tuple[str, Page]]:
    """Every page in turn, each with somebody signed in who may see it."""
    User.objects.update(language=language)
    there: dict[str, Page] = {}
    for line in lines():
        person = whose(dict(line.signs), line.name) if line.method == "GET" else None
        if person is None:
            continue
        if person not in there:
            context = browser.new_context(bypass_csp=True, color_scheme="dark" if dark else "light")
            cookies = [{"name": "amparo_language", "value": language, "url": address}]
            user = world.user(person)
            if user is not None:
                cookies.append({"name": "sessionid", "value": session_of(user), "url": address})
            context.add_cookies(cookies)  # type: ignore[arg-type]
            there[person] = context.new_page()
        page = there[person]
        page.goto(address + reverse(line.name, args=arguments(world, line.name)))
        yield line.name, page
    for page in there.values():
        page.context.close()


@pytest.mark.parametrize(("language", "direction"), DIRECTIONS)
def test_every_page_has_no_accessibility_finding_and_does_not_scroll_sideways(
    world: World, browser: Browser, live_server: LiveServer, language: str, direction: str
) -> None:
    wrong: dict[str, list[str]] = {}
    for name, page in pages(world, browser, live_server.url, language):
        expect(page.locator("html")).to_have_attribute("dir", direction)
        found = findings(page)
        page.set_viewport_size({"width": 320, "height": 640})
        wide, seen = page.evaluate(WIDTH)
        page.set_viewport_size({"width": 1280, "height": 900})
        if wide > seen:
            found.append(f"scrolls sideways at 320 px: {wide}")
        if found:
            wrong[name] = found
    assert wrong == {}


@pytest.mark.prove
@pytest.mark.parametrize(("language", "direction"), DIRECTIONS)
def test_every_page_is_accessible_in_the_dark_on_the_smallest_screen(
    world: World, browser: Browser, live_server: LiveServer, language: str, direction: str
) -> None:
    wrong: dict[str, list[str]] = {}
    for name, page in pages(world, browser, live_server.url, language, dark=True):
        page.set_viewport_size({"width": 320, "height": 640})
        if found := findings(page):
            wrong[name] = found
        page.set_viewport_size({"width": 1280, "height": 900})
    assert wrong == {}
