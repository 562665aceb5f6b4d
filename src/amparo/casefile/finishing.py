"""The end of every write: what is derived from a case's timeline is brought up to date.

Used by an append, an import and a rebuild, so that all three give the same.
"""

from collections.abc import Iterable
from datetime import datetime

from amparo.audit import statements
from amparo.casefile import folding, involving, keeping, models, timelines
from amparo.casefile.keeping import Kept
from amparo.casefile.keyring import Keyring
from amparo.journey import Timeline

ALWAYS = ("last_sequence", "last_digest", "derived")


def finish(case: models.Case, timeline: Timeline, ring: Keyring, at: datetime) -> folding.Folded:
    """Fold a timeline and keep everything that follows from it."""
    agency_of = folding.agencies_of(involving.people_named(timeline))
    folded = folding.fold_timeline(timeline, at, agency_of)
    changed = keeping.set_columns(case, folded)
    rows = keeping.wanted(case, folded)
    before, case.derived = case.derived, keeping.fingerprint(rows)
    indexes = keeping.changed_indexes(before, case.derived)
    if indexes:
        keeping.keep_indexes(case, rows, Kept([case.id], indexes), indexes=indexes)
    statements.update(case, {*changed, *ALWAYS})
    keeping.keep_situation(case, folded, ring)
    return folded


def refold_readers(readers: Iterable[models.Case], at: datetime) -> None:
    """Bring up to date the cases that read through one that was written to."""
    for reader in readers:
        opened = timelines.open_case(reader.id)
        finish(reader, opened.timeline(), opened.ring, at)
