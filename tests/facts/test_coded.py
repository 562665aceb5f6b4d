"""Facts held in memory as codes give whoever asks the same as the files they were read from."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from amparo.statistics.facts import reading
from amparo.statistics.tables.asked import INCIDENCE, MEDIAN, SHARE, Asked
from amparo.statistics.tables.making import make
from tests.facts.test_views import written
from tests.tables.worlds import ABOUT, FIRST, LAST, row

ROWS = [
    row(case=f"c{n}", child=f"k{n // 2}", episode=1 + n % 2, sex=("female", "male")[n % 3 == 0],
        forms=(["begging"], ["begging", "forced_labour"], ["not_known"])[n % 3],
        exploited_area=("KEN-O'Hara", "KEN-مومباسا")[n % 2], registered=date(2023 + n % 3, 3, 1),
        registered_year=2023 + n % 3, un_protocol=("fits", "not_known")[n % 7 == 0],
        guardian_end="happened", guardian_days=n, age_band=None if n == 5 else "from_9_to_11")
    for n in range(40)
]  # fmt: skip
QUESTIONS: tuple[dict[str, Any], ...] = (
    {"axes": ("sex", "forms", "exploited_area")},
    {"axes": ("registered_year", "sex"), "counting": "once_a_year"},
    {"axes": ("forms",), "measure": SHARE},
    {"axes": ("sex",), "measure": MEDIAN, "clock": "guardian", "within_days": 30},
    {"axes": ("sex",), "measure": INCIDENCE, "clock": "guardian"},
    {"filters": (("sex", ("female", "intersex")), ("forms", ("begging", "nobody_has_it")))},
    {"definition": "national_law"},
)


@pytest.mark.parametrize("asked", QUESTIONS, ids=str)
def test_a_table_is_the_same_of_facts_in_memory_and_in_files(
    asked: dict[str, Any], tmp_path: Path
) -> None:
    written(tmp_path / "victims.parquet", ROWS)
    what = Asked(start=FIRST, end=LAST, **asked)
    with reading.opened(tmp_path) as in_files, reading.for_counting(tmp_path) as in_memory:
        one, other = (make(what, facts, ABOUT) for facts in (in_files, in_memory))
    assert dict(one.cells) == dict(other.cells)
    assert dict(one.apart) == dict(other.apart)
    assert (one.whole, one.notes, one.meaning) == (other.whole, other.notes, other.meaning)
    assert one.cells or asked.get("definition")


def test_what_is_held_says_what_stood_in_the_files(tmp_path: Path) -> None:
    written(tmp_path / "victims.parquet", ROWS)
    query = 'select * exclude (known_on) from victims order by "case"'
    with reading.opened(tmp_path) as in_files, reading.for_counting(tmp_path) as in_memory:
        assert in_memory.execute(query).fetchall() == in_files.execute(query).fetchall()


def test_facts_of_nobody_can_be_held(tmp_path: Path) -> None:
    with reading.for_counting(tmp_path) as con:
        assert con.execute("select count(*) from victims").fetchone() == (0,)
