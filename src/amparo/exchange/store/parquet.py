"""Rows of facts as Parquet, written by DuckDB in the types that `columns.toml` says."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from amparo.statistics.facts.columns import Column, columns_of

CHUNK = 50_000
_BETWEEN = "\x1f"


def write(path: Path, table: str, rows: Sequence[dict[str, Any]]) -> None:
    """One table of facts. `rows` may be empty: the columns are there all the same."""
    import duckdb

    columns = [one for one in columns_of(table).values()]
    con = duckdb.connect(":memory:", config={"autoinstall_known_extensions": False})
    try:
        con.execute("set enable_progress_bar = false")
        con.execute(f"create table made ({', '.join(f'{_name(c)} {c.stored}' for c in columns)})")
        for chunk in _chunks(rows):
            con.register("chunk", {c.name: _array(c, chunk) for c in columns})
            con.execute(f"insert into made select {', '.join(map(_cast, columns))} from chunk")
            con.unregister("chunk")
        target = str(path).replace("'", "''")
        con.execute(f"copy made to '{target}' (format parquet, compression zstd)")
    finally:
        con.close()
    path.chmod(0o600)


def _chunks(rows: Sequence[dict[str, Any]]) -> Iterator[Sequence[dict[str, Any]]]:
    for start in range(0, len(rows), CHUNK):
        yield rows[start : start + CHUNK]


def _name(column: Column) -> str:
    return f'"{column.name}"'


def _array(column: Column, rows: Sequence[dict[str, Any]]) -> Any:
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
