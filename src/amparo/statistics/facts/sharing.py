"""Shares the making of facts among processes, as `casefile.sharing` does for a rebuild.

A new process starts here, where nothing needs Django yet, and sets it up.
"""

import multiprocessing
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import datetime
from typing import TYPE_CHECKING

from amparo.casefile.sharing import begin

if TYPE_CHECKING:
    from amparo.statistics.facts.batches import Case, Part

WAITING = 2  # parts for each process that may be under way, so that few lie in memory


def shared(batches: "Sequence[Sequence[Case]]", at: datetime, processes: int) -> "Iterator[Part]":
    """The part of each batch, in their order, whoever is done first."""
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, fresh, begin) as pool:
        try:
            waiting = [pool.submit(_part, batch, at) for batch in batches[: WAITING * processes]]
            for number in range(len(batches)):
                part = waiting.pop(0).result()
                following = number + WAITING * processes
                if following < len(batches):
                    waiting.append(pool.submit(_part, batches[following], at))
                yield part
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def _part(cases: "Sequence[Case]", at: datetime) -> "Part":
    from amparo.statistics.facts.batches import part_of

    return part_of(cases, at)
