"""What cannot be estimated, or may not be, in one line; and what is said beside an estimate."""

from collections.abc import Mapping
from dataclasses import dataclass, field


class NotEstimable(ValueError):
    """One line that says why, fit to show.

    `reason` is a message id with `%(name)s` places filled from `values`, where there are values.
    """

    def __init__(self, reason: str, values: Mapping[str, object] | None = None) -> None:
        self.reason = reason
        self.values = {name: str(value) for name, value in (values or {}).items()}
        super().__init__(reason % self.values if values else reason)


@dataclass(frozen=True, slots=True)
class Note:
    """A warning: an English message id and what fills its places."""

    text: str
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        """In English."""
        return self.text % self.values if self.values else self.text
