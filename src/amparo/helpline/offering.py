"""Where the rest of Amparo leads to calls: the navigation, and a call that was begun."""

from django.urls import reverse

from amparo.access import Person, can_see_calls
from amparo.casefile.beside import Offer
from amparo.terms.messages import N_

# The name under which a half-written call is kept.
DRAFT = "call"


def calls(person: Person) -> Offer | None:
    """For those who take calls, or answer for them."""
    return Offer(N_("Calls"), reverse("helpline:calls")) if can_see_calls(person) else None


def unfinished() -> Offer:
    """A call that was begun and not saved yet."""
    return Offer(N_("A call"), reverse("helpline:new"))
