"""Which cases somebody may find by a name: those whose identity they may uncover, before any name
is compared.

A list to search within, not a decision: whatever is found in it is asked of room `access` again
before it is shown. It may hold a case too many (an involvement that ended a moment ago), never one
too few. Few cases are listed anew each time; many are kept for a minute, with what came since.
"""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import CharField, Max, Q, QuerySet
from django.db.models.functions import Cast

from amparo.access import ROLES, Person, can_act
from amparo.access.world import AT_RECEIVING_AGENCY
from amparo.casefile.models import Barring, BreakGlass, Case, CaseLink, Involvement
from amparo.casefile.visibility import ON_CASES

FEW = 1_000
# From so many on, everybody is searched, and what is not theirs is taken out of what was found.
MOST = 20_000
KEPT_FOR = timedelta(seconds=60)
PEOPLE_KEPT = 8
AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class _Kept:
    at: datetime
    last: int
    ids: frozenset[UUID] | None


@dataclass
class Reach:
    """The lists of those who have many cases, in the memory of this process."""

    _kept: dict[Person, _Kept] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def forget(self) -> None:
        """Begin anew; between tests."""
        with self._lock:
            self._kept.clear()

    def of(self, person: Person, at: datetime) -> frozenset[UUID] | None:
        """The cases, and concerns read through them; None: too many to list."""
        kept = self._kept.get(person)
        if kept is not None and at - kept.at < KEPT_FOR:
            return None if kept.ids is None else kept.ids | self._since(person, kept, at)
        last = _last()
        ids = _listed(person, at)
        if ids is None or len(ids) > FEW:
            self._keep(person, _Kept(at, last, ids))
        return ids

    def _since(self, person: Person, kept: _Kept, at: datetime) -> frozenset[UUID]:
        fresh = set(
            _involved(person, at).filter(id__gt=kept.last).values_list("case_id", flat=True)
        )
        fresh |= set(_alone(person, at, kept.at))
        return frozenset(_with_concerns(fresh, list(fresh)))

    def _keep(self, person: Person, kept: _Kept) -> None:
        with self._lock:
            self._kept.pop(person, None)
            while len(self._kept) >= PEOPLE_KEPT:
                del self._kept[next(iter(self._kept))]
            self._kept[person] = kept


def _last() -> int:
    return Involvement.objects.aggregate(last=Max("id"))["last"] or 0


def _listed(person: Person, at: datetime) -> frozenset[UUID] | None:
    involved = _involved(person, at)
    ids = set(involved.values_list("case_id", flat=True)[: MOST + 1])
    if len(ids) > MOST:
        return None
    ids |= set(_alone(person, at))
    who = Q(person_id=person.id) | Q(agency_id=person.agency_id)
    ids -= set(Barring.objects.filter(who).values_list("case_id", flat=True))
    few = list(ids) if len(ids) <= FEW else None
    return frozenset(_with_concerns(ids, few))


def _involved(person: Person, at: datetime) -> QuerySet[Involvement]:
    """Involvements by which the identity may be open, also those that begin within the minute."""
    reveals = {role for role in ON_CASES if "reveal_identity" in ROLES[role].actions}
    own = Q(role__in=sorted(person.roles & reveals)) & (
        Q(person_id=person.id) | Q(person_id__isnull=True)
    )
    if "supervisor" in person.roles:
        own = Q(role__in=sorted(reveals))
    held = Q(until__isnull=True) | Q(until__gte=at)
    held &= Q(ended_at__isnull=True) | Q(ended_at__gt=at)
    found = Involvement.objects.filter(held, own, agency_id=person.agency_id)
    # A list of codes as text, on either engine.
    said = found.annotate(said=Cast("sections", CharField()))
    return said.filter(said__contains='"identity"').order_by()


def _alone(person: Person, at: datetime, since: datetime | None = None) -> Iterator[UUID]:
    """What is open without an involvement: concerns that wait, and emergencies."""
    if can_act(person, "triage"):
        waiting = Case.objects.filter(
            state__in=sorted(AT_RECEIVING_AGENCY), triage_agency_id=person.agency_id
        )
        if since is not None:
            waiting = waiting.filter(created_at__gte=since - KEPT_FOR)
        yield from waiting.order_by().values_list("id", flat=True)
    if can_act(person, "break_glass"):
        broken = BreakGlass.objects.filter(person_id=person.id, ends_at__gte=at)
        yield from broken.values_list("case_id", flat=True)


def _with_concerns(ids: set[UUID], few: list[UUID] | None) -> set[UUID]:
    """The same, with the concerns that were joined to them: their names are those of the case."""
    joined = CaseLink.objects.filter(whole=True)
    if few is None:
        links = joined.values_list("case_id", "concern_id")
        return ids | {concern for case, concern in links.iterator() if case in ids}
    for start in range(0, len(few), AT_ONCE):
        some = joined.filter(case_id__in=few[start : start + AT_ONCE])
        ids = ids | set(some.values_list("concern_id", flat=True))
    return ids


REACH = Reach()
