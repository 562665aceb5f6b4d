"""How long it takes to estimate who is on no list: the published table of the United Kingdom.

`python -m benchmarks prevalence`. Intervals choose the model anew in each of 1,000 samples.
"""

from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from amparo.statistics.prevalence import stepwise
from amparo.statistics.prevalence.models import hierarchical
from amparo.statistics.prevalence.ranking import rank
from amparo.statistics.prevalence.reading import read_table
from amparo.statistics.prevalence.resampling import (
    BEST_MODELS,
    ByBic,
    Resampled,
    Stepwise,
    resample,
)
from amparo.statistics.prevalence.tables import Table
from benchmarks.measuring import Line
from benchmarks.worlds import Worlds

TABLES = Path(__file__).parents[1] / "tests" / "data" / "mse"
SAMPLES = 1000
GOAL = 60.0  # seconds: five lists, order 2, on two cores
ALL, FOR_ALL = 6_893, 19.0  # models of five lists, and how long a plain prototype took
STEPWISE = 8.0  # the least that one took for an interval
PUBLISHED = (11_456, 43_894)


def measure(_worlds: Worlds) -> Iterator[Line]:
    """Seconds; needs no country."""
    five, six = (read_table(TABLES / name) for name in ("UKdat_5.csv", "UKdat.csv"))
    rank(five, 1)  # scipy is loaded, whoever asks first
    yield from _all_models(five)
    yield from _five_lists(five)
    yield from _stepwise(six)


def _all_models(table: Table) -> Iterator[Line]:
    models = hierarchical(len(table.lists), len(table.lists))
    assert len(models) == ALL
    begun = perf_counter()
    rank(table, len(table.lists))
    yield Line(
        f"prevalence: all {ALL:,} models of five lists, one fit each",
        perf_counter() - begun, "s", FOR_ALL,
    )  # fmt: skip


def _five_lists(table: Table) -> Iterator[Line]:
    begun = perf_counter()
    ranked = rank(table, 2)
    choice = ByBic(tuple(one.model for one in ranked[:BEST_MODELS]))
    found = resample(table, ranked[0].estimate, choice, SAMPLES, seed=1)
    took = perf_counter() - begun
    yield Line(f"prevalence: five lists, order 2, {SAMPLES:,} samples", took, "s", GOAL)
    assert found is not None
    for end, ours, theirs in zip(("low", "high"), found.interval(0.95), PUBLISHED, strict=True):
        away = 100 * abs(ours / theirs - 1)
        yield Line(f"prevalence: … {end} end, beside the published", away, "%", 10)


def _stepwise(table: Table) -> Iterator[Line]:
    begun = perf_counter()
    chosen = stepwise.steps(table)[0]
    found: Resampled | None = resample(table, chosen.estimate, Stepwise(), SAMPLES, seed=1)
    took = perf_counter() - begun
    assert found is not None
    yield Line(f"prevalence: six lists, stepwise, {SAMPLES:,} samples", took, "s", STEPWISE)
