"""The facts that are given out: victims, in the order of their keys, and the roles by case."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from amparo.exchange.refused import ExchangeError
from amparo.exchange.store.folder import Folder
from amparo.statistics.facts.columns import TABLES

AT_ONCE = 5_000


class Facts:
    """Facts that are open for reading. `con` has the views victims, perpetrators, ..."""

    def __init__(self, con: Any) -> None:
        self._con = con

    def rows(self, table: str, source: str = "") -> Iterator[dict[str, Any]]:
        """Every row of a table, or those of one source, in the order of their keys."""
        where = "where source = ?" if source else ""
        found = self._con.cursor().execute(
            f"select * from {table} {where} order by all", [source] if source else []
        )
        names = [one[0] for one in found.description]
        while rows := found.fetchmany(AT_ONCE):
            for row in rows:
                yield dict(zip(names, row, strict=True))

    def victims(self, source: str = "") -> Iterator[dict[str, Any]]:
        """Every row, or those of one source."""
        return self.rows("victims", source)

    def roles(self) -> dict[str, list[str]]:
        """What alleged traffickers did, by case, each role once."""
        found: dict[str, list[str]] = {}
        rows = self._con.cursor().execute(
            'select distinct "case", role from perpetrators order by all'
        )
        for case, role in rows.fetchall():
            found.setdefault(case, []).append(role)
        return found


@contextmanager
def opened(folder: Path | None) -> Iterator[Facts]:
    """Facts of a folder, those of its lists with them; None: the deployment's own. Raises
    ExchangeError."""
    con = _deployments() if folder is None else _in_folder(folder)
    try:
        yield Facts(con)
    finally:
        con.close()


def _deployments() -> Any:
    from amparo.statistics.facts import reading

    try:
        return reading.opened()
    except reading.NoFacts as error:
        raise ExchangeError(str(error)) from error


def _in_folder(folder: Path) -> Any:
    """Without Django: files in the clear need no deployment."""
    import duckdb

    from amparo.statistics.facts import duck
    from amparo.statistics.facts.views import view_of

    con = duck.connect()
    for table in TABLES:
        paths = Folder(folder).files(table)
        if not paths and table == "victims":
            raise ExchangeError(f"{folder}: there are no facts in it")
        try:
            con.execute(view_of(con, table, [str(path) for path in paths]))
        except duckdb.Error as error:
            raise ExchangeError(f"{folder}: {table} cannot be read as facts") from error
    return con
