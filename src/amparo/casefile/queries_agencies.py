"""How many duties run and are overdue in each agency, for whoever coordinates the mechanism.

Numbers only, capped as in `queries_work`: which child is meant stays with the agency.
"""

from dataclasses import dataclass

from django.utils import timezone

from amparo.access import check_can_act
from amparo.casefile.models import OpenDuty
from amparo.casefile.queries_work import CAP, TODAY
from amparo.casefile.receiving import agencies_that_take_up
from amparo.people.models import User
from amparo.people.queries import person_for


@dataclass(frozen=True, slots=True)
class AgencyLoad:
    """What one agency owes. `most` is where counting stopped."""

    name: str
    province: str
    overdue: int
    due_today: int
    most: int = CAP


def mechanism_load(user: User) -> list[AgencyLoad]:
    """Every agency that works cases, the one with most overdue first. Raises Refused."""
    check_can_act(person_for(user), "see_mechanism_work")
    at = timezone.now()
    loads = []
    for agency in agencies_that_take_up():
        owed = OpenDuty.objects.filter(agency_id=agency.id, starts_at__lte=at)
        overdue = owed.filter(due_at__lt=at)[:CAP].count()
        today = owed.filter(due_at__gte=at, due_at__lte=at + TODAY)[:CAP].count()
        loads.append(AgencyLoad(agency.name, agency.province, overdue, today))
    return sorted(loads, key=lambda load: (-load.overdue, -load.due_today, load.name))
