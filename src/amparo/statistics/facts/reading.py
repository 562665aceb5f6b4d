"""Opens the facts for whoever counts: a database in memory with one view for each table."""

import weakref
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path

from amparo.statistics.facts import coded, duck, lists, sealed
from amparo.statistics.facts.columns import TABLES
from amparo.statistics.facts.duck import Connection, Nameless
from amparo.statistics.facts.sealed import Making, NoFacts
from amparo.statistics.facts.views import view_of

__all__ = ["Making", "NoFacts", "about", "for_counting", "opened"]


def about(folder: Path | None = None) -> Making:
    """Which making of the deployment's facts holds. Raises NoFacts, KeyProblem."""
    return sealed.current(_own(folder))


def opened(folder: Path | None = None) -> Connection:
    """A connection with the views victims, events, perpetrators, entities, origins: the register's
    rows and those of the lists that came in, told apart by their `source`.

    `folder` holds Parquet files as `amparo facts export` writes them (`victims.parquet`, …; one
    that is not there is an empty view). None: the deployment's own, which are unsealed in memory
    for as long as the connection lives. Raises NoFacts, KeyProblem.
    """
    return _opened(folder)


def for_counting(folder: Path | None = None) -> Connection:
    """The same with the victims held in memory in such a way that tables of them are made quickly:
    it takes longer to open, and pays from the second table on.
    """
    return _opened(folder, held=("victims",))


def _opened(folder: Path | None, held: tuple[str, ...] = ()) -> Connection:
    con = duck.connect()
    with ExitStack() as opening:
        files = _own_files(opening) if folder is None else {}
        for table in TABLES:
            paths = [file.path for file in files[table]] if folder is None else _in(folder, table)
            con.execute(view_of(con, table, paths))
        for table in held:
            coded.hold(con, table)
            for file in files.get(table, ()):
                file.close()
        weakref.finalize(con, opening.pop_all().close)
    return con


def _in(folder: Path, table: str) -> list[str]:
    """The files of a table in a folder, and those of its lists."""
    path = folder / f"{table}.parquet"
    return [str(path) for path in (*([path] if path.is_file() else []),
                                   *lists.in_the_clear(folder, table))]  # fmt: skip


def _own_files(opening: ExitStack) -> dict[str, list[Nameless]]:
    """The register's facts, where there are any, and those of the lists."""
    of_lists = lists.read(opening)
    try:
        own = _unsealed(_own(None))
    except NoFacts:
        if not of_lists[TABLES[0]]:
            raise
        return of_lists
    return {table: [opening.enter_context(own[table]), *of_lists[table]] for table in TABLES}


def _unsealed(folder: Path) -> Mapping[str, Nameless]:
    """All tables of one making; of the next, where that came while they were read."""
    making = sealed.current(folder)
    while True:
        try:
            return {table: sealed.read(folder, making, table) for table in TABLES}
        except NoFacts:
            again = sealed.current(folder)
            if again.id == making.id:
                raise
            making = again


def _own(folder: Path | None) -> Path:
    if folder is not None:
        return folder
    from amparo.statistics.facts import making

    return making.folder()
