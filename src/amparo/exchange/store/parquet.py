"""Rows of facts as Parquet, written by DuckDB in the types that `columns.toml` says."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from amparo.statistics.facts.columns import Column, columns_of

CHUNK = 50_000
_BETWEEN = "\x1f"
Rows = Sequence[dict[str, Any]]


def packed(table: str, rows: Rows) -> Any:
    """One table of facts as Parquet in a file without a name, in memory only. `rows` may be empty:
    the columns are there all the same."""
    from amparo.statistics.facts import duck

    columns = list(columns_of(table).values())
    con = duck.connect()
    try:
        con.execute(f"create table made ({', '.join(f'{_name(c)} {c.stored}' for c in columns)})")
        for chunk in _chunks(rows):
            con.register("chunk", {c.name: _array(c, chunk) for c in columns})
            con.execute(f"insert into made select {', '.join(map(_cast, columns))} from chunk")
            con.unregister("chunk")
        return duck.copied(con, "select * from made")
    finally:
        con.close()


def write(path: Path, table: str, rows: Rows) -> None:
    """The same as a file on disk, in the clear, readable by its owner."""
    with packed(table, rows) as file:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as out:
            out.write(file.all())


def _chunks(rows: Rows) -> Iterator[Rows]:
    for start in range(0, len(rows), CHUNK):
        yield rows[start : start + CHUNK]


def _name(column: Column) -> str:
    return f'"{column.name}"'


def _array(column: Column, rows: Rows) -> Any:
    import numpy

    return numpy.array([_text(row[column.name]) for row in rows], dtype=object)


def _text(value: Any) -> str | None:
    if value is None:
        return None
    return _BETWEEN.join(value) if isinstance(value, list) else str(value)


def _cast(column: Column) -> str:
    if column.type == "codes":
        return f"string_split({_name(column)}, '{_BETWEEN}')"
    return f"cast({_name(column)} as {column.stored})"
