"""What somebody does who can write the database and lift its triggers: flips, swaps, cuts.

Everything happens inside one transaction that is undone, in raw SQL, on either engine.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from tests.proven.world import undone

ENTRIES, LOG = "casefile_entry", "audit_line"
KEY = {ENTRIES: "id", LOG: "sequence"}


@dataclass(frozen=True)
class Column:
    """A column as the database declares it."""

    name: str
    type: str


@contextmanager
def intruder() -> Iterator[None]:
    """Without any trigger, until all of it is undone."""
    with undone(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # A table is not altered while constraints wait to be looked at.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            for table in KEY:
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            for (name,) in cursor.fetchall():
                cursor.execute(f"DROP TRIGGER {name}")
        yield


def execute(statement: str, *values: Any) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, list(values))
        return int(cursor.rowcount)


def columns(table: str) -> list[Column]:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT column_name, data_type FROM information_schema.columns "
                "WHERE table_name = %s AND table_schema = current_schema()", [table]
            )  # fmt: skip
            return [Column(*row) for row in cursor.fetchall()]
        cursor.execute(f"PRAGMA table_info({table})")
        return [Column(row[1], row[2].partition("(")[0]) for row in cursor.fetchall()]


def keys(table: str) -> list[Any]:
    """The primary key of each row, as the database holds it, in an order of its own."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {KEY[table]} FROM {table} ORDER BY {KEY[table]}")
        return [row[0] for row in cursor.fetchall()]


def flip(table: str, key: Any, column: Column, place: int) -> bool:
    """Flip one bit, the `place`th, of one stored value; False where nothing is stored."""
    if connection.vendor == "postgresql":
        return _flip_typed(table, key, column, place)
    return _flip_stored(table, key, column, place)


def _flip_stored(table: str, key: Any, column: Column, place: int) -> bool:
    """SQLite keeps texts, numbers and bytes, and asks nobody what they mean."""
    where = f"FROM {table} WHERE {KEY[table]} = %s"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT typeof({column.name}), CAST({column.name} AS BLOB) {where}", [key])
        kind, stored = cursor.fetchone()
    if not stored:
        return False
    update = f"UPDATE {table} SET {column.name} ="
    if kind == "integer":
        value = int(stored) ^ (1 << place % 40)
        return bool(execute(f"{update} %s WHERE {KEY[table]} = %s", value, key))
    cast = "%s" if kind == "blob" else "CAST(%s AS TEXT)"
    changed = _flipped(bytes(stored), place)
    return bool(execute(f"{update} {cast} WHERE {KEY[table]} = %s", changed, key))


def _flipped(stored: bytes, place: int) -> bytes:
    changed = bytearray(stored)
    changed[place // 8 % len(changed)] ^= 1 << place % 8
    return bytes(changed)


def _flip_typed(table: str, key: Any, column: Column, place: int) -> bool:
    """PostgreSQL keeps only what fits the type: the nearest thing to a flipped bit."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column.name} FROM {table} WHERE {KEY[table]} = %s", [key])
        [value] = cursor.fetchone()
    if value is None or value == "":
        return False
    if column.type == "jsonb":
        return bool(execute(
            f"UPDATE {table} SET {column.name} = {column.name} || %s WHERE {KEY[table]} = %s",
            f'{{"flipped": {place}}}', key,
        ))  # fmt: skip
    changed = _near(value, place)
    return bool(
        execute(f"UPDATE {table} SET {column.name} = %s WHERE {KEY[table]} = %s", changed, key)
    )


def _near(value: Any, place: int) -> Any:
    if isinstance(value, UUID):
        return UUID(int=value.int ^ (1 << place % 128))
    if isinstance(value, datetime):
        return value + timedelta(microseconds=1 << place % 40)
    if isinstance(value, int):
        return value ^ (1 << place % 30)
    if isinstance(value, bytes | memoryview):
        return _flipped(bytes(value), place)
    text = list(str(value))
    at = place % len(text)
    text[at] = "x" if text[at] != "x" else "y"
    return "".join(text)
