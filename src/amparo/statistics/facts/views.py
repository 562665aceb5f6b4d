"""A table of facts as a view over Parquet files, also over some that are older than its columns."""

from amparo.statistics.facts.columns import NOT_ASKED, Column, columns_of
from amparo.statistics.facts.duck import Connection


def view_of(con: Connection, table: str, paths: list[str]) -> str:
    """SQL that makes the view of a table over Parquet files; of none, one without rows.

    A file that was made before a column was there (a list that came in long ago) has it as not
    asked.
    """
    lacking = {path: _lacking(con, table, path) for path in paths}
    if paths and not any(lacking.values()):
        among = ", ".join(map(_quoted, paths))
        return f'create view "{table}" as select * from read_parquet([{among}])'
    if paths:
        parts = " union all by name ".join(_whole(path, lacking[path]) for path in paths)
        names = ", ".join(f'"{name}"' for name in columns_of(table))
        return f'create view "{table}" as select {names} from ({parts})'
    empty = ", ".join(
        f'null::{column.stored} as "{name}"' for name, column in columns_of(table).items()
    )
    return f'create view "{table}" as select {empty} where false'


def _quoted(path: str) -> str:
    return "'" + path.replace("'", "''") + "'"


def _lacking(con: Connection, table: str, path: str) -> list[Column]:
    rows = con.execute(f"describe select * from read_parquet({_quoted(path)})").fetchall()
    there = {row[0] for row in rows}
    return [column for name, column in columns_of(table).items() if name not in there]


def _whole(path: str, lacking: list[Column]) -> str:
    more = "".join(f', {_not_asked(column)} as "{column.name}"' for column in lacking)
    return f"select *{more} from read_parquet({_quoted(path)})"


def _not_asked(column: Column) -> str:
    if column.type in ("integer", "date"):
        return f"null::{column.stored}"
    return f"['{NOT_ASKED}']" if column.type == "codes" else f"'{NOT_ASKED}'"
