"""Which cases somebody may open, as a query: the same answer as `access.can_open`, for many at
once.

Two forms of one rule. `visible_to` starts from what a person is involved in, so that a list costs
what is theirs and not what is there. `is_visible` is a condition for walking along an index in
order. A test holds that both and the decision of room `access` agree in random worlds.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from amparo.access import ROLES, Person
from amparo.access.world import AT_RECEIVING_AGENCY
from amparo.audit.models import Line
from amparo.casefile.models import Barring, BreakGlass, Case, Involvement
from amparo.people.models import User
from amparo.people.queries import person_for
from amparo.people.remembering import once

ON_CASES = frozenset(role for role, rule in ROLES.items() if rule.on_cases)
TAKE_UP = frozenset(role for role, rule in ROLES.items() if "triage" in rule.actions)
BREAKS_GLASS = frozenset({"supervisor", "caseworker"})
FEW = 500


def visible_to(user: User, at: datetime | None = None) -> QuerySet[Case]:
    """The cases that `user` may open at a moment (default: now)."""
    return visible_to_person(person_for(user), at or timezone.now())


def visible_to_person(person: Person, at: datetime) -> QuerySet[Case]:
    ids = _involved(person, at).values("case_id").union(_broken(person, at).values("case_id"))
    if _takes_up(person):
        ids = ids.union(Case.objects.filter(_waiting(person)).values("id"))
    return Case.objects.filter(id__in=ids).exclude(barred(person, "id"))


def is_visible(person: Person, at: datetime, case: str = "case_id") -> Q:
    """A condition on rows that name a case in the column `case`: the case may be opened."""
    ways = _any(_involved(person, at), case)
    if person.roles & BREAKS_GLASS:
        ways |= _any(_broken(person, at), case)
    if _takes_up(person):
        ways |= _any(Case.objects.filter(_waiting(person)), case, "id")
    return ways & ~barred(person, case)


def is_involved(person: Person, at: datetime, case: str = "case_id") -> Q:
    """A condition as `is_visible`, by an involvement alone."""
    return _any(_involved(person, at), case)


def seen_since(person_id: UUID, moment: str = "recorded_at") -> Q:
    """A condition on rows of a case: the person has opened its page since the time in `moment`."""
    seen = Line.objects.filter(verb="case_seen", actor_id=person_id, at__gte=OuterRef(moment))
    return _any(seen, "case_id")


def _any(rows: QuerySet[Any], case: str, name: str = "case_id") -> Q:
    """Whether any of these rows is about the case, asked for one case at a time.

    A page needs the answer for a few dozen cases, and somebody may be involved in ten thousand. An
    idle second comparison keeps PostgreSQL from answering for all of them at once first; SQLite
    asks for one at a time anyway, and would be misled by it.
    """
    about = {name: OuterRef(case)}
    if connection.vendor == "postgresql":
        about[f"{name}__gte"] = OuterRef(case)
    return Q(Exists(rows.filter(**about)))


def of_many(person: Person, at: datetime) -> QuerySet[Case]:
    """The same cases as `visible_to_person`, for a list in the order of an index.

    Whoever has few cases starts from them; whoever has many finds the next one soon by walking.
    """
    few = few_cases(person, at)
    if few is None:
        return Case.objects.filter(is_visible(person, at, "id"))
    return visible_to_person(person, at)


def few_cases(person: Person, at: datetime) -> list[UUID] | None:
    """The ids of the cases a person is involved in, when they are few; None when they are many."""
    involved = _involved(person, at).values_list("case_id", flat=True)[: FEW + 1]
    ids = once(("few_cases", person), lambda: list(involved))
    return ids if len(ids) <= FEW else None


def _involved(person: Person, at: datetime) -> QuerySet[Involvement]:
    held = Q(agency_id=person.agency_id, starts__lte=at)
    held &= Q(until__isnull=True) | Q(until__gte=at)
    held &= Q(ended_at__isnull=True) | Q(ended_at__gt=at)
    own = Q(role__in=sorted(person.roles & ON_CASES)) & (
        Q(person_id=person.id) | Q(person_id__isnull=True)
    )
    if "supervisor" in person.roles:
        own = Q(role__in=sorted(ON_CASES))
    return Involvement.objects.filter(held, own)


def _broken(person: Person, at: datetime) -> QuerySet[BreakGlass]:
    if not person.roles & BREAKS_GLASS:
        return BreakGlass.objects.none()
    return BreakGlass.objects.filter(person_id=person.id, opened_at__lte=at, ends_at__gte=at)


def _takes_up(person: Person) -> bool:
    return bool(person.roles & TAKE_UP)


def takes_up(person: Person, case: Case) -> bool:
    """Whether concerns like this one come to the person, who is told through which place it came.

    The name of an institution says where a child can be found: others read its agency only.
    """
    return _takes_up(person) and case.triage_agency_id == person.agency_id


def _waiting(person: Person) -> Q:
    return Q(state__in=sorted(AT_RECEIVING_AGENCY), triage_agency_id=person.agency_id)


def barred(person: Person, case: str = "case_id") -> Q:
    """A condition on rows that name a case in the column `case`: the person is barred from it."""
    who = Q(person_id=person.id) | Q(agency_id=person.agency_id)
    return _any(Barring.objects.filter(who), case)
