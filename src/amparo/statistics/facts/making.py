"""Makes the facts of the whole register anew: `amparo facts rebuild`.

Cases are read in batches, by several processes if it is worth it, in the order of their keys: the
result is the same however many share the work. The facts before stay until the new ones are whole.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connections
from django.utils import timezone

from amparo.audit import actions as audit
from amparo.audit.actions import Actor
from amparo.casefile import protocols
from amparo.casefile.queueing import write_transaction
from amparo.statistics.facts import batches, children, duck, sealed, sharing
from amparo.statistics.facts.batches import Case, Part, part_of
from amparo.statistics.facts.columns import TABLES, columns_of
from amparo.statistics.facts.duck import Connection, Nameless
from amparo.statistics.facts.sealed import Keys, Making
from amparo.statistics.facts.values import day

CASES_AT_ONCE = 1_000
WORTH_SHARING = 2_000
# Files are put together when there are so many: each takes one of the files a process may open.
MOST_PARTS = 32
FOLDER = "facts"

Show = Callable[[int, int], None]


def folder() -> Path:
    """Where the deployment keeps its facts."""
    return Path(settings.AMPARO_HOME) / FOLDER


def rebuild(
    *,
    by: Actor | None,
    at: datetime | None = None,
    processes: int = 0,
    show: Show = lambda done, total: None,
) -> Making:
    """Make all facts anew as they are known at `at` (default: now). `processes` 0: as many as there
    are cores, if it is worth it. Raises KeyProblem.
    """
    at = at or timezone.now()
    batches.forget()
    cases = in_order()
    shares = [cases[n : n + CASES_AT_ONCE] for n in range(0, len(cases), CASES_AT_ONCE)]
    with ExitStack() as files:
        tables = {table: _Growing(files) for table in TABLES}
        done = 0
        for batch, part in zip(shares, parts(shares, at, processes), strict=True):
            for table, some in part.items():
                tables[table].add(some)
            done += len(batch)
            show(done, len(cases))
        con = duck.connect()
        whole = {table: grown.whole(con, table) for table, grown in tables.items()}
        rows = {table: _count(con, whole[table]) for table in TABLES}
        making = sealed.write(folder(), whole, day(at, protocols.zone()), rows)
    with write_transaction():
        audit.write("facts_made", by=by, detail={"rows": rows["victims"]})
    return making


def in_order() -> list[Case]:
    """Every case that is counted with the case that stands for its child, in order of their keys:
    the key says nothing about when a case came.
    """
    name, stands_for = Keys.of_deployment().namer(), children.stands_for()
    ids = sorted(children.counted(), key=lambda case_id: name("case", str(case_id)))
    return [(case_id, stands_for.get(case_id, case_id)) for case_id in ids]


def parts(shares: Sequence[list[Case]], at: datetime, processes: int) -> Iterator[Part]:
    """The part of each batch, in their order."""
    cases = sum(len(batch) for batch in shares)
    processes = processes or (os.cpu_count() or 1 if cases >= WORTH_SHARING else 1)
    if processes == 1:
        yield from (part_of(batch, at) for batch in shares)
    else:
        connections.close_all()
        yield from sharing.shared(shares, at, processes)


class _Growing:
    """The parts of one table, put together whenever there are many."""

    def __init__(self, files: ExitStack) -> None:
        self._files, self._parts = files, list[Nameless]()

    def add(self, part: bytes) -> None:
        self._parts.append(self._files.enter_context(Nameless(part)))
        if len(self._parts) >= MOST_PARTS:
            self._replace(duck.together(duck.connect(), self._parts))

    def whole(self, con: Connection, table: str) -> Nameless:
        """The table of all cases, as it is kept."""
        if not self._parts:
            self.add(part_of([], timezone.now())[table])
        rows = duck.parquet(self._parts)
        query = _with_episodes(rows) if table == "victims" else f"select * from {rows}"
        self._replace(duck.copied(con, query))
        return self._parts[0]

    def _replace(self, whole: Nameless) -> None:
        for part in self._parts:
            part.close()
        self._parts = [self._files.enter_context(whole)]


def _with_episodes(rows: str) -> str:
    """The victims with the place of each case among those of the child, by day of registration."""
    names = ", ".join(
        _EPISODE if name == "episode" else f'"{name}"' for name in columns_of("victims")
    )
    return f'select {names} from {rows} order by "case"'


_EPISODE = """(1 + coalesce(sum(episodes) over (
    partition by child order by registered, "case"
    rows between unbounded preceding and 1 preceding
), 0))::INTEGER as episode"""


def _count(con: Connection, file: Nameless) -> int:
    found = con.execute(f"select count(*) from {duck.parquet([file])}").fetchone()
    return int(found[0]) if found else 0
