"""Where the rest of Amparo leads to suggestions: navigation, start page, the page of a case."""

from django.urls import reverse

from amparo.access import Person
from amparo.casefile.beside import Offer, Panel, Shown
from amparo.casefile.views import CaseView
from amparo.finding.same import queries, together
from amparo.people.models import User
from amparo.terms.messages import N_


def queue(person: Person) -> Offer | None:
    """For those who decide."""
    return (
        Offer(N_("Same child?"), reverse("finding:same_queue")) if queries.decides(person) else None
    )


def home(user: User, person: Person) -> Shown | None:
    """How many suggestions wait."""
    number = queries.how_many(user) if queries.decides(person) else 0
    if not number:
        return None
    return Shown("finding/same/home.html", {"number": number, "most": queries.MOST})


def beside_case(user: User, view: CaseView) -> Panel | None:
    """The other cases of this child, for those who may know them."""
    found = together.together(user, view)
    return Panel("finding/same/together.html", {"together": found}) if found else None
