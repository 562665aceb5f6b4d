"""Things that take a while to make: a few at once, and the same one once for all who ask for it."""

from collections.abc import Callable, Hashable
from concurrent.futures import Future
from threading import BoundedSemaphore, Lock
from typing import Any, TypeVar

Made = TypeVar("Made")


class AtOnce:
    """Nothing is kept: who asks after it was made has it made again."""

    def __init__(self, most: int) -> None:
        self._places = BoundedSemaphore(most)
        self._lock = Lock()
        self._making: dict[Hashable, Future[Any]] = {}

    def made(self, what: Hashable, make: Callable[[], Made]) -> Made:
        """What `make` gives, or gave to whoever asked for the same `what` before and waits still.

        Raises what `make` raises, to all of them. `what` None: made for this one alone.
        """
        if what is None:
            with self._places:
                return make()
        with self._lock:
            others = self._making.get(what)
            own: Future[Made] = Future()
            if others is None:
                self._making[what] = own
        if others is not None:
            found: Made = others.result()
            return found
        return self._made(what, own, make)

    def _made(self, what: Hashable, own: Future[Made], make: Callable[[], Made]) -> Made:
        try:
            with self._places:
                own.set_result(make())
        except BaseException as error:
            own.set_exception(error)
        finally:
            with self._lock:
                del self._making[what]
        return own.result()
