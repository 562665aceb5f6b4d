"""One question, asked of the exported facts on DuckDB and on Spark by one library that speaks both,
has one answer."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import narwhals as nw
import pytest

from amparo.statistics.facts import batches, duck, reading
from amparo.statistics.facts.columns import TABLES
from amparo.statistics.facts.extracting import Told, extract
from tests.facts.making import beside, described, identity, key, reported
from tests.journey.making import entry, presumed, timeline

pytestmark = [
    pytest.mark.prove,
    pytest.mark.skipif(shutil.which("java") is None, reason="Java is not installed"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]

CASES = 300
SEXES = ("female", "male", "unknown")
FORMS = (["begging"], ["begging", "forced_labour"], ["sexual_exploitation"], None)


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Facts of made-up timelines as files."""
    folder = tmp_path_factory.mktemp("facts")
    lines: dict[str, list[dict[str, Any]]] = {table: [] for table in TABLES}
    for number in range(CASES):
        forms = FORMS[number % len(FORMS)]
        entries = [
            reported(),
            presumed(),
            identity(sex=SEXES[number % len(SEXES)]),
            *([described(forms=forms)] if forms else []),
            *([entry("guardian_appointed", f"2026-02-{1 + number % 27:02}", guardian="G")]
              if number % 5 else []),
        ]  # fmt: skip
        one = Told(str(number), str(number // 2), timeline(*entries))
        for table, rows in extract(one, beside(key=key)).items():
            lines[table] += rows
    for table, rows in lines.items():
        data = "".join(json.dumps(row) + "\n" for row in rows).encode()
        parquet = batches._as_parquet(duck.connect(), table, duck.Nameless(data))
        (folder / f"{table}.parquet").write_bytes(parquet)
    return folder


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    from pyspark.sql import SparkSession

    session = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "4")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .getOrCreate()
    )
    yield session
    session.stop()


def counts(victims: Any) -> list[tuple[Any, ...]]:
    """Children by sex and form, a child of two forms under each."""
    table = (
        nw.from_native(victims)
        .lazy()
        .explode("forms")
        .group_by("sex", "forms")
        .agg(children=nw.col("child").n_unique(), cases=nw.len())
        .sort("sex", "forms")
    )
    return collected(table)


def medians(victims: Any) -> list[tuple[Any, ...]]:
    """Days to a guardian where there was one, by sex."""
    table = (
        nw.from_native(victims)
        .lazy()
        .filter(nw.col("guardian_end") == "happened")
        .group_by("sex")
        .agg(median=nw.col("guardian_days").median(), cases=nw.len())
        .sort("sex")
    )
    return collected(table)


def collected(table: Any) -> list[tuple[Any, ...]]:
    native = table.to_native()
    rows = native.fetchall() if hasattr(native, "fetchall") else native.collect()
    return [tuple(row) for row in rows]


@pytest.mark.parametrize("question", [counts, medians])
def test_duckdb_and_spark_give_one_answer(question: Any, exported: Path, spark: Any) -> None:
    with reading.opened(exported) as con:
        one = question(con.table("victims"))
    other = question(spark.read.parquet(str(exported / "victims.parquet")))
    assert one == other
    assert len(one) >= len(SEXES)


def test_every_table_is_the_same_on_both(exported: Path, spark: Any) -> None:
    with reading.opened(exported) as con:
        for table in TABLES:
            frame = spark.read.parquet(str(exported / f"{table}.parquet"))
            ours = con.table(table)
            assert frame.columns == ours.columns
            order = ", ".join(f'"{name}"' for name in ours.columns)
            one = con.execute(f'select * from "{table}" order by {order}').fetchall()
            other = [tuple(row) for row in frame.orderBy(*frame.columns).collect()]
            assert sorted(map(repr, one)) == sorted(map(repr, other))
