"""Deciding on a status on a phone: what the facts amount to follows while somebody writes."""

import pytest
from django.core.cache import cache
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from amparo.casefile import timelines
from amparo.casefile.models import Case
from tests.browser.acting import Actor
from tests.casefile_pages.case_world import a_lived_case
from tests.cast import Cast, make_cast

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

PHONE = (360, 740)


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    cache.clear()
    return make_cast()


@pytest.fixture
def case(cast: Cast) -> Case:
    return a_lived_case(cast)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_what_the_facts_amount_to_follows_every_answer(
    browser: Browser, live_server: LiveServer, cast: Cast, case: Case, language: str
) -> None:
    cast.caseworker.language = language
    cast.caseworker.save(update_fields=["language"])
    worker = Actor(browser, live_server.url, cast.caseworker, size=PHONE)
    worker.go(f"/cases/{case.reference}/record/standing_decided/")
    form = worker.page.locator("main form[data-kind-form]")
    fitting = worker.page.locator("#amounts-to .reading--fits")
    expect(fitting).to_have_count(0)
    worker.fill(form, grounds="words that nobody may lose", purposes="begging")
    expect(fitting).to_have_count(1)
    worker.fill(form, acts="harbouring", movement="internal")
    expect(fitting).to_have_count(2)
    expect(form.locator("#amounts-short bdi")).to_have_count(2)
    expect(form.locator("[name=grounds]")).to_have_value("words that nobody may lose")
    assert worker.page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
    worker.fill(form, standing="presumed", occurred_at_how="now")
    worker.send(form)
    assert "recorded=" in worker.page.url
    worker.go(f"/cases/{case.reference}/standing/")
    expect(worker.page.locator("#amounts-to .reading--fits")).to_have_count(2)
    worker.leave()
    decided = timelines.open_case(case.id).timeline().of("standing_decided")
    assert decided[-1].body["grounds"] == "words that nobody may lose"
