"""Opens the names of all cases in a process of its own, so that nobody in the server waits for it.

The threads of the server share one interpreter, and opening a hundred thousand cases keeps one busy
for half a minute. What was opened comes back through a pipe, in the memory of both.
"""

import logging
import os
import pickle
import subprocess
import sys
from collections.abc import Iterator
from uuid import UUID

from amparo.finding.cards import Card
from amparo.finding.keeping import CASES_AT_ONCE, Named, named, names_of

logger = logging.getLogger(__name__)
LESS_URGENT = 10
# Nothing of this may be loaded before Django is.
BEGIN = "import django; django.setup(); from amparo.finding.opening import main; main()"
COMMAND = (sys.executable, "-c", BEGIN)


def opened_elsewhere() -> Iterator[Named]:
    """The words of the names of every case; opened here where the other process could not."""
    with subprocess.Popen(COMMAND, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        try:
            while portion := pickle.load(process.stdout):
                yield from ((UUID(bytes=case_id), card) for case_id, card in portion)
            return
        except (EOFError, pickle.UnpicklingError):
            logger.warning("The names could not be opened apart; they are opened here.")
    yield from names_of(named())


def main() -> None:
    """Open the names and write them to the pipe, in portions; the last one is empty."""
    os.nice(LESS_URGENT)
    case_ids = named()
    for start in range(0, len(case_ids), CASES_AT_ONCE):
        portion = list(names_of(case_ids[start : start + CASES_AT_ONCE]))
        if portion:
            _send([(case_id.bytes, card) for case_id, card in portion])
    _send([])


def _send(portion: list[tuple[bytes, Card]]) -> None:
    pickle.dump(portion, sys.stdout.buffer, protocol=pickle.HIGHEST_PROTOCOL)
    sys.stdout.buffer.flush()
