"""The made-up country in a database: what it leaves there, and what it refuses."""

from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime

import pytest
from django.db import transaction

from amparo.audit.verify import verify
from amparo.casefile import rebuilding
from amparo.casefile.models import BreakGlass, Case, CaseLink, Entry, OpenDuty
from amparo.demo import accounts, actions
from amparo.demo.country import lysandra
from amparo.demo.known_twice import REPORTED_AGAIN
from amparo.demo.life import live
from amparo.finding.kept.keeping import KEPT
from amparo.finding.models import Suggestion
from amparo.finding.same import looking
from amparo.people import queries
from amparo.people.actions import sign_in
from amparo.people.models import User
from amparo.protocol import default_protocol
from amparo.statistics.facts import reading

CASES = 60
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def country(django_db_setup: None, django_db_blocker: object) -> Iterator[list[str]]:
    """One country for the whole module, gone after it: a transaction around those of the tests."""
    with django_db_blocker.unblock(), ExitStack() as undone:
        for alias in ("default", "keys"):
            around = transaction.atomic(using=alias)
            around._from_testcase = True
            undone.enter_context(around)
            undone.callback(transaction.set_rollback, True, using=alias)
        yield list(actions.make_country(cases=CASES, seed=1))


@pytest.fixture
def made(country: list[str], db: None) -> list[str]:
    return country


def test_a_country_has_its_cases_with_the_entries_that_were_lived(made: list[str]) -> None:
    assert CASES < Case.objects.count() <= CASES + REPORTED_AGAIN
    until = actions.dawn(datetime.now(UTC))
    life = live(1, 3, until, [default_protocol()])
    case = Case.objects.get(reference=life.reference)
    kept = case.entries.order_by("sequence").values_list("id", "kind", "author_id")
    said = [(one.entry.id, one.entry.kind, one.by) for one in life.entries]
    assert [(str(entry), kind, str(author)) for entry, kind, author in kept] == said


def test_an_analyst_who_signs_in_sees_figures(made: list[str]) -> None:
    assert CASES / 2 < reading.about().rows["victims"] <= Case.objects.count()


def test_every_chain_holds_and_nothing_has_to_be_rebuilt(made: list[str]) -> None:
    assert verify().problems == []
    assert [found for one in rebuilding.rebuild(write=False) for found in one.differences] == []


def test_concerns_wait_are_closed_and_are_joined_to_cases(made: list[str]) -> None:
    states = Counter(Case.objects.values_list("state", flat=True))
    assert {"open", "closed", "joined", "concern_closed", "to_triage"} <= set(states)
    assert CaseLink.objects.count() == states["joined"]


def test_most_duties_are_in_time_and_some_are_not(made: list[str]) -> None:
    now = actions.dawn(datetime.now(UTC))
    owed = OpenDuty.objects.filter(starts_at__lte=now)
    overdue = owed.filter(due_at__lt=now).count()
    assert 0 < overdue < owed.count() / 4
    busiest = Counter(owed.filter(due_at__lt=now).values_list("assigned_to", flat=True))
    assert max(busiest.values()) < 20


def test_emergencies_wait_for_review_and_one_was_reviewed(made: list[str]) -> None:
    assert BreakGlass.objects.filter(reviewed_at__isnull=False).count() == 1
    assert BreakGlass.objects.filter(reviewed_at__isnull=True).count() > 0


def test_children_met_twice_are_suggested_as_one_child_and_looked_for(made: list[str]) -> None:
    KEPT.forget()
    looking.look()
    suggested = Suggestion.objects.all()
    assert suggested.count() > 0
    caseworker = User.objects.get(email="caseworker@lysandra.example")
    assert {one.one.assigned_to for one in suggested} == {caseworker}
    KEPT.forget()


def test_the_child_with_an_account_is_on_one_case_only(made: list[str]) -> None:
    child = User.objects.get(email="child@lysandra.example")
    cases = Case.objects.filter(involvements__person=child)
    assert cases.count() == 1
    assert cases[0].state == "open"


def test_everybody_can_sign_in_with_the_passphrase_and_holds_their_role(made: list[str]) -> None:
    assert any(accounts.PASSPHRASE in line for line in made)
    for person in lysandra().people.values():
        user = User.objects.select_related("agency").get(email=person.email)
        assert queries.roles_of(user) == {person.role}
    signed_in = sign_in(
        email="teacher@lysandra.example", password=accounts.PASSPHRASE, source="127.0.0.1"
    )
    assert signed_in.user.display_name == lysandra().people["teacher"].name


def test_a_second_country_in_one_database_is_refused(made: list[str]) -> None:
    before = Entry.objects.count()
    with pytest.raises(actions.CountryRefused, match="holds a country already"):
        list(actions.make_country(cases=1, seed=2))
    assert Entry.objects.count() == before
