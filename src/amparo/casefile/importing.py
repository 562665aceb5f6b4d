"""Whole timelines at once: validated, sealed, chained, inserted, and folded once.

For made-up countries and for what comes from other systems. The result is what appending the same
entries one by one would give (a test holds that). Gates are not asked, for what happened has
happened, and reasons given are kept. One audit line for each case. What is written is made by
`preparing`; nobody is notified, and indexes in memory catch up by themselves. What looks for
children who are known twice is set off once for all of them.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Model
from django.utils import timezone

from amparo.audit import actions as audit
from amparo.audit import statements
from amparo.casefile import effects, further, keeping
from amparo.casefile.directory import Directory
from amparo.casefile.finishing import refold_readers
from amparo.casefile.keys import key_source
from amparo.casefile.models import Case, CaseLink
from amparo.casefile.preparing import Imported, ImportedCase, Prepared, prepare
from amparo.casefile.queueing import write_transaction
from amparo.journey import JourneyError
from amparo.people.models import Agency, User

__all__ = [
    "Directory",
    "Imported",
    "ImportedCase",
    "Prepared",
    "import_timeline",
    "import_timelines",
    "prepare",
    "write",
]


def import_timeline(
    *,
    by: User | None,
    entries: Sequence[Imported],
    triage_agency: Agency,
    reference: str = "",
    reported_by: User | None = None,
) -> Case:
    """Import one timeline as a case. Raises JourneyError; then nothing was written."""
    one = ImportedCase(entries, triage_agency, reference, reported_by)
    return import_timelines(by=by, cases=[one])[0]


def import_timelines(*, by: User | None, cases: Iterable[ImportedCase]) -> list[Case]:
    """Import several timelines in one transaction: all of them, or none."""
    directory, at, source = Directory.read(), timezone.now(), key_source()
    return write(by=by, prepared=[prepare(one, directory, at=at, source=source) for one in cases])


def write(*, by: User | None, prepared: Sequence[Prepared]) -> list[Case]:
    """Write prepared timelines in one transaction. `by` None is the system itself.

    A concern whose `concern_joined` names a case is joined to it; the case is written before it or
    with it. Raises JourneyError when it is not there.
    """
    with write_transaction():
        statements.insert(key for one in prepared for key in one.keys)
        statements.insert(one.case for one in prepared)
        statements.insert(row for one in prepared for row in one.entries)
        _write_indexes(prepared)
        keeping.keep_situations([one.situation for one in prepared])
        _link(prepared)
        further.write(one.further for one in prepared)
        if by is not None:
            ids = tuple(one.case.id for one in prepared)
            effects.happened(effects.TimelinesImported(ids, timezone.now()))
        for one in prepared:
            detail = {"entries": len(one.entries)}
            audit.write(
                "timeline_imported", by=by, case=one.case, entry=one.entries[-1], detail=detail
            )
        return [one.case for one in prepared]


def _write_indexes(prepared: Sequence[Prepared]) -> None:
    together: dict[type[Model], list[Any]] = {}
    for one in prepared:
        for model, rows in one.indexes.items():
            together.setdefault(model, []).extend(rows)
    for rows in together.values():
        statements.insert(rows)


def _link(prepared: Sequence[Prepared]) -> None:
    """Join concerns to their cases, which from now on read through them."""
    for one in prepared:
        if one.joined_to is None:
            continue
        reference, entry_id = one.joined_to
        reader = Case.objects.filter(reference=reference).exclude(id=one.case.id).first()
        if reader is None:
            raise JourneyError("a concern is joined to a case that is not here")
        CaseLink.objects.create(concern=one.case, case=reader, entry_id=entry_id)
        refold_readers([reader], timezone.now())
