"""Shares the folding among processes, as `statistics.facts.sharing` does for facts.

A new process starts here, where nothing needs Django yet, and sets it up.
"""

import multiprocessing
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import datetime
from typing import TYPE_CHECKING

from amparo.casefile.sharing import begin

if TYPE_CHECKING:
    from amparo.release.rapporteur.folding import Child
    from amparo.release.rapporteur.tally import Tally


def shared(batches: "Sequence[Sequence[Child]]", at: datetime, processes: int) -> "Iterator[Tally]":
    """The tally of each batch, in their order."""
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, fresh, begin) as pool:
        try:
            yield from pool.map(_tally, batches, [at] * len(batches))
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def _tally(some: "Sequence[Child]", at: datetime) -> "Tally":
    from amparo.release.rapporteur.folding import of_some

    return of_some(some, at)
