"""How a table that cannot be made is refused: one clear line."""

from collections.abc import Mapping


class NotAskable(ValueError):
    """`reason` is an English message id with `%(name)s` places filled from `values`."""

    def __init__(self, reason: str, values: Mapping[str, object] | None = None) -> None:
        self.reason = reason
        self.values = {name: str(value) for name, value in (values or {}).items()}
        super().__init__(reason % self.values if values else reason)
