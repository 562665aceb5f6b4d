"""Which parts of Amparo the shell offers to whoever is signed in. Offering is not allowing: every
page asks room `access` itself."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from amparo.access import ROLES, Person, can_act
from amparo.casefile import beside
from amparo.people.models import User
from amparo.people.queries import person_for

Item = dict[str, Any]
MOST_IN_A_ROW = 6


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `navigation` for the shell, worked out only where a page shows it."""
    return {"navigation": SimpleLazyObject(lambda: items(request))}


def items(request: HttpRequest) -> list[Item]:
    """The entries of the main navigation, in order; none for somebody who is not signed in.

    Those that are `aside` stand in the menu under the person's own name: where there are more than
    a row holds, what is seldom needed.
    """
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return []
    person = person_for(user)
    offered = (
        (_("Today"), reverse("casefile:home"), True),
        (_("Report a concern"), reverse("casefile:report"), can_act(person, "report_concern")),
        *((_(one.label), one.href, True) for one in beside.offers_for(person)),
        (_("Concerns"), reverse("casefile:concerns"), can_act(person, "triage")),
        (_("Cases"), reverse("casefile:cases"), works_on_cases(person)),
    )
    seldom = (
        (_("Administration"), reverse("people:people"), _administers(person)),
        (_("Protocol"), reverse("casefile:protocol"), True),
    )
    often, rest = ([one[:2] for one in some if one[2]] for some in (offered, seldom))
    aside = len(often) + len(rest) > MOST_IN_A_ROW
    here = request.path
    return [
        *(_item(label, href, here) for label, href in often),
        *({**_item(label, href, here), "aside": aside} for label, href in rest),
    ]


def _item(label: str, href: str, here: str) -> Item:
    return {"label": label, "href": href, "current": _is_here(here, href), "count": 0}


def works_on_cases(person: Person) -> bool:
    """Whether the person comes here to work on cases that they are brought into."""
    rules = (ROLES[role] for role in person.roles)
    return any(rule.on_cases and bool(rule.sections or rule.kinds) for rule in rules)


def reads_cases(person: Person) -> bool:
    """Whether the person may be brought into a case at all, if only by the child's own lawyer."""
    return any(ROLES[role].on_cases and ROLES[role].sees_content for role in person.roles)


def _administers(person: Person) -> bool:
    return can_act(person, "manage_accounts") or can_act(person, "confirm_roles")


def _is_here(path: str, href: str) -> bool:
    return path == href if href == "/" else path.startswith(href)
