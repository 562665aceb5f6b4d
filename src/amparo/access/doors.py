"""Who opens and closes the front doors of an agency: its supervisors, and a coordinator any."""

from uuid import UUID

from amparo.access.decide import check_can_act
from amparo.access.refusal import Refused
from amparo.access.world import Person
from amparo.terms.messages import N_

MANAGE = "manage_front_doors"
ANYWHERE = "coordinator"


def manages_doors_anywhere(person: Person) -> bool:
    """Whether the doors of every agency are theirs to manage, not only those of their own."""
    return ANYWHERE in person.roles


def check_can_manage_door(person: Person, agency_id: UUID) -> None:
    """Raises Refused unless the person may manage the front doors that lead to this agency."""
    check_can_act(person, MANAGE)
    if not manages_doors_anywhere(person) and person.agency_id != agency_id:
        raise Refused(
            N_("You open front doors for your own agency only."),
            N_("Ask the coordinator, or a supervisor of that agency."),
            code="not_your_agency",
            hidden=True,
        )
