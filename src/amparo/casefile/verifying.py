"""Walks the chain of every case for `amparo audit verify`, which knows the audit log."""

from collections.abc import Iterator, Mapping
from uuid import UUID

from amparo.audit.chains import Break, Chain
from amparo.audit.shapes import as_written
from amparo.casefile import chain, keyring, timelines
from amparo.casefile.models import Case, Entry

CASES_AT_ONCE = 200


def walk() -> Iterator[Chain]:
    """Every case's chain, with the first link that does not hold in itself."""
    cases: list[tuple[UUID, str, int]] = []
    known = Case.objects.order_by("id").values_list("id", "reference", "last_sequence")
    for case in known.iterator(chunk_size=2_000):
        cases.append(case)
        if len(cases) == CASES_AT_ONCE:
            yield from _walk(cases)
            cases = []
    yield from _walk(cases)


def _walk(cases: list[tuple[UUID, str, int]]) -> Iterator[Chain]:
    ids = [case_id for case_id, _reference, _length in cases]
    rows: dict[UUID, list[timelines.Row]] = {}
    for row in _readable_rows(ids):
        rows.setdefault(row.case_id, []).append(row)
    keys = keyring.keys_of_entries(ids)
    for case_id, reference, length in cases:
        own = rows.get(case_id, [])
        fault = chain.first_break(((row.link(), row.digest) for row in own), length)
        fault = fault or _first_other_key(own, keys)
        digests = {row.sequence: row.digest for row in own}
        yield Chain(
            case_id=case_id,
            reference=reference,
            length=own[-1].sequence if own else 0,
            digest_at=digests.get,
            first_break=Break(*fault) if fault else None,
        )


def _readable_rows(case_ids: list[UUID]) -> Iterator[timelines.Row]:
    found = Entry.objects.filter(as_written(Entry), case_id__in=case_ids)
    rows = found.order_by("case_id", "sequence").values_list(*timelines.WHOLE)
    return (timelines.Row(*values) for values in rows)


def _first_other_key(
    rows: list[timelines.Row], keys: Mapping[UUID, set[UUID]]
) -> tuple[int, str] | None:
    """The first entry that names another key than one made for it; it would pass for erased."""
    for row in rows:
        made_for_it = keys.get(row.id, set())
        if made_for_it and row.key_id not in made_for_it:
            return row.sequence, f"entry {row.id} names a key that was not made for it"
    return None
