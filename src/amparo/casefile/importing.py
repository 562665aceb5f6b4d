"""Whole timelines at once: validated, sealed, chained, inserted, and folded once.

For made-up countries and for what comes from other systems. The result is what appending the same
entries one by one would give (a test holds that); gates are not asked, for what happened has
happened, and reasons given are kept. One audit line for each case.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.utils import timezone

from amparo.audit import actions as audit
from amparo.casefile import (
    chain,
    effects,
    folding,
    involving,
    keeping,
    models,
    protocols,
    reference,
    timelines,
)
from amparo.casefile.admitting import NAMING
from amparo.casefile.appending import link_of
from amparo.casefile.finishing import refold_readers
from amparo.casefile.keyring import Keyring
from amparo.casefile.models import Case, CaseLink
from amparo.casefile.queueing import write_transaction
from amparo.casefile.rules import CheckedEntry, NewEntry, checked
from amparo.journey import Entry, JourneyError, Timeline, check_corrections
from amparo.people.models import Agency, User


@dataclass(frozen=True, slots=True)
class Imported:
    """One entry and who wrote it."""

    author: User
    new: NewEntry


@dataclass(frozen=True, slots=True)
class ImportedCase:
    """One timeline. `opened_from` is the concern from which a further child's case was opened."""

    entries: Sequence[Imported]
    triage_agency: Agency
    reference: str = ""
    reported_by: User | None = None
    opened_from: Case | None = None


@dataclass
class _Prepared:
    case: Case
    rows: list[models.Entry]
    timeline: Timeline
    folded: folding.Folded
    opened_from: Case | None


def import_timeline(
    *,
    by: User | None,
    entries: Sequence[Imported],
    triage_agency: Agency,
    reference: str = "",
    reported_by: User | None = None,
    opened_from: Case | None = None,
) -> Case:
    """Import one timeline as a case. Raises JourneyError; then nothing was written."""
    one = ImportedCase(entries, triage_agency, reference, reported_by, opened_from)
    return import_timelines(by=by, cases=[one])[0]


def import_timelines(*, by: User | None, cases: Iterable[ImportedCase]) -> list[Case]:
    """Import several timelines in one transaction: all of them, or none.

    `by` None is the system itself. A concern whose `concern_joined` names a case is joined to it.
    """
    with write_transaction():
        at, ring = timezone.now(), Keyring()
        batch = list(cases)
        agency_of = _known_people(batch)
        prepared = [_prepare(one, ring, agency_of, at) for one in batch]
        ring.keep()
        _insert(prepared, ring)
        _link(prepared, at)
        for one in prepared:
            _set_off_effects(one, at)
            detail = {"entries": len(one.rows)}
            audit.write(
                "timeline_imported", by=by, case=one.case, entry=one.rows[-1], detail=detail
            )
        return [one.case for one in prepared]


def _known_people(batch: Sequence[ImportedCase]) -> dict[UUID, UUID]:
    """The agency of everybody named. Raises JourneyError where access goes to nobody known."""
    people: set[UUID] = set()
    agencies: set[UUID] = set()
    for one in batch:
        for imported in one.entries:
            people.add(imported.author.id)
            body = imported.new.body
            if imported.new.kind == "case_assigned" and body.get("to"):
                people.add(_identifier(body["to"]))
            if imported.new.kind in NAMING:
                if body.get("person"):
                    people.add(_identifier(body["person"]))
                if body.get("agency"):
                    agencies.add(_identifier(body["agency"]))
    found = folding.agencies_of(people)
    known = set(Agency.objects.filter(id__in=agencies).values_list("id", flat=True))
    if people - found.keys() or agencies - known:
        raise JourneyError("an entry names a person or an agency that is not here")
    return found


def _identifier(value: Any) -> UUID:
    found = involving.identifier(value)
    if found is None:
        raise JourneyError("an entry names a person or an agency that is not here")
    return found


def _prepare(
    one: ImportedCase, ring: Keyring, agency_of: dict[UUID, UUID], at: datetime
) -> _Prepared:
    if not one.entries:
        raise JourneyError("a timeline without entries is not a case")
    settled = [
        (
            imported.author,
            checked(imported.new, imported.new.entry_id or uuid4(), at, protocols.zone()),
        )
        for imported in one.entries
    ]
    settled.sort(key=lambda pair: pair[1].recorded_at)
    authorities = {author.id: author.agency.authority for author, _entry in settled}
    entries = [entry.as_entry(authorities[author.id], str(author.id)) for author, entry in settled]
    entries = _with_sections_of_targets(entries)
    check_corrections(entries)
    case = _new_case(one, settled[0][1].recorded_at)
    ring.new_case(case.id)
    rows = [
        _row(case, number, author, entry, section.section, ring, at)
        for number, ((author, entry), section) in enumerate(zip(settled, entries, strict=True), 1)
    ]
    timeline = Timeline([*entries, *_read_report(one.opened_from)])
    folded = folding.fold_timeline(timeline, at, agency_of)
    keeping.set_columns(case, folded, agency_of)
    return _Prepared(case, rows, timeline, folded, one.opened_from)


def _with_sections_of_targets(entries: list[Entry]) -> list[Entry]:
    """A withdrawal has the section of what it retracts."""
    from dataclasses import replace

    sections = {entry.id: entry.section for entry in entries}
    return [
        replace(entry, section=sections.get(str(entry.says("entry")), entry.section))
        if entry.kind == "entry_withdrawn"
        else entry
        for entry in entries
    ]


def _new_case(one: ImportedCase, created_at: datetime) -> Case:
    return Case(
        reference=reference.check(one.reference) if one.reference else reference.new(),
        created_at=created_at,
        triage_agency=one.triage_agency,
        agency=one.triage_agency,
        reported_by=one.reported_by,
    )


def _row(
    case: Case,
    number: int,
    author: User,
    entry: CheckedEntry,
    section: str,
    ring: Keyring,
    at: datetime,
) -> models.Entry:
    key_id = ring.new_body(case.id, entry.entry_id, section)
    content = entry.content(author.agency.authority)
    row = models.Entry(
        id=entry.entry_id,
        case_id=case.id,
        sequence=number,
        kind=entry.kind,
        section=section,
        occurred_earliest=entry.occurred.earliest,
        occurred_latest=entry.occurred.latest,
        recorded_at=entry.recorded_at,
        received_at=at,
        author_id=author.id,
        agency_id=author.agency_id,
        supersedes=entry.supersedes,
        key_id=key_id,
        sealed=timelines.seal_content(ring, case.id, entry.entry_id, key_id, content),
    )
    row.digest = case.last_digest = chain.digest(case.last_digest, link_of(row))
    case.last_sequence = number
    return row


def _read_report(concern: Case | None) -> list[Entry]:
    if concern is None:
        return []
    read = timelines.Source(concern.id, concern.reference, whole=False)
    opened = timelines.open_with(concern.id, [])
    return [
        entry
        for one in opened.reads
        if read.gives(one.row)
        and (entry := timelines.open_row(opened.ring, one.row, concern.reference)) is not None
    ]


def _insert(prepared: list[_Prepared], ring: Keyring) -> None:
    Case.objects.bulk_create([one.case for one in prepared])
    models.Entry.objects.bulk_create([row for one in prepared for row in one.rows])
    indexes: dict[Any, list[Any]] = {}
    for one in prepared:
        for model, rows in keeping.wanted(one.case, one.folded).items():
            indexes.setdefault(model, []).extend(model(case_id=one.case.id, **row) for row in rows)
    for model, rows in indexes.items():
        model._default_manager.bulk_create(rows)
    keeping.keep_situations(
        [keeping.sealed_situation(one.case, one.folded, ring) for one in prepared]
    )


def _link(prepared: list[_Prepared], at: datetime) -> None:
    """Join concerns to their cases, and note which case was opened from which concern."""
    for one in prepared:
        if one.opened_from is not None:
            CaseLink.objects.create(
                concern=one.opened_from, case=one.case, whole=False, entry_id=one.rows[0].id
            )
        if one.folded.joined_to is not None:
            joined_to, entry_id = one.folded.joined_to
            reader = Case.objects.filter(reference=joined_to).exclude(id=one.case.id).first()
            if reader is None:
                raise JourneyError("a concern is joined to a case that is not here")
            CaseLink.objects.create(concern=one.case, case=reader, entry_id=entry_id)
            refold_readers([reader], at)


def _set_off_effects(one: _Prepared, at: datetime) -> None:
    if not effects.registered("appended"):
        return
    by_id = {entry.id: entry for entry in one.timeline.entries}
    for row in one.rows:
        effects.happened(
            effects.Appended(
                case_id=one.case.id,
                reference=one.case.reference,
                entry_id=row.id,
                kind=row.kind,
                section=row.section,
                body=by_id[str(row.id)].body,
                supersedes=row.supersedes,
                author_id=row.author_id,
                at=at,
            )
        )
