"""The same tables through Spark, from the same code."""

from datetime import date

import pytest

from amparo.statistics.figures.parts import Stock
from amparo.statistics.tables.asked import Asked
from amparo.statistics.tables.making import make
from tests.tables.worlds import ABOUT, FIRST, LAST, database, row

pytestmark = pytest.mark.prove
DAY = date(2025, 3, 1)


@pytest.fixture(scope="module")
def spark():
    pyspark = pytest.importorskip("pyspark.sql")
    session = (
        pyspark.SparkSession.builder.master("local[2]")
        .appName("tables")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .getOrCreate()
    )
    yield session
    session.stop()


@pytest.mark.filterwarnings("ignore")
def test_spark_gives_the_tables_that_duckdb_gives(spark, tmp_path):
    rows = [row(child=f"k{at % 70}", case=f"c{at}", episode=1 + at // 70,
                sex=("female", "male", "not_asked")[at % 3],
                forms=(["begging"], ["begging", "forced_labour"], ["not_known"])[at % 7 % 3],
                age_at_registration=(4, 12, None, 16)[at % 4], guardian_days=at % 50,
                guardian_end=("happened", "died", "still_waiting")[at % 5 % 3],
                exploited_from=(date(2024, 1, 1), None)[at % 4 == 0],
                exploited_until=(date(2025, 2, 28), date(2025, 6, 30), None)[at % 3],
                exploited_again_from=(date(2025, 3, 1), None, None, None, None)[at % 5])
            for at in range(100)]  # fmt: skip
    con = database(rows)
    con.execute(f"COPY (SELECT * FROM facts) TO '{tmp_path}/victims.parquet' (FORMAT parquet)")
    victims = spark.read.parquet(f"{tmp_path}/victims.parquet")
    for said in (
        {"axes": ("sex", "forms", "age_band")},
        {"axes": ("forms", "sex"), "measure": "share", "within": ("sex",)},
        {"axes": ("sex",), "measure": "median", "clock": "guardian"},
        {"axes": ("sex", "forms"), "measure": "cumulative_incidence", "clock": "guardian"},
        {"axes": ("guardian_time",), "filters": (("forms", ("begging",)),)},
        {"axes": ("sex",), "stock": Stock.IN_EXPLOITATION, "start": DAY, "end": DAY},
        {"axes": ("sex",), "stock": Stock.KNOWN, "start": DAY, "end": DAY},
    ):
        asked = Asked(**{"start": FIRST, "end": LAST, **said})
        here, there = make(asked, con, ABOUT), make(asked, victims, ABOUT)
        assert dict(here.cells) == dict(there.cells)
        assert dict(here.apart) == dict(there.apart)
        assert here.whole == there.whole
        assert here.notes == there.notes
