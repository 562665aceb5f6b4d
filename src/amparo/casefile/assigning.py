"""Who becomes responsible for a case, and the entries that make them so."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from amparo.access import ROLES, Refused
from amparo.casefile.appending import CaseFile
from amparo.casefile.involving import STARTED
from amparo.casefile.rules import NewEntry
from amparo.people.models import Agency, User
from amparo.people.queries import roles_of
from amparo.terms.messages import N_

CAN_BE_RESPONSIBLE = ("caseworker", "supervisor")
GROUND = "best_interests"


def assignment(worker: User, file: CaseFile, entry_id: UUID | None = None) -> Iterator[NewEntry]:
    """The entries that make `worker` responsible. Raises Refused where their role rules it out."""
    roles = roles_of(worker)
    role = next((role for role in CAN_BE_RESPONSIBLE if role in roles), None)
    if role is None:
        raise Refused(
            N_("Only a caseworker or a supervisor can be responsible for a case."),
            N_("Choose somebody else, or ask their supervisor to confirm their role."),
            code="not_a_caseworker",
        )
    yield NewEntry("case_assigned", {"to": str(worker.id)}, entry_id=entry_id)
    if not any(
        one.person_id == worker.id and one.role == role and one.holds(file.at)
        for one in file.access.involvements
    ):
        yield involvement(worker.agency, role, person=worker)


def involvement(
    agency: Agency, role: str, occurred_at: Any = None, person: User | None = None
) -> NewEntry:
    """An involvement with the sections that are usual for a role."""
    body = {
        "agency": str(agency.id),
        "role": role,
        "sections": sorted(ROLES[role].usual),
        "ground": GROUND,
    }
    if person is not None:
        body["person"] = str(person.id)
    return NewEntry(STARTED, body, occurred_at)
