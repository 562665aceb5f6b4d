"""The way to the releases, in the navigation of those who make them."""

from django.urls import reverse

from amparo.access import Person, can_act
from amparo.casefile.beside import Offer
from amparo.terms import N_


def releases(person: Person) -> Offer | None:
    if not can_act(person, "make_release"):
        return None
    return Offer(N_("Releases"), reverse("release:releases"))
