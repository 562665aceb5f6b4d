"""A nurse who has never used Amparo reports a child from her phone, on a slow network."""

import pytest
from django.core.cache import cache
from playwright.sync_api import Browser, Locator, expect
from pytest_django.live_server_helper import LiveServer

from amparo.casefile.forms_concern import ENTRIES
from amparo.casefile.models import TO_TRIAGE, Case
from amparo.people import actions
from amparo.people.models import Agency, User
from tests.browser.acting import REFERENCE
from tests.browser.hand import Hand, a_phone
from tests.cast import PASSWORD, Cast, join, make_cast

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

MOST_INTERACTIONS = 25
MOST_SECONDS = 120

ACCOUNT = (
    "Very tired, does not know where she stays. The man with her answers everything and keeps her "
    "papers."
)
NAME = "Maravilla"
PLACE = "with us, room 2"
CONTACT = "070 123 45 67"


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    cache.clear()
    return make_cast()


@pytest.fixture
def nurse(cast: Cast) -> User:
    clinic = actions.create_agency(
        by=cast.administrator, name="clinic", authority="health", neutral_name="Health post"
    )
    nurse = join(cast.administrator, clinic, "nurse", "first_responder")
    # A concern goes to the social services of the reporter's own province.
    Agency.objects.filter(name__in=("clinic", "social_services")).update(province="north")
    return nurse


def question(hand: Hand, name: str) -> Locator:
    """The part of the form that asks this: its words, its hint, its choices."""
    return hand.page.locator(".field").filter(has=hand.page.locator(f"[name={name}]"))


def sign_in(hand: Hand, nurse: User, address: str) -> None:
    hand.page.goto(f"{address}/sign-in/")
    form = hand.page.locator("main form").filter(has=hand.page.locator("[type=password]"))
    hand.skim(hand.page.locator("main h1"), form)
    hand.type(form.locator("[name=email]"), nurse.email)
    hand.type(form.locator("[name=password]"), PASSWORD)
    hand.tap(form.locator("[type=submit]"))
    hand.page.wait_for_url(f"{address}/")


def find_the_way(hand: Hand) -> None:
    """What the start page says first is what she came for."""
    first = hand.page.locator("main section").first
    hand.skim(hand.page.locator("main h1"), first)
    hand.tap(first.locator("a.button"))
    hand.page.wait_for_url("**/concern/")


def write(hand: Hand, name: str, text: str) -> None:
    asked = question(hand, name)
    hand.skim(asked.locator("label.label, .hint"))
    hand.type(asked.locator(f"[name={name}]"), text)


def choose(hand: Hand, name: str, *codes: str) -> None:
    asked = question(hand, name)
    hand.skim(asked.locator("legend"))
    offered = asked.locator("label.choice")
    chosen = [offered.filter(has=hand.page.locator(f"[value={code}]")) for code in codes]
    hand.scan(offered, chosen[-1])
    for one in chosen:
        hand.tap(one)


def report(hand: Hand) -> str:
    """Account, urgency, signs, name as heard, sex, age, place and contact; gives the reference."""
    form = hand.page.locator("form[data-kind-form]")
    hand.skim(hand.page.locator("main .page-head, main .notice"))
    write(hand, "account", ACCOUNT)
    choose(hand, "how_urgent", "urgent")
    for passed_over in ("channel", "how_many", "recent_harm", "travelling_with"):
        hand.skim(question(hand, passed_over).locator("legend, label.label"))
    hand.tap(form.locator("details:has([name=signs]) > summary"))
    choose(hand, "signs", "intimidated", "travels_with_non_relatives")
    hand.skim(form.locator("#sealed, #sealed + p"))
    write(hand, "child_name", NAME)
    choose(hand, "sex", "female")
    write(hand, "apparent_age", "13")
    write(hand, "place", PLACE)
    write(hand, "contact", CONTACT)
    hand.scroll_past()
    hand.tap(form.locator("button[type=submit]:not([name])"))
    hand.page.wait_for_url("**/arrived/")
    return see_that_it_arrived(hand)


def see_that_it_arrived(hand: Hand) -> str:
    main = hand.page.locator("main")
    expect(main).to_contain_text(REFERENCE)
    hand.skim(main.locator("h1"))
    found = REFERENCE.search(main.inner_text())
    assert found
    return found[0]


def carry_out(browser: Browser, address: str, nurse: User, *, in_real_time: bool) -> float:
    """Says how many seconds it took from the start page until she saw that it arrived."""
    hand = Hand(a_phone(browser), in_real_time=in_real_time)
    sign_in(hand, nurse, address)
    signed_in, waited = hand.seconds, hand.waited
    find_the_way(hand)
    concern = Case.objects.get(reference=report(hand))
    seconds = hand.seconds - signed_in
    print(
        f"\nA nurse reports, of {len(ACCOUNT)} characters: {hand.interactions} interactions with "
        f"signing in, {seconds:.0f} s from the start page ({hand.waited - waited:.0f} s of it "
        f"waiting), after {signed_in:.0f} s of signing in ({waited:.0f} s of it waiting). Read as "
        f"prose, {hand.read_as_prose:.0f} s more."
    )
    assert hand.interactions <= MOST_INTERACTIONS
    assert (concern.state, concern.reported_by) == (TO_TRIAGE, nurse)
    assert {entry.kind for entry in concern.entries.all()} == set(ENTRIES)
    hand.page.goto(f"{address}/")
    expect(hand.page.locator("main")).to_contain_text(concern.reference)
    hand.page.context.close()
    return seconds


def test_a_nurse_reports_within_two_minutes_and_25_interactions(
    browser: Browser, live_server: LiveServer, nurse: User
) -> None:
    assert carry_out(browser, live_server.url, nurse, in_real_time=False) < MOST_SECONDS


@pytest.mark.prove
def test_a_nurse_reports_within_two_minutes_by_the_clock(
    browser: Browser, live_server: LiveServer, nurse: User
) -> None:
    assert carry_out(browser, live_server.url, nurse, in_real_time=True) < MOST_SECONDS
