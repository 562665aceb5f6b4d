"""Walks the chain of every case for `amparo audit verify`, which knows the audit log."""

from collections.abc import Iterator
from uuid import UUID

from amparo.audit.chains import Break, Chain
from amparo.casefile import chain, timelines
from amparo.casefile.models import Case

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
    rows: dict[UUID, list[timelines.Row]] = {}
    for row in timelines.rows_of(case_id for case_id, _reference, _length in cases):
        rows.setdefault(row.case_id, []).append(row)
    for case_id, reference, length in cases:
        own = rows.get(case_id, [])
        fault = chain.first_break(((row.link(), row.digest) for row in own), length)
        digests = {row.sequence: row.digest for row in own}
        yield Chain(
            case_id=case_id,
            reference=reference,
            length=own[-1].sequence if own else 0,
            digest_at=digests.get,
            first_break=Break(*fault) if fault else None,
        )
