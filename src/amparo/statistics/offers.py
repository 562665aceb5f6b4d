"""The way to the figures, in the navigation of those who may see counts."""

from django.urls import reverse

from amparo.access import Person, can_act
from amparo.casefile.beside import Offer
from amparo.terms import N_


def figures(person: Person) -> Offer | None:
    if not can_act(person, "see_counts"):
        return None
    return Offer(N_("Figures"), reverse("statistics:overview"))
