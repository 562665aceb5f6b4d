"""Facts about children who do not exist, as many as one likes, always the same for one seed.

Written by DuckDB as one Parquet file, straight from `columns.toml`, so that a new column is there
at once. Codes early in their list are frequent, late ones rare; a part of every column is missing.
"""

from collections.abc import Iterator
from pathlib import Path

import duckdb

from amparo.statistics.facts.columns import Column, columns_of

KNOWN_ON = "DATE '2026-06-30'"
FIRST = "DATE '2015-01-01'"
PERIOD = 4160  # days up to known_on
AREAS = tuple(f"area_{number:02}" for number in range(24))
COUNTRIES = 60
PRIME = 1_000_003


def write(path: Path, rows: int, seed: int = 1) -> None:
    """`victims` as Parquet: one row for each case, a tenth of them a child's second."""
    with duckdb.connect() as con:
        con.execute("SET preserve_insertion_order = false; SET enable_progress_bar = false")
        said = ",\n".join(f'{sql} AS "{name}"' for name, sql in _columns(seed))
        con.execute(
            f"COPY (SELECT {said} FROM (SELECT range AS i FROM range({rows})))"
            f" TO '{path}' (FORMAT parquet, ROW_GROUP_SIZE 122880)"
        )


def _luck(salt: int, seed: int) -> str:
    """A number from 0 to just under 1, of each row its own."""
    return f"((hash(i * 64 + {salt} + {seed} * 7919) % {PRIME}) / {PRIME}.0)"


def _columns(seed: int) -> Iterator[tuple[str, str]]:
    for place, column in enumerate(columns_of("victims").values()):
        if column.companion_of:
            continue
        luck = [_luck(8 * place + further, seed) for further in range(4)]
        sql = _OWN[column.name](luck) if column.name in _OWN else _any(column, luck)
        yield column.name, sql
        if column.companion:
            why = "not_asked" if column.name in _AGAIN else "not_known"
            yield column.companion, f"CASE WHEN ({sql}) IS NULL THEN '{why}' ELSE '' END"


def _any(column: Column, luck: list[str]) -> str:
    if column.name.endswith("_days"):
        return f"CASE WHEN {luck[1]} < 0.97 THEN CAST(floor(700 * pow({luck[0]}, 3)) AS INT) END"
    if column.type == "integer":
        return f"CASE WHEN {luck[1]} < 0.9 THEN CAST(floor(18 * sqrt({luck[0]})) AS INT) END"
    if column.type == "date":
        return f"CASE WHEN {luck[1]} < 0.9 THEN {FIRST} + CAST({luck[0]} * {PERIOD} AS INT) END"
    if column.type == "codes":
        return _several(column, luck)
    picked = _picked(_codes(column), luck[0])
    missing = _picked(("not_asked", "not_known", "refused", "not_applicable"), luck[2])
    return f"CASE WHEN {luck[1]} < 0.88 THEN {picked} ELSE {missing} END"


def _codes(column: Column) -> tuple[str, ...]:
    return (column.codes or AREAS)[:COUNTRIES]


def _picked(codes: tuple[str, ...], luck: str) -> str:
    listed = ", ".join(f"'{code}'" for code in codes)
    return f"([{listed}])[1 + CAST(floor({len(codes)} * {luck} * {luck}) AS INT)]"


def _several(column: Column, luck: list[str]) -> str:
    codes = _codes(column)
    one, two, three = (_picked(codes, each) for each in (luck[0], luck[1], luck[2]))
    return (
        f"CASE WHEN {luck[3]} < 0.1 THEN ['not_asked'] WHEN {luck[3]} < 0.13 THEN ['not_known']"
        f" WHEN {luck[3]} < 0.6 THEN [{one}] WHEN {luck[3]} < 0.85"
        f" THEN list_sort(list_distinct([{one}, {two}]))"
        f" ELSE list_sort(list_distinct([{one}, {two}, {three}])) END"
    )


def _end(luck: list[str]) -> str:
    return (
        f"CASE WHEN {luck[0]} < 0.6 THEN 'happened' WHEN {luck[0]} < 0.66 THEN 'turned_18'"
        f" WHEN {luck[0]} < 0.7 THEN 'transferred' WHEN {luck[0]} < 0.705 THEN 'died'"
        f" WHEN {luck[0]} < 0.76 THEN 'disappeared' WHEN {luck[0]} < 0.9 THEN 'still_waiting'"
        " ELSE 'not_owed' END"
    )


def _exploited(luck: list[str], known: float, first: int, last: int) -> str:
    """A day from `first` to `last` days after the child was registered, known of so many."""
    days = f"CAST({first} + {last - first} * {luck[0]} AS INT)"
    return f"CASE WHEN {luck[1]} < {known} THEN {_DAY} + {days} END"


_AGAIN = ("exploited_again_from", "exploited_again_until")
_DAY = f"{FIRST} + CAST((hash(i * 64 + 5) % {PERIOD}) AS INT)"
_SECOND = "(i % 10 = 9)"
_OWN = {
    "case": lambda luck: "printf('%016x', hash(i))",
    "child": lambda luck: f"printf('%016x', hash(CASE WHEN {_SECOND} THEN i - 1 ELSE i END + 1))",
    "episode": lambda luck: f"CASE WHEN {_SECOND} THEN 2 ELSE 1 END",
    "episodes": lambda luck: f"CASE WHEN {_SECOND} AND {luck[0]} < 0.2 THEN 2 ELSE 1 END",
    "source": lambda luck: "'register'",
    "registered": lambda luck: _DAY,
    "registered_year": lambda luck: f"CAST(year({_DAY}) AS INT)",
    "counted_as_child": lambda luck: f"CASE WHEN {luck[0]} < 0.97 THEN 'true' ELSE 'false' END",
    "standing": lambda luck: _picked(("presumed", "identified", "suspected"), luck[0]),
    "un_protocol": lambda luck: f"CASE WHEN {luck[0]} < 0.9 THEN 'fits' ELSE 'not_known' END",
    "known_on": lambda luck: KNOWN_ON,
    "exploited_from": lambda luck: _exploited(luck, 0.8, -900, -60),
    "exploited_until": lambda luck: _exploited(luck, 0.7, -60, 0),
    "exploited_again_from": lambda luck: _exploited(luck, 0.02, 0, 20),
    "exploited_again_until": lambda luck: _exploited(luck, 0.02, 20, 40),
    **{f"{clock}_end": _end for clock in ("guardian", "decision", "identification", "solution")},
}
