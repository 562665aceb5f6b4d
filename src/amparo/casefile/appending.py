"""A case while it is written to: locked, opened, added to, folded and closed again, in one
transaction.

Every action that adds entries goes this way: the kind validates, room `access` decides, gates
speak, the entry is sealed and chained, the situation folded, duties worked out, effects set off,
and the audit line written last. Lock order: cases by id, then the audit log.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db.models import QuerySet
from django.utils import timezone

from amparo.access import CaseAccess, NotFound, Person, Refused
from amparo.audit import actions as audit
from amparo.audit import statements
from amparo.audit.statements import Prepared
from amparo.casefile import (
    admitting,
    chain,
    effects,
    further,
    models,
    protocols,
    telling,
    timelines,
)
from amparo.casefile.accessing import access_from
from amparo.casefile.finishing import finish, refold_readers
from amparo.casefile.keyring import Keyring
from amparo.casefile.queueing import turn, write_transaction
from amparo.casefile.rules import (
    WITHDRAWAL,
    CheckedEntry,
    GatesSpeak,
    IdTaken,
    NewEntry,
    SpokenGate,
    checked,
    same_again,
)
from amparo.casefile.timelines import Opened, Read, Row
from amparo.journey import Entry, Timeline
from amparo.people.models import User
from amparo.people.queries import person_for
from amparo.protocol import gates, unanswered


@contextmanager
def writing(by: User, case: models.Case | None = None) -> Iterator[None]:
    """The one transaction of an action. A refusal undoes it and is kept in one of its own."""
    try:
        with write_transaction():
            yield
    except Refused as refused:
        with turn():
            audit.write_refusal(refused, by=by, case=case)
        raise


@Prepared
def _locked(*case_ids: UUID) -> QuerySet[models.Case]:
    cases = models.Case.objects.select_for_update(no_key=True)
    return cases.filter(id__in=case_ids).order_by("id")


def lock_cases(case_ids: Iterable[UUID]) -> None:
    """Lock several cases at once, in their order; for an action that writes to more than one."""
    list(_locked(*case_ids))


@dataclass(frozen=True, slots=True)
class Added:
    """An entry about to be written: as it lies in its table, and as the journey sees it."""

    row: models.Entry
    entry: Entry
    content: Mapping[str, Any]


@dataclass
class CaseFile:
    """One case, locked by this transaction, and what is being added to it."""

    case: models.Case
    by: User
    person: Person
    access: CaseAccess
    opened: Opened
    at: datetime
    readers: list[models.Case] = field(default_factory=list)
    added: list[Added] = field(default_factory=list)
    speaking: list[SpokenGate] = field(default_factory=list)
    results: list[models.Entry] = field(default_factory=list)

    @classmethod
    def lock(cls, case_id: UUID, by: User, also: Iterable[UUID] = ()) -> "CaseFile":
        """Lock a case, those that read through it and those in `also`, then open it. Raises
        NotFound.
        """
        links = timelines.links_of(case_id)
        ids = {case_id, *links.readers, *also}
        cases = {case.id: case for case in _locked(*ids)}
        if case_id not in cases:
            raise NotFound
        case = cases.pop(case_id)
        person = person_for(by)
        opened = timelines.open_with(case_id, links.sources)
        access = access_from(case, opened.timeline())
        return cls(case, by, person, access, opened, timezone.now(), list(cases.values()))

    @classmethod
    def start(cls, case: models.Case, by: User, at: datetime) -> "CaseFile":
        """Begin the timeline of a case that was just made."""
        ring = Keyring()
        ring.new_case(case.id)
        return cls(case, by, person_for(by), access_from(case, Timeline(())), Opened([], ring), at)

    def timeline(self) -> Timeline:
        return self.opened.timeline(added.entry for added in self.added)

    def add(self, new: NewEntry, *, trusted: bool = False) -> None:
        """Admit an entry, or recognise one that is already there.

        `trusted` entries belong to an action that was itself decided upon; they are not asked again
        who may record them. Raises JourneyError, Refused, IdTaken.
        """
        entry = checked(new, new.entry_id or uuid4(), self.at, protocols.zone())
        entry = self._with_section_of_target(entry)
        if new.entry_id and self._is_there(entry):
            return
        admitting.check_names(entry)
        if not trusted:
            admitting.check_may_record(self.person, self.access, entry, self.at)
            admitting.check_agreed(self.by, entry.kind, entry.agreed_by, self.access, self.at)
        if entry.target() is not None and not trusted:
            target = self._row(entry.target())
            admitting.check_correction(self.person, self.access, entry, target, self.at)
        self._admit(entry)

    def _with_section_of_target(self, entry: CheckedEntry) -> CheckedEntry:
        if entry.kind != WITHDRAWAL:
            return entry
        target = self._row(admitting.withdrawal_target(entry))
        return replace(entry, section=target.section) if target else entry

    def _row(self, entry_id: UUID | None) -> Row | None:
        own = (read.row for read in self.opened.own(self.case.id))
        return next((row for row in own if row.id == entry_id), None)

    def _is_there(self, entry: CheckedEntry) -> bool:
        there = models.Entry.objects.filter(id=entry.entry_id).first()
        if there is None:
            return False
        known: Read | None = next(
            (read for read in self.opened.reads if read.row.id == there.id), None
        )
        if (
            known is None
            or known.entry is None
            or there.case_id != self.case.id
            or there.author_id != self.by.id
            or not same_again(entry, known.entry)
        ):
            raise IdTaken
        self.results.append(there)
        return True

    def _admit(self, entry: CheckedEntry) -> None:
        authority = self.by.agency.authority
        step = entry.as_entry(authority, str(self.by.id))
        spoken = gates(self.timeline(), step, protocols.in_force(), protocols.zone())
        for gate in unanswered(spoken, step):
            reason_given = bool(step.despite.get(gate.code, "").strip())
            speaking = SpokenGate(
                len(self.results), entry.kind, gate, not reason_given, gate.second_person
            )
            self.speaking.append(speaking)
        passed = {
            gate.code: step.despite[gate.code] for gate in spoken if gate.code in step.despite
        }
        step = replace(step, despite=passed)
        row = models.Entry(
            id=entry.entry_id,
            case=self.case,
            sequence=self.case.last_sequence + len(self.added) + 1,
            kind=entry.kind,
            section=entry.section,
            occurred_earliest=entry.occurred.earliest,
            occurred_latest=entry.occurred.latest,
            recorded_at=entry.recorded_at,
            received_at=self.at,
            author_id=self.by.id,
            agency_id=self.by.agency_id,
            supersedes=entry.supersedes,
        )
        content = replace(entry, despite=passed).content(authority)
        self.added.append(Added(row, step, content))
        self.results.append(row)

    def save(self, verb: str, detail: Mapping[str, Any] | None = None) -> list[models.Entry]:
        """Write everything that was added, and what follows from it; the audit line comes last.

        Returns the entries in the order in which they were given, those sent a second time
        included. Raises GatesSpeak, and then nothing is written.
        """
        if self.speaking:
            raise GatesSpeak(self.speaking)
        if not self.added:
            return self.results
        self._seal_and_chain()
        statements.insert(added.row for added in self.added)
        finish(self.case, self.timeline(), self.opened.ring, self.at)
        refold_readers(self.readers, self.at)
        self._set_off_effects()
        sections = {added.row.section for added in self.added}
        further.keep(self.case.id, self.timeline(), self.opened.ring, sections)
        said = {"kinds": [added.row.kind for added in self.added], **(detail or {})}
        if gates_passed := sorted({gate for added in self.added for gate in added.entry.despite}):
            said["despite"] = gates_passed
        audit.write(verb, by=self.by, case=self.case, entry=self.added[-1].row, detail=said)
        return self.results

    def _seal_and_chain(self) -> None:
        """Keys are kept first: a key without an entry harms nobody, the reverse does."""
        ring, case = self.opened.ring, self.case
        for added in self.added:
            added.row.key_id = ring.new_body(case.id, added.row.id, added.row.section)
        ring.keep()
        for added in self.added:
            row = added.row
            row.sealed = timelines.seal_content(ring, case.id, row.id, row.key_id, added.content)
            row.digest = case.last_digest = chain.digest(case.last_digest, link_of(row))
            case.last_sequence = row.sequence

    def _set_off_effects(self) -> None:
        for added in self.added:
            effects.happened(
                effects.Appended(
                    case_id=self.case.id,
                    reference=self.case.reference,
                    entry_id=added.row.id,
                    kind=added.row.kind,
                    section=added.row.section,
                    body=added.entry.body,
                    supersedes=added.row.supersedes,
                    author_id=self.by.id,
                    at=self.at,
                )
            )
            telling.tell_of_gates(self.case, added.entry, self.at)
        telling.tell_of_involvement(self.case, {added.row.kind for added in self.added}, self.at)


def link_of(row: models.Entry) -> chain.Link:
    """What the digest of a row covers."""
    return chain.Link(
        case_id=row.case_id,
        sequence=row.sequence,
        entry_id=row.id,
        kind=row.kind,
        section=row.section,
        occurred_earliest=row.occurred_earliest,
        occurred_latest=row.occurred_latest,
        recorded_at=row.recorded_at,
        received_at=row.received_at,
        author_id=row.author_id,
        agency_id=row.agency_id,
        supersedes=row.supersedes,
        sealed=bytes(row.sealed),
    )
