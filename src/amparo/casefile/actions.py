"""What people do with a case: record, correct, withdraw, involve, bar.

Every function is one transaction with one audit line; `by` is whoever acts. They raise `Refused` or
`NotFound` (room `access`), `JourneyError` (a body or moment that cannot be), `IdTaken`, and
`GatesSpeak` when a gate advises against it and no reason was given; then nothing was written.

Concerns: `actions_concern`. Emergencies, uncovering and drafts: `actions_looking`. Whole timelines:
`importing`. How an entry is written: `appending`.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from amparo.access import NotFound, check_can_act_on
from amparo.casefile.appending import CaseFile, writing
from amparo.casefile.assigning import assignment
from amparo.casefile.involving import BARRED, ENDED, STARTED
from amparo.casefile.models import Case, Entry, Involvement
from amparo.casefile.rules import WITHDRAWAL, NewEntry, check_recorded_here
from amparo.people.models import Agency, User


def append(
    *,
    by: User,
    case: Case,
    kind: str,
    body: Mapping[str, Any],
    occurred_at: Any = None,
    entry_id: UUID | None = None,
    supersedes: UUID | None = None,
    despite: Mapping[str, str] | None = None,
    agreed_by: str | UUID | User = "",
    section: str = "",
    recorded_at: datetime | None = None,
) -> Entry:
    """Record one thing that happened (default: now). An id sent twice gives the first answer."""
    new = NewEntry(
        kind=kind,
        body=body,
        occurred_at=occurred_at,
        entry_id=entry_id,
        supersedes=supersedes,
        despite=despite or {},
        agreed_by=_id_of(agreed_by),
        section=section,
        recorded_at=recorded_at,
    )
    return append_many(by=by, case=case, entries=[new])[0]


def append_many(*, by: User, case: Case, entries: Sequence[NewEntry]) -> list[Entry]:
    """Record what one form says in several entries: all of them, or none."""
    with writing(by, case):
        file = CaseFile.lock(case.id, by)
        for new in entries:
            check_recorded_here(new.kind)
            file.add(new)
        return file.save("entry_appended")


def withdraw(
    *, by: User, case: Case, entry_id: UUID, reason: str, agreed_by: str | UUID | User = ""
) -> Entry:
    """Retract an entry without replacing it. It stays in the record and no longer counts."""
    body = {"entry": str(entry_id), "reason": reason}
    with writing(by, case):
        file = CaseFile.lock(case.id, by)
        file.add(NewEntry(WITHDRAWAL, body, agreed_by=_id_of(agreed_by)))
        return file.save("entry_withdrawn")[0]


def assign(*, by: User, case: Case, caseworker: User, entry_id: UUID | None = None) -> Entry:
    """Name the responsible worker, and bring them into the case."""
    with writing(by, case):
        file = CaseFile.lock(case.id, by)
        check_can_act_on(file.person, file.access, "assign_case", file.at)
        for new in assignment(caseworker, file, entry_id):
            file.add(new, trusted=True)
        return file.save("case_assigned")[0]


def involve(
    *,
    by: User,
    case: Case,
    role: str,
    sections: Sequence[str],
    ground: str,
    agency: Agency | None = None,
    person: User | None = None,
    until: Any = None,
    entry_id: UUID | None = None,
) -> Entry:
    """Bring in an agency, or one person of it, for these sections, on a consent or other ground."""
    body = {**_party(agency, person), "role": role, "sections": sorted(sections), "ground": ground}
    if until:
        body["until"] = until
    with writing(by, case):
        file = CaseFile.lock(case.id, by)
        file.add(NewEntry(STARTED, body, entry_id=entry_id))
        return file.save("involvement_started")[0]


def end_involvement(*, by: User, case: Case, involvement: Involvement, reason: str = "") -> Entry:
    """End an involvement, and every other of the same party in the same role."""
    with writing(by, case):
        file = CaseFile.lock(case.id, by)
        started = file.timeline().get(str(involvement.entry_id))
        if started is None:
            raise NotFound
        party = {name: started.body[name] for name in ("agency", "person") if started.says(name)}
        said = {"reason": reason} if reason else {}
        file.add(NewEntry(ENDED, {**party, "role": involvement.role, **said}, file.at))
        return file.save("involvement_ended")[0]


def bar(
    *, by: User, case: Case, reason: str, agency: Agency | None = None, person: User | None = None
) -> Entry:
    """Keep an agency or a person out of a case, above every role and every emergency."""
    body = {"person": str(person.id)} if person else _party(agency, None)
    with writing(by, case):
        file = CaseFile.lock(case.id, by)
        file.add(NewEntry(BARRED, {**body, "reason": reason}, file.at))
        return file.save("access_barred")[0]


def _party(agency: Agency | None, person: User | None) -> dict[str, Any]:
    if person is not None:
        return {"agency": str(person.agency_id), "person": str(person.id)}
    return {"agency": str(agency.id)} if agency is not None else {}


def _id_of(person: str | UUID | User) -> str:
    return str(person.id) if isinstance(person, User) else str(person)
