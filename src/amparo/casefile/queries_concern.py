"""What is read about concerns apart from their content: one's own, and those already taken up.

The list of those that still wait is `queries.concerns_waiting`; what a concern says is opened like
any case, by `actions_looking`.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from amparo.access import Person, can_act
from amparo.casefile import actions_looking, models, queries
from amparo.casefile.actions_looking import OwnEntry
from amparo.casefile.models import Case, CaseLink
from amparo.casefile.visibility import barred, visible_to
from amparo.people.models import User
from amparo.people.queries import holders, person_for

TAKEN_UP = (models.OPEN, models.CLOSED, models.JOINED)
ENDED = (models.CONCERN_CLOSED,)


@dataclass(frozen=True, slots=True)
class OwnConcern:
    """What its reporter may know of a concern: their own words, and whether somebody took it up.

    `entries` are those that still hold, by kind. `due_at` is when it is to be taken up; None after.
    """

    case: Case
    reference: str
    taken_up: bool
    due_at: datetime | None
    agency: str
    entries: dict[str, OwnEntry]


def own_concern(user: User, text: str) -> OwnConcern:
    """A concern that `user` reported; reading it again is logged. Raises Mistyped, NotFound."""
    case = queries.find_own_concern(user, text)
    entries = actions_looking.read_own_concern(by=user, case=case)
    waiting = case.state == models.TO_TRIAGE
    return OwnConcern(
        case=case,
        reference=case.reference,
        taken_up=not waiting,
        due_at=case.next_due_at if waiting else None,
        agency=case.triage_agency.name,
        entries={entry.kind: entry for entry in entries},
    )


@dataclass(frozen=True, slots=True)
class PastConcern:
    """A concern that no longer waits: what became of it, without anything it says.

    `became`: the cases that read it, itself included once it was opened. `may_open`: those of them
    that the reader may open.
    """

    reference: str
    state: str
    reported_at: datetime
    became: list[str]
    may_open: frozenset[str]


def past_concerns(
    user: User, *, closed: bool, page: int = 1, size: int = 25
) -> tuple[list[PastConcern], bool]:
    """Concerns of the agency that no longer wait, latest first, and whether more follow."""
    person = person_for(user)
    start = max(page - 1, 0) * size
    rows = list(_past(person, ENDED if closed else TAKEN_UP)[start : start + size + 1])
    links: dict[UUID, list[str]] = {}
    for concern_id, reference in CaseLink.objects.filter(
        concern_id__in=[row.id for row in rows]
    ).values_list("concern_id", "case__reference"):
        links.setdefault(concern_id, []).append(reference)
    found = [(row, _became(row, links.get(row.id, []))) for row in rows[:size]]
    named = [reference for _row, became in found for reference in became]
    visible = visible_to(user).filter(reference__in=named).values_list("reference", flat=True)
    may_open = frozenset(visible)
    past = [
        PastConcern(row.reference, row.state, row.created_at, became, may_open & set(became))
        for row, became in found
    ]
    return past, len(rows) > size


def _past(person: Person, states: tuple[str, ...]) -> QuerySet[Case]:
    if not can_act(person, "triage"):
        return Case.objects.none()
    # One opened from another's concern (`reads`) was never a concern itself.
    own = Q(triage_agency_id=person.agency_id, state__in=states, reported_by__isnull=False)
    return Case.objects.filter(own).exclude(barred(person, "id")).order_by("-created_at", "id")


def _became(row: Case, linked: list[str]) -> list[str]:
    itself = [row.reference] if row.state in (models.OPEN, models.CLOSED) else []
    return itself + sorted(linked)


def colleagues(case: Case, roles: tuple[str, ...] = ("caseworker", "supervisor")) -> list[User]:
    """The people of the agency that received a concern who hold one of these roles, by name."""
    found = {
        user.id: user for role in roles for user in holders(role, agency_id=case.triage_agency_id)
    }
    return sorted(found.values(), key=lambda user: user.display_name)
