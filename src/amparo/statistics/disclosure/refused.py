"""How a table that cannot be protected is refused: one clear line."""


class NotProtectable(ValueError):
    """`row`: the number of the row it is about, from 0; None where it is the table as a whole."""

    def __init__(self, reason: str, row: int | None = None) -> None:
        self.reason = reason
        self.row = row
        super().__init__(reason)
