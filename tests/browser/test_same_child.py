"""Two cases that may be one child: compared, decided and undone at a screen, and on a phone."""

import re

import pytest
from django.core.cache import cache
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from amparo.casefile import actions as record
from amparo.casefile.models import Case
from amparo.finding.kept.keeping import KEPT
from amparo.finding.models.suggestions import DecidedPair
from amparo.finding.same import looking
from tests.browser.acting import Actor
from tests.casefile.making import a_case
from tests.cast import Cast, make_cast
from tests.finding_same.conftest import HERE, bring_in, elsewhere

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

WHY = "The same passport, and she told us herself."
UNDONE = "It was her sister's passport."


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    cache.clear()
    KEPT.forget()
    return make_cast()


@pytest.fixture
def both(cast: Cast) -> tuple[Case, Case]:
    """Two cases, at two agencies, of one child whose names are written in two scripts."""
    here, there = a_case(cast, identity=HERE), elsewhere(cast)
    bring_in(cast, there, cast.caseworker)
    aunt = {"relation": "relative", "name": "مريم ديالو", "contact": "+221 70 123 45 67"}
    record.append(by=cast.outsider, case=there, kind="person_linked", body=aunt)
    mother = {"relation": "mother", "name": "Mariama Diallo", "contact": "call +221 70 123 45 67"}
    record.append(by=cast.caseworker, case=here, kind="person_linked", body=mother)
    while looking.look():
        pass
    return here, there


@pytest.mark.parametrize("size", [(1280, 900), (360, 740)], ids=["screen", "phone"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_two_cases_are_compared_decided_and_undone(
    browser: Browser,
    live_server: LiveServer,
    cast: Cast,
    both: tuple[Case, Case],
    language: str,
    size: tuple[int, int],
) -> None:
    cast.caseworker.language = language
    cast.caseworker.save(update_fields=["language"])
    worker = Actor(browser, live_server.url, cast.caseworker, size=size)
    page = worker.page
    page.locator('main a[href="/same-child/"]').first.click()
    page.locator(".pair__do a").click()
    main = page.locator("main")
    expect(main).not_to_contain_text("Diallo")
    page.locator("form.covered button").click()
    expect(page.locator(".versus")).to_contain_text("Fatoumata Diallo")
    expect(page.locator(".versus")).to_contain_text("فاتو ديالو")
    arabic = page.locator(".versus__value", has_text="فاتو ديالو")
    assert arabic.evaluate("one => getComputedStyle(one).direction") == "rtl"
    latin = page.locator(".versus__value", has_text="Fatoumata Diallo")
    assert latin.evaluate("one => getComputedStyle(one).direction") == "ltr"
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    form = page.locator("#decide form")
    worker.send(form)  # nothing said yet: asked again, both still in sight
    expect(page.locator(".versus")).to_contain_text("Fatoumata Diallo")
    worker.fill(form, result="same", reason=WHY)
    worker.send(form)
    expect(main).to_contain_text(WHY)
    assert DecidedPair.objects.get().result == "same"
    page.locator("details:has(form[action$='/undo/']) > summary").click()
    undo = page.locator("form[action$='/undo/']")
    worker.fill(undo, **{"undo-reason": UNDONE})
    worker.send(undo)
    expect(main).to_contain_text(UNDONE)
    expect(page).to_have_url(re.compile("/same-child/"))
    assert not DecidedPair.objects.exists()
    worker.leave()


def test_a_decision_is_made_by_keyboard_alone(
    browser: Browser, live_server: LiveServer, cast: Cast, both: tuple[Case, Case]
) -> None:
    worker = Actor(browser, live_server.url, cast.caseworker)
    here, there = both
    page = worker.go(f"/same-child/{here.reference}/{there.reference}/")
    page.locator("form.covered button").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".versus")).to_be_visible()
    page.locator('a[href="#decide"]').focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type(WHY)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text(WHY)
    assert DecidedPair.objects.get().result == "different"
    worker.leave()
