"""Shares the making of a large country among processes.

A new process starts here, where nothing needs Django yet, sets it up, and then works as
`populating` does in one process.
"""

import multiprocessing
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from datetime import datetime
from typing import Any

from amparo.casefile.sharing import begin

_writer: list[Any] = []


def shared(groups: Sequence[range], seed: int, until: datetime, processes: int) -> Iterator[int]:
    """How many lives were written, as each group is done."""
    # Forked processes would share the open files of a database with this one.
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, fresh, _begin, (seed, until)) as pool:
        begun = [pool.submit(_write, group) for group in groups]
        try:
            for written in as_completed(begun):
                yield written.result()
        except BaseException:
            pool.shutdown(cancel_futures=True)  # what went wrong is said now, not at the end
            raise


def _begin(seed: int, until: datetime) -> None:
    begin()
    from amparo.demo.populating import Writer

    _writer.append(Writer.here(seed, until))


def _write(numbers: range) -> int:
    return int(_writer[0].write(numbers))
