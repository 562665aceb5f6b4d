"""How a table that cannot be made is refused: one clear line."""

from collections.abc import Mapping
from datetime import date


class NotAskable(ValueError):
    """`reason` is an English message id with `%(name)s` places filled from `values`, days as days.

    `line`: the line of a file in which the fault is, 0 where it is in none.
    """

    def __init__(
        self, reason: str, values: Mapping[str, object] | None = None, line: int = 0
    ) -> None:
        self.reason = reason
        self.values = {
            name: value if isinstance(value, date) else str(value)
            for name, value in (values or {}).items()
        }
        self.line = line
        said = reason % self.values if values else reason
        super().__init__(f"line {line}: {said}" if line else said)
