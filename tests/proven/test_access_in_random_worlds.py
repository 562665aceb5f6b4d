"""The list of visible cases, the decision of room `access` and the pages are one rule.

In `tests/casefile/test_visibility` rows are dealt at random; here people act at random, through the
same actions as anybody, and whatever was refused did not happen.
"""

import random
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from amparo.access import ROLES, SECTIONS, NotFound, Refused, can_open, sections_for
from amparo.casefile import actions, actions_concern, actions_looking, visibility
from amparo.casefile.accessing import cases_access
from amparo.casefile.models import Case, Entry, Involvement, OpenDuty
from amparo.casefile.rules import GatesSpeak
from amparo.journey import JourneyError
from amparo.people.models import User
from amparo.people.queries import person_for
from tests.casefile.making import CONCERN
from tests.cast import Cast
from tests.conftest import Effort
from tests.proven.world import EMERGENCY, World, browser, there, undone

pytestmark = pytest.mark.django_db

HOW_MANY = [
    pytest.param("some", marks=pytest.mark.slow),
    pytest.param("many", marks=pytest.mark.prove),
]
CASES, STEPS = 4, 40
LATER = (timedelta(0), timedelta(minutes=90), timedelta(hours=25))
REFUSALS = (Refused, NotFound, JourneyError, GatesSpeak)


class Life:
    """Cases, and people who do things to them as chance has it."""

    def __init__(self, cast: Cast, chance: random.Random) -> None:
        self.cast, self.chance = cast, chance
        self.users = list(cast.everybody().values())
        self.workers = [cast.caseworker, cast.colleague, cast.supervisor, cast.outsider]
        self.cases = [self._concern() for _number in range(CASES)]
        self.done = 0

    def _concern(self) -> Case:
        agency = self.cast.agencies[self.chance.choice(["social_services", "other_agency"])]
        return actions_concern.report_concern(by=self.cast.teacher, concern=CONCERN, agency=agency)

    def go_on(self) -> None:
        """One step of somebody; what is refused to them does not happen."""
        steps: tuple[Callable[[User, Case], Any], ...] = (
            self._open, self._involve, self._involve, self._involve, self._consent, self._end,
            self._bar, self._break, self._withdraw, self._join, self._review,
        )  # fmt: skip
        case = self.chance.choice(self.cases)
        case.refresh_from_db()
        by = self.chance.choice([case.assigned_to or self.cast.caseworker, *self.workers])
        try:
            self.chance.choice(steps)(by, case)
        except REFUSALS:
            return
        self.done += 1

    def _open(self, by: User, case: Case) -> None:
        actions_concern.open_case(by=by, case=case, caseworker=by)

    def _involve(self, by: User, case: Case) -> None:
        person = self.chance.choice([None, *self.users])
        until = timezone.now() + timedelta(hours=1)
        consents = Entry.objects.filter(case=case, kind="consent_recorded")
        grounds = ["best_interests", "legal_duty", *(str(one.id) for one in consents)]
        actions.involve(
            by=by,
            case=case,
            role=self.chance.choice(sorted(ROLES)),
            sections=self.chance.sample(SECTIONS, self.chance.randint(1, 3)),
            ground=self.chance.choice(grounds),
            agency=None if person else self.chance.choice(list(self.cast.agencies.values())),
            person=person,
            until=self.chance.choice([None, until.isoformat()]),
        )

    def _consent(self, by: User, case: Case) -> None:
        kind = self.chance.choice(["consent_recorded", "consent_recorded", "consent_withdrawn"])
        body = {"purpose": "sharing", "by": "child"}
        actions.append(by=by, case=case, kind=kind, body=body)

    def _end(self, by: User, case: Case) -> None:
        rows = list(Involvement.objects.filter(case=case))
        if rows:
            actions.end_involvement(by=by, case=case, involvement=self.chance.choice(rows))

    def _bar(self, by: User, case: Case) -> None:
        who: dict[str, Any] = self.chance.choice(
            [{"person": self.chance.choice(self.users)}, {"agency": self.cast.panel.agency}]
        )
        actions.bar(by=by, case=case, reason="Under suspicion.", **who)

    def _break(self, by: User, case: Case) -> None:
        worker = self.chance.choice(self.workers)
        actions_looking.break_glass(by=worker, reference_text=case.reference, reason=EMERGENCY)

    def _review(self, by: User, case: Case) -> None:
        glass = case.broken_glass.first()
        if glass is not None:
            actions_looking.review_break_glass(by=by, glass=glass, justified=False, note="No.")

    def _withdraw(self, by: User, case: Case) -> None:
        entries = list(Entry.objects.filter(case=case).exclude(kind="concern_reported"))
        if entries:
            entry = self.chance.choice(entries)
            actions.withdraw(by=by, case=case, entry_id=entry.id, reason="A mistake.")

    def _join(self, by: User, case: Case) -> None:
        actions_concern.join_concern(by=by, concern=self._concern(), case=case)


@pytest.mark.parametrize("how_many", HOW_MANY)
def test_the_list_the_decision_and_the_page_agree_for_everybody(
    world: World, sessions: dict[str, str], effort: Effort, how_many: str
) -> None:
    for seed in range(effort.worlds):
        with undone():
            life = Life(world.cast, random.Random(seed))
            for _step in range(STEPS):
                life.go_on()
            assert life.done > CASES, f"hardly anything happened in world {seed}"
            for later in LATER:
                _check_lists(life, timezone.now() + later, seed)
            _check_pages(life, sessions, seed)


def _check_lists(life: Life, at: datetime, seed: int) -> None:
    cases = list(Case.objects.all())
    access = cases_access(cases)
    owed = {duty.case_id for duty in OpenDuty.objects.all()}
    for name, user in life.cast.everybody().items():
        person = person_for(user)
        allowed = {case.id for case in cases if can_open(person, access[case.id], at)}
        listed = {case.id for case in visibility.visible_to(user, at)}
        walked = OpenDuty.objects.filter(visibility.is_visible(person, at))
        assert listed == allowed, (seed, name, at)
        assert {duty.case_id for duty in walked} == allowed & owed, (seed, name, at)
        for case in cases:
            read = sections_for(person, access[case.id], at)
            assert not read or case.id in allowed, (seed, name, at)


def _check_pages(life: Life, sessions: dict[str, str], seed: int) -> None:
    cases = Case.objects.filter(id__in=[case.id for case in life.cases])
    access = cases_access(cases)
    for name in life.chance.sample(sorted(sessions), 8):
        person = person_for(getattr(life.cast, name))
        for case in cases:
            opens = can_open(person, access[case.id], timezone.now())
            status = browser(sessions[name]).get(there("case", case.reference)).status_code
            assert status == (200 if opens else 404), (seed, name, case.reference)
