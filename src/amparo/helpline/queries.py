"""The log of calls: when, how long, how urgent, whether handed over and taken up. Nothing that was
said; that is opened one call at a time, and logged, by `actions.read_call`.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from amparo.access import Person, check_can_see_calls, supervises_calls
from amparo.casefile.models import TO_TRIAGE
from amparo.casefile.visibility import barred
from amparo.helpline.models import Call
from amparo.people.models import User
from amparo.people.queries import person_for

SIZE = 25


@dataclass(frozen=True, slots=True)
class Row:
    """One call in the log. `reference` only for its operator; `taken_up` None: not handed over, or
    not for this reader. `may_read`: what was said in it.
    """

    id: UUID
    began_at: datetime
    lasted: timedelta
    urgency: str
    taken_by: str
    mine: bool
    handed_over: bool
    taken_up: bool | None
    reference: str
    may_read: bool
    today: bool


def calls_of(user: User, *, mine: bool = False, page: int = 1) -> tuple[list[Row], bool]:
    """One page of the calls of the reader's agency, latest first, and whether more follow; without
    those that became a concern from which the reader is barred.

    Raises Refused for whoever neither takes calls nor answers for those who do.
    """
    person = person_for(user)
    check_can_see_calls(person)
    supervises = supervises_calls(person)
    here = without_barred(person, Call.objects.filter(agency_id=user.agency_id))
    calls = here.select_related("taken_by", "concern")
    if mine:
        calls = calls.filter(taken_by=user)
    start = max(page - 1, 0) * SIZE
    found = list(calls.defer("sealed").order_by("-began_at", "id")[start : start + SIZE + 1])
    rows = [_row(call, user, supervises) for call in found[:SIZE]]
    return rows, len(found) > SIZE


def without_barred(person: Person, calls: QuerySet[Call]) -> QuerySet[Call]:
    """These calls but for those whose concern the person is barred from."""
    return calls.exclude(barred(person, "concern_id"))


def is_barred(user: User, call: Call) -> bool:
    """Whether a call became a concern from which `user` is barred."""
    if call.concern_id is None:
        return False
    return not without_barred(person_for(user), Call.objects.filter(id=call.id)).exists()


def _row(call: Call, user: User, supervises: bool) -> Row:
    mine = call.was_taken_by(user)
    told = call.concern if call.concern is not None and (mine or supervises) else None
    return Row(
        id=call.id,
        began_at=call.began_at,
        lasted=call.ended_at - call.began_at,
        urgency=call.urgency,
        taken_by=call.taken_by.display_name,
        mine=mine,
        handed_over=call.concern_id is not None,
        taken_up=None if told is None else told.state != TO_TRIAGE,
        reference=told.reference if told is not None and mine else "",
        may_read=mine or supervises,
        today=timezone.localdate(call.began_at) == timezone.localdate(),
    )
