"""Random worlds: joining two cases changes nothing for anybody who may not know both, and undoing
it gives everybody back exactly what they had.
"""

import random
from contextlib import suppress
from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from amparo.access import NotFound, Refused, can_reveal_identity
from amparo.casefile import actions as record
from amparo.casefile import queries, queries_case, rebuilding
from amparo.casefile.accessing import case_access
from amparo.casefile.home_parts import parts
from amparo.casefile.keeping import kept_situation
from amparo.casefile.keyring import Keyring
from amparo.casefile.models import Case, SealedSituation
from amparo.finding.same import actions, groups, pairs
from amparo.finding.same import queries as suggestions
from amparo.people.models import User
from amparo.people.queries import person_for
from tests.casefile.making import a_case
from tests.cast import Cast
from tests.finding_same.conftest import HERE, THERE, elsewhere

pytestmark = pytest.mark.django_db
SECTIONS = ("coded", "identity", "protection", "whereabouts", "health", "legal", "justice")
ROLES = ("caseworker", "supervisor", "guardian", "lawyer", "provider", "police", "panel",
         "competent_authority", "focal_point")  # fmt: skip
SEEDS = [
    *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(3)),
    *(pytest.param(seed, marks=pytest.mark.prove) for seed in range(3, 30)),
]
# What says when somebody looked, or what is compared afresh each time it is asked.
MOVING = frozenset({"at", "late"})


class World:
    """Three cases at two agencies, and people brought into them as chance has it."""

    def __init__(self, cast: Cast, seed: int) -> None:
        self.cast, self.chance = cast, random.Random(seed)
        self.cases = [a_case(cast, identity=HERE), elsewhere(cast), a_case(cast, identity=THERE)]
        for case in self.cases:
            for _time in range(self.chance.randint(1, 5)):
                self._involve(case)
            self._lives(case)

    def _involve(self, case: Case) -> None:
        owner = (
            self.cast.caseworker if case.agency.name == "social_services" else self.cast.outsider
        )
        role = self.chance.choice(ROLES)
        known = self.cast.everybody()
        person = known.get(role, self.cast.colleague)
        if role == "caseworker":
            person = self.chance.choice(
                [self.cast.caseworker, self.cast.colleague, self.cast.outsider]
            )
        sections = self.chance.sample(SECTIONS, self.chance.randint(1, 5))
        with suppress(Refused):
            record.involve(by=owner, case=case, role=role, sections=sections,
                           ground="legal_duty", person=person)  # fmt: skip

    def _lives(self, case: Case) -> None:
        owner = (
            self.cast.caseworker if case.agency.name == "social_services" else self.cast.outsider
        )
        for kind, body in (
            ("standing_decided", {"standing": "presumed", "authority": "social_services"}),
            ("contact_made", {"how": "on the telephone"}),
            ("guardian_appointed", {"guardian": "an office"}),
        ):
            if self.chance.random() < 0.6:
                record.append(by=owner, case=case, kind=kind, body=body)

    def decider(self, one: Case, other: Case) -> User:
        """Somebody who may decide about both: brought in by both where nobody is."""
        for case in (one, other):
            owner = (
                self.cast.outsider if case.agency.name == "other_agency" else self.cast.caseworker
            )
            record.involve(by=owner, case=case, role="caseworker", sections=list(SECTIONS),
                           ground="legal_duty", person=self.cast.colleague)  # fmt: skip
        return self.cast.colleague


def still(value: Any) -> Any:
    """A view as plain values, without what time alone changes."""
    if hasattr(value, "__dataclass_fields__"):
        names = [name for name in value.__dataclass_fields__ if name not in MOVING]
        return {name: still(getattr(value, name)) for name in names}
    if isinstance(value, Case):
        return value.reference
    if isinstance(value, dict):
        return {key: still(each) for key, each in value.items() if key != "now"}
    if isinstance(value, list | tuple):
        return [still(each) for each in value]
    if isinstance(value, datetime):
        return value.replace(second=0, microsecond=0)
    return value


def seen_by(user: User, case: Case) -> dict[str, Any]:
    """Everything that the record says of one case to somebody, and of all their cases."""
    case = Case.objects.get(id=case.id)
    found: dict[str, Any] = {"home": [part.template for part in parts(user, person_for(user))]}
    found["list"] = still(queries.my_cases(user, queries.CaseFilters()).rows)
    try:
        found["case"] = still(queries_case.case_view(user, case))
        found["uncovered"] = still(queries_case.case_view(user, case, uncovered=True).entries)
    except (Refused, NotFound) as refused:
        found["case"] = type(refused).__name__
    try:
        found["log"] = still(queries_case.who_has_seen(user, case))
    except (Refused, NotFound) as refused:
        found["log"] = type(refused).__name__
    person, at = person_for(user), timezone.now()
    found["group"] = [one.reference for one in groups.group_of(person, case, at)]
    found["suggested"] = [one.found_at for one in suggestions.waiting(user)]
    return found


def difference(one: Any, other: Any, where: str = "") -> str:
    """Where two views first differ, so that a failure can be read."""
    if isinstance(one, dict) and isinstance(other, dict):
        for key in one.keys() | other.keys():
            if one.get(key) != other.get(key):
                return difference(one.get(key), other.get(key), f"{where}.{key}")
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for number, pair in enumerate(zip(one, other, strict=True)):
            if pair[0] != pair[1]:
                return difference(*pair, f"{where}[{number}]")
    return "" if one == other else f"{where}: {one!r} != {other!r}"


def knows(user: User, *cases: Case) -> bool:
    person, at = person_for(user), timezone.now()
    return all(can_reveal_identity(person, case_access(case), at) for case in cases)


def derived(cases: list[Case]) -> list[Any]:
    found = []
    for case in cases:
        case.refresh_from_db()
        kept = SealedSituation.objects.get(case=case)
        row = {f.name: getattr(case, f.attname) for f in case._meta.fields}
        for name in ("last_sequence", "last_digest"):
            row.pop(name)
        duties = list(case.open_duties.order_by("id").values("code", "due_at", "starts_at"))
        found.append((row, duties, kept_situation(kept, Keyring.of_case(case.id))))
    return found


def _part(case: Any, name: str) -> Any:
    return case[name] if isinstance(case, dict) else case


@pytest.mark.parametrize("seed", SEEDS)
def test_joining_shows_nobody_more_and_undoing_gives_back_what_was(cast, seed):
    world = World(cast, seed)
    one, other, _third = world.cases
    decider = world.decider(one, other)
    people = cast.everybody()
    before = {(name, case.reference): seen_by(user, case)
              for name, user in people.items() for case in world.cases}  # fmt: skip
    made = derived(world.cases)
    result = world.chance.choice(["same", "different", "related", "ask_later"])
    actions.decide(by=decider, one=one, other=other, result=result, reason="Somebody said so.")
    assert derived(world.cases) == made
    for (name, reference), shown in before.items():
        if not knows(people[name], one, other):
            case = next(case for case in world.cases if case.reference == reference)
            assert difference(seen_by(people[name], case), shown, name) == ""
    view = queries_case.case_view(decider, one)
    assert [entry.kind for entry in view.entries].count(pairs.KIND) == 1
    actions.undo(by=decider, one=one, other=other, reason="It was not so.")
    assert derived(world.cases) == made
    for (name, reference), shown in before.items():
        case = next(case for case in world.cases if case.reference == reference)
        after = seen_by(people[name], case)
        if not knows(people[name], one, other):
            assert difference(after, shown, name) == ""
        else:
            assert after["group"] == shown["group"]
            for kept in ("situation", "duties", "sections", "records", "head"):
                assert _part(after["case"], kept) == _part(shown["case"], kept)
    assert all(not found.differences for found in rebuilding.rebuild(processes=1))


@pytest.mark.slow
def test_the_pages_are_the_same_for_who_may_not_know_both(cast):
    world = World(cast, 3)
    one, other, _third = world.cases
    decider = world.decider(one, other)
    user = cast.outsider
    client = Client()
    client.force_login(user)
    tabs = ("", "timeline/", "duties/", "people/", "seen/")
    paths = ["/", "/cases/", "/same-child/", *(f"/cases/{other.reference}/{tab}" for tab in tabs)]

    def read() -> list[tuple[int, int]]:
        return [(a.status_code, len(a.content)) for a in map(client.get, paths)]

    assert not knows(user, one)
    read()
    first = read()
    actions.decide(by=decider, one=one, other=other, result="same", reason="So.")
    assert read() == first
