"""What Splink is given: the comparisons with what they are worth, and which pairs are looked at.

The same settings for every engine. Telemetry and network: none.
"""

import logging
from typing import Any

import duckdb

from amparo.finding.linkage.comparing import ELSE, FAMILY, GIVEN, Comparison
from amparo.finding.linkage.model import BEFORE, Model

# Records that agree in one of these are compared. Each is a column of the table, empty where the
# record says too little, or where so many agree in it that it says too little.
KEYS: dict[str, str] = {
    "key_name": "given_sound || '|' || family_sound",
    "key_name_year": "given_sound || '|' || family_sound || '|' || birth_year",
    "key_turned": "least(given_sound, family_sound) || '|' || greatest(given_sound, family_sound)",
    "key_family_birth": "family_sound || '|' || birth_date",
    "key_given_birth": "given_sound || '|' || birth_date",
    "key_family_place": "family_sound || '|' || place || '|' || birth_year",
    "key_given_place": "given_sound || '|' || place || '|' || birth_year",
    "key_begins": "substr(given, 1, 2) || '|' || substr(family, 1, 3) || '|' || birth_year",
    "key_birth_place": "birth_date || '|' || place || '|' || coalesce(sex, '')",
    "key_document": "document",
    "key_phone": "phone",
}
MOST_TOGETHER = 300
RARE = ("given", "given_sound", "family", "family_sound", "citizenship", "place")


def add_keys(con: duckdb.DuckDBPyConnection, table: str, most: int = MOST_TOGETHER) -> None:
    """Adds the columns of KEYS, empty where more than `most` records agree."""
    made = ", ".join(f"{sql} as {name}" for name, sql in KEYS.items())
    kept = ", ".join(
        f"case when count(*) over (partition by {name}) between 2 and {most} then {name} end"
        f" as {name}"
        for name in KEYS
    )
    con.execute(f"create table keyed as select *, {made} from {table}")
    con.execute(f"drop table {table}")
    con.execute(f"create table {table} as select * exclude ({', '.join(KEYS)}), {kept} from keyed")
    con.execute("drop table keyed")


def settings(model: Model) -> dict[str, Any]:
    """Splink's settings: ours, level by level; and kin, which says something only where it holds."""
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "number",
        "probability_two_random_records_match": model.before,
        "retain_matching_columns": False,
        "retain_intermediate_calculation_columns": False,
        "comparisons": [*(_comparison(it, model) for it in model.comparisons()), _kin(model)],
        "blocking_rules_to_generate_predictions": [
            {"blocking_rule": f"l.{key} = r.{key}"} for key in KEYS
        ],
        "linker_uid": "amparo",
    }


def _comparison(comparison: Comparison, model: Model) -> dict[str, Any]:
    chances = model.chances[comparison.code]
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


def _kin(model: Model) -> dict[str, Any]:
    known = [f"({it.missing.sql}) is not true" for it in (GIVEN, FAMILY)]
    differs = [f"({level.sql}) is not true" for level in GIVEN.levels]
    agrees = " or ".join(f"({level.sql})" for level in FAMILY.levels)
    kin = " and ".join([*known, *differs, f"({agrees})"])
    fixed = {"fix_m_probability": True, "fix_u_probability": True}
    return {
        "output_column_name": "kin",
        "comparison_levels": [
            {"sql_condition": kin, "label_for_charts": "kin", **fixed,
             "m_probability": 0.5 * 2**-model.kin, "u_probability": 0.5},
            {"sql_condition": "ELSE", "label_for_charts": "not kin", **fixed,
             "m_probability": 0.5, "u_probability": 0.5},
        ],
    }  # fmt: skip


def rarity_tables(con: duckdb.DuckDBPyConnection, table: str, model: Model) -> dict[str, str]:
    """A table of shares for each column in which rarity counts; gives their names."""
    made = {}
    for comparison in model.comparisons():
        for level in comparison.levels:
            if not level.rare_in:
                continue
            column, average = level.rare_in, model.chances[comparison.code][level.code].u
            con.execute(
                f"create table rare_{column} as select {column},"
                f" (count(*) + {BEFORE * average}) / (sum(count(*)) over () + {BEFORE})"
                f" as tf_{column} from {table} where {column} is not null group by {column}"
            )
            made[column] = f"rare_{column}"
    return made
