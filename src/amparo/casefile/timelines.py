"""Opens the entries of cases and puts them together as timelines, joined concerns read through.

The only place where bodies are unsealed in number. What of it somebody may read is decided by those
who ask (`queries`, `actions`), through room `access`.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Q, QuerySet

from amparo.audit import statements
from amparo.audit.statements import Prepared
from amparo.casefile import chain, models, sealing
from amparo.casefile.keyring import Erased, Keyring
from amparo.casefile.of_two import ids_of_two, is_of_two
from amparo.casefile.sealing import Place
from amparo.journey import Entry, Timeline
from amparo.journey.moments import Moment

TABLE = models.Entry._meta.db_table
CONCERN = "concern_reported"


class Row(NamedTuple):
    """One entry as it lies in its table. What only the chain needs is last and may be left out."""

    id: UUID
    case_id: UUID
    kind: str
    section: str
    occurred_earliest: datetime
    occurred_latest: datetime
    recorded_at: datetime
    author_id: UUID
    supersedes: UUID | None
    key_id: UUID
    sealed: bytes
    sequence: int = 0
    received_at: datetime = datetime.min
    agency_id: UUID = UUID(int=0)
    digest: str = ""

    def link(self) -> chain.Link:
        return chain.Link(
            case_id=self.case_id,
            sequence=self.sequence,
            entry_id=self.id,
            kind=self.kind,
            section=self.section,
            occurred_earliest=self.occurred_earliest,
            occurred_latest=self.occurred_latest,
            recorded_at=self.recorded_at,
            received_at=self.received_at,
            author_id=self.author_id,
            agency_id=self.agency_id,
            supersedes=self.supersedes,
            sealed=bytes(self.sealed),
        )


@dataclass(frozen=True, slots=True)
class Read:
    """One entry of a timeline: its row, the concern it is read through, and its content, if any.

    `entry` is None where the key was destroyed, or where nobody asked to open it.
    """

    row: Row
    joined_from: str
    entry: Entry | None


@dataclass(frozen=True, slots=True)
class Source:
    """A case whose entries a case reads: a concern; `whole`, or only what was reported."""

    case_id: UUID
    reference: str
    whole: bool = True

    def gives(self, row: Row) -> bool:
        return self.whole or row.kind == CONCERN


@dataclass(frozen=True, slots=True)
class Links:
    """What one case reads, and which cases read it."""

    sources: list[Source]
    readers: frozenset[UUID]


@Prepared
def _links(case_id: UUID) -> QuerySet[Any]:
    found = models.CaseLink.objects.filter(Q(case_id=case_id) | Q(concern_id=case_id))
    return found.order_by("id").values_list("case_id", "concern_id", "concern__reference", "whole")


def links_of(case_id: UUID) -> Links:
    """Both directions of reading through, in one query."""
    sources, readers = [], set()
    for case, concern, reference, whole in _links(case_id):
        if case == case_id:
            sources.append(Source(concern, reference, whole))
        else:
            readers.add(case)
    return Links(sources, frozenset(readers))


def sources_of(case_ids: Iterable[UUID]) -> dict[UUID, list[Source]]:
    """What each case reads besides itself."""
    found: dict[UUID, list[Source]] = {}
    links = models.CaseLink.objects.filter(case_id__in=list(case_ids)).order_by("id")
    for case_id, concern, reference, whole in links.values_list(
        "case_id", "concern_id", "concern__reference", "whole"
    ):
        found.setdefault(case_id, []).append(Source(concern, reference, whole))
    return found


WHOLE = Row._fields
FOR_A_FOLD = WHOLE[: WHOLE.index("sequence")]
# A case and the concerns it reads; a query about so many cases is compiled for each number.
FEW = 8


def rows_of(case_ids: Iterable[UUID], columns: tuple[str, ...] = WHOLE) -> Iterator[Row]:
    """The rows of these cases, each case's in the order of its chain."""
    ids = list(case_ids)
    found = _few[columns](*ids) if len(ids) <= FEW else statements.rows(_entries(ids, columns))
    return (Row(*values) for values in found)


def _entries(case_ids: Iterable[UUID], columns: tuple[str, ...]) -> QuerySet[Any]:
    entries = models.Entry.objects.filter(case_id__in=case_ids).order_by("case_id", "sequence")
    return entries.values_list(*columns)


_few = {
    columns: Prepared(lambda *ids, columns=columns: _entries(ids, columns))
    for columns in (WHOLE, FOR_A_FOLD)
}


def place_of(case_id: UUID, entry_id: UUID, key_id: UUID) -> Place:
    return Place(TABLE, "sealed", case_id, entry_id, key_id)


def seal_content(ring: Keyring, case_id: UUID, entry_id: UUID, key_id: UUID, content: Any) -> bytes:
    place = place_of(case_id, entry_id, key_id)
    return sealing.seal(ring.key(key_id), place, sealing.canonical(content))


def open_content(ring: Keyring, row: Row) -> dict[str, Any]:
    """Body, despite, agreed_by and authority. Raises Erased, NotOpened."""
    place = place_of(row.case_id, row.id, row.key_id)
    opened = sealing.open_sealed(ring.key(row.key_id), place, row.sealed)
    content: dict[str, Any] = json.loads(opened.decode())
    return content


def open_row(ring: Keyring, row: Row, joined_from: str = "") -> Entry | None:
    """The entry as room `journey` knows it; None when it was erased."""
    try:
        content = open_content(ring, row)
    except Erased:
        return None
    return as_entry(row, content, joined_from)


def as_entry(row: Row, content: dict[str, Any], joined_from: str = "") -> Entry:
    return Entry(
        id=str(row.id),
        kind=row.kind,
        occurred=Moment(row.occurred_earliest, row.occurred_latest),
        recorded_at=row.recorded_at,
        body=content["body"],
        section=row.section,
        agency=content["authority"],
        author=str(row.author_id),
        supersedes=str(row.supersedes) if row.supersedes else "",
        despite=content["despite"],
        agreed_by=content["agreed_by"],
        joined_from=joined_from,
    )


@dataclass(frozen=True)
class Opened:
    """All that one case reads, opened, with the keys that did it.

    `of_two` are entries that tell of another case as well: never among `reads`, and never folded.
    """

    reads: list[Read]
    ring: Keyring
    of_two: list[Read] = field(default_factory=list)

    @cached_property
    def _as_it_is(self) -> Timeline:
        return Timeline(self._entries())

    def _entries(self) -> list[Entry]:
        return [read.entry for read in self.reads if read.entry is not None]

    def timeline(self, extra: Iterable[Entry] = ()) -> Timeline:
        ids = ids_of_two((str(read.row.id), read.row.kind) for read in self.of_two)
        added = [entry for entry in extra if not is_of_two(entry.kind, entry, ids)]
        return Timeline([*self._entries(), *added]) if added else self._as_it_is

    def own(self, case_id: UUID) -> list[Read]:
        return [read for read in self.reads if read.row.case_id == case_id]


def open_case(case_id: UUID, columns: tuple[str, ...] = FOR_A_FOLD) -> Opened:
    """Every entry of a case and of the concerns it reads through."""
    sources = sources_of([case_id]).get(case_id, [])
    return open_with(case_id, sources, columns=columns)


def open_with(
    case_id: UUID,
    sources: list[Source],
    ring: Keyring | None = None,
    columns: tuple[str, ...] = FOR_A_FOLD,
) -> Opened:
    """As `open_case`, for known sources."""
    ids = [case_id, *(source.case_id for source in sources)]
    ring = ring or Keyring.of(ids)
    rows: dict[UUID, list[Row]] = {}
    for row in rows_of(ids, columns):
        rows.setdefault(row.case_id, []).append(row)
    return opened_from(case_id, sources, rows, ring)


def opened_from(
    case_id: UUID, sources: list[Source], rows: dict[UUID, list[Row]], ring: Keyring
) -> Opened:
    """Rows of one case and its sources, opened, in no particular order.

    The one place where what tells of a second case is set apart from what everybody works with.
    """
    every = _reads(case_id, sources, rows, ring)
    ids = ids_of_two((str(read.row.id), read.row.kind) for read in every)
    apart = [is_of_two(read.row.kind, read.entry, ids) for read in every]
    return Opened(
        [read for read, of_two in zip(every, apart, strict=True) if not of_two],
        ring,
        [read for read, of_two in zip(every, apart, strict=True) if of_two],
    )


def _reads(
    case_id: UUID, sources: list[Source], rows: dict[UUID, list[Row]], ring: Keyring
) -> list[Read]:
    reads = [Read(row, "", open_row(ring, row)) for row in rows.get(case_id, ())]
    for source in sources:
        for row in rows.get(source.case_id, ()):
            if source.gives(row):
                reads.append(Read(row, source.reference, open_row(ring, row, source.reference)))
    return reads
