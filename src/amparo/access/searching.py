"""Decides who looks for children by name, and which agencies hear that somebody looked.

Whoever enforces immigration law does neither, in whatever role: a supervisor of theirs would search
by a role that exists everywhere.
"""

from amparo.access.decide import ASK_SUPERVISOR, can_act
from amparo.access.refusal import Refused
from amparo.access.world import Person
from amparo.terms.messages import N_

SEARCH_NAMES = "search_names"
ENFORCES_IMMIGRATION = frozenset({"immigration", "border"})


def can_search_names(person: Person) -> bool:
    return can_act(person, SEARCH_NAMES) and person.authority not in ENFORCES_IMMIGRATION


def check_can_search_names(person: Person) -> None:
    """Raises Refused for a role that does not search, and for whoever enforces immigration law."""
    if not can_search_names(person):
        raise Refused(
            N_("Your role does not allow this."),
            ASK_SUPERVISOR,
            code="role_may_not_act",
            values={"action": SEARCH_NAMES},
        )


def hears_of_searches(authority: str) -> bool:
    """Whether an agency of this authority is told that somebody looked for a child it knows."""
    return authority not in ENFORCES_IMMIGRATION


def can_answer_searches(person: Person, *, responsible: bool) -> bool:
    """Whether the person decides on making contact, in a case of their agency that they may open.

    `responsible`: the case is assigned to them.
    """
    answers = "supervisor" in person.roles or (responsible and "caseworker" in person.roles)
    return answers and hears_of_searches(person.authority)


def can_see_who_searches(person: Person) -> bool:
    """Whether the person sees how often the people of their own agency searched."""
    return "supervisor" in person.roles and can_search_names(person)
