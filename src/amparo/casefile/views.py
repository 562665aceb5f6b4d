"""What pages are given: plain values, already cut down to the sections somebody may read.

Nothing here reads the database; `queries` and `queries_case` fill these in.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from amparo.casefile.meeting import Form
from amparo.casefile.models import NEVER_DUE, Case
from amparo.journey import Moment

SEES_MISSING = "missing_reported"


@dataclass(frozen=True, slots=True)
class Head:
    """What is said of a case at a glance. None: not for this reader, or not known."""

    id: UUID
    reference: str
    state: str
    created_at: datetime
    opened_at: datetime | None
    urgent: bool | None
    standing: str | None
    age_band: str | None
    sex: str | None
    movement: str | None
    risk: str | None
    care: str | None
    missing: bool | None
    detained: bool | None
    under_removal: bool | None
    has_guardian: bool | None
    next_due_at: datetime | None
    sections: frozenset[str]
    roles: frozenset[str] = frozenset()
    assigned_to: str = ""
    agency: str = ""


def head_of(
    case: Case,
    sections: frozenset[str],
    kinds: frozenset[str] = frozenset(),
    names: Mapping[UUID, str] | None = None,
    roles: frozenset[str] = frozenset(),
) -> Head:
    """Cut a case down to what `sections` (and single `kinds`) let somebody read."""
    protected = "protection" in sections
    coded = protected or "coded" in sections

    def only(may: bool, value: Any) -> Any:
        return value if may else None

    known = names or {}
    return Head(
        id=case.id,
        reference=case.reference,
        state=case.state,
        created_at=case.created_at,
        opened_at=case.opened_at,
        urgent=only(protected, case.urgent),
        standing=only(protected, case.standing) or None,
        age_band=only(coded, case.age_band) or None,
        sex=only(coded or "identity" in sections, case.sex) or None,
        movement=only(coded, case.movement) or None,
        risk=only(protected, case.risk) or None,
        care=only("whereabouts" in sections, case.care) or None,
        missing=only(protected or SEES_MISSING in kinds, case.missing),
        detained=only(protected, case.detained),
        under_removal=only("legal" in sections, case.under_removal),
        has_guardian=only(protected, case.has_guardian),
        next_due_at=only(protected and case.next_due_at != NEVER_DUE, case.next_due_at),
        sections=sections,
        roles=roles,
        assigned_to=known.get(case.assigned_to_id, "") if case.assigned_to_id else "",
        agency=known.get(case.agency_id, ""),
    )


@dataclass(frozen=True, slots=True)
class DutyView:
    """One duty as it is shown. `late` is how long overdue (negative: how long left)."""

    case: Head
    code: str
    owed: Mapping[str, str]
    section: str
    by: str
    starts_at: datetime
    due_at: datetime
    state: str
    late: timedelta
    source: str
    time_from_source: bool
    form: Form | None
    ends_at: datetime | None = None
    within: str = ""
    met_at: datetime | None = None
    recorded_at: datetime | None = None
    assigned_to: str = ""


@dataclass(frozen=True, slots=True)
class EntryView:
    """One entry of a timeline. `body` is None when covered (identity) or erased."""

    id: UUID
    kind: str
    section: str
    occurred: Moment
    recorded_at: datetime
    received_at: datetime
    author_id: UUID
    author: str
    agency: str
    body: Mapping[str, Any] | None
    despite: Mapping[str, str]
    agreed_by: str
    supersedes: UUID | None
    corrected_by: UUID | None
    holds: bool
    withdrawn: bool
    joined_from: str
    covered: bool = False
    erased: bool = False


@dataclass(frozen=True, slots=True)
class InvolvementView:
    """Who was ever brought into a case, for what, on which ground, and whether it still holds."""

    id: int
    entry_id: UUID
    role: str
    sections: tuple[str, ...]
    ground: str
    agency: str
    person: str
    starts: datetime
    until: datetime | None
    ended_at: datetime | None
    holds: bool


@dataclass(frozen=True, slots=True)
class CaseView:
    """A case as one person may see it now. `situation` holds only fields they may read.

    `adulthood` is between when and when the child may turn 18, by sections of theirs; it is shown
    by its months only, for the days would tell the birth.
    """

    case: Case
    head: Head
    at: datetime
    sections: frozenset[str]
    roles: frozenset[str]
    actions: frozenset[str]
    situation: Mapping[str, Any]
    entries: list[EntryView]
    duties: list[DutyView]
    records: list[str]
    involvements: list[InvolvementView] = field(default_factory=list)
    identity_covered: bool = True
    adulthood: tuple[datetime, datetime] | None = None
    by_break_glass: bool = False

    @property
    def open_duties(self) -> list[DutyView]:
        return [duty for duty in self.duties if duty.state in ("open", "overdue")]

    def can(self, action: str) -> bool:
        return action in self.actions


@dataclass(frozen=True, slots=True)
class Seen:
    """One line of the audit log about a case. `said` is an English sentence to be translated."""

    at: datetime
    who: str
    agency: str
    verb: str
    said: str
    detail: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class WorkerLoad:
    """How much one worker carries. Numbers are capped at `queries_work.CAP`."""

    person_id: UUID
    name: str
    open_cases: int
    overdue: int
    due_today: int


@dataclass(frozen=True, slots=True)
class PassedGateView:
    """A gate that somebody passed with a reason."""

    case: Head
    entry_id: UUID
    gate: str
    asks: Mapping[str, str]
    author: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class GlassView:
    """An emergency opening that waits for its review."""

    id: UUID
    reference: str
    person_id: UUID
    person: str
    opened_at: datetime
    ends_at: datetime
    reason: str
    whereabouts: bool


@dataclass(frozen=True, slots=True)
class AwaitedView:
    """A planned step on which the guardian has not been heard."""

    case: Head
    entry_id: UUID
    step: str
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class CasePage:
    """One page of a list of cases."""

    rows: list[Head]
    number: int
    has_next: bool
