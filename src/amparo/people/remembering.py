"""What is looked up many times while one page is read, and looked up once.

Only while a page is read (GET): such a request changes nobody's roles and takes up no concern, so
that nothing remembered can be wrong before it ends. A request that writes asks anew each time.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

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


def once(key: tuple[Any, ...], look_up: Callable[[], T]) -> T:
    """What `look_up` gives, looked up once for each key while a page is read."""
    memory = _memory.get()
    if memory is None:
        return look_up()
    if key not in memory:
        memory[key] = look_up()
    found: T = memory[key]
    return found
