"""Where the rest of Amparo leads to tracing: the navigation, and beside a case."""

from django.urls import reverse

from amparo.access import (
    Person,
    can_act,
    can_take_tracing_requests,
    check_can_take_tracing_requests,
)
from amparo.casefile.beside import Offer, Panel
from amparo.casefile.views import CaseView
from amparo.finding.tracing import queries, wording
from amparo.people.models import User
from amparo.terms.messages import N_

GUARDIAN = "guardian"


def may_see_board(person: Person) -> bool:
    """Whoever takes requests, and guardians, who decide with them."""
    return can_take_tracing_requests(person) or (
        GUARDIAN in person.roles and can_act(person, "agree")
    )


def check_can_see_board(person: Person) -> None:
    """Raises Refused for anybody else."""
    if not may_see_board(person):
        check_can_take_tracing_requests(person)


def board(person: Person) -> Offer | None:
    if may_see_board(person):
        return Offer(N_("Tracing"), reverse("finding:tracing_board"))
    return None


def beside_case(user: User, view: CaseView) -> Panel | None:
    """On the page of a case: that somebody may be looking for this child, to who may know."""
    found = queries.matches_of_case(user, view.case)
    if not found:
        return None
    return Panel("finding/tracing/beside_case.html", {"found": [wording.shown(o) for o in found]})
