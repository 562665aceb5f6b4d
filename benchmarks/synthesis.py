"""How near noisy counts and made-up rows come to real records, and how long it takes.

`python -m benchmarks synthesis`. The records are the public ones of North America, themselves made
up by their publisher, whose terms keep them out of here: AMPARO_BENCH_CTDC names the file
`ctdc_north_america_2025_recoded.csv`. Errors are shares of true counts of 10 or more. Noise differs
from run to run; so beside the rows that pac-synth makes stand ours of the same noisy counts.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from time import perf_counter
from typing import Any

from amparo.statistics.synthesis import engine, files
from amparo.statistics.synthesis.accounting import account
from amparo.statistics.synthesis.quality import Errors, compare, counted
from amparo.statistics.synthesis.records import Combination, Records
from amparo.statistics.synthesis.rows import rows_of
from benchmarks.measuring import Line, Missing
from benchmarks.worlds import Worlds

EPSILON, LENGTH = 12, 2
FIT, SAMPLE = 4.7, 20.0  # seconds that pac-synth took, measured apart
ROWS, ROWS_OF_ONE = 2.8, 7.0  # per cent, of its rows, measured apart
WHAT = f"synthesis: North America, epsilon {EPSILON}, length {LENGTH}"
Counts = Mapping[Combination, int]


def measure(_worlds: Worlds) -> Iterator[Line | Missing]:
    """Seconds and per cent; needs no country."""
    path = os.environ.get("AMPARO_BENCH_CTDC", "")
    if not path:
        yield Missing(WHAT, "no file named (AMPARO_BENCH_CTDC)")
        return
    records = files.read(Path(path))
    true = counted(records.columns, records.rows, 3)
    yield from _ours(records, true)
    yield from _beside(records, true)


def _ours(records: Records, true: Counts) -> Iterator[Line]:
    begun = perf_counter()
    found = engine.count(records, EPSILON, LENGTH)
    yield Line(f"{WHAT}: counting", perf_counter() - begun, "s", 2 * FIT)
    cost = account(found.noise, EPSILON, found.delta)
    yield Line("synthesis: epsilon by the second accountant", cost.renyi, "", EPSILON)
    begun = perf_counter()
    rows = rows_of(found.aggregates, records.columns, found.records, LENGTH)
    yield Line("synthesis: making rows", perf_counter() - begun, "s", 2 * SAMPLE)
    yield from _lines("noisy counts", _errors(true, found.aggregates, LENGTH), {})
    errors = _errors(true, counted(records.columns, rows, 3))
    yield from _lines("rows", errors, {1: ROWS_OF_ONE, 2: ROWS})


def _beside(records: Records, true: Counts) -> Iterator[Line]:
    """Rows of pac-synth, and ours of the same counts."""
    begun = perf_counter()
    theirs = elsewhere(records)
    yield Line("synthesis: pac-synth, counts and rows", perf_counter() - begun, "s")
    errors = _errors(true, counted(records.columns, theirs["rows"][1:], 3))
    yield from _lines("rows of pac-synth", errors, {})
    aggregates = {_combination(name): many for name, many in theirs["aggregates"].items()}
    ours = rows_of(aggregates, records.columns, theirs["records"], LENGTH)
    goals = {one.length: round(100 * one.mean, 2) for one in errors}
    found = _errors(true, counted(records.columns, ours, 3))
    yield from _lines("our rows of its counts", found, goals)


def _errors(true: Counts, found: Counts, longest: int = 3) -> list[Errors]:
    return [compare(true, found, length) for length in range(1, longest + 1)]


def _lines(of: str, errors: list[Errors], goals: Mapping[int, float]) -> Iterator[Line]:
    for one in errors:
        what = f"synthesis: {of}, {one.length}-way"
        yield Line(f"{what}: mean error", 100 * one.mean, "%", goals.get(one.length))
        yield Line(f"{what}: … median", 100 * one.median, "%")


def elsewhere(records: Records) -> dict[str, Any]:
    """Counts and rows as pac-synth makes them, in a process of its own."""
    table = [list(records.columns), *(list(row) for row in records.rows)]
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.synthesis"],
        input=json.dumps(table), capture_output=True, text=True, check=True,
    )  # fmt: skip
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _combination(name: str) -> Combination:
    parts = (part.partition(":") for part in name.split(";"))
    return tuple(sorted((column, value) for column, _, value in parts))


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
    number = synthesizer.get_dp_number_of_records()
    said = {
        "records": number,
        "aggregates": synthesizer.get_dp_aggregates(";"),
        "rows": synthesizer.sample(number),
    }
    json.dump(said, sys.stdout)


if __name__ == "__main__":
    _theirs()
