"""What the server's own process does by itself: once a minute, what time alone brings about
(`amparo tick`).
"""

import ctypes
import gc
import logging
import sys
import threading

from django.db import connections

logger = logging.getLogger(__name__)
EVERY_SECONDS = 60.0


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


def settle() -> None:
    """What is loaded by now stays: looking through it for garbage would halt everybody, for up to
    50 ms at a time.
    """
    gc.collect()
    gc.freeze()
    _give_back()


def _give_back() -> None:
    """Hand back to the machine what was needed only to begin."""
    if sys.platform == "linux" and hasattr(library := ctypes.CDLL(None), "malloc_trim"):
        library.malloc_trim(0)
