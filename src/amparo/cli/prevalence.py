"""The commands about how many are on no list: no database, nothing of a deployment."""

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from amparo.cli.inputs import BadInput, print_json

if TYPE_CHECKING:
    from amparo.statistics.prevalence.saying import Words

METHODS = ("bic", "stepwise", "bayes")
LANGUAGES = ("en", "fr", "es", "ar")
MOST = 2**32


def estimate(options: argparse.Namespace) -> int:
    """A range of models of how many children are on no list (multiple systems estimation)."""
    from amparo.statistics.prevalence import saying, spread
    from amparo.statistics.prevalence.answers import Asked
    from amparo.statistics.prevalence.reading import read_table
    from amparo.statistics.prevalence.refused import NotEstimable

    asked = Asked(options.method or "", options.max_order, options.boot, options.seed)
    names = [options.table, *options.also]
    with _words(options.language) as words:
        try:
            tables = [(name, read_table(Path(name))) for name in names]
            found = spread.over(tables, asked, _progress())
        except NotEstimable as refused:
            raise BadInput(words.refused(refused)) from refused
        if options.json:
            print_json(found.to_json())
        else:
            for line in saying.lines(found, words):
                print(line)
    return 0


@contextmanager
def _words(language: str) -> Iterator["Words"]:
    """English needs nothing of Django, which takes a while to load."""
    from amparo.statistics.prevalence.saying import ENGLISH

    if language == "en":
        yield ENGLISH
        return
    from amparo.cli.deployment import speaking

    with speaking(language):
        from amparo.statistics.unseen import WORDS

        yield WORDS


def add_arguments(command: Any) -> None:
    command.add_argument(
        "table", metavar="TABLE.csv", help="a column of 0 and 1 for each list, and last `count`"
    )
    command.add_argument(
        "--also", metavar="TABLE.csv", action="append", default=[],
        help="the same lists linked at another threshold; as often as there are some",
    )  # fmt: skip
    command.add_argument(
        "--method", choices=METHODS, help="default: bic, from six lists on stepwise"
    )
    command.add_argument(
        "--max-order", type=whole(1, 10), default=2, metavar="N",
        help="bic: lists that a term may be about at most (default: 2)",
    )  # fmt: skip
    command.add_argument(
        "--boot", type=whole(0, 100_000), default=1000, metavar="N",
        help="bic and stepwise: samples for the interval; 0: no interval (default: 1000). The"
        " interval of bayes needs none",
    )  # fmt: skip
    command.add_argument("--seed", type=whole(0, MOST), default=1, help="of chance (default: 1)")
    command.add_argument("--language", choices=LANGUAGES, default="en", help="of the words")
    command.add_argument("--json", action="store_true", help="as JSON, in English")


def whole(low: int, high: int) -> Callable[[str], int]:
    """Reads a whole number within these."""

    def read(text: str) -> int:
        if not (text.isascii() and text.isdigit() and len(text) < 12 and low <= int(text) <= high):
            raise argparse.ArgumentTypeError(f"must be a whole number from {low} to {high}")
        return int(text)

    return read


def _progress() -> Callable[[int, int], None]:
    """How far the samples are, on a terminal: on standard error, away from the result."""

    def show(done: int, total: int) -> None:
        if sys.stderr.isatty():
            end = "\n" if done >= total else ""
            print(f"\r{done} of {total} samples", end=end, file=sys.stderr, flush=True)

    return show
