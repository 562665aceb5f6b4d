"""Short ways to say who stands how to a case, for the tests of the policy."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from amparo.access import (
    SECTIONS,
    CaseAccess,
    Involvement,
    Person,
    Refused,
    sections_for,
)

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
EVERYTHING = frozenset(SECTIONS)
AUTHORITY_OF = {
    "police": "police",
    "prosecutor": "prosecution",
    "border": "border",
    "guardian": "guardianship",
    "lawyer": "ngo",
    "provider": "ngo",
    "panel": "guardianship",
}
OURS, THEIRS = UUID(int=1), UUID(int=2)
REASON = "The child called and says that the man is at the door."


def somebody(*roles: str, number: int = 11, agency: UUID = OURS, authority: str = "") -> Person:
    known = authority or AUTHORITY_OF.get(roles[0] if roles else "", "social_services")
    return Person(UUID(int=number), agency, known, frozenset(roles))


def brought_in(person: Person, role: str, *sections: str, **kwargs: object) -> Involvement:
    begun = NOW - timedelta(days=1)
    granted = frozenset(sections) if sections else EVERYTHING
    return Involvement(person.agency_id, role, granted, begun, person_id=person.id, **kwargs)  # type: ignore[arg-type]


def case(*involvements: Involvement, **kwargs: object) -> CaseAccess:
    return CaseAccess("open", involvements, **kwargs)  # type: ignore[arg-type]


def seen_by(role: str, *sections: str, **kwargs: object) -> frozenset[str]:
    """What somebody sees who holds `role` and was given `sections`, or everything."""
    person = somebody(role)
    return sections_for(person, case(brought_in(person, role, *sections, **kwargs)), NOW)


def refused(code: str):
    return pytest.raises(Refused, match=f"^{code}$")
