"""The list of visible cases and the decision of room `access` are one rule, said twice."""

import random
from datetime import timedelta

import pytest
from django.utils import timezone

from amparo.access import ROLES, can_open
from amparo.casefile import models, reference, visibility
from amparo.casefile.accessing import cases_access
from amparo.casefile.models import Barring, BreakGlass, Case, Involvement, OpenDuty
from amparo.people.queries import person_for
from tests.casefile.making import CONCERN, a_case

NOW = timezone.now()
MOMENTS = [NOW - timedelta(days=2), NOW - timedelta(hours=1), NOW + timedelta(hours=1), None]


def a_world(cast, chance: random.Random, number: int = 12) -> list[Case]:
    """Cases in every state, with involvements, barrings and emergencies dealt at random."""
    users, agencies = list(cast.everybody().values()), list(cast.agencies.values())
    cases = [
        Case.objects.create(
            reference=reference.new(),
            state=chance.choice(models.STATES),
            created_at=NOW,
            triage_agency=chance.choice(agencies),
            agency=chance.choice(agencies),
        )
        for _ in range(number)
    ]
    for case in cases:
        for _ in range(chance.randrange(4)):
            _involve(case, chance, users, agencies)
        if chance.random() < 0.3:
            whole = chance.random() < 0.5
            Barring.objects.create(
                case=case,
                agency=chance.choice(agencies) if whole else None,
                person=None if whole else chance.choice(users),
                entry_id=case.id,
            )
        if chance.random() < 0.4:
            user = chance.choice(users)
            BreakGlass.objects.create(
                case=case,
                person=user,
                agency=user.agency,
                opened_at=chance.choice(MOMENTS[:3]),
                ends_at=chance.choice(MOMENTS[:3]),
                reason=b"",
            )
        OpenDuty.objects.create(
            case=case,
            code="screening",
            section="protection",
            by="caseworker",
            starts_at=NOW,
            due_at=NOW,
            agency=case.agency,
            protocol_version="1",
        )
    return cases


def _involve(case, chance, users, agencies):
    person = chance.choice([None, chance.choice(users)])
    Involvement.objects.create(
        case=case,
        person=person,
        agency=person.agency if person and chance.random() < 0.8 else chance.choice(agencies),
        role=chance.choice(sorted(ROLES)),
        sections=["protection"],
        starts=chance.choice(MOMENTS[:3]),
        until=chance.choice(MOMENTS),
        ended_at=chance.choice(MOMENTS),
        entry_id=case.id,
    )


@pytest.mark.slow
def test_the_queryset_and_the_check_agree_for_everybody_in_random_worlds(cast, effort):
    for seed in range(effort.worlds):
        cases = a_world(cast, random.Random(seed))
        access = cases_access(cases)
        seen = 0
        for name, user in cast.everybody().items():
            person = person_for(user)
            allowed = {case.id for case in cases if can_open(person, access[case.id], NOW)}
            ids = [case.id for case in cases]
            listed = visibility.visible_to(user, NOW).filter(id__in=ids)
            walked = OpenDuty.objects.filter(visibility.is_visible(person, NOW), case_id__in=ids)
            assert {case.id for case in listed} == allowed, (seed, name)
            assert {duty.case_id for duty in walked} == allowed, (seed, name)
            seen += len(allowed)
        assert seen > 0


def test_each_case_is_listed_once_however_many_ways_lead_to_it(cast, case):
    from amparo.casefile import actions

    actions.involve(
        by=cast.caseworker,
        case=case,
        role="caseworker",
        sections=["protection"],
        ground="best_interests",
        agency=cast.agencies["social_services"],
    )
    assert list(visibility.visible_to(cast.caseworker)) == [case]
    assert list(visibility.visible_to(cast.supervisor)) == [case]


@pytest.mark.parametrize(
    "name", ["outsider", "outside_supervisor", "teacher", "administrator", "analyst", "rapporteur"]
)
def test_whoever_is_on_no_case_sees_none(cast, case, name):
    assert not visibility.visible_to(getattr(cast, name)).exists()


def test_an_involvement_ends_by_itself_when_its_time_is_over(cast, case):
    from amparo.casefile import actions

    until = timezone.now() + timedelta(hours=2)
    actions.involve(
        by=cast.caseworker,
        case=case,
        role="provider",
        sections=["health"],
        ground="best_interests",
        person=cast.provider,
        until=until.isoformat(),
    )
    assert visibility.visible_to(cast.provider).exists()
    assert not visibility.visible_to(cast.provider, until + timedelta(seconds=1)).exists()


def test_few_cases_are_counted_off_and_many_are_not(cast, monkeypatch):
    cases = [a_case(cast, concern=CONCERN) for _ in range(2)]
    person = person_for(cast.caseworker)
    found = visibility.few_cases(person, timezone.now())
    assert set(found or ()) == {case.id for case in cases}
    monkeypatch.setattr(visibility, "FEW", 1)
    assert visibility.few_cases(person, timezone.now()) is None
