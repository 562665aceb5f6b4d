"""A family looks for a child: from a request to the answer, in two directions, wide and on a phone.

Nobody here uses JavaScript: every step is a form.
"""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from amparo.casefile import addresses
from amparo.casefile.models import Case, Entry
from amparo.finding.kept.keeping import KEPT
from amparo.finding.models import TracingMatch, TracingRequest
from amparo.finding.tracing import answering, rules
from amparo.finding.tracing.waiting import WAITING
from amparo.people.models import User
from tests.browser.acting import Actor
from tests.casefile.making import record
from tests.cast import Cast, make_cast
from tests.tracing.conftest import AUNT, QUESTIONS, a_child, minutes_pass

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

WIDE, PHONE = (1280, 900), (360, 740)
BOARD = "/tracing/"


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    KEPT.forget()
    WAITING.forget()
    return make_cast()


def in_language(user: User, language: str) -> User:
    user.language = language
    user.save(update_fields=["language"])
    return user


def is_sound(page: Page, size: tuple[int, int]) -> None:
    """Nothing wrong for a screen reader, nothing wider than the screen."""
    found = Axe().run(page).response["violations"]
    assert [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]


def a_child_who_was_asked(cast: Cast) -> Case:
    case = a_child(cast)
    record(cast, case, "person_linked", relation="sibling", name="إبراهيم بنغورا")
    record(cast, case, "view_recorded", topic="contact", wish="for", words="I miss her.")
    record(cast, case, "family_assessed", involvement_in_trafficking="none")
    return case


def write_down_a_request(actor: Actor) -> TracingRequest:
    page = actor.go("/tracing/new/")
    form = page.locator("main form")
    for name in ("seeker_name", "channel", "child_names", "age", "siblings", "places",
                 "circumstances"):  # fmt: skip
        form.locator(f"[name={name}]").fill(AUNT[name])
    form.locator("[name=relation]").select_option("relative")
    form.locator("[name=sex]").select_option("female")
    form.locator("[name=may_be_contacted][value=yes]").check()
    form.locator("button[type=submit]").last.press("Enter")
    expect(page).to_have_url(re.compile(r"/tracing/[0-9a-f-]{36}/"))
    return TracingRequest.objects.get()


def verify_all(page: Page) -> None:
    for step in rules.STEPS:
        part = page.locator(f"#step-{step}")
        part.locator("summary").press("Enter")
        part.locator(f"[name={step}-how]").fill("Seen at the office of the Red Cross.")
        if step == rules.RELATION:
            for number, (question, answer) in enumerate(QUESTIONS, 1):
                part.locator(f"[name={step}-question_{number}]").fill(question)
                part.locator(f"[name={step}-answer_{number}]").fill(answer)
        part.locator(f"[name={step}-result][value=solved]").check()
        part.locator("button[type=submit]").press("Enter")
        page.wait_for_load_state()


@pytest.mark.parametrize("size", [WIDE, PHONE])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_request_is_verified_decided_by_two_and_answered_on_its_day(
    browser: Browser, live_server: LiveServer, cast: Cast, size: tuple[int, int], language: str
) -> None:
    case = a_child_who_was_asked(cast)
    worker = Actor(browser, live_server.url, in_language(cast.caseworker, language), size=size)
    worker.go("/tracing/new/")
    is_sound(worker.page, size)
    request = write_down_a_request(worker)
    minutes_pass()
    match = TracingMatch.objects.get(request=request, case=case)
    page = worker.go(f"/tracing/{request.id}/")
    is_sound(page, size)
    verify_all(page)
    page.locator("#step-relation details").first.evaluate("one => one.open = true")
    is_sound(page, size)
    page = worker.go(addresses.case(case.reference))
    page.locator(f"a[href='/tracing/match/{match.id}/']").first.press("Enter")
    expect(page).to_have_url(f"{live_server.url}/tracing/match/{match.id}/")
    assert "إبراهيم" not in page.locator("main").inner_text()
    page.locator("form[action$='/uncover/'] button").press("Enter")
    page.wait_for_load_state()
    assert "إبراهيم" in page.locator("main").inner_text()
    is_sound(page, size)
    form = page.locator("form[action$='/propose/']")
    form.locator("[name=decision][value=contact]").check()
    form.locator("[name=reason]").fill("She knows the name at home.")
    form.locator("[name=answers_fit][value=yes]").check()
    form.locator("[name=safe_because]").fill("The child asks for her.")
    form.locator("button[type=submit]").press("Enter")
    page.wait_for_load_state()
    is_sound(page, size)
    form.locator("[name=despite-contact_safe]").fill("A lawyer was asked and agrees.")
    form.locator("button[type=submit]").press("Enter")
    expect(page.locator("form[action$='/agree/']")).to_have_count(0)
    second = Actor(browser, live_server.url, in_language(cast.supervisor, language), size=size)
    page = second.go(BOARD)
    is_sound(page, size)
    page = second.go(f"/tracing/match/{match.id}/")
    is_sound(page, size)
    page.locator("form[action$='/agree/'] button").press("Enter")
    page.wait_for_load_state()
    is_sound(page, size)
    assert Entry.objects.filter(case=case, kind="tracing_answered").count() == 1
    request.refresh_from_db()
    assert answering.letter_for(request, "en").words == rules.INVITATION
    page = worker.go(f"/tracing/{request.id}/letter/")
    is_sound(page, size)
