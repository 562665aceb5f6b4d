"""Facts that were made before a column was there are read with it, as not asked."""

from pathlib import Path
from typing import Any

from amparo.statistics.facts import duck, reading
from amparo.statistics.facts.columns import columns_of
from tests.tables.worlds import database, row

NEW = ("exploited_from", "exploited_from_missing", "age_band_ctdc", "months_ctdc")


def written(path: Path, rows: list[Any], without: tuple[str, ...] = ()) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    left_out = f"exclude ({', '.join(without)})" if without else ""
    con = database(rows)
    con.execute(f"copy (select * {left_out} from facts) to '{path}' (format parquet)")


def test_an_older_list_beside_newer_facts_is_counted_with_them(tmp_path: Path) -> None:
    written(tmp_path / "victims.parquet", [row(age_band_ctdc="from_0_to_8")])
    written(tmp_path / "lists" / "police" / "victims.parquet", [row(source="police")], NEW)
    with reading.opened(tmp_path) as con:
        found = con.execute(f"select {', '.join(NEW)} from victims order by source").fetchall()
        names = [one[0] for one in con.execute("describe victims").fetchall()]
    assert found == [
        (None, "not_asked", "not_asked", "not_asked"),
        (None, "not_asked", "from_0_to_8", "not_asked"),
    ]
    assert names == list(columns_of("victims"))


def test_facts_of_today_are_read_as_they_lie(tmp_path: Path) -> None:
    written(tmp_path / "victims.parquet", [row()])
    with duck.connect() as con:
        from amparo.statistics.facts.views import view_of

        assert "union" not in view_of(con, "victims", [str(tmp_path / "victims.parquet")])
