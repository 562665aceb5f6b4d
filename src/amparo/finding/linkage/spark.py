"""The same on Apache Spark, for lists that one machine cannot hold. Needs pyspark and Java.

Lists are folded by DuckDB as always; what is compared goes to Spark as a file in the folder that is
being written, and its pairs come back the same way. Both are gone at the end.
"""

import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import duckdb
from rapidfuzz.distance import JaroWinkler

from amparo.finding.linkage.engine import kin_sql, predicted, rarity_tables
from amparo.finding.linkage.model import Model
from amparo.finding.linkage.refused import LinkageError
from amparo.finding.linkage.table import FOLDED

PARTITIONS = "8"


class EngineError(LinkageError):
    """Why an engine cannot be used here, in one line."""


def check() -> None:
    """Raises EngineError where Spark is not there."""
    if find_spec("pyspark") is None:
        raise EngineError("--engine spark needs pyspark: pip install 'pyspark>=4,<5'")
    if not (os.environ.get("JAVA_HOME") or shutil.which("java")):
        raise EngineError("--engine spark needs Java 17 or later")


@contextmanager
def on_spark(con: duckdb.DuckDBPyConnection, folder: Path) -> Iterator["OnSpark"]:
    """Spark for the time it is needed. Raises EngineError."""
    check()
    spark = import_module("pyspark.sql").SparkSession
    from splink.backends.spark import similarity_jar_location

    master = os.environ.get("SPARK_MASTER", "")
    if not master:  # else Spark looks for another Python, which may lack what is needed
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    # Whole, for Java stays in the folder in which it was started.
    inside = folder.resolve() / ".spark"
    session = (
        spark.builder.master(master or "local[*]")
        .appName("amparo link")
        .config("spark.jars", similarity_jar_location())
        .config("spark.sql.shuffle.partitions", PARTITIONS)
        .config("spark.default.parallelism", PARTITIONS)
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.log.level", "OFF")
        .config("spark.local.dir", str(inside / "local"))
        .config("spark.sql.warehouse.dir", str(inside / "warehouse"))
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .getOrCreate()
    )
    try:
        # Said again: where Java runs already, it does not read what it is to be started with.
        session.sql(f"ADD JAR '{similarity_jar_location()}'")
        yield OnSpark(con, session, inside)
    finally:
        session.stop()
        shutil.rmtree(inside, ignore_errors=True)


class OnSpark:
    """An engine as `engine.Engine` says."""

    def __init__(self, con: duckdb.DuckDBPyConnection, session: Any, folder: Path) -> None:
        self.con, self.session, self.folder = con, session, folder

    def predict(
        self, table: str, model: Model, keys: Sequence[str], least: float | None, into: str
    ) -> None:
        """As `Engine` says."""
        from splink.backends.spark import SparkAPI

        rare = rarity_tables(self.con, FOLDED, model)
        api = SparkAPI(spark_session=self.session, break_lineage_method="persist")
        _measure_alike(self.session)
        frames = {column: self._sent(name) for column, name in rare.items()}
        found = predicted(api, self._sent(table), frames, model, keys, least)
        self._received(found.as_spark_dataframe(), kin_sql(model), into)

    def _sent(self, table: str) -> Any:
        path = self._path(table)
        self.con.execute(f"copy {table} to '{_quoted(path)}' (format parquet)")
        return self.session.read.parquet(str(path))

    def _received(self, frame: Any, kin: str, into: str) -> None:
        path = self._path(into)
        frame.selectExpr("number_l", "number_r", "match_weight", f"{kin} as kin").write.parquet(
            str(path)
        )
        self.con.execute(
            f"create table {into} as select least(number_l, number_r) as one,"
            f" greatest(number_l, number_r) as other, match_weight as weight, kin"
            f" from read_parquet('{_quoted(path)}/*.parquet')"
        )

    def _path(self, table: str) -> Path:
        self.folder.mkdir(exist_ok=True)
        path = self.folder / f"{table}.parquet"
        number = 0
        while path.exists():
            number += 1
            path = self.folder / f"{table}-{number}.parquet"
        return path


def _measure_alike(session: Any) -> None:
    """Gives Spark the Jaro-Winkler of the other engine. That of Splink's jar counts half a
    transposition where an odd number of letters changed places, which is enough to take some pairs
    over a limit; its Damerau-Levenshtein is the same."""

    # Inside, so that it is sent to other machines whole: they need rapidfuzz, and nothing of ours.
    def jaro_winkler(one: str | None, other: str | None) -> float | None:
        return None if one is None or other is None else JaroWinkler.similarity(one, other)

    session.udf.register("jaro_winkler", jaro_winkler, "double")


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
