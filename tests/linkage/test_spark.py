"""The same lists on Spark give the same groups."""

import shutil

import pytest

from benchmarks import lists

pytestmark = [
    pytest.mark.prove,
    pytest.mark.skipif(shutil.which("java") is None, reason="Java is not installed"),
]

RECORDS = 20_000
# Of all groups. Both measure how alike names are by rapidfuzz; sums may round otherwise, so that a
# pair exactly at the threshold falls on either side.
SAME = 0.9998


@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_spark_and_duckdb_make_the_same_groups(run, a_list, groups):
    name = a_list("a.csv", [row for _, row in lists.records(RECORDS, seed=3)])
    assert run("link", name, "--out", "on_duckdb")[0] == 0
    assert run("link", name, "--engine", "spark", "--out", "on_spark")[0] == 0
    one, other = groups("on_duckdb"), groups("on_spark")
    assert len(one & other) / len(one | other) > SAME
