"""What the lists themselves say: how often two different people agree in each field, and how many
records are of somebody who is there twice. What agreement means for one person stays the model's.
"""

from dataclasses import replace

import duckdb
import numpy

from amparo.finding.linkage.comparing import ELSE, Comparison
from amparo.finding.linkage.model import LEAST, Chance, Model
from amparo.finding.linkage.scoring import odds
from amparo.finding.linkage.table import FOLDED

# So many pairs of different people the model's own chance counts for.
HELD = 20_000
PAIRS = 600_000
ROUNDS = 60
FEWEST = 50


def adapted(con: duckdb.DuckDBPyConnection, model: Model) -> Model:
    """The model with the chances of agreement between two people as they are in these lists."""
    count = int(con.execute(f"select count(*) from {FOLDED}").fetchall()[0][0])
    before = 1 / max(3, count)
    if count < FEWEST:
        return replace(model, before=before)
    chances = dict(model.chances)
    _sample(con, count)
    for comparison in model.comparisons():
        chances[comparison.code] = _chances(con, comparison, model)
    con.execute("drop table sampled")
    return replace(model, before=before, chances=chances)


def _sample(con: duckdb.DuckDBPyConnection, count: int) -> None:
    """Pairs by chance, the same ones every time: each record beside some at fixed distances."""
    steps = max(1, min(PAIRS // count, count // 2))
    distances = sorted({1 + (count - 1) * (2 * k + 1) // (2 * steps + 1) for k in range(steps)})
    share = min(1.0, PAIRS / (count * len(distances)))
    con.execute(f"""
        create table sampled as
        select a.number as one, (a.number - 1 + distance) % {count} + 1 as other
        from {FOLDED} a, (select unnest({distances}) as distance)
        where hash(a.number) % 1000 < {int(1000 * share)} or {share} >= 1
    """)


def _chances(
    con: duckdb.DuckDBPyConnection, comparison: Comparison, model: Model
) -> dict[str, Chance]:
    columns = _columns(con)
    whens = " ".join(f"when {level.sql} then '{level.code}'" for level in comparison.levels)
    left = ", ".join(f"a.{name} as {name}_l, b.{name} as {name}_r" for name in columns)
    found = dict(
        con.execute(f"""
        select case when {comparison.missing.sql} then null {whens} else '{ELSE}' end, count(*)
        from (select {left} from sampled
            join {FOLDED} a on a.number = one join {FOLDED} b on b.number = other)
        group by 1
        """).fetchall()
    )
    found.pop(None, None)
    total = sum(found.values())
    old = model.chances[comparison.code]
    return {
        level: Chance(
            chance.m, max(LEAST, (found.get(level, 0) + HELD * chance.u) / (total + HELD))
        )
        for level, chance in old.items()
    }


def _columns(con: duckdb.DuckDBPyConnection) -> list[str]:
    found = [row[0] for row in con.execute(f"describe {FOLDED}").fetchall()]
    return [name for name in found if not name.startswith("key_")]


def before_of(con: duckdb.DuckDBPyConnection, pairs: str, model: Model, records: int) -> float:
    """How likely two records of these lists are one person, before they are compared: the share
    that makes the pairs found add up to it."""
    all_pairs = records * (records - 1) / 2
    rows = con.execute(
        f"select round(weight * 8) / 8 as w, count(*) from {pairs} group by w"
    ).fetchall()
    if not rows:
        return model.before
    weight = numpy.array([row[0] for row in rows]) - odds(model.before)
    number = numpy.array([row[1] for row in rows], dtype=float)
    before = model.before
    for _ in range(ROUNDS):
        both = 1 / (1 + numpy.exp2(-numpy.clip(weight + odds(before), -200, 200)))
        before = float((number * both).sum() + 1) / (all_pairs + records)
        before = min(max(before, 1e-12), 0.5)
    return before
