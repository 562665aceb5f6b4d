"""Makes everything that a whole timeline will be in the database, without touching the database.

Validated, put in order, sealed, chained and folded; `importing` writes it. Kept apart so that one
process can prepare while another writes.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db.models import Model
from django.utils import timezone

from amparo.access import Person
from amparo.casefile import (
    admitting,
    chain,
    folding,
    further,
    involving,
    keeping,
    models,
    protocols,
    timelines,
)
from amparo.casefile import reference as references
from amparo.casefile.appending import link_of
from amparo.casefile.directory import Directory
from amparo.casefile.keyring import Keyring
from amparo.casefile.keys import KeySource
from amparo.casefile.rules import WITHDRAWAL, CheckedEntry, NewEntry, checked
from amparo.journey import Entry, JourneyError, Timeline, check_corrections
from amparo.people.models import Agency, User

CONCERN = "concern_reported"
NOT_HERE = "an entry names a person or an agency that is not here"


@dataclass(frozen=True, slots=True)
class Imported:
    """One entry and who wrote it."""

    author: User
    new: NewEntry


@dataclass(frozen=True, slots=True)
class ImportedCase:
    """One timeline. Without a reference a new one is made; who reported wrote the first concern."""

    entries: Sequence[Imported]
    triage_agency: Agency
    reference: str = ""
    reported_by: User | None = None


@dataclass
class Prepared:
    """The rows of one case, of both databases, and the case to which a concern was joined."""

    case: models.Case
    entries: list[models.Entry]
    keys: list[models.WrappedKey]
    indexes: dict[type[Model], list[Any]]
    situation: models.SealedSituation
    further: further.Rows
    joined_to: tuple[str, UUID] | None


@dataclass
class _Settled:
    """An entry whose form is right, with its author, as the journey sees it."""

    author: Person
    checked: CheckedEntry
    entry: Entry = field(init=False)

    def __post_init__(self) -> None:
        self.entry = self.checked.as_entry(self.author.authority, str(self.author.id))


def prepare(
    one: ImportedCase,
    directory: Directory,
    *,
    at: datetime | None = None,
    source: KeySource | None = None,
) -> Prepared:
    """The rows that a timeline will be. Raises JourneyError or Refused; nothing is written."""
    at = at or timezone.now()
    settled = _settle(one, directory, at)
    case = _new_case(one, settled)
    ring = Keyring(source)
    ring.new_case(case.id)
    rows = [_row(case, number, each, ring, at) for number, each in enumerate(settled, start=1)]
    timeline = Timeline(each.entry for each in settled)
    agency_of = directory.agencies_of_people()
    folded = folding.fold_timeline(timeline, at, agency_of)
    keeping.set_columns(case, folded, agency_of)
    indexes = keeping.wanted(case, folded)
    case.derived = keeping.fingerprint(indexes)
    return Prepared(
        case=case,
        entries=rows,
        keys=ring.take_fresh(),
        indexes={
            model: [model(case_id=case.id, **values) for values in found]
            for model, found in indexes.items()
        },
        situation=keeping.sealed_situation(case, folded, ring),
        further=further.rows_of(case.id, timeline, ring),
        joined_to=folded.joined_to,
    )


def _settle(one: ImportedCase, directory: Directory, at: datetime) -> list[_Settled]:
    """The entries in the order in which they were recorded, each checked, corrections included."""
    if not one.entries:
        raise JourneyError("a timeline without entries is not a case")
    zone, settled = protocols.zone(), []
    for imported in one.entries:
        author = directory.people.get(imported.author.id)
        if author is None:
            raise JourneyError(NOT_HERE)
        entry = checked(imported.new, imported.new.entry_id or uuid4(), at, zone)
        _check_names(entry, directory)
        admitting.check_authority(author, entry)
        settled.append(_Settled(author, entry))
    settled.sort(key=lambda each: each.entry.recorded_at)
    sections = {each.entry.id: each.entry.section for each in settled}
    for each in settled:
        if each.entry.kind == WITHDRAWAL:
            section = sections.get(str(each.entry.says("entry")), each.entry.section)
            each.entry = replace(each.entry, section=section)
    check_corrections(each.entry for each in settled)
    return settled


def _check_names(entry: CheckedEntry, directory: Directory) -> None:
    """Raises JourneyError where access would go to nobody known."""
    body = entry.body
    people = [body.get("to")] if entry.kind == "case_assigned" else []
    if entry.kind in admitting.NAMING:
        people.append(body.get("person"))
        agency = body.get("agency")
        if agency and involving.identifier(agency) not in directory.authority_of:
            raise JourneyError(NOT_HERE)
    for person in people:
        if person and involving.identifier(person) not in directory.people:
            raise JourneyError(NOT_HERE)


def _new_case(one: ImportedCase, settled: list[_Settled]) -> models.Case:
    reporter = next((each.author.id for each in settled if each.entry.kind == CONCERN), None)
    return models.Case(
        reference=references.check(one.reference) if one.reference else references.new(),
        created_at=settled[0].entry.recorded_at,
        triage_agency_id=one.triage_agency.id,
        agency_id=one.triage_agency.id,
        reported_by_id=one.reported_by.id if one.reported_by else reporter,
    )


def _row(
    case: models.Case, number: int, each: _Settled, ring: Keyring, at: datetime
) -> models.Entry:
    entry, author = each.checked, each.author
    key_id = ring.new_body(case.id, entry.entry_id, each.entry.section)
    content = entry.content(author.authority)
    row = models.Entry(
        id=entry.entry_id,
        case_id=case.id,
        sequence=number,
        kind=entry.kind,
        section=each.entry.section,
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
