"""From files to files: what `amparo link` does. Raises LinkError with one line."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from amparo.finding.linkage import table
from amparo.finding.linkage.engine import Engine, OnDuckDB
from amparo.finding.linkage.mapping import Mapping
from amparo.finding.linkage.model import Model
from amparo.finding.linkage.reading import ListError, ListFile, open_list
from amparo.finding.linkage.wording import counted

DUCKDB, SPARK = "duckdb", "spark"
ENGINES = (DUCKDB, SPARK)
Say = Callable[[str], None]


@dataclass(slots=True)
class Lists:
    """The lists in memory. `used` and `empty`: columns that say something, and those that never
    do; `said`: for each file what a person should know."""

    con: duckdb.DuckDBPyConnection
    files: list[str]
    records: int
    used: tuple[str, ...]
    empty: tuple[str, ...]
    also: tuple[str, ...] = ()
    said: list[str] = field(default_factory=list)

    @property
    def told(self) -> str:
        """How many records of how many lists."""
        files = counted(len(self.files), "list", "lists")
        return f"{counted(self.records, 'record', 'records')} of {files}"


def read_lists(paths: Sequence[Path], mapping: Mapping, say: Say = lambda text: None) -> Lists:
    """All lists, folded, ready to be linked. Raises ListError."""
    files = [open_list(path, mapping, name) for path, name in _named(paths)]
    also = tuple(mapping.also)
    con = table.connect()
    records = table.load(con, (row for file in files for row in file.rows), also,
                         lambda read: say(f"{read} records read"))  # fmt: skip
    _check_ids(con)
    empty = _empty(con, files)
    table.fold(con, also)
    used = {column for file in files for column in file.used} - set(empty)
    said = [f"{file.name}: {line}" for file in files for line in file.said]
    if empty:
        said.append(f"left out, because nothing is ever in it: {', '.join(empty)}")
    return Lists(con, [file.name for file in files], records, tuple(sorted(used)), empty, also,
                 said)  # fmt: skip


def _named(paths: Sequence[Path]) -> list[tuple[Path, str]]:
    """Each file with the name it is called by: its own, or with its folders if two are the same."""
    real = [path.resolve() for path in paths]
    for path in paths:
        if real.count(path.resolve()) > 1:
            raise ListError(f"{path}: named twice")
    names = [path.name for path in paths]
    return [
        (path, path.name if names.count(path.name) == 1 else str(path)) for path in paths
    ]  # fmt: skip


def _check_ids(con: duckdb.DuckDBPyConnection) -> None:
    twice = con.execute(
        f"select file, record_id from {table.RAW} group by all having count(*) > 1"
        " order by all limit 1"
    ).fetchall()
    if twice:
        raise ListError(f"{twice[0][0]}: the record_id {twice[0][1][:40]!r} is there twice")


def _empty(con: duckdb.DuckDBPyConnection, files: Sequence[ListFile]) -> tuple[str, ...]:
    columns = sorted({column for file in files for column in file.used} - {"record_id"})
    counted = ", ".join(f"count(*) filter ({column} <> '')" for column in columns)
    found = con.execute(f"select {counted} from {table.RAW}").fetchall()[0]
    return tuple(column for column, count in zip(columns, found, strict=True) if not count)


def link_lists(
    lists: Lists, model: Model, threshold: float, engine: str, out: Path, say: Say
) -> list[str]:
    """Links and writes; gives lines to print. Raises OutError, EngineError."""
    from amparo.finding.linkage import report, writing
    from amparo.finding.linkage.linking import link

    with writing.all_or_nothing(out) as folder, _engine(engine, lists.con, folder) as by:
        linked = link(lists.con, by, model.comparing(lists.also), threshold, say)
        say("writing")
        writing.write_clusters(lists.con, linked, folder / "clusters.csv")
        writing.write_pairs(lists.con, linked, threshold, folder / "pairs.csv")
        found = report.of(lists, linked, threshold, model)
        (folder / "report.html").write_text(report.page(found), encoding="utf-8")
    return report.lines(found)


def check_engine(name: str) -> None:
    """Raises EngineError where it cannot be used here."""
    if name == SPARK:
        from amparo.finding.linkage.spark import check

        check()


def _engine(
    name: str, con: duckdb.DuckDBPyConnection, folder: Path
) -> AbstractContextManager[Engine]:
    if name == DUCKDB:
        return nullcontext(OnDuckDB(con))
    from amparo.finding.linkage.spark import on_spark

    return on_spark(con, folder)
