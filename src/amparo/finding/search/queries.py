"""Finds the cases of a child by name or number, among those that somebody may find.

Access first: `reach` lists the cases whose identity a person may uncover, only they are searched,
and room `access` is asked again for each that is shown. Of all others nothing is said; whether an
agency is told of a search is `notices`. Writing down that somebody searched is `searching`.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from amparo.access import (
    Person,
    can_open,
    can_reveal_identity,
    check_can_search_names,
    sections_for,
)
from amparo.casefile.accessing import cases_access
from amparo.casefile.models import Case, CaseLink
from amparo.casefile.queries import heads
from amparo.casefile.views import Head
from amparo.finding.cards import CHILD, PLACE, REASONS, Asked, Hit
from amparo.finding.kept.keeping import KEPT
from amparo.finding.search import typed
from amparo.finding.search.reach import REACH
from amparo.finding.search.typed import Likely
from amparo.people.models import User
from amparo.people.queries import person_for

LIMIT = 25
# More than are shown: what turns out not to be theirs any more is left out afterwards.
LOOKED_AT = 100
# For somebody whose cases are too many to list: how far down a list of everybody is gone.
ROUNDS = (200, 1_600)
WELL, FAIRLY = 0.85, 0.65


class NotReady(Exception):
    """The names are still being opened after a start; a minute later they are there."""


@dataclass(frozen=True, slots=True)
class Found:
    """A case that was found. `fits`: well, fairly, or in part; `reasons` in the reader's words."""

    head: Head
    hit: Hit

    @property
    def fits(self) -> str:
        strength = self.hit.strength
        return "well" if strength >= WELL else "fairly" if strength >= FAIRLY else "partly"

    @property
    def reasons(self) -> list[str]:
        return [_(REASONS[code]) for code in self.hit.reasons]

    @property
    def is_childs_own(self) -> bool:
        return self.hit.whose == CHILD


@dataclass(frozen=True, slots=True)
class Results:
    """What was found, the strongest first; `more`: not all are shown."""

    found: tuple[Found, ...] = ()
    more: bool = False

    @property
    def cases(self) -> list[UUID]:
        return [one.head.id for one in self.found]


def find(user: User, asked: Asked, limit: int = LIMIT) -> Results:
    """The cases that `asked` may mean. Not logged: `searching` shows them.

    Raises Refused, NotReady.
    """
    person, at = person_for(user), timezone.now()
    check_can_search_names(person)
    if not asked.name and not asked.number:
        return Results()
    hits = _hits(person, asked, at)
    cases = Case.objects.in_bulk([hit.case_id for hit in hits[:limit]])
    shown = heads(person, cases.values(), at)
    found = [Found(shown[hit.case_id], hit) for hit in hits[:limit] if hit.case_id in shown]
    return Results(tuple(found), more=len(hits) > limit)


def _hits(person: Person, asked: Asked, at: datetime) -> list[Hit]:
    """What the person may know of, the strongest first: a few more than are shown."""
    within = REACH.of(person, at)
    hits: list[Hit] = []
    for limit in ROUNDS if within is None else (LOOKED_AT,):
        hits = _allowed(person, asked, at, limit, within)
        if len(hits) > LIMIT:
            break
    return hits


def _allowed(
    person: Person, asked: Asked, at: datetime, limit: int, within: Collection[UUID] | None
) -> list[Hit]:
    """A place counts only in a case where the person may read whereabouts."""
    index = KEPT.at_hand()
    if index is None:
        raise NotReady
    without = as_cases(index.search(replace(asked, place=""), limit, within))
    placed = as_cases(index.search(asked, limit, within)) if asked.place else {}
    reads = _reads(person, {*without, *placed}, at)
    hits = [
        placed[case_id] if case_id in placed and reads[case_id] else without[case_id]
        for case_id in dict.fromkeys([*placed, *without])
        if case_id in reads
        and (case_id in without or (reads[case_id] and PLACE in placed[case_id].reasons))
    ]
    return sorted(hits, key=lambda hit: (-hit.strength, str(hit.case_id)))


def _reads(person: Person, case_ids: Collection[UUID], at: datetime) -> dict[UUID, bool]:
    """Of these the cases whose identity the person may uncover, and whether whereabouts as well."""
    cases = list(Case.objects.filter(id__in=case_ids))
    access = cases_access(cases, person)
    return {
        case.id: "whereabouts" in sections_for(person, access[case.id], at)
        for case in cases
        if can_reveal_identity(person, access[case.id], at)
    }


def as_cases(hits: Iterable[Hit]) -> dict[UUID, Hit]:
    """Hits by case: a concern that was joined to a case is found as that case, once.

    Words that merely look alike, without a reason that could be said, are no hit for a person.
    """
    found = [hit for hit in hits if hit.reasons]
    links = CaseLink.objects.filter(concern_id__in=[hit.case_id for hit in found], whole=True)
    reader = dict(links.values_list("concern_id", "case_id"))
    by_case: dict[UUID, Hit] = {}
    for hit in found:
        case_id = reader.get(hit.case_id, hit.case_id)
        if case_id not in by_case or by_case[case_id].strength < hit.strength:
            by_case[case_id] = replace(hit, case_id=case_id)
    return by_case


def meant_by(user: User, text: str) -> list[Likely]:
    """References of cases that `user` may open, one character away from a mistyped one."""
    likely = {one.reference: one for one in typed.one_away(text)}
    cases = list(Case.objects.filter(reference__in=likely))
    person, at = person_for(user), timezone.now()
    access = cases_access(cases, person)
    return [likely[case.reference] for case in cases if can_open(person, access[case.id], at)]
