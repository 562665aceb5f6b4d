"""What the lists themselves say: how often two different people agree in each field, and how many
records are of somebody who is there twice. What agreement means for one person stays the model's.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

import duckdb
import numpy

from amparo.finding.linkage.comparing import ELSE, Comparison
from amparo.finding.linkage.model import LEAST, Chance, Model
from amparo.finding.linkage.scoring import odds
from amparo.finding.linkage.table import FOLDED

# So many pairs of different people the model's own chance counts for; beside pairs of one family
# name, of which there are fewer; and so many that agree, where it is counted how often they do.
HELD = 20_000
HELD_BESIDE = 100
HELD_TOGETHER = 5
# Each record beside those that come so many after it among the records of its family name.
STEPS = (1, 2, 3, 4, 5, 6)
MOST_TOGETHER = 50.0
PAIRS = 300_000
ROUNDS = 60
FEWEST = 50


def adapted(con: duckdb.DuckDBPyConnection, model: Model) -> Model:
    """The model with the chances of agreement between two people as they are in these lists."""
    count = int(con.execute(f"select count(*) from {FOLDED}").fetchall()[0][0])
    before = 1 / max(3, count)
    if count < FEWEST:
        return replace(model, before=before)
    chances = dict(model.chances)
    _sample(con, count, model)
    for comparison in model.comparisons():
        chances[comparison.code] = _chances(con, comparison, model)
    con.execute("drop table sampled")
    _neighbours(con, count, model)
    by_code = {it.code: it for it in model.comparisons()}
    chances["citizenship"] = _chances(con, by_code["citizenship"], model, HELD_BESIDE)
    together = _together(con, chances["given"])
    con.execute("drop table sampled")
    return replace(model, before=before, chances=chances, together=together)


def _together(con: duckdb.DuckDBPyConnection, chances: Mapping[str, Chance]) -> dict[str, float]:
    """How many times as often as by chance each level of the given name holds for neighbours. What
    is seldom seen is taken for what all levels are."""
    found = _counted(con, "given")
    total = sum(found.values())
    expected = {code: total * chance.u for code, chance in chances.items() if code != ELSE}
    seen = sum(found.get(code, 0) for code in expected) + HELD_TOGETHER
    of_all = seen / (sum(expected.values()) + HELD_TOGETHER)
    times = {
        code: (found.get(code, 0) + HELD_TOGETHER * of_all) / (number + HELD_TOGETHER)
        for code, number in expected.items()
    }
    return {code: min(MOST_TOGETHER, max(1.0, it)) for code, it in times.items()}


def _neighbours(con: duckdb.DuckDBPyConnection, count: int, model: Model) -> None:
    """Pairs of one family name and different place and year: hardly ever one person or family, so
    that they show what names of one language have in common besides."""
    comparisons = [it for it in model.comparisons() if it.code in ("given", "citizenship")]
    leads = ", ".join(f"lead(number, {at}) over names" for at in STEPS)
    pairs = f"""
        select one, other from (
            select number as one, unnest([{leads}]) as other from {FOLDED}
            where family is not null and place is not null
            window names as (partition by family order by hash(number))
        ) where {_chosen("one", count * len(STEPS))}
    """
    apart = "where a.place <> b.place and abs(a.birth_year - b.birth_year) > 2"
    _compare(con, comparisons, pairs, apart)


def _sample(con: duckdb.DuckDBPyConnection, count: int, model: Model) -> None:
    """Pairs by chance, the same ones every time: each record beside some at fixed distances."""
    steps = max(1, min(PAIRS // count, count // 2))
    distances = sorted({1 + (count - 1) * (2 * k + 1) // (2 * steps + 1) for k in range(steps)})
    pairs = f"""
        select number as one, (number - 1 + distance) % {count} + 1 as other
        from {FOLDED}, (select unnest({distances}) as distance)
        where {_chosen("number", count * len(distances))}
    """
    _compare(con, model.comparisons(), pairs)


def _chosen(number: str, pairs: int) -> str:
    """Keeps about PAIRS of so many pairs, the same ones every time."""
    return f"hash({number}) % 1000 < {int(1000 * PAIRS / pairs)}" if pairs > PAIRS else "true"


def _compare(
    con: duckdb.DuckDBPyConnection, comparisons: Iterable[Comparison], pairs: str, where: str = ""
) -> None:
    """Makes the table `sampled` of pairs (one, other): the level of every field."""
    columns = _columns(con)
    both = ", ".join(f"a.{name} as {name}_l, b.{name} as {name}_r" for name in columns)
    con.execute(f"""
        create table sampled as select {", ".join(map(_level_sql, comparisons))}
        from (select {both} from ({pairs})
            join {FOLDED} a on a.number = one join {FOLDED} b on b.number = other {where})
    """)


def _columns(con: duckdb.DuckDBPyConnection) -> list[str]:
    found = con.execute(f"describe {FOLDED}").fetchall()
    return [row[0] for row in found if not row[0].startswith("key_")]


def _level_sql(comparison: Comparison) -> str:
    whens = " ".join(f"when {level.sql} then '{level.code}'" for level in comparison.levels)
    missing = f"when {comparison.missing.sql} then null"
    return f"case {missing} {whens} else '{ELSE}' end as level_{comparison.code}"


def _counted(con: duckdb.DuckDBPyConnection, comparison: str) -> dict[str, int]:
    """How many of the sampled pairs each level holds for."""
    level = f"level_{comparison}"
    return dict(
        con.execute(
            f"select {level}, count(*) from sampled where {level} is not null group by all"
        ).fetchall()
    )


def _chances(
    con: duckdb.DuckDBPyConnection, comparison: Comparison, model: Model, held: float = HELD
) -> dict[str, Chance]:
    found = _counted(con, comparison.code)
    total = sum(found.values())
    return {
        code: Chance(
            chance.m,
            max(LEAST, (found.get(code, 0) + held * chance.u) / (total + held)),
            chance.k,
        )
        for code, chance in model.chances[comparison.code].items()
    }


def before_of(con: duckdb.DuckDBPyConnection, pairs: str, model: Model, records: int) -> float:
    """How likely two records of these lists are one person, before they are compared: the share
    that makes the pairs found add up to it."""
    all_pairs = records * (records - 1) / 2
    rows = con.execute(
        f"select round(weight * 8) / 8 as w, round(least(kin, 60) * 8) / 8, count(*)"
        f" from {pairs} group by all order by all"
    ).fetchall()
    if not rows:
        return model.before
    weight = numpy.array([row[0] for row in rows]) - odds(model.before)
    kin = numpy.array([row[1] for row in rows])
    number = numpy.array([row[2] for row in rows], dtype=float)
    before = model.before
    for _ in range(ROUNDS):
        two = numpy.exp2(-numpy.clip(weight + odds(before), -200, 200))
        both = 1 / (1 + two + numpy.exp2(-numpy.clip(kin, -200, 200)))
        before = float((number * both).sum() + 1) / (all_pairs + records)
        before = min(max(before, 1e-12), 0.5)
    return before
