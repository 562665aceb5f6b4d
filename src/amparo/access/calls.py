"""Decides who takes calls on the helpline, and who reads what was kept of one.

A call is its operator's and their agency's supervisor's; what it handed on is a concern like any.
"""

from uuid import UUID

from amparo.access.decide import ASK_SUPERVISOR, can_act
from amparo.access.refusal import Refused
from amparo.access.world import Person
from amparo.terms.messages import N_

TAKE_CALLS = "take_calls"
ANSWERS_CALLS = "helpline"  # the authority whose supervisors answer for calls


def supervises_calls(person: Person) -> bool:
    """Whether the person answers for those who take calls: a supervisor of a helpline."""
    return person.authority == ANSWERS_CALLS and "supervisor" in person.roles


def can_see_calls(person: Person) -> bool:
    """Whether the person may see the log of their own agency's calls, without what was said."""
    return can_act(person, TAKE_CALLS) or supervises_calls(person)


def check_can_see_calls(person: Person) -> None:
    """Raises Refused for anybody but operators and the supervisors of a helpline."""
    if not can_see_calls(person):
        raise Refused(
            N_("Your role does not allow this."),
            ASK_SUPERVISOR,
            code="role_may_not_act",
            values={"action": TAKE_CALLS},
        )


def can_read_call(person: Person, agency_id: UUID, *, mine: bool, barred: bool = False) -> bool:
    """Whether what was kept of one call may be read: by its operator, or the supervisor there.

    `mine`: the person took it. `barred`: from the concern that the call was handed over as.
    """
    if person.agency_id != agency_id or barred:
        return False
    return (mine and can_act(person, TAKE_CALLS)) or supervises_calls(person)


def check_can_read_call(
    person: Person, agency_id: UUID, *, mine: bool, barred: bool = False
) -> None:
    """Raises a hidden Refused: whose call it was, and that there was one, stays unsaid."""
    if not can_read_call(person, agency_id, mine=mine, barred=barred):
        raise Refused(
            N_("There is no call here that you took."),
            ASK_SUPERVISOR,
            code="not_your_call",
            hidden=True,
        )


def check_can_hand_over(
    person: Person, agency_id: UUID, *, mine: bool, barred: bool = False
) -> None:
    """Raises Refused unless the person took the call: a concern is reported by who heard it."""
    check_can_read_call(person, agency_id, mine=mine, barred=barred)
    if not mine:
        raise Refused(
            N_("A call is handed over by the person who took it."),
            N_("Ask them, or report a concern of your own."),
            code="not_your_call",
        )
