"""What the server's own process does by itself: once a minute, what time alone brings about
(`amparo tick`).
"""

import ctypes
import gc
import logging
import signal
import sys
import threading
from typing import Any

from django.db import connections

logger = logging.getLogger(__name__)
EVERY_SECONDS = 60.0
SWITCH_SECONDS = 0.001
LONGEST_PAUSE = 0.05
PR_SET_PDEATHSIG = 1


def start(stop: threading.Event | None = None, every: float = EVERY_SECONDS) -> threading.Thread:
    """Start the clock in a thread of its own; it ends when `stop` is set, or with the process."""
    thread = threading.Thread(
        target=_run, args=(stop or threading.Event(), every), name="amparo-tick", daemon=True
    )
    thread.start()
    return thread


def _run(stop: threading.Event, every: float) -> None:
    while not stop.wait(every):
        tick_once()


def tick_once() -> None:
    """One tick that never ends the clock: what went wrong is logged and tried again."""
    from amparo.web.commands import tick

    try:
        tick()
    except Exception:
        logger.exception("A tick failed; it will be tried again.")
    finally:
        connections.close_all()


class Answering:
    """How many requests are being answered; whoever is in no hurry waits until there is none."""

    def __init__(self) -> None:
        self._mutex = threading.Lock()
        self._number = 0
        self._none = threading.Event()
        self._none.set()

    def __enter__(self) -> None:
        with self._mutex:
            self._number += 1
            self._none.clear()

    def __exit__(self, *_what: object) -> None:
        with self._mutex:
            self._number -= 1
            if not self._number:
                self._none.set()

    def wait(self, seconds: float) -> None:
        """Until nothing is being answered, but no longer than this."""
        self._none.wait(seconds)


_answering = Answering()


def counted(application: Any) -> Any:
    """A WSGI application whose requests are counted while they are answered."""

    def answer(environ: dict[str, Any], start_response: Any) -> Any:
        with _answering:
            return application(environ, start_response)

    return answer


def let_others_first() -> None:
    """Wait for a moment in which nobody waits for an answer, but not for long."""
    _answering.wait(LONGEST_PAUSE)


def settle() -> None:
    """What is loaded by now stays: looking through it for garbage would halt everybody, for up to
    50 ms at a time. And whoever the database answered is heard within a millisecond, though another
    thread works: a page asks some fifty times.
    """
    gc.collect()
    gc.freeze()
    _give_back()
    sys.setswitchinterval(SWITCH_SECONDS)


def _give_back() -> None:
    """Hand back to the machine what was needed only to begin."""
    if sys.platform == "linux" and hasattr(library := ctypes.CDLL(None), "malloc_trim"):
        library.malloc_trim(0)


def end_with_parent() -> None:
    """Die with the process that holds the home folder, even when that one is killed."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
