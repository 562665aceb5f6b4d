"""What this room shows on pages of others: the way in of a concern, and the way to the doors."""

from django.urls import reverse

from amparo.access import Person, can_act
from amparo.casefile.beside import Offer, Panel
from amparo.casefile.views import CaseView
from amparo.frontdoor.queries import door_of_account
from amparo.people.models import User
from amparo.terms.messages import N_


def beside_a_concern(_user: User, view: CaseView) -> Panel | None:
    """Whoever reads a concern is told through which door it came."""
    door = door_of_account(view.case.reported_by_id)
    return Panel("frontdoor/beside_concern.html", {"door": door}) if door else None


def with_concerns(person: Person) -> Offer | None:
    """Doors are looked after where what comes through them is taken up."""
    if can_act(person, "manage_front_doors"):
        return Offer(N_("Front doors"), reverse("frontdoor:doors"))
    return None
