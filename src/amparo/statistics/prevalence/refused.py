"""What cannot be estimated, or may not be, in one line; and what is said beside an estimate."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Note:
    """A warning: an English message id and what fills its places."""

    text: str
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        """In English."""
        return self.text % self.values if self.values else self.text


class NotEstimable(ValueError):
    """One line that says why, fit to show.

    `reason` is a message id with `%(name)s` places filled from `values`, where there are values;
    `where` is the file or table it is about.
    """

    def __init__(
        self, reason: str, values: Mapping[str, object] | None = None, where: str = ""
    ) -> None:
        self.reason = reason
        self.values = {name: str(value) for name, value in (values or {}).items()}
        self.where = where
        said = reason % self.values if self.values else reason
        super().__init__(f"{where}: {said}" if where else said)

    def __reduce__(self) -> Any:
        return NotEstimable, (self.reason, self.values, self.where)

    @property
    def note(self) -> Note:
        """The same without where, to be said in another language."""
        return Note(self.reason, self.values)

    def of(self, where: str) -> "NotEstimable":
        """The same of that file or table."""
        return NotEstimable(self.reason, self.values, where)
