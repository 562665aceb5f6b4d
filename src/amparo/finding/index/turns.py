"""So many at a time, first come, first served. Pure.

The threads of a process share one interpreter: of four that compute at once each waits for all the
others again and again, and all are ready late. One after another the first is ready soon, and the
last no later.
"""

import threading
from collections import deque
from types import TracebackType


class Turns:
    """`with turns:` waits for a turn, in the order of coming. Not to be taken twice by one."""

    def __init__(self, at_once: int) -> None:
        self._lock = threading.Lock()
        self._free = at_once
        self._waiting: deque[threading.Lock] = deque()

    def __enter__(self) -> None:
        with self._lock:
            if self._free:
                self._free -= 1
                return
            called = threading.Lock()
            called.acquire()
            self._waiting.append(called)
        called.acquire()  # whoever is ready hands its turn over

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with self._lock:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._free += 1
