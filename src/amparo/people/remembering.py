"""What is looked up many times while one page is read, and looked up once.

Only while a page is read (GET): such a request changes nobody's roles and takes up no concern, so
that nothing remembered can be wrong before it ends. A request that writes asks anew each time.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

K = TypeVar("K")
T = TypeVar("T")
_memory: ContextVar[dict[Any, Any] | None] = ContextVar("people_memory", default=None)


@contextmanager
def while_reading(method: str | None) -> Iterator[None]:
    """Remember what `once` looks up until the end of the block, if the request only reads."""
    token = _memory.set({} if method in ("GET", "HEAD") else None)
    try:
        yield
    finally:
        _memory.reset(token)


def each(
    key: tuple[Any, ...], wanted: set[K], look_up: Callable[[set[K]], dict[K, T]]
) -> dict[K, T]:
    """What `look_up` gives for each that is wanted; while a page is read, for each only once.

    Those for which it gives nothing are left out.
    """
    known: dict[K, T | None] = once(key, dict)
    if missing := wanted - known.keys():
        known.update(dict.fromkeys(missing))
        known.update(look_up(missing))
    return {one: found for one in wanted if (found := known[one]) is not None}


def once(key: tuple[Any, ...], look_up: Callable[[], T]) -> T:
    """What `look_up` gives, looked up once for each key while a page is read."""
    memory = _memory.get()
    if memory is None:
        return look_up()
    if key not in memory:
        memory[key] = look_up()
    found: T = memory[key]
    return found
