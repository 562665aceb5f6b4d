"""Suggestions as somebody may see them: only pairs of which they may know who both children are."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from amparo.access import Person, can_reveal_identity, may_record
from amparo.casefile.accessing import cases_access
from amparo.casefile.models import JOINED, Case
from amparo.casefile.queries import heads
from amparo.casefile.views import Head
from amparo.casefile.visibility import FEW, is_visible, visible_to_person
from amparo.finding.models.suggestions import DecidedPair, Suggestion
from amparo.finding.same import keeping
from amparo.finding.same.likeness import Likeness
from amparo.finding.same.pairs import ASK_LATER, KIND
from amparo.people.models import User
from amparo.people.queries import person_for

ASKED_AGAIN_AFTER = timedelta(days=30)
MOST = 100
LOOKED_AT = 500


@dataclass(frozen=True, slots=True)
class Waiting:
    """A suggestion that waits for a decision: what is known of both at a glance, and how alike."""

    one: Head
    other: Head
    found_at: datetime
    likeness: Likeness
    asked_before: bool


def decides(person: Person) -> bool:
    """Whether the person is one of those who decide, on some case."""
    return may_record(person, KIND)


def waiting(user: User, most: int = MOST) -> list[Waiting]:
    """What `user` may decide, the oldest first."""
    person, at = person_for(user), timezone.now()
    if not decides(person):
        return []
    found = _readable(person, list(_open(person, at)[:LOOKED_AT]), at)[:most]
    shown = heads(
        person, {case.id: case for one in found for case in (one.one, one.other)}.values(), at
    )
    later = _asked_later(found)
    return [
        Waiting(shown[one.one_id], shown[one.other_id], one.found_at, how, one.id in later)
        for one in found
        if (how := keeping.opened(one)) is not None
    ]


def how_many(user: User) -> int:
    """How many suggestions wait for `user`, at most MOST."""
    person, at = person_for(user), timezone.now()
    if not decides(person):
        return 0
    return len(_readable(person, list(_open(person, at)[:LOOKED_AT]), at)[:MOST])


def suggestion(one: Case, other: Case) -> Likeness | None:
    """How alike two cases were found; for somebody who may know both."""
    pair = Q(one=one, other=other) | Q(one=other, other=one)
    kept = Suggestion.objects.filter(pair).select_related("one", "other").first()
    return keeping.opened(kept) if kept else None


def suggested_with(user: User, case: Case) -> list[Case]:
    """Cases that may be of the same child as this one, not decided yet; for those who decide."""
    person, at = person_for(user), timezone.now()
    if not decides(person):
        return []
    found = list(_undecided(at).filter(Q(one=case) | Q(other=case)).select_related("one", "other"))
    return [one.other if one.one_id == case.id else one.one for one in _readable(person, found, at)]


def _undecided(at: datetime) -> QuerySet[Suggestion]:
    """Suggestions on which nobody has decided; asked later, they come back after a time."""
    decided = DecidedPair.objects.filter(one_id=OuterRef("one_id"), other_id=OuterRef("other_id"))
    holds = ~Q(result=ASK_LATER) | Q(decided_at__gt=at - ASKED_AGAIN_AFTER)
    found = Suggestion.objects.exclude(Exists(decided.filter(holds)))
    return found.exclude(one__state=JOINED).exclude(other__state=JOINED)


def _open(person: Person, at: datetime) -> QuerySet[Suggestion]:
    """Those whose two cases the person may open; whoever has few cases starts from them."""
    ids = list(visible_to_person(person, at).values_list("id", flat=True)[: FEW + 1])
    if len(ids) <= FEW:
        may = Q(one_id__in=ids, other_id__in=ids)
    else:
        may = is_visible(person, at, "one_id") & is_visible(person, at, "other_id")
    return _undecided(at).filter(may).select_related("one", "other").order_by("found_at", "id")


def _readable(person: Person, found: list[Suggestion], at: datetime) -> list[Suggestion]:
    cases = {case.id: case for one in found for case in (one.one, one.other)}
    access = cases_access(cases.values(), person)
    known = {case_id for case_id in cases if can_reveal_identity(person, access[case_id], at)}
    return [one for one in found if one.one_id in known and one.other_id in known]


def _asked_later(found: Iterable[Suggestion]) -> set[int]:
    ids = [one.id for one in found]
    later = DecidedPair.objects.filter(one_id=OuterRef("one_id"), other_id=OuterRef("other_id"))
    asked = Suggestion.objects.filter(Exists(later), id__in=ids)
    return set(asked.values_list("id", flat=True))
