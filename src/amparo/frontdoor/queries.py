"""What is read about front doors: which there are, where a link leads, how far a report got."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from amparo.access import (
    NotFound,
    Refused,
    check_can_act,
    check_can_manage_door,
    manages_doors_anywhere,
)
from amparo.casefile.models import TO_TRIAGE
from amparo.casefile.receiving import agencies_that_take_up
from amparo.frontdoor.models import FrontDoor, Receipt
from amparo.frontdoor.rules import LOOKED_AT, RECEIVED, TAKEN_UP, receipt_hash, token_hash
from amparo.people.models import Agency, User
from amparo.people.queries import person_for
from amparo.terms.messages import N_

DAY, MONTH = timedelta(days=1), timedelta(days=30)


def door_of(token: str) -> FrontDoor | None:
    """The open door to which a link leads. Closed, mistyped and unknown ones cost the same look."""
    doors = FrontDoor.objects.select_related("account__agency", "agency")
    return doors.filter(token_hash=token_hash(token), closed_at=None).first()


def doors(user: User) -> QuerySet[FrontDoor]:
    """The doors that `user` manages, open ones first, with how many reports came in the last day
    and the last 30 days (`day`, `month`). Raises Refused.
    """
    person = person_for(user)
    check_can_act(person, "manage_front_doors")
    now = timezone.now()
    found = FrontDoor.objects.all()
    if not manages_doors_anywhere(person):
        found = found.filter(agency_id=person.agency_id)
    return (
        found.select_related("agency", "opened_by")
        .annotate(
            day=Count("receipts", filter=Q(receipts__received_at__gt=now - DAY)),
            month=Count("receipts", filter=Q(receipts__received_at__gt=now - MONTH)),
            is_closed=Q(closed_at__isnull=False),
        )
        .order_by("is_closed", "institution", "id")
    )


def managed_door(user: User, door_id: UUID) -> FrontDoor:
    """One door that `user` manages. Raises NotFound, Refused."""
    door = FrontDoor.objects.select_related("account", "agency").filter(id=door_id).first()
    if door is None:
        raise NotFound
    check_can_manage_door(person_for(user), door.agency_id)
    return door


def agencies_for_doors(user: User) -> QuerySet[Agency]:
    """The agencies to which `user` may let a door lead: they take up concerns."""
    person = person_for(user)
    found = agencies_that_take_up()
    return found if manages_doors_anywhere(person) else found.filter(id=person.agency_id)


def sent_within(door: FrontDoor, since: datetime) -> int:
    """How many reports came through a door since a moment."""
    return Receipt.objects.filter(door=door, received_at__gt=since).count()


@dataclass(frozen=True, slots=True)
class Asked:
    """What a receipt says: one of three states, and nothing of what became of the concern."""

    state: str


def state_of(receipt: str) -> Asked:
    """How far a report got; `receipt` in its written form. Raises Refused for one never given."""
    found = Receipt.objects.select_related("case").filter(code_hash=receipt_hash(receipt)).first()
    if found is None:
        raise Refused(
            N_("There is no such number."),
            N_("Compare it with your receipt, sign by sign."),
            code="no_such_receipt",
        )
    if found.case.state != TO_TRIAGE:
        return Asked(TAKEN_UP)
    return Asked(LOOKED_AT if found.seen_at else RECEIVED)


def door_of_account(account_id: UUID | None) -> FrontDoor | None:
    """The door whose account reported something; None for a person."""
    return FrontDoor.objects.filter(account_id=account_id).first() if account_id else None
