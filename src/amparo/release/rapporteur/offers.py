"""The way to the annual report, in the navigation of those whose work figures are."""

from django.urls import reverse

from amparo.access import Person, can_act
from amparo.casefile.beside import Offer
from amparo.release.rapporteur.actions import WRITE
from amparo.terms import N_


def report(person: Person) -> Offer | None:
    """For the rapporteur; others who may see counts come to it by its address."""
    if not can_act(person, WRITE):
        return None
    return Offer(N_("Annual report"), reverse("release:reports"))
