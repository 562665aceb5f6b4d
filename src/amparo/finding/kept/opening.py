"""Opens the cards of all cases in processes of their own, so that nobody in the server waits.

The threads of the server share one interpreter, and opening a million cards keeps one busy for half
a minute. What was opened comes back through pipes, in the memory of both. Where cards are missing,
in a record from before there were any, they are made by another such process.
"""

import gc
import logging
import os
import pickle
import subprocess
import sys
from collections.abc import Iterator
from multiprocessing.connection import Connection, wait

from amparo.finding.index.columns import Portion
from amparo.finding.kept import remaking
from amparo.finding.kept.keeping import AT_ONCE, opened_portion

logger = logging.getLogger(__name__)
LESS_URGENT = 10
PROCESSES = 2
# Fewer are opened sooner than another process is ready for it.
WORTH_SHARING = 10_000
# Nothing of this may be loaded before Django is.
BEGIN = "import django; django.setup(); from amparo.finding.kept import opening; "
COMMAND = (sys.executable, "-c")


def opened_elsewhere(until: int) -> Iterator[Portion]:
    """The cards up to a number, opened in other processes, and here where these could not."""
    missing = dict.fromkeys(range(0, until, AT_ONCE))
    if until > WORTH_SHARING:
        for after, portion in _from_others(until):
            missing.pop(after, None)
            yield portion
        if missing:
            logger.warning("Not all names could be opened apart; the rest is opened here.")
    for after in missing:
        yield opened_portion(after, until, set())


def _from_others(until: int) -> Iterator[tuple[int, Portion]]:
    processes = [_begun(f"opening.main({share}, {until})") for share in range(PROCESSES)]
    try:
        reading = [Connection(os.dup(_output(one)), writable=False) for one in processes]
        while reading:
            for one in wait(reading):
                assert isinstance(one, Connection)
                try:
                    yield pickle.loads(one.recv_bytes())
                except (EOFError, OSError, pickle.UnpicklingError):
                    reading.remove(one)
                    one.close()
    finally:
        for process in processes:
            process.kill()
            process.communicate()


def _begun(what: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        (*COMMAND, BEGIN + what), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE
    )


def _output(process: subprocess.Popen[bytes]) -> int:
    assert process.stdout is not None
    return process.stdout.fileno()


def main(share: int, until: int) -> None:
    """In a process of its own: open every `PROCESSES`th portion and write it to the pipe."""
    os.nice(LESS_URGENT)
    gc.disable()  # nothing here refers to itself, and looking for what does takes a fifth
    sent: set[str] = set()
    with Connection(os.dup(sys.stdout.fileno()), readable=False) as pipe:
        for after in range(share * AT_ONCE, until, PROCESSES * AT_ONCE):
            found = after, opened_portion(after, until, sent)
            pipe.send_bytes(pickle.dumps(found, protocol=pickle.HIGHEST_PROTOCOL))


def make_missing() -> None:
    """Make the cards that are missing, in a process of its own; the index catches up with them."""
    if not remaking.any_without():
        return
    logger.warning("Some cases cannot be found by name yet: their cards are made now.")
    process = _begun("opening.make_missing_here()")
    process.communicate()
    if process.returncode:
        logger.error("The missing cards could not be made: run amparo rebuild.")


def make_missing_here() -> None:
    """In that process: nobody waits for it."""
    os.nice(LESS_URGENT)
    ids, said = remaking.cases_without(), 0
    for done in remaking.make(ids):
        if (tenths := 10 * done // len(ids)) > said:
            said = tenths
            logger.warning("Cards were made for %d of %d cases.", done, len(ids))
