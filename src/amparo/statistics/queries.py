"""Breaks and warnings that hold: neither corrected nor withdrawn. For whoever may see counts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from django.db.models import QuerySet

from amparo.access import NotFound, check_can_act
from amparo.people.models import User
from amparo.people.queries import person_for
from amparo.statistics.figures.parts import Break
from amparo.statistics.models import EarlyWarning, SeriesBreak, WhatHappened, Written

Row = TypeVar("Row", bound=Written)


def _holding(table: type[Row]) -> QuerySet[Row]:
    return table._default_manager.filter(withdrawn_at=None, superseded_by=None)


def breaks_marked(user: User) -> QuerySet[SeriesBreak]:
    """The rows, for the page on which they are corrected. Raises Refused."""
    check_can_act(person_for(user), "see_counts")
    return _holding(SeriesBreak)


def break_marked(user: User, break_id: UUID) -> SeriesBreak:
    """One that holds. Raises Refused, NotFound."""
    row = breaks_marked(user).filter(id=break_id).first()
    if row is None:
        raise NotFound
    return row


def breaks() -> tuple[Break, ...]:
    """Every break that holds, as a `Series` takes it: it keeps those of its place and time.

    They are public, and stand wherever a series does.
    """
    return tuple(
        Break(kind=row.kind, on=row.on, place=row.place, text=row.text, source=row.source)
        for row in _holding(SeriesBreak)
    )


def warning_noted(user: User, warning_id: UUID) -> EarlyWarning:
    """One that holds. Raises Refused, NotFound."""
    return _one(EarlyWarning, user, warning_id)


def afterwards_noted(user: User, row_id: UUID) -> WhatHappened:
    """One that holds, with its warning. Raises Refused, NotFound."""
    return _one(WhatHappened, user, row_id)


def _one(table: type[Row], user: User, row_id: UUID) -> Row:
    check_can_act(person_for(user), "see_counts")
    row = _holding(table).filter(id=row_id).first()
    if row is None:
        raise NotFound
    return row


@dataclass(frozen=True, slots=True)
class Warned:
    """A warning, and all that was noted to have happened afterwards, in the order of days."""

    warning: EarlyWarning
    afterwards: tuple[WhatHappened, ...]


def warnings(user: User) -> tuple[Warned, ...]:
    """Every warning that holds, first the oldest. Raises Refused."""
    check_can_act(person_for(user), "see_counts")
    kept = list(_holding(EarlyWarning))
    corrected = EarlyWarning.objects.exclude(supersedes=None)
    before = dict(corrected.values_list("id", "supersedes_id"))
    noted = list(_holding(WhatHappened))
    return tuple(
        Warned(row, tuple(each for each in noted if each.warning_id in set(_chain(row, before))))
        for row in kept
    )


def _chain(row: EarlyWarning, before: Mapping[UUID, UUID | None]) -> Iterator[UUID]:
    """The warning and those in whose place it stands: what was noted for them holds for it."""
    at: UUID | None = row.id
    while at is not None:
        yield at
        at = before.get(at)
