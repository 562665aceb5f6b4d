"""The strip of ages on a phone, read from right to left: nothing cut off, nothing out of reach."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from amparo.casefile.models import Case
from tests.browser.acting import Actor
from tests.casefile_pages.case_world import a_lived_case, say
from tests.cast import Cast, make_cast

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

PHONE = (360, 740)


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    cache.clear()
    cast = make_cast()
    cast.caseworker.language = "ar"
    cast.caseworker.save(update_fields=["language"])
    return cast


@pytest.fixture
def case(cast: Cast) -> Case:
    case = a_lived_case(cast)
    say(cast, case, "age_considered", stated_age=15, estimated_low=15, estimated_high=19,
        methods=["statement", "social"], outcome="treated_as_child")  # fmt: skip
    birth = {"year": timezone.now().year - 20}
    say(cast, case, "identity_recorded", names=[{"name": "A"}], birth=birth,
        documents=[{"kind": "passport"}])  # fmt: skip
    say(cast, case, "person_linked", relation="relative")
    say(cast, case, "child_charged", offence="theft", measure="fine")
    return case


def looked_at(actor: Actor) -> None:
    expect(actor.page.locator("html")).to_have_attribute("dir", "rtl")
    found = Axe().run(actor.page).response["violations"]
    assert [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found] == []
    assert actor.page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]


def test_the_strip_is_whole_on_a_phone_from_right_to_left(
    browser: Browser, live_server: LiveServer, cast: Cast, case: Case
) -> None:
    phone = Actor(browser, live_server.url, cast.caseworker, size=PHONE)
    address = f"/cases/{case.reference}"
    for path in ("/age/", "/record/age_considered/", "/people/", "/"):
        phone.go(address + path)
        looked_at(phone)
    phone.go("/")
    looked_at(phone)
    phone.go(address + "/age/")
    bars = phone.page.locator(".age__bar")
    before = bars.count()
    phone.page.locator("main form[method=post] button").last.click()
    phone.page.wait_for_load_state()
    expect(bars).not_to_have_count(before)
    looked_at(phone)
    # The years run from right to left, too: the claim of 15 lies to the right of the line at 18.
    claimed, line = bars.first.bounding_box(), phone.page.locator(".age__line").first.bounding_box()
    assert claimed is not None
    assert line is not None
    assert claimed["x"] > line["x"]
    phone.leave()


def test_choosing_the_medical_examination_asks_for_reason_and_consent(
    browser: Browser, live_server: LiveServer, cast: Cast, case: Case
) -> None:
    phone = Actor(browser, live_server.url, cast.caseworker, size=PHONE)
    phone.go(f"/cases/{case.reference}/record/age_considered/")
    why = phone.page.locator("[name=medical_because]")
    expect(why).to_be_hidden()
    phone.page.locator("[name=methods][value=medical]").check(force=True)
    expect(why).to_be_visible()
    phone.page.locator("[name=occurred_at_how][value=now]").check(force=True)
    phone.send(phone.page.locator("main form[data-kind-form]"))
    again = phone.page.locator("button[name=as_it_is]")
    expect(again).to_be_visible()
    looked_at(phone)
    again.click()
    phone.page.wait_for_url("**recorded=**")
    phone.leave()
