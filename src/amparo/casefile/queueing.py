"""Writers take turns on SQLite, in the order in which they came.

SQLite lets one writer in and has the others try again after a nap, so that an unlucky one waits for
seconds. Here threads queue by ticket, and processes by a lock on a file beside the database.
PostgreSQL queues by itself.
"""

import fcntl
import os
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connections, transaction


class FairQueue:
    """A lock that is handed on in order of arrival, and that its holder may take again."""

    def __init__(self) -> None:
        self._mutex = threading.Lock()
        self._waiting: deque[threading.Event] = deque()
        self._holder: int | None = None
        self._depth = 0

    def acquire(self) -> None:
        me = threading.get_ident()
        with self._mutex:
            if self._holder in (None, me):
                self._holder, self._depth = me, self._depth + 1
                return
            turn = threading.Event()
            self._waiting.append(turn)
        turn.wait()
        self._holder, self._depth = me, 1

    def release(self) -> None:
        with self._mutex:
            self._depth -= 1
            if self._depth:
                return
            if self._waiting:
                self._holder = -1  # promised to the next in line: nobody may slip in between
                self._waiting.popleft().set()
            else:
                self._holder = None

    @contextmanager
    def turn(self) -> Iterator[None]:
        self.acquire()
        try:
            yield
        finally:
            self.release()


_queue = FairQueue()


@contextmanager
def turn() -> Iterator[None]:
    """The turn to write: held inside a transaction, and nothing to wait for on PostgreSQL."""
    connection = connections["default"]
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    with _queue.turn(), _among_processes(str(connection.settings_dict["NAME"])):
        yield


@contextmanager
def write_transaction() -> Iterator[None]:
    """One transaction of the record, after its turn. Inside another it is part of that one."""
    with turn(), transaction.atomic():
        yield


@contextmanager
def _among_processes(database: str) -> Iterator[None]:
    if ":memory:" in database or "mode=memory" in database:
        yield
        return
    handle = os.open(Path(database + ".writers"), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
