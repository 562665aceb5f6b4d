"""Writes what was folded, as far as it differs from what is there; says what differed.

A situation is sealed under the two keys of its case. Everything else is an index in the clear.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db.models import Model

from amparo.audit import statements
from amparo.casefile import models, sealing
from amparo.casefile.folding import Folded, agencies_of
from amparo.casefile.keyring import APART, CASE, Erased, Keyring
from amparo.casefile.models import SealedSituation
from amparo.casefile.sealing import NotOpened, Place
from amparo.protocol import OpenDuty

WORKERS_ROLE = "caseworker"
_PRINT = 12
_SITUATION = SealedSituation._meta.db_table
Values = dict[str, Any]


# What the row of an index says, apart from its own number


def _duty(case: models.Case, duty: OpenDuty) -> Values:
    return {
        "code": duty.code,
        "section": duty.section,
        "by": duty.by,
        "starts_at": duty.starts_at,
        "due_at": duty.due_at,
        "ends_at": duty.ends_at,
        "protocol_version": duty.protocol_version,
        "agency_id": case.agency_id,
        "assigned_to_id": case.assigned_to_id if duty.by == WORKERS_ROLE else None,
    }


def wanted(case: models.Case, folded: Folded) -> dict[type[Model], list[Values]]:
    """Every index row that a case should have."""
    return {
        models.OpenDuty: [_duty(case, duty) for duty in folded.duties],
        models.Involvement: [
            {
                "agency_id": one.agency,
                "person_id": one.person,
                "role": one.role,
                "sections": list(one.sections),
                "ground": one.ground,
                "starts": one.starts,
                "until": one.until,
                "ended_at": one.ended_at,
                "shared_by_lawyer": one.shared_by_lawyer,
                "entry_id": one.entry,
            }
            for one in folded.involved
        ],
        models.Barring: [
            {"agency_id": one.agency, "person_id": one.person, "entry_id": one.entry}
            for one in folded.barred
        ],
        models.PassedGate: [
            {
                "entry_id": one.entry,
                "gate": one.gate,
                "section": one.section,
                "agency_id": case.agency_id,
                "author_id": one.author,
                "recorded_at": one.recorded_at,
            }
            for one in folded.passed
        ],
        models.AwaitedAnswer: [
            {
                "entry_id": one.entry,
                "step": one.step,
                "section": one.section,
                "asked_at": one.asked_at,
            }
            for one in folded.awaited
        ],
        models.UnverifiedRelation: [
            {
                "entry_id": UUID(one.entry.id),
                "section": one.entry.section,
                "agency_id": case.agency_id,
                "assigned_to_id": case.assigned_to_id,
            }
            for one in folded.unverified
        ],
    }


INDEXES: tuple[type[Model], ...] = (
    models.OpenDuty,
    models.Involvement,
    models.Barring,
    models.PassedGate,
    models.AwaitedAnswer,
    models.UnverifiedRelation,
)
_COLUMNS: dict[type[Model], tuple[str, ...]] = {
    model: tuple(
        field.attname for field in model._meta.concrete_fields if field.name not in ("id", "case")
    )
    for model in INDEXES
}


class Kept:
    """The index rows that some cases have now, read in one query for each index."""

    def __init__(self, case_ids: Iterable[UUID], indexes: Iterable[type[Model]] = INDEXES) -> None:
        ids = list(case_ids)
        self._rows: dict[tuple[type[Model], UUID], list[Values]] = {}
        for model in indexes:
            rows = model._default_manager.filter(case_id__in=ids).order_by("id")
            for row in rows.values("id", "case_id", *_COLUMNS[model]):
                self._rows.setdefault((model, row["case_id"]), []).append(row)

    def of(self, model: type[Model], case_id: UUID) -> list[Values]:
        return self._rows.get((model, case_id), [])


def fingerprint(rows: Mapping[type[Model], list[Values]]) -> str:
    """What the index rows of a case add up to: twelve characters for each index.

    Kept with the case, so that an append looks only at the indexes that it changes.
    """
    return "".join(_print(rows[model]) for model in INDEXES)


def _print(rows: list[Values]) -> str:
    said = json.dumps(rows, default=str, separators=(",", ":")).encode()
    return hashlib.sha256(said).hexdigest()[:_PRINT]


def changed_indexes(before: str, after: str) -> list[type[Model]]:
    """The indexes whose part of a fingerprint changed."""
    return [
        model
        for number, model in enumerate(INDEXES)
        if before[number * _PRINT :][:_PRINT] != after[number * _PRINT :][:_PRINT]
    ]


def keep_indexes(
    case: models.Case,
    rows: Mapping[type[Model], list[Values]],
    kept: Kept,
    *,
    indexes: Iterable[type[Model]] = INDEXES,
    write: bool = True,
) -> list[str]:
    """Write the index rows that are missing, remove those that should not be; says which."""
    differences: list[str] = []
    for model in indexes:
        gone, fresh = _differences(kept.of(model, case.id), rows[model])
        if gone and write:
            model._default_manager.filter(id__in=[row["id"] for row in gone]).delete()
        if fresh and write:
            model._default_manager.bulk_create([model(case_id=case.id, **row) for row in fresh])
        name = model._meta.model_name
        differences += [f"{name} {_called(row)} should not be there" for row in gone]
        differences += [f"{name} {_called(row)} is missing" for row in fresh]
    return differences


def _differences(have: list[Values], rows: list[Values]) -> tuple[list[Values], list[Values]]:
    if not have:
        return [], rows
    names = (
        tuple(rows[0]) if rows else tuple(name for name in have[0] if name not in ("id", "case_id"))
    )
    want = Counter(_key(row, names) for row in rows)
    gone = []
    for row in have:
        key = _key(row, names)
        if want[key]:
            want[key] -= 1
        else:
            gone.append(row)
    fresh = []
    for row in rows:
        key = _key(row, names)
        if want[key]:
            want[key] -= 1
            fresh.append(row)
    return gone, fresh


def _key(row: Values, names: tuple[str, ...]) -> tuple[Any, ...]:
    values = (row[name] for name in names)
    return tuple(tuple(value) if isinstance(value, list) else value for value in values)


def _called(row: Values) -> str:
    return str(
        row.get("code") or row.get("gate") or row.get("role") or row.get("step") or row["entry_id"]
    )


def set_columns(
    case: models.Case, folded: Folded, agency_of: Mapping[UUID, UUID] | None = None
) -> list[str]:
    """Bring the clear columns of a case up to date, in memory; says which were different."""
    values = {**folded.columns, **_responsible(case, folded.worker, agency_of)}
    changed = [name for name, value in values.items() if getattr(case, name) != value]
    for name in changed:
        setattr(case, name, values[name])
    return changed


def _responsible(
    case: models.Case, worker: UUID | None, agency_of: Mapping[UUID, UUID] | None
) -> Values:
    """The worker of a case and their agency; where nobody is, the agency that took it up."""
    if worker is not None and worker == case.assigned_to_id:
        return {}
    known = agency_of or {}
    agency = None
    if worker is not None:
        agency = known.get(worker) or agencies_of([worker]).get(worker)
    return {
        "assigned_to_id": worker if agency else None,
        "agency_id": agency or case.triage_agency_id,
    }


# The situation


def keep_situation(case: models.Case, folded: Folded, ring: Keyring) -> None:
    """Seal the situation of a case and put it in the place of the one before."""
    keep_situations([sealed_situation(case, folded, ring)])


def keep_situations(rows: list[SealedSituation]) -> None:
    statements.insert(rows, instead=True)


def sealed_situation(case: models.Case, folded: Folded, ring: Keyring) -> SealedSituation:
    return SealedSituation(
        case_id=case.id,
        folded_at=folded.at,
        sealed=_seal(ring, case.id, CASE, "sealed", folded.situation),
        sealed_apart=_seal(ring, case.id, APART, "sealed_apart", folded.apart),
    )


def _seal(
    ring: Keyring, case_id: UUID, purpose: str, column: str, value: Mapping[str, Any]
) -> bytes:
    key_id, key = ring.case_key(case_id, purpose)
    place = Place(_SITUATION, column, case_id, None, key_id)
    return sealing.seal(key, place, sealing.canonical(value))


def kept_situation(row: SealedSituation, ring: Keyring) -> tuple[Values, Values] | None:
    """The two halves of a kept situation; None when they do not open."""
    try:
        return (
            _open(ring, row.case_id, CASE, "sealed", bytes(row.sealed)),
            _open(ring, row.case_id, APART, "sealed_apart", bytes(row.sealed_apart)),
        )
    except (NotOpened, Erased):
        return None


def _open(ring: Keyring, case_id: UUID, purpose: str, column: str, sealed: bytes) -> Values:
    key_id, key = ring.case_key(case_id, purpose)
    place = Place(_SITUATION, column, case_id, None, key_id)
    value: Values = json.loads(sealing.open_sealed(key, place, sealed))
    return value
