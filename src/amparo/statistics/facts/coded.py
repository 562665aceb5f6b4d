"""A table of facts held in memory with its codes as numbers, for whoever makes many tables of it.

DuckDB groups texts several times slower than the numbers of an ENUM, and lists of texts slower
still. To whoever asks, an ENUM is its text: the same queries give the same rows.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from amparo.statistics.facts.columns import Column, columns_of
from amparo.statistics.facts.duck import Connection

_TEXTS: Final = {"VARCHAR": "", "VARCHAR[]": "[]"}
_MANY: Final = frozenset({"key"})
"""Columns in which nearly every row has a value of its own: an ENUM of them would save nothing."""


def hold(con: Connection, table: str) -> None:
    """Put a table in the place of the view of this name, with the rows that it has now."""
    with _one_thread(con):
        kinds = {}
        for column in columns_of(table).values():
            codes = _codes(con, column)
            if codes:
                kind = f'"{table}_{column.name}"'
                con.execute(f"create type {kind} as enum ({', '.join(map(_quoted, codes))})")
                kinds[column.name] = kind + _TEXTS[column.stored]
        casts = ", ".join(f'"{name}"::{kind} as "{name}"' for name, kind in kinds.items())
        replaced = f" replace ({casts})" if casts else ""
        con.execute(f'create table "{table}_held" as select *{replaced} from "{table}"')
        con.execute(f'drop view "{table}"')
        con.execute(f'alter table "{table}_held" rename to "{table}"')


@contextmanager
def _one_thread(con: Connection) -> Iterator[None]:
    """Memory that several threads needed for a moment stays theirs: of 100,000 rows 180 MB."""
    threads = con.execute("select current_setting('threads')").fetchone()
    con.execute("set threads = 1")
    try:
        yield
    finally:
        con.execute(f"set threads = {threads[0] if threads else 1}")


def _codes(con: Connection, column: Column) -> list[str]:
    """What stands in a column, in the order of the texts; nothing of one that holds no codes."""
    if column.stored not in _TEXTS or column.type in _MANY:
        return []
    one = f'unnest("{column.name}")' if _TEXTS[column.stored] else f'"{column.name}"'
    found = con.execute(f'select distinct {one} from "{column.table}"').fetchall()
    return sorted({code for (code,) in found if code is not None})


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
