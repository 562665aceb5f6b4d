"""Decides what an error may leave in a log: where it happened and of what type, never its words.

The message of an exception often repeats the value that caused it, and that may be a child's name.
"""

import logging
import re
import traceback
from types import TracebackType

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


# Addresses that end in a secret: of an invitation, of the front door of an institution.
_SECRET = re.compile(r"(/(?:door|invitation)/)[^/\s\"']+")


class NamelessFormatter(logging.Formatter):
    """One line for what happened, then the places in the code, without any value or secret."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        return _SECRET.sub(r"\1…", super().format(record))

    def formatException(self, ei: ExcInfo) -> str:
        places = [
            f"  {frame.filename}:{frame.lineno} in {frame.name}"
            for frame in traceback.extract_tb(ei[2])
        ]
        name = ei[0].__name__ if ei[0] else "error"
        return "\n".join([*places, f"{name} (its message is left out: it may hold a name)"])
