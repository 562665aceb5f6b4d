"""`make bench`: every measurement, one line each, with its goal.

`python -m benchmarks [NAME …] [--cases 1000,100000] [--engines sqlite,postgresql]`. The sizes can
also be named by AMPARO_BENCH_CASES. Ends with 1 when a goal was missed or not measured.
"""

import argparse
import importlib
import os
import signal
import sys
import traceback
from collections.abc import Iterator

from benchmarks.measuring import Line, Missing, machine
from benchmarks.worlds import ENGINES, POSTGRESQL, Worlds
from tools import postgres_for_tests

# In this order: what writes into a country comes after what only reads it.
MEASUREMENTS = (
    "fold", "scoring", "prevalence", "protection", "synthesis", "release", "site", "linkage",
    "names", "country", "pages", "rebuild", "facts", "tables", "rapporteur", "wire", "memory",
    "opening", "append",
)  # fmt: skip
CASES = "1000,100000"
# In fewer, somebody may have no open case.
FEWEST = 100


def main(arguments: list[str]) -> int:
    """Measure and print; 0 when every goal was reached."""
    options = _parser().parse_args(arguments)
    # So that whatever was started is stopped and removed, also when this is told to end.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    worlds = Worlds(tuple(sorted(options.cases)), tuple(options.engines))
    print(machine(), flush=True)
    missed = 0
    try:
        for line in _lines(options.names or list(MEASUREMENTS), worlds):
            print(line, flush=True)
            missed += not line.reached
    finally:
        worlds.close()
    print(machine(), flush=True)
    return int(bool(missed))


def _lines(names: list[str], worlds: Worlds) -> Iterator[Line | Missing]:
    if POSTGRESQL in worlds.engines and postgres_for_tests.binaries() is None:
        yield Missing("everything on PostgreSQL", "PostgreSQL is not installed")
        worlds.engines = tuple(one for one in worlds.engines if one != POSTGRESQL)
    for name in names:
        try:
            yield from importlib.import_module(f"benchmarks.{name}").measure(worlds)
        except Exception as error:
            # The others may take an hour: one that fails does not take them with it.
            traceback.print_exc()
            yield Missing(name, " ".join(str(error).split())[:200])


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", choices=[*MEASUREMENTS, []])
    parser.add_argument("--cases", type=_sizes, help="sizes of the countries, in cases",
                        default=os.environ.get("AMPARO_BENCH_CASES", CASES))  # fmt: skip
    parser.add_argument("--engines", type=_engines, default=list(ENGINES))
    return parser


def _sizes(text: str) -> list[int]:
    sizes = [int(part) for part in text.split(",") if part.isdigit()]
    if len(sizes) != len(text.split(",")) or min(sizes) < FEWEST:
        raise argparse.ArgumentTypeError(f"name sizes of {FEWEST} cases or more: {CASES}")
    return sizes


def _engines(text: str) -> list[str]:
    chosen = text.split(",")
    if set(chosen) - set(ENGINES):
        raise argparse.ArgumentTypeError(f"engines are: {', '.join(ENGINES)}")
    return chosen


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
