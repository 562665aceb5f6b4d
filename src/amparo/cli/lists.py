"""The commands over lists of several agencies: no database, nothing of a deployment."""

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from amparo.cli.inputs import BadInput

if TYPE_CHECKING:
    from amparo.finding.linkage.mapping import Mapping
    from amparo.finding.linkage.model import Model


def link(options: argparse.Namespace) -> int:
    """Find the same person in lists of several agencies, for statistics; nobody becomes a case."""
    with one_line():
        from amparo.finding.linkage import working, writing

        say = steps()
        model, mapping = model_of(options.model), mapping_of(options.columns)
        writing.check_free(Path(options.out))
        working.check_engine(options.engine)
        lists = working.read_lists([Path(file) for file in options.files], mapping, say)
        for line in lists.said:
            print(line)
        done = working.link_lists(
            lists, model, options.threshold, options.engine, Path(options.out), say
        )
    for line in [*done, f"written: {options.out}/clusters.csv, pairs.csv, report.html"]:
        print(line)
    return 0


def model_of(path: str | None) -> "Model":
    from amparo.finding.linkage.model import ModelError, load, shipped

    if path is None:
        return shipped()
    try:
        return load(Path(path))
    except ModelError as error:
        raise BadInput(f"{path}: {error}") from error


def mapping_of(path: str | None) -> "Mapping":
    from amparo.finding.linkage.mapping import Mapping, read_mapping

    return Mapping() if path is None else read_mapping(Path(path))


@contextmanager
def one_line() -> Iterator[None]:
    """What the room refuses is one line."""
    from amparo.finding.linkage.refused import LinkageError

    try:
        yield
    except LinkageError as error:
        raise BadInput(str(error)) from error


def steps() -> Callable[[str], None]:
    """What is being done, on a terminal; nothing where the output is a file."""
    begun = time.monotonic()

    def say(what: str) -> None:
        if sys.stdout.isatty():
            print(f"{time.monotonic() - begun:6.1f} s  {what}", flush=True)

    return say


def threshold(text: str) -> float:
    """A probability between 0 and 1, neither of them."""
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value < 1:
        raise argparse.ArgumentTypeError("must be a probability between 0 and 1, such as 0.5")
    return value
