"""How near noisy counts and made-up rows come to real records, and how long it takes.

`python -m benchmarks synthesis`. The records are the public ones of North America, themselves made
up by their publisher, whose terms keep them out of here: AMPARO_BENCH_CTDC names the file
`ctdc_north_america_2025_recoded.csv`. Errors are shares of true counts of 10 or more. Beside them
stand the rows that pac-synth makes of aggregates of its own, with the same budget.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from time import perf_counter

from amparo.statistics.synthesis import engine, files
from amparo.statistics.synthesis.accounting import account
from amparo.statistics.synthesis.quality import compare, counted
from amparo.statistics.synthesis.records import Combination, Records
from amparo.statistics.synthesis.rows import rows_of
from benchmarks.measuring import Line, Missing
from benchmarks.worlds import Worlds

EPSILON, LENGTH = 12, 2
FIT, SAMPLE = 4.7, 20.0  # seconds that pac-synth took, measured apart
AGGREGATES, ROWS, ROWS_OF_ONE = 2.2, 2.8, 7.0  # per cent, its own
WHAT = f"synthesis: North America, epsilon {EPSILON}, length {LENGTH}"


def measure(_worlds: Worlds) -> Iterator[Line | Missing]:
    """Seconds and per cent; needs no country."""
    path = os.environ.get("AMPARO_BENCH_CTDC", "")
    if not path:
        yield Missing(WHAT, "no file named (AMPARO_BENCH_CTDC)")
        return
    records = files.read(Path(path))
    begun = perf_counter()
    found = engine.count(records, EPSILON, LENGTH)
    yield Line(f"{WHAT}: counting with noise", perf_counter() - begun, "s", 2 * FIT)
    cost = account(found.noise, EPSILON, found.delta)
    yield Line("synthesis: … epsilon by the second accountant", cost.renyi, "", EPSILON)
    begun = perf_counter()
    rows = rows_of(found.aggregates, records.columns, found.records, LENGTH)
    yield Line("synthesis: … making rows", perf_counter() - begun, "s", 2 * SAMPLE)
    true = counted(records.columns, records.rows, 3)
    yield from _errors("noisy counts", true, found.aggregates, {2: AGGREGATES})
    ours = counted(records.columns, rows, 3)
    yield from _errors("rows", true, ours, {1: ROWS_OF_ONE, 2: ROWS})
    begun = perf_counter()
    theirs = elsewhere(records)
    yield Line("synthesis: … pac-synth, counts and rows", perf_counter() - begun, "s")
    yield from _errors("rows of pac-synth", true, counted(records.columns, theirs, 3), {})


def _errors(
    of: str, true: Mapping[Combination, int], found: Mapping[Combination, int],
    goals: Mapping[int, float],
) -> Iterator[Line]:  # fmt: skip
    for length in (1, 2, 3):
        one = compare(true, found, length)
        if one.lost == one.combinations:
            continue
        what = f"synthesis: {of}, {length}-way"
        yield Line(f"{what}: mean error", 100 * one.mean, "%", goals.get(length))
        yield Line(f"{what}: … median", 100 * one.median, "%")


def elsewhere(records: Records) -> list[list[str]]:
    """Rows as pac-synth makes them, in a process of its own."""
    table = [list(records.columns), *(list(row) for row in records.rows)]
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.synthesis"],
        input=json.dumps(table), capture_output=True, text=True, check=True,
    )  # fmt: skip
    rows: list[list[str]] = json.loads(done.stdout)
    return rows[1:]


def _theirs() -> None:
    import pacsynth

    builder = (
        pacsynth.DpAggregateSeededParametersBuilder()
        .reporting_length(LENGTH)
        .epsilon(EPSILON)
        .use_synthetic_counts(True)
    )
    synthesizer = pacsynth.DpAggregateSeededSynthesizer(builder.build())
    synthesizer.fit(pacsynth.Dataset(json.load(sys.stdin)))
    json.dump(synthesizer.sample(synthesizer.get_dp_number_of_records()), sys.stdout)


if __name__ == "__main__":
    _theirs()
