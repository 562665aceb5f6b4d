"""How long a release takes to be counted, made safe and attacked, by made-up facts.

Twenty tables over 100,000 children, of one to three axes; then the same of one year beside the
release that was published before, which is what a correction takes.
"""

from collections.abc import Generator, Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import duckdb

from amparo.release.counting import Count, numbers
from amparo.release.made import Release, ReleasedTable
from amparo.release.protecting import check, protect, released
from amparo.release.spec import Spec, TableSpec
from amparo.statistics.figures.parts import Coverage
from amparo.statistics.tables.asked import Asked
from amparo.statistics.tables.making import About, make
from amparo.statistics.tables.table import Table
from benchmarks.made_facts import write
from benchmarks.measuring import Line
from benchmarks.worlds import Worlds

ROWS = 100_000
GOAL = 60.0  # seconds, for each of the steps
ABOUT = About(place="KEN", coverage=Coverage(reported=("police",)))
TABLES = (
    ("sex",), ("age_band", "sex"), ("age_band", "sex", "movement"), ("forms", "sex"),
    ("forms", "age_band"), ("movement", "sex"), ("exploited_country",), ("recruited_country",),
    ("exploited_country", "sex"), ("citizenships",), ("recruiter_relation", "sex"), ("means",),
    ("factors", "sex"), ("disability", "sex"), ("identified_by",), ("identified_by", "age_band"),
    ("standing", "sex"), ("guardian_time",), ("solution", "age_band"), ("prosecution",),
)  # fmt: skip
SPEC = Spec(
    name="made-up",
    title={"en": "Made up"},
    first=2024,
    last=2024,
    tables=tuple(TableSpec("-".join(axes).replace("_", "-"), axes) for axes in TABLES),
)


def measure(worlds: Worlds) -> Iterator[Line]:
    """Seconds for each step, and how many numbers there are and are hidden."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "victims.parquet"
        write(path, ROWS)
        with duckdb.connect() as con:
            con.execute(f"CREATE VIEW victims AS SELECT * FROM '{path}'")

            def count(asked: Asked) -> Table:
                return make(asked, con, ABOUT)

            first = yield from _made("release of 20 tables", count, [])
            yield from _made("the same beside the one before", count, [first])


def _made(what: str, count: Count, others: list[Release]) -> Generator[Line, None, Release]:
    begun = perf_counter()
    meaning, counted = numbers(SPEC, count)
    yield Line(f"{what}: counted", perf_counter() - begun, "s", GOAL)
    tables = tuple(
        ReleasedTable(name=one.of.name, axes=one.of.axes, counts=one.counts) for one in counted
    )
    draft = Release(
        name=SPEC.name, version=0, title=SPEC.title, licence=SPEC.licence,
        threshold=SPEC.threshold, base=1, meaning=meaning, tables=tables,
    )  # fmt: skip
    begun = perf_counter()
    done = protect(SPEC, counted, draft, others)
    yield Line(f"{what}: made safe", perf_counter() - begun, "s", GOAL)
    release = replace(draft, version=1 + len(others), tables=released(counted, done, SPEC.base))
    begun = perf_counter()
    leaks = check(release, others)
    yield Line(f"{what}: attacked again", perf_counter() - begun, "s", GOAL)
    told = [count for table in release.tables for count in table.counts.values()]
    yield Line(f"{what}: numbers", len(told), "numbers")
    yield Line(f"{what}: hidden", sum(count is None for count in told), "numbers")
    yield Line(f"{what}: what can be worked out", len(leaks), "numbers", 0)
    return release
