"""Each page that the tour pictures is shown to the person who looks at it there.

With AMPARO_TEST_PICTURES=1 (`make pictures`) the pictures are written to docs/tour/images/ as well.
"""

import os
from collections.abc import Iterator

import pytest
import time_machine
from django.core.cache import cache
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from amparo.people.models import User
from tests.browser.pictures import DAY, FOLDER, PICTURES, make_made_up_country
from tests.proven.world import session_of

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

WRITTEN = bool(os.environ.get("AMPARO_TEST_PICTURES"))


@pytest.fixture
def country(live_server: LiveServer, transactional_db: None) -> Iterator[None]:
    cache.clear()
    with time_machine.travel(DAY):
        make_made_up_country()
        yield


def screen_of(user: User | None, browser: Browser, address: str) -> Page:
    """A browser in which this person has signed in; of None, whoever has no account."""
    context = browser.new_context(bypass_csp=True, reduced_motion="reduce", locale="en-GB")
    if user is None:
        return context.new_page()
    session = {"name": "sessionid", "value": session_of(user), "url": address}
    language = {"name": "amparo_language", "value": user.language, "url": address}
    context.add_cookies([session, language])  # type: ignore[list-item]
    return context.new_page()


def test_every_page_of_the_tour_is_there(
    country: None, browser: Browser, live_server: LiveServer
) -> None:
    screens: dict[User | None, Page] = {}
    for picture in PICTURES:
        user = picture.person()
        if user not in screens:
            screens[user] = screen_of(user, browser, live_server.url)
        page = screens[user]
        page.set_viewport_size({"width": picture.size[0], "height": picture.size[1]})
        if picture.where is not None:
            answer = page.goto(live_server.url + picture.where())
            assert answer is not None
            assert answer.status == 200, picture.name
        picture.act(page)
        expect(page.locator("html")).to_have_attribute("lang", user.language if user else "en")
        expect(page.locator("main h1").first).to_be_visible()
        if WRITTEN:
            FOLDER.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=FOLDER / f"{picture.name}.png", animations="disabled")
    for page in screens.values():
        page.context.close()
