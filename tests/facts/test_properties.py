"""What holds of the facts of any timeline."""

import json
import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.journey import Entry, Timeline
from amparo.statistics.facts.columns import MISSING, TABLES, UNITS, Column, columns_of
from amparo.statistics.facts.extracting import BORN_BY_NO_ENTRY, READ, Told, extract
from tests.facts.making import PLANTED, REFERENCE, beside, lives, told

pytestmark = pytest.mark.slow

KEYS = {"victims": "case", "events": "event", "perpetrators": "perpetrator"}


def is_missing(row: dict[str, Any], column: Column) -> bool:
    value = row[column.name]
    if column.companion:
        return row[column.companion] != ""
    return value in MISSING or value in [[code] for code in MISSING]


@given(lives(), st.randoms(use_true_random=False))
def test_the_order_in_which_entries_come_changes_nothing(
    entries: list[Entry], chance: random.Random
) -> None:
    one = extract(told(entries), beside())
    agencies = told(entries).agencies
    chance.shuffle(entries)
    other = extract(Told("case", "child", Timeline(entries), agencies), beside())
    assert one == other


@given(lives())
def test_no_fact_holds_a_text_a_name_or_a_reference(entries: list[Entry]) -> None:
    said = json.dumps(extract(told(entries), beside()))
    assert PLANTED.casefold() not in said.casefold()
    assert REFERENCE not in said
    assert "07-23" not in said  # the day of birth


@given(lives())
def test_every_row_has_every_column_and_only_codes_of_its_list(entries: list[Entry]) -> None:
    tables = extract(told(entries), beside())
    assert tuple(tables) == TABLES
    for table in (*UNITS, "origins"):
        known = {
            "columns" if table == "origins" and name == "column" else name: column
            for name, column in columns_of(table).items()
        }
        for row in tables[table]:
            assert set(row) == set(known)
            for name, column in known.items():
                check(row, name, column)


def check(row: dict[str, Any], name: str, column: Column) -> None:
    value = row[name]
    if column.companion:
        assert (value is None) == (row[column.companion] in MISSING)
        assert row[column.companion] in ("", *MISSING)
    elif column.type == "codes":
        assert value
        assert set(value) <= set(column.codes) or value in [[code] for code in MISSING]
    else:
        assert value is not None
        if column.codes:
            assert value in (*column.codes, *(MISSING if column.may_miss else ()))


@given(lives())
def test_every_value_has_an_origin_and_every_origin_a_value(entries: list[Entry]) -> None:
    tables = extract(told(entries), beside())
    borne = {
        (row["unit"], row["key"], column) for row in tables["origins"] for column in row["columns"]
    }
    expected = set()
    for table, key in KEYS.items():
        for row in tables[table]:
            expected |= {
                (UNITS[table], row[key], name)
                for name, column in columns_of(table).items()
                if name not in BORN_BY_NO_ENTRY
                and not column.companion_of
                and not is_missing(row, column)
            }
    expected |= {
        ("entity", row["case"], f"{row['part']}.{row['agency']}") for row in tables["entities"]
    }
    expected |= {("perpetrator", row["perpetrator"], "event") for row in tables["perpetrators"]
                 if row["event"] not in MISSING}  # fmt: skip
    assert borne == expected
    assert {row["entry"] for row in tables["origins"]} <= {entry.id for entry in entries}


@given(lives())
def test_a_child_has_one_row_in_each_case(entries: list[Entry]) -> None:
    live = Timeline(entries).live
    assert len(extract(told(entries), beside())["victims"]) == bool(live)


@given(lives())
def test_kinds_that_are_not_read_say_nothing(entries: list[Entry]) -> None:
    """The making does not even unseal them; what corrects or is corrected is unsealed all the
    same."""
    corrected = {entry.supersedes for entry in entries}
    read = [e for e in entries if e.kind in READ or e.supersedes or e.id in corrected]
    agencies = told(entries).agencies
    one = extract(told(entries), beside())
    other = extract(Told("case", "child", Timeline(read), agencies), beside())
    if other["victims"]:
        assert one == other


@given(lives())
def test_a_wait_is_never_shorter_as_recorded(entries: list[Entry]) -> None:
    for row in extract(told(entries), beside())["victims"]:
        for name in ("guardian", "decision", "identification", "solution"):
            if row[f"{name}_days"] is not None:
                assert 0 <= row[f"{name}_days"] <= row[f"{name}_recorded_days"]
