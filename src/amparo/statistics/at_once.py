"""Things that take a while to make: a few at once, and the same one once for all who ask for it."""

from collections.abc import Callable, Hashable
from concurrent.futures import Future
from threading import BoundedSemaphore, Lock
from typing import Any, TypeVar

Made = TypeVar("Made")


class AtOnce:
    """Nothing is kept: who asks after it was made has it made again.

    Its length is how many people wait for something.
    """

    def __init__(self, most: int) -> None:
        self._places = BoundedSemaphore(most)
        self._lock = Lock()
        self._making: dict[Hashable, Future[Any]] = {}
        self._waiting = 0

    def __len__(self) -> int:
        return self._waiting

    def made(self, what: Hashable, make: Callable[[], Made]) -> Made:
        """What `make` gives, or gives to whoever asked for the same `what` before.

        `what` None is the same as nothing else. Raises what `make` raises, to all of them.
        """
        with self._lock:
            self._waiting += 1
            others = None if what is None else self._making.get(what)
            own: Future[Made] = Future()
            if what is not None and others is None:
                self._making[what] = own
        try:
            if others is not None:
                found: Made = others.result()
                return found
            return self._made(what, own, make)
        finally:
            with self._lock:
                self._waiting -= 1

    def _made(self, what: Hashable, own: Future[Made], make: Callable[[], Made]) -> Made:
        try:
            with self._places:
                own.set_result(make())
        except BaseException as error:
            own.set_exception(error)
        finally:
            with self._lock:
                self._making.pop(what, None)
        return own.result()
