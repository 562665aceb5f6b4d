"""Tells an agency that knows a child that somebody of elsewhere looked for one like it, and lets it
decide whether to make contact.

Once a minute, apart from every answer, settled searches are looked through in all cases; the
searcher hears nothing of it, whatever is found, until the agency decides to make contact. What was
typed is told to nobody, and destroyed as soon as it was looked through.
"""

import logging
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from amparo.access import (
    NotFound,
    Person,
    Refused,
    can_answer_searches,
    can_open,
    hears_of_searches,
)
from amparo.audit import actions as audit
from amparo.casefile.accessing import cases_access
from amparo.casefile.appending import writing
from amparo.casefile.effects import Ticked
from amparo.casefile.models import Case
from amparo.casefile.queueing import write_transaction
from amparo.casefile.visibility import is_visible
from amparo.finding.kept.keeping import KEPT
from amparo.finding.models.notices import Notice, Search
from amparo.finding.search import sealed_search
from amparo.finding.search.queries import as_cases
from amparo.finding.search.searching import KEPT_FOR
from amparo.people.models import User
from amparo.people.queries import person_for
from amparo.terms.messages import N_

logger = logging.getLogger(__name__)

# Every word of a name agrees, if in another script or by a letter, or the number does. Half a name
# (0.6 at most) and a number with a wrong character (0.8) are no ground to name anybody.
STRONG = 0.85
LOOKED_AT, MOST_TOLD = 50, 10
AT_ONCE = 50
# Where no server keeps the names open, somebody must open them before a search waits for ever.
LONG = timedelta(minutes=5)
GIVEN_UP_AFTER = timedelta(days=1)


# After a search


def tell_agencies(event: Ticked) -> None:
    """Effect of a tick: look through what was searched for since the last, and forget old rows."""
    waiting = Search.objects.filter(tells=True, looked_at__isnull=True)
    oldest = waiting.order_by("at").values_list("at", flat=True).first()
    if oldest is not None and (KEPT.is_open or event.at - oldest > LONG):
        look_through(event.at)
    _forget(event.at)


def look_through(at: datetime) -> int:
    """Look through what waits; how many searches were. What fails is tried again, for a day."""
    done = 0
    waiting = Search.objects.filter(tells=True, looked_at__isnull=True)
    for search in waiting.select_related("person__agency").order_by("at")[:AT_ONCE]:
        try:
            _look_through(search, at)
            done += 1
        except Exception as error:  # whatever it is must not end the tick, nor say what was typed
            logger.error("A search could not be looked through: %s", type(error).__name__)
            if at - search.at > GIVEN_UP_AFTER:
                _close(search, (), at)
    return done


def _look_through(search: Search, at: datetime) -> None:
    asked = sealed_search.opened(search)
    cases: list[Case] = []
    if asked is not None:
        # Where a child is counts only for those who may read it, and here nobody reads.
        index = KEPT.up_to_date()
        hits = as_cases(index.search(replace(asked, place=""), LOOKED_AT, None))
        strong = [hit.case_id for hit in hits.values() if hit.strength >= STRONG]
        cases = _hidden_from(search.person, strong, at)[:MOST_TOLD]
    _close(search, cases, at)


def _hidden_from(user: User, case_ids: list[UUID], at: datetime) -> list[Case]:
    """Those the searcher may not open, held by an agency that hears of searches.

    Whoever works on a case without knowing the name could learn it by guessing, and by what the
    log of that case says then: there is no notice of it. They may ask the caseworker.
    """
    person = person_for(user)
    found = Case.objects.select_related("agency").in_bulk(case_ids)
    cases = [found[case_id] for case_id in case_ids if case_id in found]
    access = cases_access(cases, person)
    return [
        case
        for case in cases
        if hears_of_searches(case.agency.authority) and not can_open(person, access[case.id], at)
    ]


def _close(search: Search, cases: list[Case] | tuple[Case, ...], at: datetime) -> None:
    """Write the notices, and destroy what was asked."""
    access = cases_access(cases)
    person = person_for(search.person)
    with write_transaction():
        kept = Search.objects.select_for_update(of=("self",)).get(id=search.id)
        if kept.looked_at is not None:
            return
        told = [_told(kept, case, access[case.id].bars(person)) for case in cases]
        sealed_search.empty(kept)
        kept.looked_at = at
        kept.save(update_fields=["sealed", "key_id", "looked_at"])
        for notice in filter(None, told):
            # By nobody: whoever searched must not find the case among their own lines.
            detail = {"notice": notice.id, "agency": notice.agency_id}
            audit.write("search_told", by=None, case=notice.case, detail=detail)


def _told(search: Search, case: Case, barred: bool) -> Notice | None:
    """One notice for each case, searching agency and day; None where there is one.

    Of somebody who is barred from the case one more: a colleague who searched first must not hide
    them.
    """
    said = {
        "search": search,
        "person_id": search.person_id,
        "role": search.role,
        "purpose": search.purpose,
        "own_case_id": search.own_case_id,
        "searched_at": search.at,
    }
    day = timezone.localdate(search.at)
    notice, fresh = Notice.objects.get_or_create(
        case=case, agency_id=search.agency_id, day=day, barred=barred, defaults=said
    )
    return notice if fresh else None


def _forget(at: datetime) -> None:
    """How often somebody searched is nobody's business after a season."""
    old = Search.objects.filter(at__lt=at - KEPT_FOR)
    if old.exists():
        with write_transaction():
            old.delete()


# What the agency decides


def for_agency(user: User) -> QuerySet[Notice]:
    """The notices that are for `user` to decide, oldest first: of cases they may open."""
    person = person_for(user)
    at = timezone.now()
    mine = Q(case__assigned_to_id=user.id) if _answers(person, responsible=True) else Q(pk=None)
    if _answers(person, responsible=False):
        mine = Q()
    elif not _answers(person, responsible=True):
        return Notice.objects.none()
    found = Notice.objects.filter(mine, is_visible(person, at), case__agency_id=person.agency_id)
    asked = found.select_related("case", "person", "agency", "own_case", "decided_by")
    return asked.order_by("searched_at", "id")


def _answers(person: Person, *, responsible: bool) -> bool:
    return can_answer_searches(person, responsible=responsible)


def decide(*, by: User, notice_id: UUID, contact: bool) -> Notice:
    """Say whether to make contact. Raises NotFound for a notice of others; Refused when decided."""
    notice = for_agency(by).filter(id=notice_id).first()
    if notice is None:
        raise NotFound
    with writing(by, notice.case):
        kept = Notice.objects.select_for_update(of=("self",)).get(id=notice.id)
        if kept.contact == contact:
            return notice
        if kept.contact is not None:
            raise Refused(
                N_("Somebody of your agency has decided on this already."),
                N_("Talk to them, or get in touch with the person directly."),
                code="decided_already",
            )
        kept.contact, kept.decided_by, kept.decided_at = contact, by, timezone.now()
        kept.save(update_fields=["contact", "decided_by", "decided_at"])
        detail = {"notice": kept.id, "contact": contact}
        audit.write("search_answered", by=by, case=notice.case, detail=detail)
    return for_agency(by).get(id=notice_id)


# What the searcher hears


@dataclass(frozen=True, slots=True)
class Contact:
    """An agency asks whoever searched to get in touch. Nothing is said of its case."""

    id: UUID
    agency: str
    name: str
    email: str
    searched_on: datetime
    purpose: str
    own_reference: str


def contacts(user: User) -> list[Contact]:
    """What was decided for `user` and not put away yet.

    Whoever accepts a new invitation could be somebody else: what was before stays closed.
    """
    asked = Notice.objects.filter(
        person=user, contact=True, read_at__isnull=True, searched_at__gte=user.invited_at
    )
    found = asked.select_related("decided_by__agency", "own_case").order_by("decided_at")
    return [
        Contact(
            id=one.id,
            agency=one.decided_by.agency.name,
            name=one.decided_by.display_name,
            email=one.decided_by.email,
            searched_on=one.searched_at,
            purpose=one.purpose,
            own_reference=one.own_case.reference if one.own_case else "",
        )
        for one in found
        if one.decided_by is not None
    ]


def put_away(*, by: User, notice_id: UUID) -> None:
    """Take a contact off one's start page. Raises NotFound for that of somebody else."""
    own = Notice.objects.filter(id=notice_id, person=by, contact=True)
    with write_transaction():
        if not own.update(read_at=timezone.now()):
            raise NotFound
