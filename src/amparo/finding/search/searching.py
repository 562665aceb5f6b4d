"""Every search that is shown: what it found is logged before, and a settled one is written down.

What is shown is logged, once for each person, case and hour, whether somebody is still typing or
has settled: eight letters do not write eight lines, and no case is shown without one. What was
typed is never logged. A settled search (Enter, or the button) is a row of its own, by which other
agencies are told (`notices`), its limit is kept, and a supervisor sees how often people search.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db.models import Count, Max, Q
from django.utils import timezone

from amparo.access import Refused, can_see_who_searches
from amparo.audit import actions as audit
from amparo.audit import queries as log
from amparo.casefile.appending import writing
from amparo.casefile.models import Case
from amparo.casefile.queueing import write_transaction
from amparo.finding.models.notices import Notice, Search
from amparo.finding.search import queries, sealed_search
from amparo.finding.search.queries import Results
from amparo.finding.search.typed import Typed
from amparo.people.models import User
from amparo.people.queries import names_of, person_for
from amparo.terms.messages import N_

SHOWN_AGAIN_AFTER = timedelta(hours=1)
AN_HOUR, A_DAY, KEPT_FOR = timedelta(hours=1), timedelta(days=1), timedelta(days=90)
MOST_AN_HOUR = 60
WHILE_TYPING = 8

# Why somebody looks; told to the agency that knows the child.
PURPOSES: dict[str, str] = {
    "child_before_me": N_("A child is here with me, and I want to know who knows them"),
    "looking_for_double": N_("I check whether one child was recorded twice"),
    "family_looks": N_("A family looks for this child"),
    "other": N_("Something else"),
}


class TooMany(Exception):
    """Somebody searched so often within the hour that it is no longer about a child."""


@dataclass(frozen=True, slots=True)
class Settled:
    """A settled search. `tells`: agencies that know such a child are told of it."""

    id: UUID
    results: Results
    tells: bool
    purpose: str = ""


def while_typing(*, by: User, typed: Typed) -> Results:
    """What may be meant so far. Nobody else is told. Raises Refused."""
    results = queries.find(by, typed.asked, WHILE_TYPING)
    fresh = _not_logged_lately(by, results)
    if fresh:
        with writing(by):
            _log(by, results, fresh)
    return results


def settle(*, by: User, typed: Typed, purpose: str = "", own_case: Case | None = None) -> Settled:
    """Search in earnest. Raises Refused, and TooMany beyond MOST_AN_HOUR."""
    if searched_since(by, timezone.now() - AN_HOUR) >= MOST_AN_HOUR:
        raise TooMany
    results = queries.find(by, typed.asked)
    fresh = _not_logged_lately(by, results)
    roles = person_for(by).roles
    search = Search(
        id=uuid4(),
        person=by,
        agency_id=by.agency_id,
        role="supervisor" if "supervisor" in roles else "caseworker",
        at=timezone.now(),
        purpose=purpose if purpose in PURPOSES else "",
        own_case=own_case,
        found=len(results.found),
        tells=typed.is_settled_enough,
    )
    with writing(by):
        if search.tells:
            sealed_search.seal(search, typed.asked)
        search.save(force_insert=True)
        _log(by, results, fresh)
    return Settled(search.id, results, search.tells, search.purpose)


def say_purpose(*, by: User, search_id: UUID, purpose: str) -> None:
    """Say afterwards what a search of one's own was for; those told already are told that too."""
    with write_transaction():
        own = Search.objects.filter(id=search_id, person=by, at__gte=timezone.now() - A_DAY)
        if purpose in PURPOSES and own.update(purpose=purpose):
            Notice.objects.filter(search_id=search_id).update(purpose=purpose)


def _not_logged_lately(by: User, results: Results) -> list[UUID]:
    ids = results.cases
    lately = log.said_lately_of(
        "names_searched", actor_id=by.id, case_ids=ids, within=SHOWN_AGAIN_AFTER
    )
    return [case_id for case_id in ids if case_id not in lately]


def _log(by: User, results: Results, fresh: list[UUID]) -> None:
    for one in results.found:
        if one.head.id in fresh:
            detail = {"found": len(results.found)}
            audit.write("names_searched", by=by, case=one.head, detail=detail)


# How often


def searched_since(user: User, since: datetime) -> int:
    return Search.objects.filter(person=user, at__gt=since).count()


@dataclass(frozen=True, slots=True)
class Searcher:
    """How often one person of an agency searched in earnest."""

    name: str
    last_hour: int
    last_day: int
    last_week: int
    found_nothing: int
    last_at: datetime


def searchers(user: User) -> list[Searcher]:
    """The people of one's own agency who searched within a week, most first. Raises Refused."""
    person = person_for(user)
    if not can_see_who_searches(person):
        raise Refused(
            N_("How often people search is seen by their supervisor."),
            N_("Ask a supervisor of your agency."),
            code="role_may_not_act",
        )
    now = timezone.now()
    rows = (
        Search.objects.filter(agency_id=person.agency_id, at__gt=now - timedelta(days=7))
        .values("person_id")
        .annotate(
            week=Count("id"),
            day=Count("id", filter=Q(at__gt=now - A_DAY)),
            hour=Count("id", filter=Q(at__gt=now - AN_HOUR)),
            nothing=Count("id", filter=Q(found=0)),
            last=Max("at"),
        )
        .order_by("-week", "person_id")
    )
    found = list(rows)
    names = names_of(row["person_id"] for row in found)
    return [
        Searcher(
            names.get(row["person_id"], ""), row["hour"], row["day"], row["week"],
            row["nothing"], row["last"],
        )
        for row in found
    ]  # fmt: skip
