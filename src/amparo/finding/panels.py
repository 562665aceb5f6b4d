"""What this room shows on pages of lower ones, in words (`casefile.beside`)."""

from typing import Any

from django.utils.translation import gettext as _

from amparo.access import Person
from amparo.casefile.beside import Panel, Shown
from amparo.casefile.models import CLOSED, OPEN, TO_TRIAGE
from amparo.casefile.views import CaseView
from amparo.finding.same.doubles import DIFFERENCES, REASONS
from amparo.finding.same.likely import Double, like_concern
from amparo.finding.search.notices import contacts, for_agency
from amparo.finding.search.searching import PURPOSES
from amparo.people.models import User


def doubles(user: User, view: CaseView) -> Panel | None:
    """On the page of a concern that waits: what may be about the same child, and why."""
    if view.case.state != TO_TRIAGE or not view.can("join_concern"):
        return None
    looked = like_concern(user, view.case)
    if looked is None:
        return None
    found = [_in_words(double) for double in looked.found]
    return Panel(
        "finding/doubles.html",
        {
            "concern": view.case.reference,
            "found": found,
            "tells": looked.tells,
            "names_ready": looked.names_ready,
        },
    )


def _in_words(double: Double) -> dict[str, Any]:
    likeness = double.likeness
    return {
        "reference": double.reference,
        "state": double.state,
        "sibling": likeness.sibling,
        "reasons": [_(REASONS[code]) for code in likeness.reasons],
        "differences": [_(DIFFERENCES[code]) for code in likeness.differences],
        "waits": double.state == TO_TRIAGE,
        "is_concern": double.state not in (OPEN, CLOSED),
        "may_join": double.state in (OPEN, CLOSED) and not likeness.sibling,
    }


# On the start page

NOTICES_SHOWN = 5


def searches_told(user: User, _person: Person) -> Shown | None:
    """Who looked for a child that the reader's agency knows, until somebody decided."""
    waiting = for_agency(user).filter(contact__isnull=True)
    found = list(waiting[: NOTICES_SHOWN + 1])
    if not found:
        return None
    context = {"notices": found[:NOTICES_SHOWN], "more": len(found) > NOTICES_SHOWN}
    return Shown("finding/home_notices.html", context)


def asked_to_get_in_touch(user: User, _person: Person) -> Shown | None:
    """Agencies that ask the reader to get in touch about a search of theirs."""
    found = [(one, purpose_in_words(one.purpose)) for one in contacts(user)]
    return Shown("finding/home_contacts.html", {"contacts": found}) if found else None


def purpose_in_words(code: str) -> str:
    """What a search was for, in the reader's language; empty where nobody said."""
    return _(PURPOSES[code]) if code in PURPOSES else ""
