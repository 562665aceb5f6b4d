"""The database itself refuses to change what may only grow: no UPDATE, DELETE, TRUNCATE, REPLACE.

Django rebuilds a SQLite table whenever it alters it, and its triggers are dropped in silence. So
they are installed by one function, again and again, after every migration; `missing` tells at start
and in `amparo check` when one is not there. Nothing lifts them at run time; `lifted` is for the
flush between tests.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

REFUSAL = "amparo: this table only grows"
FUNCTION = "amparo_refuse_change"

_GUARDED: set[str] = set()


def guard(*tables: str) -> None:
    """Have these tables guarded from the next migrate on. Called when a room starts."""
    _GUARDED.update(tables)


def guarded() -> tuple[str, ...]:
    """The tables that may only grow."""
    return tuple(sorted(_GUARDED))


def after_migrate(using: str, **_kwargs: Any) -> None:
    """Receiver of post_migrate: puts back whatever a migration dropped."""
    install(guarded(), using)


def install(tables: Iterable[str], using: str) -> None:
    """Make the triggers of those `tables` that exist in database `using` what they must be."""
    connection = connections[using]
    present = _present(connection, tables)
    if present and connection.vendor == "postgresql":
        _execute(connection, _function())
    for table in present:
        found = _found(connection, table)
        for name, statements in _wanted(connection, table).items():
            if not found.get(name, False):
                _execute(connection, [_drop(connection, table, name), *statements])


def missing(using: str) -> list[str]:
    """Each `table.trigger` that should be there and is absent, changed or switched off."""
    connection = connections[using]
    absent = []
    for table in _present(connection, guarded()):
        found = _found(connection, table)
        wanted = _wanted(connection, table)
        absent += [f"{table}.{name}" for name in wanted if not found.get(name, False)]
    return absent


@contextmanager
def lifted(using: str) -> Iterator[None]:
    """Without the triggers for a moment: for the flush of the test database, and nothing else."""
    connection = connections[using]
    for table in _present(connection, guarded()):
        _execute(connection, [_drop(connection, table, n) for n in _wanted(connection, table)])
    try:
        yield
    finally:
        install(guarded(), using)


def _present(connection: BaseDatabaseWrapper, tables: Iterable[str]) -> list[str]:
    existing = set(connection.introspection.table_names())
    return sorted(set(tables) & existing)


def _execute(connection: BaseDatabaseWrapper, statements: Iterable[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _drop(connection: BaseDatabaseWrapper, table: str, name: str) -> str:
    on = f" ON {_quoted(connection, table)}" if connection.vendor == "postgresql" else ""
    return f"DROP TRIGGER IF EXISTS {_quoted(connection, name)}{on}"


def _quoted(connection: BaseDatabaseWrapper, name: str) -> str:
    return connection.ops.quote_name(name)


def _wanted(connection: BaseDatabaseWrapper, table: str) -> dict[str, list[str]]:
    """Name of each trigger of `table`, and the statements that make it."""
    makers: dict[str, Callable[[BaseDatabaseWrapper, str], dict[str, list[str]]]] = {
        "sqlite": _wanted_sqlite,
        "postgresql": _wanted_postgresql,
    }
    return makers[connection.vendor](connection, table)


def _found(connection: BaseDatabaseWrapper, table: str) -> dict[str, bool]:
    """Name of each trigger found on `table`, and whether it is as it must be."""
    if connection.vendor == "postgresql":
        return _found_postgresql(connection, table)
    return _found_sqlite(connection, table)


# SQLite


def _wanted_sqlite(connection: BaseDatabaseWrapper, table: str) -> dict[str, list[str]]:
    # REPLACE deletes a row without firing its DELETE trigger, so an insert that meets an existing
    # row is refused before it can. Emptying a table fires for each row, as DELETE does.
    events = {
        "update": "BEFORE UPDATE",
        "delete": "BEFORE DELETE",
        "replace": "BEFORE INSERT",
    }
    wanted = {}
    for name, event in events.items():
        when = f" WHEN {_meets_existing(connection, table)}" if name == "replace" else ""
        trigger = _quoted(connection, f"{table}_no_{name}")
        wanted[f"{table}_no_{name}"] = [
            f"CREATE TRIGGER {trigger} {event} ON {_quoted(connection, table)}{when} "
            f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        ]
    return wanted


def _meets_existing(connection: BaseDatabaseWrapper, table: str) -> str:
    """SQL for: the new row has a key that another row has already."""
    with connection.cursor() as cursor:
        constraints = connection.introspection.get_constraints(cursor, table)
    keys = {tuple(c["columns"]) for c in constraints.values() if c["primary_key"] or c["unique"]}
    return " OR ".join(_same_key(connection, table, key) for key in sorted(keys))


def _same_key(connection: BaseDatabaseWrapper, table: str, columns: tuple[str, ...]) -> str:
    names = [_quoted(connection, column) for column in columns]
    same = " AND ".join(f"{name} = NEW.{name}" for name in names)
    return f"EXISTS (SELECT 1 FROM {_quoted(connection, table)} WHERE {same})"


def _found_sqlite(connection: BaseDatabaseWrapper, table: str) -> dict[str, bool]:
    wanted = _wanted_sqlite(connection, table)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table]
        )
        return {name: [sql] == wanted.get(name) for name, sql in cursor.fetchall()}


# PostgreSQL


def _function() -> list[str]:
    return [
        f"CREATE OR REPLACE FUNCTION {FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $$ "
        f"BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; "
        f"END $$"
    ]


def _wanted_postgresql(connection: BaseDatabaseWrapper, table: str) -> dict[str, list[str]]:
    events = {
        "change": "BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW",
        "truncate": "BEFORE TRUNCATE ON {table} FOR EACH STATEMENT",
    }
    quoted = _quoted(connection, table)
    wanted = {}
    for name, event in events.items():
        trigger = _quoted(connection, f"{table}_no_{name}")
        wanted[f"{table}_no_{name}"] = [
            f"CREATE TRIGGER {trigger} {event.format(table=quoted)} EXECUTE FUNCTION {FUNCTION}()",
            # ALWAYS: also in a session that calls itself a replica, where others stay silent.
            f"ALTER TABLE {quoted} ENABLE ALWAYS TRIGGER {trigger}",
        ]
    return wanted


def _found_postgresql(connection: BaseDatabaseWrapper, table: str) -> dict[str, bool]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT t.tgname, t.tgenabled = 'A' AND p.proname = %s FROM pg_trigger t "
            "JOIN pg_proc p ON p.oid = t.tgfoid "
            "WHERE t.tgrelid = to_regclass(%s) AND NOT t.tgisinternal",
            [FUNCTION, connection.ops.quote_name(table)],
        )
        return {name: bool(right) for name, right in cursor.fetchall()}
