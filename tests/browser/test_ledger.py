"""The ledger of figures and the check of a text, wide and on a phone, in both directions."""

import pytest
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.acting import Actor
from tests.browser.looking import findings
from tests.cast import Cast, make_cast

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

WIDE, PHONE = (1280, 900), (360, 740)
# How far a drawn line of the chain reaches out of the drawing that is shown.
OUTSIDE = """() => Math.max(...[...document.querySelectorAll('.chain svg')]
  .filter(svg => svg.getBoundingClientRect().width)
  .flatMap(svg => { const box = svg.getBoundingClientRect();
    return [...svg.querySelectorAll('tspan')].map(one => { const line = one.getBoundingClientRect();
      return Math.max(box.left - line.left, line.right - box.right) }) }))"""
TEXT = (
    "Some 1.2 million children are trafficked every year. Trafficking generates $12 billion a year."
    " From 2020 to 2023, 202,478 victims of trafficking were detected in 156 countries."
)


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return make_cast()


@pytest.mark.parametrize("size", [WIDE, PHONE])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_an_analyst_reads_the_chain_and_checks_a_text(
    browser: Browser, live_server: LiveServer, cast: Cast, size: tuple[int, int], language: str
) -> None:
    cast.analyst.language = language
    cast.analyst.save(update_fields=["language"])
    actor = Actor(browser, live_server.url, cast.analyst, size=size)
    page = actor.go("/figures/ledger/")
    assert findings(page) == []
    page.locator("a[href$='ilo_2002_trafficked_children/']").click()
    expect(page.locator("#chain svg:visible")).to_have_count(1)
    assert page.evaluate(OUTSIDE) <= 1
    page.locator("#chain details summary").click()
    assert findings(page) == []
    actor.go("/figures/ledger/check/")
    page.locator("[name=text]").fill(TEXT)
    page.locator("main form button[type=submit]").click()
    expect(page.locator("main article")).to_have_count(2)
    assert findings(page) == []
    page.locator("[name=text]").fill(" ")
    page.locator("main form button[type=submit]").click()
    expect(page.locator(".error-summary")).to_be_visible()
    assert findings(page) == []
