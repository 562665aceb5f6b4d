"""The chain of a case: each entry's digest covers the one before, and the audit log keeps each
digest.

A changed entry breaks the chain at its place; a cut-off tail leaves digests in the audit log that
no entry has. Nothing here is opened: the digest covers the sealed bytes, so an erased entry stays
whole. `verifying` walks the chains of all cases for `amparo audit verify`.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from amparo.casefile.sealing import canonical

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Link:
    """What the digest of an entry covers, apart from the digest before it."""

    case_id: UUID
    sequence: int
    entry_id: UUID
    kind: str
    section: str
    occurred_earliest: datetime
    occurred_latest: datetime
    recorded_at: datetime
    received_at: datetime
    author_id: UUID
    agency_id: UUID
    supersedes: UUID | None
    sealed: bytes


def digest(previous: str, link: Link) -> str:
    """SHA-256, in hexadecimal, of the canonical JSON of the link after `previous` ("" at the
    start).
    """
    covered = [
        FORMAT,
        previous,
        str(link.case_id),
        link.sequence,
        str(link.entry_id),
        link.kind,
        link.section,
        [instant(link.occurred_earliest), instant(link.occurred_latest)],
        instant(link.recorded_at),
        instant(link.received_at),
        str(link.author_id),
        str(link.agency_id),
        str(link.supersedes) if link.supersedes else None,
        hashlib.sha256(link.sealed).hexdigest(),
    ]
    return hashlib.sha256(canonical(covered)).hexdigest()


def instant(moment: datetime) -> str:
    """UTC with microseconds, always written the same."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def first_break(links: Iterable[tuple[Link, str]], length: int) -> tuple[int, str] | None:
    """Sequence and description of the first link that does not hold, or None.

    `links` are a case's entries in order, each with the digest it carries; `length` is how many the
    case should have.
    """
    previous, expected = "", 1
    for link, carried in links:
        if link.sequence != expected:
            return expected, "this entry is missing, or cannot be read any more"
        if digest(previous, link) != carried:
            return expected, f"entry {link.entry_id} was changed after it was written"
        previous, expected = carried, expected + 1
    if expected <= length:
        return expected - 1, f"the timeline ends here, but the case knows {length} entries"
    return None
