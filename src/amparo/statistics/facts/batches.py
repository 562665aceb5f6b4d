"""Facts of some cases, made in a process of its own: read, opened, extracted, and handed back as
Parquet, which is small to hand over and never lies on a disk.
"""

import json
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from amparo.access import ROLES
from amparo.audit import statements
from amparo.casefile import models, protocols, timelines
from amparo.casefile.keyring import Keyring
from amparo.casefile.timelines import Row
from amparo.journey import KINDS, Entry
from amparo.people.models import Agency, RoleGrant
from amparo.statistics.facts import duck
from amparo.statistics.facts.columns import TABLES, columns_of
from amparo.statistics.facts.duck import Nameless
from amparo.statistics.facts.extracting import READ, Beside, Tables, Told, extract
from amparo.statistics.facts.sealed import Keys

OPENED_AT_ONCE = 100
_SORTED_BY = {
    "victims": ("case",),
    "events": ("event",),
    "perpetrators": ("perpetrator",),
    "entities": ("part", "agency"),
    "origins": ("unit", "key", "entry"),
}
_COLUMNS_OF_AN_ORIGIN = "columns"

Case = tuple[UUID, UUID]  # its id, and that of the case by which its child is known
Part = dict[str, bytes]


def part_of(cases: Sequence[Case], at: datetime) -> Part:
    """The rows of these cases in every table, as Parquet, in the order in which they are given."""
    lines = {table: Nameless() for table in TABLES}
    try:
        for start in range(0, len(cases), OPENED_AT_ONCE):
            for tables in _extracted(cases[start : start + OPENED_AT_ONCE], at):
                for table, rows in tables.items():
                    lines[table].write(_lines(table, rows))
        con = duck.connect(threads=1)
        return {table: _as_parquet(con, table, lines[table]) for table in TABLES}
    finally:
        for file in lines.values():
            file.close()


def _extracted(cases: Sequence[Case], at: datetime) -> Iterator[Tables]:
    beside = _beside(at)
    ids = [case_id for case_id, _child in cases]
    sources = timelines.sources_of(ids)
    everything = {*ids, *(source.case_id for read in sources.values() for source in read)}
    rows: dict[UUID, list[Row]] = {}
    for row in _rows_of(everything):
        rows.setdefault(row.case_id, []).append(row)
    ring = Keyring.of_bodies([row.key_id for few in rows.values() for row in few], everything)
    for case_id, child in cases:
        opened = timelines.opened_from(case_id, sources.get(case_id, []), rows, ring)
        agencies = {str(read.row.id): str(read.row.agency_id) for read in opened.reads}
        yield extract(Told(str(case_id), str(child), opened.timeline(), agencies), beside)


def _rows_of(case_ids: Collection[UUID]) -> list[Row]:
    """The entries that bear facts, with those that they correct and that correct them."""
    own = models.Entry.objects.filter(case_id__in=case_ids)
    rows = _as_rows(own.filter(Q(kind__in=READ) | Q(supersedes__isnull=False)))
    there = {row.id for row in rows}
    corrected = {row.supersedes for row in rows if row.supersedes} - there
    return rows + (_as_rows(own.filter(id__in=corrected)) if corrected else [])


def _as_rows(entries: QuerySet[models.Entry]) -> list[Row]:
    found = statements.rows(entries.order_by().values_list(*timelines.FOR_A_FOLD, "agency_id"))
    return [Row._make((*row[:-1], 0, datetime.min, row[-1], "")) for row in found]


@cache
def _beside(at: datetime) -> Beside:
    """What is the same for all cases of this making."""
    newest = protocols.in_force()[-1]
    provinces = Agency.objects.exclude(province="").values_list("province", flat=True)
    return Beside(
        at=at,
        key=Keys.of_deployment().namer(),
        zone=protocols.zone(),
        country=newest.country,
        definitions=newest.definitions,
        areas=frozenset(provinces),
        role_of=_Roles(),
    )


def forget() -> None:
    """Look again at the next making."""
    _beside.cache_clear()


class _Roles:
    """In which role somebody could record a kind when they did; empty where nobody can say."""

    def __init__(self) -> None:
        self._grants: dict[str, list[tuple[str, datetime, datetime | None]]] = {}
        columns = ("user_id", "role", "granted_at", "ended_at")
        for user, *grant in RoleGrant.objects.order_by("id").values_list(*columns):
            self._grants.setdefault(str(user), []).append(tuple(grant))
        self._order = {role: number for number, role in enumerate(ROLES)}

    def __call__(self, entry: Entry) -> str:
        grants = self._grants.get(entry.author, [])
        at = entry.recorded_at
        then = {r for r, since, ended in grants if since <= at and (ended is None or at < ended)}
        # What was taken over from elsewhere is older than the roles it was recorded in.
        roles = then or {role for role, _since, _ended in grants}
        may = roles & KINDS[entry.kind].records or roles
        return min(may, key=lambda role: self._order.get(role, len(ROLES)), default="")


def _lines(table: str, rows: list[dict[str, Any]]) -> bytes:
    """Rows as lines of JSON, in an order that does not depend on that of their making."""
    by = _SORTED_BY[table]
    rows.sort(key=lambda row: tuple(row[name] for name in by))
    return b"".join(json.dumps(row).encode() + b"\n" for row in rows)


def _as_parquet(con: duck.Connection, table: str, lines: Nameless) -> bytes:
    stored = {name: column.stored for name, column in columns_of(table).items()}
    wanted = ", ".join(f'"{name}"' for name in stored)
    if table == "origins":
        stored = {_COLUMNS_OF_AN_ORIGIN if n == "column" else n: s for n, s in stored.items()}
        stored[_COLUMNS_OF_AN_ORIGIN] = "VARCHAR[]"
        wanted = wanted.replace('"column"', f'unnest({_COLUMNS_OF_AN_ORIGIN}) as "column"')
    typed = ", ".join(f"'{name}': '{type_}'" for name, type_ in stored.items())
    read = f"read_json('{lines.path}', format='newline_delimited', columns={{{typed}}})"
    if not lines.size():
        empty = ", ".join(f'null::{column.stored} as "{name}"'
                          for name, column in columns_of(table).items())  # fmt: skip
        query = f"select {empty} where false"
    else:
        query = f"select {wanted} from {read}"
    with duck.copied(con, query) as file:
        return file.all()
