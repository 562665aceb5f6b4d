"""Links whole lists: what each agreement is worth in them, the pairs, the groups.

`table` holds the lists, `engine` compares them with Splink, `clusters` makes the groups.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import duckdb
import numpy

from amparo.finding.linkage import engine
from amparo.finding.linkage.adapting import adapted, before_of
from amparo.finding.linkage.clusters import cluster
from amparo.finding.linkage.engine import Engine
from amparo.finding.linkage.model import Model
from amparo.finding.linkage.scoring import odds, probability
from amparo.finding.linkage.table import FOLDED

# Pairs weaker than this by so many bits are of no use: in a group they count as missing.
BELOW = 8.0
# A chain of so many records is compared whole, so that what no key brought together is known too.
WHOLE = 400
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Linked:
    """`one` and `other`: numbers of the table FOLDED; `weight`: log2 of the odds, by pair. `group`:
    for each record that has a link the smallest number of its group. `tried`: pairs compared."""

    records: int
    model: Model
    one: numpy.ndarray
    other: numpy.ndarray
    weight: numpy.ndarray
    group: dict[int, int]

    def probabilities(self) -> numpy.ndarray:
        return 1 / (1 + numpy.exp2(-numpy.clip(self.weight, -1000, 1000)))


def link(
    con: duckdb.DuckDBPyConnection,
    by: Engine,
    model: Model,
    threshold: float,
    say: Say = lambda text: None,
) -> Linked:
    """Links what `table.fold` has made. `threshold`: the probability from which two are one."""
    records = _count(con)
    say("looking for pairs worth comparing")
    engine.add_keys(con, FOLDED)
    say("how common names are in these lists")
    model = adapted(con, model)
    say("comparing")
    by.predict(FOLDED, model, tuple(engine.KEYS), odds(threshold) - BELOW, "pairs")
    before = before_of(con, "pairs", model, records)
    shift = odds(before) - odds(model.before)
    say("comparing what hangs together")
    _complete_chains(con, by, model, odds(threshold), shift)
    say("making groups")
    one, other, weight = _pairs(con, shift)
    over = weight - odds(threshold)
    links = zip(one.tolist(), other.tolist(), over.tolist(), strict=True)
    return Linked(records, replace(model, before=before), one, other, weight, cluster(links))


def _count(con: duckdb.DuckDBPyConnection) -> int:
    return int(con.execute(f"select count(*) from {FOLDED}").fetchall()[0][0])


def _pairs(con: duckdb.DuckDBPyConnection, shift: float) -> tuple[numpy.ndarray, ...]:
    found = con.execute(
        f"select one, other, {both_sql(shift)} as weight from pairs order by one, other"
    ).fetchnumpy()
    return tuple(numpy.asarray(found[name]) for name in ("one", "other", "weight"))


def both_sql(shift: float) -> str:
    """As `scoring.both`: against two people, and against brother and sister."""
    plain = f"(weight + ({shift!r}))"
    return (
        f"(least({plain}, kin) - log2(1 + pow(2.0,"
        f" greatest(-1000, least({plain}, kin) - greatest({plain}, kin)))))"
    )


def _complete_chains(
    con: duckdb.DuckDBPyConnection, by: Engine, model: Model, least: float, shift: float
) -> None:
    """Compares every two records of a chain, and keeps them all: also what speaks against."""
    chain = _chains(con, least, shift)
    if not chain:
        return
    con.register("found_chain", {
        "number": numpy.array(list(chain), dtype=numpy.int64),
        "chain": numpy.array(list(chain.values()), dtype=numpy.int64),
    })  # fmt: skip
    con.execute(
        f"create table chained as select {FOLDED}.*, found_chain.chain as key_chain"
        f" from {FOLDED} join found_chain using (number)"
    )
    con.unregister("found_chain")
    by.predict("chained", model, ("key_chain",), None, "pairs_in_chains")
    con.execute(
        "insert into pairs by name select * from pairs_in_chains anti join pairs using (one, other)"
    )
    con.execute("drop table chained")


def _chains(con: duckdb.DuckDBPyConnection, least: float, shift: float) -> dict[int, int]:
    """The chain of each record in one of 3 to WHOLE records."""
    found = con.execute(
        f"select one, other from pairs where {both_sql(shift)} >= ? order by one, other", [least]
    ).fetchnumpy()
    top: dict[int, int] = {}

    def root(record: int) -> int:
        top.setdefault(record, record)
        while top[record] != record:
            top[record] = top[top[record]]
            record = top[record]
        return record

    for one, other in zip(found["one"].tolist(), found["other"].tolist(), strict=True):
        a, b = root(one), root(other)
        if a != b:
            top[max(a, b)] = min(a, b)
    chain = {record: root(record) for record in top}
    sizes: dict[int, int] = {}
    for start in chain.values():
        sizes[start] = sizes.get(start, 0) + 1
    return {record: start for record, start in chain.items() if 2 < sizes[start] <= WHOLE}


__all__ = ["Linked", "link", "probability"]
