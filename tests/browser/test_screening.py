"""A screening on a phone: stopped and gone on with, the network lost between two answers."""

import pytest
from django.core.cache import cache
from playwright.sync_api import Browser, Locator, expect
from pytest_django.live_server_helper import LiveServer

from amparo.casefile import timelines
from amparo.casefile.models import Case
from amparo.people.actions import note_training
from tests.browser.acting import Actor
from tests.casefile_pages.case_world import a_lived_case
from tests.cast import Cast, make_cast

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

PHONE = (360, 740)
SET = "child_labour"


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    cache.clear()
    cast = make_cast()
    note_training(by=cast.supervisor, user=cast.caseworker, trained=True)
    return cast


@pytest.fixture
def case(cast: Cast) -> Case:
    return a_lived_case(cast)


def status(actor: Actor, says: str) -> None:
    """Wait until the page says that the answers are kept (`done`), or wait for the network."""
    line = actor.page.locator("[data-kept]")
    expect(line).to_have_text(line.get_attribute(f"data-{says}") or "", timeout=15_000)


def answers(actor: Actor, number: int) -> Locator:
    """The choices of the sign with this number on the page."""
    return actor.page.locator("form[data-screening] fieldset").nth(number)


def choose(actor: Actor, number: int, answer: str) -> None:
    answers(actor, number).locator(f"[value={answer}]").check()


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_nothing_is_lost_between_two_answers_nor_between_two_days(
    browser: Browser, live_server: LiveServer, cast: Cast, case: Case, language: str
) -> None:
    cast.caseworker.language = language
    cast.caseworker.save(update_fields=["language"])
    begin = f"/cases/{case.reference}/screening/{SET}/1/"
    phone = Actor(browser, live_server.url, cast.caseworker, size=PHONE)
    phone.go(begin)
    choose(phone, 0, "yes")
    status(phone, "done")

    phone.context.set_offline(True)
    choose(phone, 1, "no")
    status(phone, "waiting")
    phone.page.locator("form[data-screening] button").first.click()
    status(phone, "waiting")
    assert phone.page.url.endswith(begin)
    phone.context.set_offline(False)
    status(phone, "done")
    wide = phone.page.evaluate("document.documentElement.scrollWidth")
    assert wide <= PHONE[0]
    phone.leave()

    later = Actor(browser, live_server.url, cast.caseworker, size=PHONE)
    later.go(begin)
    expect(answers(later, 0).locator("[value=yes]")).to_be_checked()
    expect(answers(later, 1).locator("[value=no]")).to_be_checked()
    choose(later, 1, "unknown")
    while "/end/" not in later.page.url:
        later.page.locator("form[data-screening] button").first.click()
        later.page.wait_for_load_state()
    form = later.page.locator("main form[data-kind-form]")
    later.fill(form, occurred_at_how="now")
    later.send(form)
    later.leave()
    [entry] = timelines.open_case(case.id).timeline().of("screening_completed")
    assert list(entry.body["answers"].values()) == ["yes", "unknown"]


def test_without_scripts_every_group_is_kept_with_its_button(
    browser: Browser, live_server: LiveServer, cast: Cast, case: Case
) -> None:
    plain = Actor(browser, live_server.url, cast.caseworker, size=PHONE)
    page = plain.context.new_page()
    page.route("**/*.js", lambda route: route.abort())
    page.goto(f"{live_server.url}/cases/{case.reference}/screening/{SET}/1/")
    first = page.locator("form[data-screening] fieldset").first
    first.locator("[value=yes]").check()
    page.locator("form[data-screening] button").first.click()
    page.wait_for_url("**/2/")
    page.go_back()
    page.reload()
    expect(first.locator("[value=yes]")).to_be_checked()
    plain.leave()


def test_what_is_known_is_folded_on_a_phone_and_wherever_the_child_may_look(
    browser: Browser, live_server: LiveServer, cast: Cast, case: Case
) -> None:
    begin = f"/cases/{case.reference}/screening/"
    for size, opened in ((PHONE, False), ((1280, 900), True)):
        actor = Actor(browser, live_server.url, cast.caseworker, size=size)
        known = actor.go(begin).locator("details.known")
        expect(known).to_have_js_property("open", opened)
        actor.go(f"{begin}{SET}/1/")
        expect(known).to_have_js_property("open", False)
        actor.leave()
