"""Opens the facts for whoever counts: a database in memory with one view for each table."""

import weakref
from collections.abc import Mapping
from pathlib import Path

from amparo.statistics.facts import duck, sealed
from amparo.statistics.facts.columns import TABLES, columns_of
from amparo.statistics.facts.duck import Connection, Nameless
from amparo.statistics.facts.sealed import Making, NoFacts

__all__ = ["Making", "NoFacts", "about", "opened", "view_of"]


def about(folder: Path | None = None) -> Making:
    """Which making of the deployment's facts holds. Raises NoFacts, KeyProblem."""
    return sealed.current(_own(folder))


def opened(folder: Path | None = None) -> Connection:
    """A connection with the views victims, events, perpetrators, entities, origins.

    `folder` holds Parquet files as `amparo facts export` writes them (`victims.parquet`, …; one
    that is not there is an empty view). None: the deployment's own, which are unsealed in memory
    for as long as the connection lives. Raises NoFacts, KeyProblem.
    """
    con = duck.connect()
    if folder is not None:
        for table in TABLES:
            path = folder / f"{table}.parquet"
            there = [str(path)] if path.is_file() else []
            con.execute(view_of(table, there))
        return con
    own = _own(None)
    making = sealed.current(own)
    files = {table: sealed.read(own, making, table) for table in TABLES}
    for table, file in files.items():
        con.execute(view_of(table, [file.path]))
    weakref.finalize(con, _close, files)
    return con


def view_of(table: str, paths: list[str]) -> str:
    """SQL that makes the view of a table over Parquet files; of none, one without rows."""
    if paths:
        among = ", ".join("'" + path.replace("'", "''") + "'" for path in paths)
        return f'create view "{table}" as select * from read_parquet([{among}])'
    empty = ", ".join(
        f'null::{column.stored} as "{name}"' for name, column in columns_of(table).items()
    )
    return f'create view "{table}" as select {empty} where false'


def _own(folder: Path | None) -> Path:
    if folder is not None:
        return folder
    from amparo.statistics.facts import making

    return making.folder()


def _close(files: Mapping[str, Nameless]) -> None:
    for file in files.values():
        file.close()
