"""What Splink is given: the comparisons with what they are worth, and which pairs are looked at.

The same settings for every engine. Telemetry and network: none.
"""

import logging
import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Protocol

import duckdb

from amparo.finding.linkage.comparing import ELSE, Comparison
from amparo.finding.linkage.model import BEFORE, LEAST, Chance, Model
from amparo.finding.linkage.table import FOLDED

_BEGINS = "substr(given_sound, 1, 2), substr(family_sound, 1, 2)"
# Records that agree in one of these are compared. Each is a column of the table, empty where the
# record says too little, or where so many agree in it that it says too little.
KEYS: dict[str, str] = {
    "key_name": "given_sound || '|' || family_sound",
    "key_name_year": "given_sound || '|' || family_sound || '|' || birth_year",
    "key_turned": "least(given_sound, family_sound) || '|' || greatest(given_sound, family_sound)",
    "key_family_birth": "family_sound || '|' || birth_date",
    "key_given_birth": "given_sound || '|' || birth_date",
    "key_family_place": "family_sound || '|' || place",
    "key_given_place": "given_sound || '|' || place",
    "key_family_year": "family_sound || '|' || birth_year",
    "key_given_year": "given_sound || '|' || birth_year",
    "key_begins": "substr(given, 1, 3) || '|' || substr(family, 1, 3)",
    "key_begins_year": f"least({_BEGINS}) || '|' || greatest({_BEGINS}) || '|' || birth_year",
    "key_birth_place": "birth_date || '|' || place || '|' || coalesce(sex, '')",
    "key_birth": "birth_date",
    "key_place_year": "place || '|' || birth_year || '|' || coalesce(sex, '')",
    "key_document": "document",
    "key_phone": "phone",
}
MOST_TOGETHER = 300
# At most so many pairs by one key, and so many more for each record.
PAIRS, PAIRS_EACH = 500_000, 0.7
RARE = ("given", "given_sound", "family", "family_sound", "citizenship", "place")


def add_keys(con: duckdb.DuckDBPyConnection, table: str) -> None:
    """Adds the columns of KEYS as numbers, empty where so many agree that it says too little."""
    made = ", ".join(f"{key_sql(name)} as {name}" for name in KEYS)
    con.execute(f"create table keyed as select *, {made} from {table}")
    con.execute(f"drop table {table}")
    count = int(con.execute("select count(*) from keyed").fetchall()[0][0])
    for name in KEYS:
        _find_common(con, name, int(PAIRS + PAIRS_EACH * count))
    kept = ", ".join(
        f"case when common_{name}.key is null then {name} end as {name}" for name in KEYS
    )
    joined = " ".join(
        f"left join common_{name} on common_{name}.key = keyed.{name}" for name in KEYS
    )
    names = ", ".join(KEYS)
    con.execute(
        f"create table {table} as select keyed.* exclude ({names}), {kept} from keyed {joined}"
    )
    con.execute("drop table keyed")
    for name in KEYS:
        con.execute(f"drop table common_{name}")


def key_sql(name: str) -> str:
    """A key as a number."""
    return f"case when ({KEYS[name]}) is not null then (hash({KEYS[name]}) >> 1)::bigint end"


def _find_common(con: duckdb.DuckDBPyConnection, name: str, most: int) -> None:
    """The values of a key in which too many agree: the largest groups until the pairs of the others
    are at most so many, and any group larger than MOST_TOGETHER."""
    con.execute(f"""
        create table common_{name} as
        with sizes as (
            select {name} as key, count(*) as size from keyed where {name} is not null
            group by all having count(*) > 1
        ), by_size as (
            select size, sum(size * (size - 1) / 2 * count(*)) over (order by size) as pairs
            from sizes group by size
        )
        select key from sizes
        where size > {MOST_TOGETHER} or size in (select size from by_size where pairs > {most})
    """)


def settings(model: Model, keys: Sequence[str]) -> dict[str, Any]:
    """Splink's settings: ours, level by level."""
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "number",
        "probability_two_random_records_match": model.before,
        "retain_matching_columns": False,
        "retain_intermediate_calculation_columns": True,
        "comparisons": [_comparison(it, model) for it in model.comparisons()],
        "blocking_rules_to_generate_predictions": [
            {"blocking_rule": f"l.{key} = r.{key}"} for key in keys
        ],
        "linker_uid": "amparo",
    }


def _comparison(comparison: Comparison, model: Model) -> dict[str, Any]:
    order = enumerate(model.chances[comparison.code].items())
    chances = {
        code: _apart(at, _fewer(model, comparison.code, code, chance))
        for at, (code, chance) in order
    }
    levels: list[dict[str, Any]] = [
        {"sql_condition": comparison.missing.sql, "label_for_charts": "missing",
         "is_null_level": True}
    ]  # fmt: skip
    for level in comparison.levels:
        chance = chances[level.code]
        made = {"sql_condition": level.sql, "label_for_charts": level.code,
                "m_probability": chance.m, "u_probability": chance.u}  # fmt: skip
        if level.rare_in:
            made |= {"tf_adjustment_column": level.rare_in, "tf_adjustment_weight": 1.0,
                     "disable_tf_exact_match_detection": True}  # fmt: skip
        levels.append(made)
    last = chances[ELSE]
    levels.append(
        {"sql_condition": "ELSE", "label_for_charts": ELSE,
         "m_probability": last.m, "u_probability": last.u}
    )  # fmt: skip
    return {"output_column_name": comparison.code, "comparison_levels": levels}


def kin_sql(model: Model) -> str:
    """log2 of the odds for one person against brother or sister, of a row of Splink's pairs.

    Splink tells which level held only by its weight; `settings` sees to it that they differ.
    """
    if not model.kin:
        return "1000.0"
    parts = [str(-math.log2(model.kin))]
    for code, levels in model.chances.items():
        whens = " ".join(
            f"when abs(mw_{code} - ({_told(at, model, code, level)!r})) < 1e-10"
            f" then {chance.weight_to_kin!r}"
            for at, (level, chance) in enumerate(levels.items()) if chance.k is not None
        )  # fmt: skip
        if whens:
            parts.append(f"(case {whens} else 0.0 end)")
    return " + ".join(parts)


def level_of(weight: float, model: Model, code: str) -> str | None:
    """Which level Splink's weight tells of; None where the field said nothing."""
    for at, level in enumerate(model.chances[code]):
        if abs(weight - _told(at, model, code, level)) < 1e-10:
            return level
    return None


def _told(at: int, model: Model, code: str, level: str) -> float:
    """The weight by which Splink tells of a level."""
    return _apart(at, _fewer(model, code, level, model.chances[code][level])).weight


def _fewer(model: Model, comparison: str, level: str, chance: Chance) -> Chance:
    """With `together`; Splink does not mind that chances of two people then exceed one."""
    times = model.oftener(comparison, level)
    return chance if times == 1 else Chance(chance.m, min(1 - LEAST, chance.u * times), chance.k)


def _apart(at: int, chance: Chance) -> Chance:
    """So little another that only the machine sees it."""
    return Chance(chance.m, chance.u * (1 + at * 1e-8), chance.k)


def rarity_tables(con: duckdb.DuckDBPyConnection, table: str, model: Model) -> dict[str, str]:
    """A table of shares for each column in which rarity counts; gives their names."""
    made = {}
    for comparison in model.comparisons():
        for level in comparison.levels:
            if not level.rare_in:
                continue
            more = model.oftener(comparison.code, level.code)
            column, average = level.rare_in, model.chances[comparison.code][level.code].u
            con.execute(
                f"create or replace table rare_{column} as select {column},"
                f" {more!r} * (count(*) + {BEFORE * average}) / (sum(count(*)) over () + {BEFORE})"
                f" as tf_{column} from {table} where {column} is not null group by {column}"
            )
            made[column] = f"rare_{column}"
    return made


class Engine(Protocol):
    """What compares: DuckDB on one machine, or Spark."""

    def predict(
        self, table: str, model: Model, keys: Sequence[str], least: float | None, into: str
    ) -> None:
        """Compares the records of a table that agree in a key; pairs (one, other, weight, kin) of
        at least that weight go into another table of the same DuckDB."""


class OnDuckDB:
    """Splink on the connection that holds the lists."""

    def __init__(self, con: duckdb.DuckDBPyConnection) -> None:
        self.con = con

    def predict(
        self, table: str, model: Model, keys: Sequence[str], least: float | None, into: str,
        weights: bool = False,
    ) -> None:  # fmt: skip
        """As `Engine` says. `weights`: also Splink's weight of each field."""
        from splink import DuckDBAPI

        rare = rarity_tables(self.con, FOLDED, model)
        api = DuckDBAPI(self.con)
        found = predicted(api, table, rare, model, keys, least)
        also = ", columns('mw_.*')" if weights else ""
        self.con.execute(
            f"create table {into} as select least(number_l, number_r) as one,"
            f" greatest(number_l, number_r) as other, match_weight as weight,"
            f" {kin_sql(model)} as kin{also} from {found.physical_name}"
        )
        found.drop_table_from_database_and_remove_from_cache()


def predicted(
    api: Any, table: Any, rare: Mapping[str, Any], model: Model, keys: Sequence[str],
    least: float | None,
) -> Any:  # fmt: skip
    """Splink's frame of the pairs; `rare`: for each column its table of shares."""
    from splink import Linker

    with quiet():
        linker = Linker(
            api.register(table), settings(model, keys), log_level=None, validate_settings=False
        )
        for column, shares in rare.items():
            linker.table_management.register_term_frequency_lookup(api.register(shares), column)
        return linker.inference.predict(threshold_match_weight=least, warning_mode="never")


@contextmanager
def quiet() -> Iterator[None]:
    """Splink's remarks are for those who write models."""
    logger = logging.getLogger("splink")
    before = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(before)
