"""What higher rooms fold from timelines into tables of their own, without this room knowing them.

A higher room registers a table when it starts. It is then written by the same transaction as the
entries from which it follows (an append, an import), and looked at and put right by a rebuild.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Protocol
from uuid import UUID

from amparo.casefile.keyring import Keyring
from amparo.journey import Timeline

Rows = dict[str, list[Any]]


class Further(Protocol):
    """A table with at most one row for each case, folded from its timeline."""

    called: str
    sections: frozenset[str]  # only an entry of one of these changes a row

    def row(self, case_id: UUID, timeline: Timeline, ring: Keyring) -> Any:
        """The row of a case as its timeline says, sealed; nothing is written."""
        ...

    def write(self, rows: Sequence[Any]) -> None:
        """Put these rows in the place of those before, late in the caller's transaction."""
        ...

    def kept(self, case_ids: Collection[UUID]) -> Mapping[UUID, Any]:
        """The rows that these cases have now."""
        ...

    def same(self, one: Any, other: Any, ring: Keyring) -> bool:
        """Whether a kept row (None: there is none) says what `other` says."""
        ...


_registered: dict[str, Further] = {}


def register(table: Further) -> None:
    """Keep this table; registered twice is once."""
    _registered[table.called] = table


def keep(case_id: UUID, timeline: Timeline, ring: Keyring, sections: Collection[str]) -> None:
    """After an append of entries of these sections: bring the rows of a case up to date."""
    for table in _registered.values():
        if not table.sections.isdisjoint(sections):
            table.write([table.row(case_id, timeline, ring)])


def rows_of(case_id: UUID, timeline: Timeline, ring: Keyring) -> Rows:
    """Every row of a new case, for `write`."""
    return {name: [table.row(case_id, timeline, ring)] for name, table in _registered.items()}


def write(found: Iterable[Rows]) -> None:
    """Write the rows of many new cases, as `rows_of` made them."""
    together: Rows = {}
    for rows in found:
        for name, some in rows.items():
            together.setdefault(name, []).extend(some)
    for name, some in together.items():
        _registered[name].write(some)


class Kept:
    """The rows that some cases have now."""

    def __init__(self, case_ids: Collection[UUID]) -> None:
        self._rows = {name: table.kept(case_ids) for name, table in _registered.items()}

    def put_right(
        self, case_id: UUID, timeline: Timeline, ring: Keyring, *, write: bool
    ) -> list[str]:
        """Says which rows of a case are missing or wrong, and writes them if asked."""
        differences = []
        for name, table in _registered.items():
            wanted = table.row(case_id, timeline, ring)
            if not table.same(self._rows[name].get(case_id), wanted, ring):
                differences.append(f"the {name} was missing or wrong")
                if write:
                    table.write([wanted])
        return differences
