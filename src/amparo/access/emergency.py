"""Decides who may break the glass, who may agree to more, and who must look at it afterwards.

An emergency opening shows what protects a child at once, for a day, against a written reason. It
never shows the legal or the justice section, and whereabouts only when a second person agrees.
"""

from datetime import datetime, timedelta
from uuid import UUID

from amparo.access.decide import check_can_act
from amparo.access.refusal import Refused
from amparo.access.world import CaseAccess, Person
from amparo.terms.messages import N_

LASTS = timedelta(hours=24)  # this project's default
SHORTEST_REASON = 20  # characters; less does not say what the emergency is


def check_can_break_glass(person: Person, case: CaseAccess, reason: str) -> None:
    """Raises Refused: wrong role, barred from the case (hidden), or no reason worth the name."""
    check_can_act(person, "break_glass")
    if case.bars(person):
        raise Refused(
            N_("There is no case here that you work on."),
            N_("Check the reference, or ask your supervisor to have you brought in."),
            code="barred",
            hidden=True,
        )
    if len(reason.strip()) < SHORTEST_REASON:
        raise Refused(
            N_("The reason is too short to say what the emergency is."),
            N_("Write in one or two sentences what happened and why it cannot wait."),
            code="reason_too_short",
        )


def check_can_agree_to_whereabouts(person: Person, opened_by: UUID, case: CaseAccess) -> None:
    """Raises Refused unless a second person, themselves not barred, agrees."""
    check_can_act(person, "second_whereabouts")
    if case.bars(person) or person.id == opened_by:
        raise Refused(
            N_("Whereabouts need the agreement of a second person."),
            N_("Ask a supervisor or a colleague of your agency to agree."),
            code="second_person_needed",
        )


def check_can_review(person: Person, opened_by: UUID, agency_id: UUID, case: CaseAccess) -> None:
    """Raises Refused unless another supervisor of that agency, or a coordinator, reviews it."""
    check_can_act(person, "review_break_glass")
    own_agency = person.agency_id == agency_id or "coordinator" in person.roles
    if case.bars(person) or person.id == opened_by or not own_agency:
        raise Refused(
            N_("An emergency opening is reviewed by another supervisor of that agency."),
            N_("Leave it to another supervisor, or to the coordinator of the referral mechanism."),
            code="not_yours_to_review",
        )


def ends(opened_at: datetime) -> datetime:
    """When an emergency opening that began at `opened_at` is over."""
    return opened_at + LASTS
