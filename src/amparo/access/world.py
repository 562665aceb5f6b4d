"""What a decision looks at: a person, and how one case stands towards people. Plain values only.

Room `people` makes a `Person` from a user, room `casefile` a `CaseAccess` from its involvements.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

TO_TRIAGE = "to_triage"
# Where a concern was closed it stays readable: nothing disappears.
AT_RECEIVING_AGENCY = frozenset({TO_TRIAGE, "concern_closed"})


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody signed in. `roles` are those in effect now: granted, confirmed where needed.

    `trained`: a supervisor of their agency said that they learnt to hear children.
    """

    id: UUID
    agency_id: UUID
    authority: str
    roles: frozenset[str]
    trained: bool = False


@dataclass(frozen=True, slots=True)
class Involvement:
    """An agency, or one person of it, on a case in a role, for sections, on a ground.

    `agency_id` is always set: for a person it is that person's agency, whose supervisors answer for
    them. `person_id` None means everybody of the agency who holds the role. `until` is compared
    when asked. `shared_by_lawyer`: granted by the child's own lawyer, so the legal section counts.
    """

    agency_id: UUID
    role: str
    sections: frozenset[str]
    starts: datetime
    person_id: UUID | None = None
    ground: str = ""
    until: datetime | None = None
    ended_at: datetime | None = None
    consent_id: str | None = None
    shared_by_lawyer: bool = False

    def holds(self, at: datetime) -> bool:
        """Whether it is in force at `at`: begun, not past `until` (inclusive), not ended."""
        begun = self.starts <= at
        past = self.until is not None and at > self.until
        ended = self.ended_at is not None and self.ended_at <= at
        return begun and not past and not ended


@dataclass(frozen=True, slots=True)
class BreakGlass:
    """An emergency opening of one case by one person. `whereabouts` once a second person agreed."""

    person_id: UUID
    opened_at: datetime
    until: datetime
    whereabouts: bool = False

    def holds(self, at: datetime) -> bool:
        return self.opened_at <= at <= self.until


@dataclass(frozen=True, slots=True)
class CaseAccess:
    """How one case stands: its state, who is on it, who is barred, which emergencies opened it.

    `receiving_agency_id` is where a concern waits for triage. `author_ids` are the people who
    reported the concern; they may correct their report without seeing the case.
    """

    state: str
    involvements: tuple[Involvement, ...] = ()
    barred_agencies: frozenset[UUID] = frozenset()
    barred_persons: frozenset[UUID] = frozenset()
    break_glass: tuple[BreakGlass, ...] = ()
    author_ids: frozenset[UUID] = frozenset()
    receiving_agency_id: UUID | None = None

    def bars(self, person: Person) -> bool:
        """Whether the case is barred to `person`; this stands above every role and emergency."""
        return person.id in self.barred_persons or person.agency_id in self.barred_agencies
