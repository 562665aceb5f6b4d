"""Writers take turns, in the order in which they came.

SQLite lets one writer in and has the others try again after a nap, so that an unlucky one waits for
seconds. Here threads queue by ticket, and processes by a lock on a file beside the database.
PostgreSQL would let all in at once; but the threads of a process share one interpreter, so that two
at a time (one works while the other waits for the disk) are all done sooner than many.
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
    """Places that are handed on in order of arrival; who has one may take it again."""

    def __init__(self, places: int = 1) -> None:
        self._mutex = threading.Lock()
        self._waiting: deque[tuple[int, threading.Event]] = deque()
        self._places = places
        self._depth: dict[int, int] = {}

    def acquire(self) -> None:
        me = threading.get_ident()
        with self._mutex:
            if me in self._depth or len(self._depth) < self._places:
                self._depth[me] = self._depth.get(me, 0) + 1
                return
            turn = threading.Event()
            self._waiting.append((me, turn))
        turn.wait()

    def release(self) -> None:
        me = threading.get_ident()
        with self._mutex:
            self._depth[me] -= 1
            if self._depth[me]:
                return
            del self._depth[me]
            if self._waiting:
                next_in_line, turn = self._waiting.popleft()
                self._depth[next_in_line] = 1  # nobody may slip in between
                turn.set()

    @contextmanager
    def turn(self) -> Iterator[None]:
        self.acquire()
        try:
            yield
        finally:
            self.release()


_queues = {"sqlite": FairQueue(), "postgresql": FairQueue(places=2)}


@contextmanager
def turn() -> Iterator[None]:
    """The turn to write. Inside a transaction it is held already."""
    connection = connections["default"]
    if connection.in_atomic_block:
        yield
        return
    with _queues[connection.vendor].turn():
        if connection.vendor == "sqlite":
            with _among_processes(str(connection.settings_dict["NAME"])):
                yield
        else:
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
