"""Lists of cases: what waits, what is mine, one found by its reference. Nothing is unsealed for a
list.

One case in full is `queries_case`, duties and the work of an agency are `queries_work`, counts are
`queries_counts`. Which cases somebody may see at all is `visibility`.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from amparo.access import NotFound, Person, Refused, check_can_open, ways
from amparo.audit import actions as audit
from amparo.casefile import crowds, models, reference
from amparo.casefile.accessing import case_access, cases_access
from amparo.casefile.models import Case, UnverifiedRelation
from amparo.casefile.queueing import turn
from amparo.casefile.views import CasePage, Head, head_of
from amparo.casefile.visibility import of_many, visible_to
from amparo.people.models import User
from amparo.people.queries import agency_names, names_of, of_a_place, person_for

__all__ = [
    "CaseFilters",
    "concerns_of_place",
    "concerns_waiting",
    "find",
    "heads",
    "my_cases",
    "my_concerns",
    "visible_to",
]


def find(user: User, text: str) -> Case:
    """The case with this reference. Raises reference.Mistyped, or NotFound: unknown and hidden
    alike.
    """
    written = reference.check(text)
    case = Case.objects.filter(reference=written).first()
    if case is None:
        raise NotFound
    try:
        check_can_open(person_for(user), case_access(case), timezone.now())
    except Refused as refused:
        with turn():
            audit.write_refusal(refused, by=user, case=case)
        raise NotFound from refused
    return case


def own_concerns(user: User) -> QuerySet[Case]:
    """What `user` reported since they were last invited.

    Whoever accepts a new invitation could be somebody else: what was reported before stays closed.
    """
    return Case.objects.filter(reported_by=user, created_at__gte=user.invited_at)


def find_own_concern(user: User, text: str) -> Case:
    """A concern that `user` reported, by its reference. Raises Mistyped, NotFound."""
    case = own_concerns(user).filter(reference=reference.check(text)).first()
    if case is None:
        raise NotFound
    return case


def heads(person: Person, cases: Iterable[Case], at: datetime) -> dict[UUID, Head]:
    """What `person` may read of each case at a glance; a case without a way to it is left out."""
    found = list(cases)
    access = cases_access(found, person)
    names = {
        **names_of(case.assigned_to_id for case in found),
        **agency_names(case.agency_id for case in found),
    }
    shown = {}
    for case in found:
        by_ways = ways(person, access[case.id], at)
        if by_ways:
            sections = frozenset().union(*(way.sections for way in by_ways))
            kinds = frozenset().union(*(way.kinds for way in by_ways))
            roles = frozenset(way.role for way in by_ways)
            shown[case.id] = head_of(case, sections, kinds, names, roles)
    return shown


def concerns_waiting(user: User, limit: int = 25) -> list[Head]:
    """Concerns that wait in the agency of `user`, urgent ones first, then the oldest.

    A crowd from one place is left out: `crowds.crowds_waiting` has it, as one line.
    """
    person, at = person_for(user), timezone.now()
    found = list(crowds.unfolded(person).order_by("-urgent", "created_at")[:limit])
    return list(heads(person, found, at).values())


def concerns_of_place(
    user: User, account_id: UUID, page: int = 1, size: int = 50
) -> tuple[list[Head], bool]:
    """A page of what waits from one place, in the same order, and whether more follow."""
    person, start = person_for(user), max(page - 1, 0) * size
    rows = crowds.waiting(person).filter(of_a_place("reported_by__"), reported_by_id=account_id)
    found = list(rows.order_by("-urgent", "created_at")[start : start + size + 1])
    return list(heads(person, found[:size], timezone.now()).values()), len(found) > size


@dataclass(frozen=True, slots=True)
class ReportedConcern:
    """What the reporter of a concern may know: that it arrived, and whether somebody took it up.

    However it ended, that is all. `due_at` is when it is to be taken up; None after.
    """

    reference: str
    reported_at: datetime
    taken_up: bool
    due_at: datetime | None = None


def my_concerns(user: User, limit: int = 50) -> list[ReportedConcern]:
    """The concerns that `user` reported, latest first."""
    own = own_concerns(user).order_by("-created_at")[:limit]
    return [_reported(concern) for concern in own]


def _reported(concern: Case) -> ReportedConcern:
    waits = concern.state == models.TO_TRIAGE
    due_at = concern.next_due_at if waits and concern.next_due_at != models.NEVER_DUE else None
    return ReportedConcern(concern.reference, concern.created_at, not waits, due_at)


@dataclass(frozen=True, slots=True)
class CaseFilters:
    """What a list of cases is narrowed to. Empty and False narrow nothing; `state` is open by
    default.
    """

    mine: bool = False
    overdue: bool = False
    missing: bool = False
    detained: bool = False
    without_guardian: bool = False
    unverified: bool = False
    state: str = models.OPEN
    standing: str = ""
    risk: str = ""
    age_band: str = ""
    movement: str = ""

    def condition(self, user: User, at: datetime) -> Q:
        """As a condition on cases."""
        asked: dict[str, Any] = {
            name: getattr(self, name)
            for name in ("state", "standing", "risk", "age_band", "movement", "missing", "detained")
            if getattr(self, name)
        }
        if self.mine:
            asked["assigned_to_id"] = user.id
        if self.overdue:
            asked["next_due_at__lt"] = at
        if self.without_guardian:
            asked["has_guardian"] = False
        if self.unverified:
            relations = UnverifiedRelation.objects.filter(case_id=OuterRef("pk"))
            return Q(Exists(relations), **asked)
        return Q(**asked)

    def shown_by(self, head: Head) -> bool:
        """Whether a reader sees for themselves what was filtered by; else the filter would tell
        them.
        """
        by_head = {
            "overdue": head.next_due_at,
            "missing": head.missing,
            "detained": head.detained,
            "without_guardian": head.has_guardian,
            "unverified": {"identity", "protection"} <= head.sections or None,
            "standing": head.standing,
            "risk": head.risk,
            "age_band": head.age_band,
            "movement": head.movement,
        }
        return all(by_head[name] is not None for name in by_head if getattr(self, name))

    @classmethod
    def names(cls) -> list[str]:
        return [field.name for field in fields(cls)]


def my_cases(
    user: User, filters: CaseFilters | None = None, page: int = 1, size: int = 25
) -> CasePage:
    """A page of the cases that `user` may open, the earliest due first."""
    person, at = person_for(user), timezone.now()
    asked = filters or CaseFilters()
    found = of_many(person, at).filter(asked.condition(user, at))
    ordered = found.order_by("next_due_at", "id")
    start = max(page - 1, 0) * size
    cases = list(ordered[start : start + size + 1])
    shown = heads(person, cases[:size], at)
    rows = [head for head in shown.values() if asked.shown_by(head)]
    return CasePage(rows, max(page, 1), len(cases) > size)
