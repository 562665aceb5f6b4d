"""A child is carried from a concern to closure by ten people, each at their own screen."""

import re
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from amparo.people.models import Agency, User
from tests.browser.acting import REFERENCE, Actor
from tests.cast import Cast, make_cast

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

NAME = "Maravilla Quent"


class People:
    """The cast at their browsers; each is signed in when first called."""

    def __init__(self, browser: Browser, address: str, cast: Cast) -> None:
        self.browser, self.address, self.cast = browser, address, cast
        self.there: dict[str, Actor] = {}

    def __call__(self, name: str) -> Actor:
        if name not in self.there:
            self.there[name] = Actor(self.browser, self.address, getattr(self.cast, name))
        return self.there[name]


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    cache.clear()
    cast = make_cast()
    # A concern goes to the social services of the reporter's own province.
    Agency.objects.filter(name__in=("school", "social_services")).update(province="north")
    return cast


@pytest.fixture
def people(browser: Browser, live_server: LiveServer, cast: Cast) -> Iterator[People]:
    people = People(browser, live_server.url, cast)
    yield people
    for actor in people.there.values():
        actor.leave()


def report(teacher: Actor) -> str:
    """The teacher reports; gives the reference."""
    teacher.go("/concern/")
    form = teacher.page.locator("main form")
    teacher.fill(
        form,
        channel="school",
        account="She no longer comes to class and works at night.",
        how_urgent="urgent",
        child_name=NAME,
        sex="female",
        apparent_age="13",
    )
    teacher.send(form)
    found = REFERENCE.search(teacher.text())
    assert found, teacher.text()[:500]
    return found[0]


def open_case(supervisor: Actor, concern: str, caseworker: User) -> str:
    """The supervisor reads the concern and opens a case; gives its reference."""
    supervisor.go(f"/concerns/{concern}/")
    assert NAME not in supervisor.text()
    form = supervisor.page.locator("form[action$='/open/']")
    supervisor.fill(form, caseworker=str(caseworker.id))
    supervisor.send(form)
    return concern


def involve(caseworker: Actor, case: str, party: str, role: str, sections: list[str]) -> None:
    """Bring in somebody, for these sections."""
    caseworker.go(f"/cases/{case}/involvement/new/")
    form = caseworker.page.locator("main form").last
    option = form.locator(f"select[name=party] option[value$='{party}']").get_attribute("value")
    caseworker.fill(form, party=option, role=role, sections=sections, ground="best_interests")
    caseworker.send(form)
    assert not caseworker.page.url.endswith("/new/"), caseworker.text()[:800]


def screen(worker: Actor, case: str, **answers: str) -> None:
    """Look at UNODC's child signs, group by group, and end the screening."""
    worker.go(f"/cases/{case}/record/screening_completed/")
    worker.page.locator("a[href$='/screening/unodc_child/1/']").click()
    while "/end/" not in worker.page.url:
        for sign, answer in answers.items():
            choice = worker.page.locator(f"[name='answer-{sign}'][value={answer}]")
            if choice.count():
                choice.check()
                expect(choice).to_be_checked()
        worker.page.locator("form[data-screening] button").first.click()
        worker.page.wait_for_load_state()
    form = worker.page.locator("main form[data-kind-form]")
    worker.fill(form, occurred_at_how="now", setting="alone, in her language")
    worker.send(form)
    expect(worker.page).to_have_url(re.compile(rf"/cases/{case}/\?recorded="))


def carry(people: People, cast: Cast) -> None:
    """From the first worried adult to closure."""
    concern = report(people("teacher"))
    people("teacher").go(f"/cases/{concern}/", status=404)

    case = open_case(people("supervisor"), concern, cast.caseworker)
    worker = people("caseworker")
    worker.go("/")
    assert case in worker.text()

    worker.go(f"/cases/{case}/")
    assert NAME not in worker.text()
    worker.page.locator("form[action$='/identity/'] button").first.click()
    expect(worker.page.locator("main")).to_contain_text(NAME)

    screen(worker, case, no_education="yes", intimidated="unknown")
    worker.record(
        case,
        "standing_decided",
        standing="presumed",
        authority="social_services",
        purposes=["domestic_servitude"],
        movement="internal",
    )
    worker.record(case, "guardian_appointed", guardian="the guardian", chosen=str(cast.guardian.id))
    worker.record(case, "risk_assessed", trigger="periodic", level="medium")
    worker.record(case, "information_given", about="rights", understood="true")
    involve(worker, case, str(cast.provider.id), "provider", ["whereabouts", "health"])
    involve(worker, case, str(cast.prosecutor.id), "prosecutor", ["justice"])
    decides = ["protection", "coded"]
    involve(worker, case, str(cast.competent_authority.id), "competent_authority", decides)
    involve(worker, case, str(cast.panel.id), "panel", decides)
    involve(worker, case, str(cast.lawyer.id), "lawyer", ["protection", "legal", "identity"])

    guardian = people("guardian")
    guardian.record(case, "guardian_consulted", about="solution", view="agrees", answered="true")

    shelter = people("provider")
    placed = {"care": "small_group", "provider": "the house", "safeguarding_checked": "true"}
    shelter.record(case, "placement_started", **placed)
    shelter.go(f"/cases/{case}/")
    shelter.record(case, "health_checked", urgent_care_given="false")

    lawyer = people("lawyer")
    lawyer.record(case, "legal_aid_given", by="the law office")

    prosecutor = people("prosecutor")
    prosecutor.record(case, "charge_brought", offence="trafficking", trafficking="true")
    prosecutor.go(f"/cases/{case}/timeline/")
    entries = prosecutor.page.locator("main .timeline").inner_html()
    assert "legal_aid_given" not in entries

    authority = people("competent_authority")
    decision = {"standing": "identified", "authority": "competent_authority"}
    authority.record(case, "standing_decided", **decision)

    worker.record(case, "view_recorded", topic="solution", wish="for")
    people("panel").record(
        case, "best_interests_decided", level="determination", chosen="local_integration"
    )
    worker.record(
        case,
        "solution_started",
        agreed_by=cast.supervisor,
        solution="local_integration",
        received_by="the foster family",
    )
    worker.record(case, "followed_up", month="1", safe="true")
    worker.record(case, "case_closed", agreed_by=cast.supervisor, reason="goals_met")

    supervisor = people("supervisor")
    supervisor.go("/")
    assert case in supervisor.text()  # a step was taken despite a gate
    supervisor.go(f"/cases/{case}/seen/")
    people("administrator").go("/")
    people("administrator").go(f"/cases/{case}/", status=404)
    people("outsider").go(f"/cases/{case}/", status=404)
    assert NAME not in people("outsider").text()


def test_a_child_is_carried_from_a_concern_to_closure(people: People, cast: Cast) -> None:
    carry(people, cast)


def test_a_child_is_carried_from_a_concern_to_closure_in_arabic(people: People, cast: Cast) -> None:
    User.objects.update(language="ar")
    carry(people, cast)
    expect(people("caseworker").page.locator("html")).to_have_attribute("dir", "rtl")
