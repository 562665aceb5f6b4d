"""The way to the figures, in the navigation and on the start page of those who may see counts."""

from django.urls import reverse

from amparo.access import Person, can_act
from amparo.casefile.beside import Offer, Shown
from amparo.people.models import User
from amparo.terms import N_

WORK_WITH_FIGURES = frozenset({"analyst", "rapporteur"})


def figures(person: Person) -> Offer | None:
    if not can_act(person, "see_counts"):
        return None
    return Offer(N_("Figures"), reverse("statistics:overview"))


def home(user: User, person: Person) -> Shown | None:
    """For those whose work figures are: as known on which day, and the ways to them."""
    if not can_act(person, "see_counts") or not WORK_WITH_FIGURES.intersection(person.roles):
        return None
    from amparo.statistics.pages_table import facts_of  # opens what reads facts, which takes long

    return Shown("statistics/home.html", {"facts": facts_of(user)})
