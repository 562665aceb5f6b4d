"""Decides who looks after requests of families that look for a child, and who is told that a child
they work with may be meant.

Two sides that need not know each other: whoever handles a request never learns by it that a child
is known, and whoever works with the child decides. Police, border, immigration and prosecution are
on neither.
"""

from datetime import datetime
from uuid import UUID

from amparo.access.decide import (
    ASK_SUPERVISOR,
    can_act,
    can_reveal_identity,
    check_can_act,
    check_can_act_on,
    ways,
)
from amparo.access.refusal import Refused
from amparo.access.roles import NEVER_FOR_AUTHORITY
from amparo.access.sharing import check_second_person
from amparo.access.world import CaseAccess, Person
from amparo.terms.messages import N_

TAKE_REQUESTS = "take_tracing_requests"
DECIDE = frozenset({"caseworker", "supervisor", "guardian"})


def can_take_tracing_requests(person: Person) -> bool:
    """Whether the person takes requests of families, and sees the board of their agency."""
    return person.authority not in NEVER_FOR_AUTHORITY and can_act(person, TAKE_REQUESTS)


def check_can_take_tracing_requests(person: Person) -> None:
    check_can_act(person, TAKE_REQUESTS)
    if not can_take_tracing_requests(person):
        raise Refused(
            N_("Your authority does not look for the families of children."),
            ASK_SUPERVISOR,
            code="authority_may_not_trace",
        )


def check_can_handle_request(person: Person, agency_id: UUID) -> None:
    """Raises Refused; hidden where it is another agency's: that it is there stays unsaid."""
    check_can_take_tracing_requests(person)
    if person.agency_id != agency_id:
        raise Refused(
            N_("There is no request here that your agency handles."),
            ASK_SUPERVISOR,
            code="not_your_request",
            hidden=True,
        )


def can_manage_tracing_senders(person: Person) -> bool:
    """Whether the person says which organisations may send requests to their agency."""
    return can_take_tracing_requests(person) and "supervisor" in person.roles


def check_can_manage_tracing_senders(person: Person) -> None:
    check_can_take_tracing_requests(person)
    if not can_manage_tracing_senders(person):
        raise Refused(
            N_("Which organisations may send requests is for a supervisor."),
            ASK_SUPERVISOR,
            code="role_may_not_act",
            values={"action": TAKE_REQUESTS},
        )


def can_see_match(person: Person, case: CaseAccess, at: datetime) -> bool:
    """Whether the person is told that somebody may be looking for the child of this case.

    Only who works with the child and was given the identity; an emergency opens it to nobody.
    """
    if person.authority in NEVER_FOR_AUTHORITY or not can_reveal_identity(person, case, at):
        return False
    return any(
        way.role in DECIDE and way.by != "break_glass" and "identity" in way.sections
        for way in ways(person, case, at)
    )


def check_can_see_match(person: Person, case: CaseAccess, at: datetime) -> None:
    """Raises a hidden Refused: neither request nor child is there for anybody else."""
    if not can_see_match(person, case, at):
        raise Refused(
            N_("There is nothing here that you work on."),
            ASK_SUPERVISOR,
            code="not_your_match",
            hidden=True,
        )


def check_can_agree_to_contact(person: Person, first: UUID, case: CaseAccess, at: datetime) -> None:
    """Raises Refused unless this is another person on the case whose role may agree."""
    check_can_see_match(person, case, at)
    check_second_person(first, person, case, at)
    check_can_act_on(person, case, "agree", at)
