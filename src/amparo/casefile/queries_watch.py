"""What a home page watches over besides the clocks of today: children charged, fined or held though
they may be victims, children about to turn 18, and relations that nobody has verified.

One look along an index each, whatever the number of cases; who may see a case, and that it is about
somebody suspected of being a victim, is decided as everywhere.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone

from amparo.access import Person, can_act
from amparo.casefile.keeping import WORKERS_ROLE
from amparo.casefile.models import OpenDuty, UnverifiedRelation
from amparo.casefile.queries_work import CAP, FURTHER, duty_views
from amparo.casefile.views import DutyView, Head
from amparo.casefile.visibility import barred, few_cases
from amparo.journey import PROTECTIVE
from amparo.people.models import User
from amparo.people.queries import person_for

PUNISHED = ("charge_review", "defence", "liberty", "removal_stopped")
ADULTHOOD = "adulthood_plan"
WATCHED_BY = frozenset({"caseworker", "supervisor", "guardian", "lawyer"})
PLANS_FOR = frozenset({"caseworker", "supervisor", "guardian"})
MOST = 12  # rows looked at: those due first, so that a home page stays quick


@dataclass(frozen=True, slots=True)
class Watched:
    """One case and the duties that speak of it, the earliest due first."""

    case: Head
    duties: list[DutyView]


@dataclass(frozen=True, slots=True)
class Watch:
    """What is watched. `more`: there was more than was looked at."""

    punished: list[Watched]
    turning: list[Watched]
    more: bool = False


def watch(user: User, limit: int = 10) -> Watch:
    """What `user` watches over. Empty for roles that do not."""
    person, at = person_for(user), timezone.now()
    rows = _rows(person)
    if rows is None:
        return Watch([], [])
    running = Q(starts_at__lte=at) & (Q(ends_at__isnull=True) | Q(ends_at__gt=at))
    found = list(rows.filter(running).order_by("due_at").select_related("case")[: MOST + FURTHER])
    duties = duty_views(person, found, at)
    punished = _by_case(one for one in duties if one.code != ADULTHOOD and one.case.standing)
    turning = _by_case(one for one in duties if one.code == ADULTHOOD)
    if not person.roles & PLANS_FOR:
        turning = []
    more = len(found) > MOST or len(punished) > limit or len(turning) > limit
    return Watch(punished[:limit], turning[:limit], more)


def _rows(person: Person) -> QuerySet[OpenDuty] | None:
    """The rows to look through; None for a role that watches over nothing here."""
    watched = OpenDuty.objects.filter(
        Q(code=ADULTHOOD) | Q(code__in=PUNISHED, case__standing__in=sorted(PROTECTIVE)),
        code__in=(ADULTHOOD, *PUNISHED),
    )
    if "supervisor" in person.roles:
        return watched.filter(agency_id=person.agency_id)
    if not person.roles & WATCHED_BY:
        return None
    few = few_cases(person, timezone.now())
    if few is not None:
        return watched.filter(case_id__in=few)
    return watched.filter(case__assigned_to_id=person.id)


def _by_case(duties: Iterable[DutyView]) -> list[Watched]:
    found: dict[str, Watched] = {}
    for duty in duties:
        found.setdefault(duty.case.reference, Watched(duty.case, [])).duties.append(duty)
    return list(found.values())


def punished_everywhere(user: User) -> int:
    """How many such duties run in the whole mechanism, capped; 0 for who does not coordinate it."""
    person, at = person_for(user), timezone.now()
    if not can_act(person, "see_mechanism_work"):
        return 0
    rows = OpenDuty.objects.filter(
        code__in=PUNISHED, case__standing__in=sorted(PROTECTIVE), starts_at__lte=at
    )
    return min(len(set(rows.values_list("case_id", flat=True)[: 2 * CAP])), CAP)


def unverified_cases(user: User) -> int:
    """In how many cases of one's own, or of one's agency, a relation is unverified; capped."""
    person = person_for(user)
    rows = UnverifiedRelation.objects.all()
    if "supervisor" in person.roles:
        rows = rows.filter(agency_id=person.agency_id)
    elif WORKERS_ROLE in person.roles:
        rows = rows.filter(assigned_to_id=person.id)
    else:
        return 0
    ids = rows.exclude(barred(person)).values_list("case_id", flat=True)
    return min(len(set(ids.order_by("case_id")[: 2 * CAP])), CAP)
