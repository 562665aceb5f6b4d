"""A table of facts held in memory with its codes as numbers, for whoever makes many tables of it.

DuckDB groups texts several times slower than the numbers of an ENUM, and lists of texts slower
still. To whoever asks, an ENUM is its text: the same queries give the same rows.
"""

from typing import Final

from amparo.statistics.facts.columns import Column, columns_of
from amparo.statistics.facts.duck import Connection

_TEXTS: Final = {"VARCHAR": "", "VARCHAR[]": "[]"}
_MANY: Final = frozenset({"key"})
"""Columns in which nearly every row has a value of its own: an ENUM of them would save nothing."""


def hold(con: Connection, table: str) -> None:
    """Put a table in the place of the view of this name, with the rows that it has now."""
    kinds = {}
    columns = [one for one in columns_of(table).values() if _is_coded(one)]
    for column, codes in zip(columns, _codes(con, table, columns), strict=True):
        if codes:
            kind = f'"{table}_{column.name}"'
            con.execute(f"create type {kind} as enum ({', '.join(map(_quoted, codes))})")
            kinds[column.name] = kind + _TEXTS[column.stored]
    casts = ", ".join(f'"{name}"::{kind} as "{name}"' for name, kind in kinds.items())
    replaced = f" replace ({casts})" if casts else ""
    con.execute(f'create table "{table}_held" as select *{replaced} from "{table}"')
    con.execute(f'drop view "{table}"')
    con.execute(f'alter table "{table}_held" rename to "{table}"')


def _is_coded(column: Column) -> bool:
    return column.stored in _TEXTS and column.type not in _MANY


def _codes(con: Connection, table: str, columns: list[Column]) -> list[list[str]]:
    """What stands in each of the columns, in the order of the texts, by one reading of the rows."""
    every = [
        f'list(distinct "{one.name}")' if one.stored == "VARCHAR"
        else f'flatten(list(distinct "{one.name}"))'
        for one in columns
    ]  # fmt: skip
    found = con.execute(f'select {", ".join(every)} from "{table}"').fetchone() or ()
    return [sorted({code for code in codes or () if code is not None}) for codes in found]


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
