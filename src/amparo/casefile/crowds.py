"""Reports of one place that wait in such a number that they would push everything else aside.

More than `FOLDED_BEYOND` of one place become one line of the list, and their duties are left out of
what is owed today, so that a flood hides nobody else. All of them can be opened from that line.
What a place is: `people.places`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, IntegerField, Max, Min, Q, QuerySet
from django.db.models.functions import Cast

from amparo.access import Person
from amparo.casefile import models
from amparo.casefile.models import Case
from amparo.casefile.visibility import TAKE_UP, barred
from amparo.people.models import User
from amparo.people.queries import names_of, of_a_place, person_for
from amparo.people.remembering import once

# So many a school may well send in a week in which something came to light.
FOLDED_BEYOND = 5


@dataclass(frozen=True, slots=True)
class Crowd:
    """Reports of one place that are shown as one line. `urgent`: at least one of them is."""

    account_id: UUID
    name: str
    number: int
    since: datetime
    next_due_at: datetime | None
    urgent: bool

    @property
    def account(self) -> str:
        """For an address."""
        return str(self.account_id)


def waiting(person: Person) -> QuerySet[Case]:
    """The concerns that wait in the agency of `person`; none for who takes up none."""
    if not person.roles & TAKE_UP:
        return Case.objects.none()
    here = Case.objects.filter(triage_agency_id=person.agency_id, state=models.TO_TRIAGE)
    return here.exclude(barred(person, "id"))


def crowds_waiting(user: User) -> list[Crowd]:
    """What is folded for `user`, the one with an urgent report first, then the oldest."""
    rows = _crowds(person_for(user))
    names = names_of(row["reported_by"] for row in rows)
    found = [
        Crowd(
            row["reported_by"],
            names[row["reported_by"]],
            row["number"],
            row["since"],
            row["next_due"],
            bool(row["most_urgent"]),
        )
        for row in rows
    ]
    return sorted(found, key=lambda crowd: (not crowd.urgent, crowd.since))


def unfolded(person: Person) -> QuerySet[Case]:
    """What waits, without what is folded."""
    return waiting(person).exclude(reported_by__in=[row["reported_by"] for row in _crowds(person)])


def of_crowds(person: Person) -> Q:
    """A condition on rows that name a case in `case`: it is one of those folded for `person`."""
    accounts = [row["reported_by"] for row in _crowds(person)]
    if not accounts:
        return Q(pk__in=[])
    return Q(case__reported_by__in=accounts, case__state=models.TO_TRIAGE)


def _crowds(person: Person) -> list[Mapping[str, Any]]:
    return once(("crowds", person.id), lambda: _counted(person))


def _counted(person: Person) -> list[Mapping[str, Any]]:
    return list(
        waiting(person)
        .filter(of_a_place("reported_by__"))
        .order_by()
        .values("reported_by")
        .annotate(
            number=Count("id"),
            since=Min("created_at"),
            next_due=Min("next_due_at"),
            most_urgent=Max(Cast("urgent", IntegerField())),
        )
        .filter(number__gt=FOLDED_BEYOND)
    )
