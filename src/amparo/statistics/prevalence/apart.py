"""Estimates in a process of its own that is ended when it takes too long: for a page.

The libraries take 100 MB and a second to load, and no table says beforehand how long it needs. The
server holds neither, and waits for one estimate at a time.
"""

import pickle
import subprocess
import sys
from collections.abc import Sequence
from threading import BoundedSemaphore

from amparo.statistics.prevalence.answers import Asked, Spread
from amparo.statistics.prevalence.refused import NotEstimable

WAIT_SECONDS, AT_MOST_SECONDS = 2.0, 8.0
Pasted = tuple[str, str]
"""What a table is called, and its lines."""

at_work = BoundedSemaphore(1)


class TakesTooLong(Exception):
    """It was ended after `AT_MOST_SECONDS`."""


class Busy(Exception):
    """Another estimate is being made, and was not done in `WAIT_SECONDS`."""


def over(tables: Sequence[Pasted], asked: Asked) -> Spread:
    """As `spread.over`, of pasted tables. Raises NotEstimable, TakesTooLong, Busy."""
    if not at_work.acquire(timeout=WAIT_SECONDS):
        raise Busy
    try:
        found = _answer(tables, asked)
    finally:
        at_work.release()
    if isinstance(found, NotEstimable):
        raise found
    return found


def _answer(tables: Sequence[Pasted], asked: Asked) -> Spread | NotEstimable:
    try:
        done = subprocess.run(
            [sys.executable, "-m", "amparo.statistics.prevalence.apart"],
            input=pickle.dumps((list(tables), asked)),
            capture_output=True,
            timeout=AT_MOST_SECONDS,
            check=True,
        )
    except subprocess.TimeoutExpired as over_time:
        raise TakesTooLong from over_time
    found: Spread | NotEstimable = pickle.loads(done.stdout)
    return found


def main() -> int:
    """Reads tables and what is asked from standard input, writes the answer to standard output."""
    from amparo.statistics.prevalence import spread
    from amparo.statistics.prevalence.reading import table_in

    tables, asked = pickle.load(sys.stdin.buffer)
    found: Spread | NotEstimable
    try:
        read = []
        for name, text in tables:
            try:
                read.append((name, table_in(text.encode())))
            except NotEstimable as refused:
                raise refused.of(name) from refused
        found = spread.over(read, asked)
    except NotEstimable as refused:
        found = refused
    sys.stdout.buffer.write(pickle.dumps(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
