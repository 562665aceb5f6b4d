"""Where nobody may know who the child is in both cases, the agency of the case that was there first
is told that a record elsewhere may be of the same child, and decides whether to make contact.

By the same notice as a search that found a child (`notices`). Nobody else hears of it.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from amparo.access import hears_of_searches
from amparo.audit import actions as audit
from amparo.casefile.models import Case
from amparo.casefile.second_case import knows_both
from amparo.finding.models.notices import Notice
from amparo.finding.models.suggestions import Suggestion
from amparo.people.models import User
from amparo.people.queries import holders, person_for

PURPOSE = "same_child"
DECIDE = ("caseworker", "supervisor")


def tell(fresh: Iterable[Suggestion], at: datetime) -> list[Notice]:
    """Tell of suggestions that nobody could be shown. The caller's transaction."""
    return [told for one in fresh if (told := _told(one, at)) is not None]


def somebody_knows(one: Case, other: Case, at: datetime) -> bool:
    """Whether anybody who decides may uncover the identity in both cases."""
    shared = _agencies(one) & _agencies(other)
    people = User.objects.filter(id__in=_deciders(shared), is_active=True).select_related("agency")
    return any(knows_both(person_for(user), [one, other], at) for user in people)


def _agencies(case: Case) -> set[UUID]:
    involved = case.involvements.filter(ended_at__isnull=True).values_list("agency_id", flat=True)
    return {case.triage_agency_id, *involved}


def _deciders(agencies: Iterable[UUID]) -> set[UUID]:
    found = (holders(role).filter(agency_id__in=list(agencies)) for role in DECIDE)
    return {user.id for users in found for user in users}


def _told(one: Suggestion, at: datetime) -> Notice | None:
    first, later = sorted((one.one, one.other), key=lambda case: (case.created_at, case.id))
    if first.agency_id == later.agency_id or somebody_knows(first, later, at):
        return None
    person = later.assigned_to or holders("supervisor", agency_id=later.agency_id).first()
    if person is None or not _may_hear(first, later):
        return None
    said = {
        "person": person,
        "role": "caseworker",
        "purpose": PURPOSE,
        "own_case": later,
        "searched_at": at,
    }
    notice, new = Notice.objects.get_or_create(
        case=first, agency=later.agency, day=timezone.localdate(at), barred=False, defaults=said
    )
    if not new:
        return None
    detail = {"notice": notice.id, "agency": notice.agency_id}
    audit.write("same_child_told", by=None, case=first, detail=detail)
    return notice


def _may_hear(first: Case, later: Case) -> bool:
    """Immigration enforcement neither hears of a child elsewhere nor is heard of."""
    return all(hears_of_searches(case.agency.authority) for case in (first, later))
