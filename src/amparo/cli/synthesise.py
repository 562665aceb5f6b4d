"""`amparo synthesise`: noisy counts and made-up records from a list of people."""

import argparse
import math
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from amparo.cli.inputs import BadInput

if TYPE_CHECKING:
    from amparo.statistics.synthesis.asking import Say
    from amparo.statistics.synthesis.making import Synthesised
    from amparo.statistics.synthesis.records import Records

LARGEST_EPSILON = 100.0
MOST = 2**32


def synthesise(options: argparse.Namespace) -> int:
    """Make noisy counts to quote, and records of nobody to explore, from a list of people."""
    out = Path(options.out)
    with one_line():
        from amparo.statistics.synthesis import files
        from amparo.statistics.synthesis.making import synthesise as made_of

        files.check_free(out)
    with one_line(options.records):
        records = files.read(Path(options.records))
        made = made_of(
            records, epsilon=options.epsilon, length=options.length, delta=options.delta,
            seed=options.seed, say=_progress(),
        )  # fmt: skip
    with one_line():
        files.write(out, made)
    for line in _said(made):
        print(line)
    if options.compare_with_records:
        for line in _compared(records, made):
            print(line)
    print(f"written: {out}/{files.AGGREGATES}, {files.RECORDS}, {files.QUALITY}, {files.README}")
    return 0


def add_arguments(command: Any) -> None:
    command.add_argument(
        "records", metavar="RECORDS.csv",
        help="a line for each person; an empty cell and 0 are absent, and not counted",
    )  # fmt: skip
    command.add_argument(
        "--epsilon", type=epsilon, required=True, metavar="E",
        help="how much is given away: up to 1 is a strong promise, up to 4 fair, above it weak",
    )  # fmt: skip
    command.add_argument(
        "--length", type=int, choices=range(1, 5), required=True, metavar="L",
        help="how many values are counted together at most, 1 to 4",
    )  # fmt: skip
    command.add_argument("--out", metavar="DIR", required=True, help="a new folder")
    command.add_argument(
        "--delta", type=delta, metavar="D",
        help="the chance that the promise fails (default: 1 / (n ln n) for n records)",
    )  # fmt: skip
    command.add_argument(
        "--seed", type=seed, default=0, metavar="N",
        help="of the made-up rows, never of the noise (default: 0)",
    )  # fmt: skip
    command.add_argument(
        "--compare-with-records", action="store_true",
        help="also print the true errors; they tell about the records and must not be published",
    )  # fmt: skip


def epsilon(text: str) -> float:
    """More than 0, and not so much that nothing is protected."""
    value = _number(text)
    if not 0 < value <= LARGEST_EPSILON:
        raise argparse.ArgumentTypeError(f"must be above 0 and at most {LARGEST_EPSILON:g}")
    return value


def delta(text: str) -> float:
    """A very small chance."""
    value = _number(text)
    if not 0 < value <= 0.001:
        raise argparse.ArgumentTypeError("must be above 0 and at most 0.001")
    return value


def seed(text: str) -> int:
    """A whole number."""
    if not (text.isascii() and text.isdigit() and len(text) < 12 and int(text) <= MOST):
        raise argparse.ArgumentTypeError(f"must be a whole number from 0 to {MOST}")
    return int(text)


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return math.nan


@contextmanager
def one_line(name: str = "") -> Iterator[None]:
    """What the room refuses is one line."""
    from amparo.statistics.synthesis.refused import NotSynthesisable

    try:
        yield
    except NotSynthesisable as error:
        raise BadInput(f"{name}: {error}" if name else str(error)) from error


def _progress() -> "Say":
    """What is being done, on a terminal: on standard error, away from the result."""
    said = 0.0

    def show(what: str, done: int, total: int) -> None:
        nonlocal said
        now = time.monotonic()
        if not sys.stderr.isatty() or (now - said < 0.5 and 0 < done < total):
            return
        said = now
        share = f" {100 * done // total} %" if done else ""
        end = "\n" if done >= total else ""
        print(f"\r{what}{share}  ", end=end, file=sys.stderr, flush=True)

    return show


def _said(made: "Synthesised") -> Iterator[str]:
    from amparo.statistics.synthesis.budget import in_words

    asked = made.budget
    yield f"{in_words(asked.epsilon)} (delta {asked.delta:.2g})"
    yield (
        "spent on these people: the epsilons of all releases add up; "
        f"recomputed, this one costs at most {made.account.renyi:.4g}"
    )
    yield f"{len(made.aggregates):,} noisy counts to quote, {len(made.rows):,} rows to explore"
    for size, within in enumerate(made.quality.within(), 1):
        yield f"noise moves 95 of 100 counts of {_values(size)} by less than {within:.0f}"
    for one in made.quality.rows:
        yield (
            f"rows beside counts of {_values(one.length)}: "
            f"{one.mean:.1%} off on average, {one.median:.1%} in the middle (counts of 10 or more)"
        )


def _compared(records: "Records", made: "Synthesised") -> Iterator[str]:
    """True errors: for whoever holds the records."""
    from amparo.statistics.synthesis.quality import compare, counted

    longest = max(made.budget.length, 3)
    true = counted(records.columns, records.rows, longest)
    rows = counted(made.columns, made.rows, longest)
    yield "NOT TO BE PUBLISHED, since it tells about the records:"
    for size in range(1, longest + 1):
        if size <= made.budget.length:
            one = compare(true, made.aggregates, size)
            yield f"  noisy counts of {_values(size)}: {one.mean:.2%} off, {one.median:.2%} median"
        one = compare(true, rows, size)
        yield f"  rows, {_values(size)}: {one.mean:.2%} off, {one.median:.2%} median"


def _values(size: int) -> str:
    return "one value" if size == 1 else f"{size} values together"
