"""Which cases are one child, as somebody may know it: decided pair by pair, followed from one to
the next only through cases of which that person may uncover the identity.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from amparo.access import Person, can_reveal_identity
from amparo.casefile.accessing import cases_access
from amparo.casefile.models import Case
from amparo.finding.models.suggestions import DecidedPair
from amparo.finding.same.pairs import DIFFERENT, RELATED, SAME, read_as

LARGEST = 4  # cases of one child; more is for a second person


def pairs_of(case_ids: Iterable[UUID]) -> list[tuple[UUID, UUID, str]]:
    """What was decided about these cases, joined concerns as the case that reads them."""
    ids = set(case_ids)
    own = ids | _joined_to(ids)
    rows = DecidedPair.objects.filter(Q(one_id__in=own) | Q(other_id__in=own))
    found = list(rows.values_list("one_id", "other_id", "result"))
    reader = read_as({each for one, other, _result in found for each in (one, other)})
    return [(reader.get(a, a), reader.get(b, b), result) for a, b, result in found]


def _joined_to(case_ids: set[UUID]) -> set[UUID]:
    from amparo.casefile.models import CaseLink

    links = CaseLink.objects.filter(case_id__in=case_ids, whole=True)
    return set(links.values_list("concern_id", flat=True))


def known(person: Person, case_ids: Iterable[UUID], at: datetime) -> dict[UUID, Case]:
    """Those of these cases of which the person may uncover the identity."""
    cases = list(Case.objects.filter(id__in=list(case_ids)))
    access = cases_access(cases, person)
    return {case.id: case for case in cases if can_reveal_identity(person, access[case.id], at)}


def group_of(person: Person, case: Case, at: datetime) -> list[Case]:
    """The cases of the same child, this one among them, by reference."""
    found = known(person, [case.id], at)
    waiting = list(found)
    while waiting:
        joined = {
            each
            for one, other, result in pairs_of(waiting)
            if result == SAME
            for each in (one, other)
        }
        fresh = known(person, joined - set(found), at)
        found.update(fresh)
        waiting = list(fresh)
    return sorted(found.values(), key=lambda one: one.reference)


def related_to(person: Person, group: Iterable[Case], at: datetime) -> list[Case]:
    """The cases of brothers and sisters of the child of this group."""
    return _decided(person, group, RELATED, at)


def _decided(person: Person, group: Iterable[Case], wanted: str, at: datetime) -> list[Case]:
    own = {case.id for case in group}
    found = {
        each
        for one, other, result in pairs_of(own)
        if result == wanted
        for each in (one, other)
        if each not in own
    }
    return sorted(known(person, found, at).values(), key=lambda case: case.reference)


def set_apart(
    person: Person, these: Iterable[Case], those: Iterable[Case], at: datetime
) -> list[tuple[Case, Case]]:
    """Pairs between two groups that were decided to be different children, or related."""
    one, other = ({case.id: case for case in group} for group in (these, those))
    return [
        (one.get(a) or one[b], other.get(b) or other[a])
        for a, b, result in pairs_of(one)
        if result in (DIFFERENT, RELATED)
        and ((a in one and b in other) or (b in one and a in other))
    ]
