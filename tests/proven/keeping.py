"""Every byte that is kept: the files of the home folder, and each database as it lies there.

On SQLite the files are the databases, their journals included. On PostgreSQL each row of each table
is read as text, and the files of the server as far as this machine lets us.
"""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection, connections

from tests.conftest import DATABASES

WAL = "pg_wal"


def everything_kept() -> Iterator[tuple[str, bytes]]:
    """(where, bytes) for all that is on disk, and what sessions say once they are decoded."""
    yield from _files(Path(settings.AMPARO_HOME))
    for session in Session.objects.all():
        yield f"session {session.pk}", repr(session.get_decoded()).encode()
    for alias in DATABASES:
        yield from _tables(alias)
    if connection.vendor == "postgresql":
        yield from _files_of_the_server()


def _files(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and "static" not in path.relative_to(folder).parts[:1]:
            yield str(path.relative_to(folder)), path.read_bytes()


def _tables(alias: str) -> Iterator[tuple[str, bytes]]:
    """Each table as text: on SQLite too, for there a text may be spread over two pages."""
    database = connections[alias]
    with database.cursor() as cursor:
        for table in database.introspection.table_names(cursor):
            name = database.ops.quote_name(table)
            whole = f"{name}::text" if database.vendor == "postgresql" else "*"
            cursor.execute(f"SELECT {whole} FROM {name}")
            rows = [b"|".join(_bytes(value) for value in row) for row in cursor.fetchall()]
            yield f"{alias}.{table}", b"\n".join(rows)


def _bytes(value: object) -> bytes:
    if isinstance(value, bytes | memoryview):
        return bytes(value)
    return str(value).encode()


def _files_of_the_server() -> Iterator[tuple[str, bytes]]:
    """The tables and the write-ahead log of PostgreSQL, where it runs on this machine."""
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute("SHOW data_directory")
        folder = Path(cursor.fetchone()[0])
        cursor.execute("SELECT oid FROM pg_database WHERE datname = current_database()")
        [number] = cursor.fetchone()
    for part in (folder / "base" / str(number), folder / WAL):
        for path in sorted(part.glob("*")) if part.is_dir() else ():
            if path.is_file():
                yield f"{part.name}/{path.name}", path.read_bytes()
