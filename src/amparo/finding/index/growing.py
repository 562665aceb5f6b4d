"""An array at whose end something can be added while others read what was there. Pure."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

_FIRST = 64


class Growing:
    """Rows of `width` values; without a width, single values. One writer, any number of readers."""

    def __init__(self, kind: type[np.generic], width: int = 0) -> None:
        self.data: NDArray[Any] = np.zeros((_FIRST, width) if width else _FIRST, kind)
        self.count = 0

    def add(self, value: object) -> None:
        """Add one row."""
        if self.count == len(self.data):
            self._make_room(self.count + 1)
        self.data[self.count] = value
        self.count += 1

    def extend(self, values: Sequence[Any] | NDArray[Any]) -> None:
        """Add many."""
        if self.count + len(values) > len(self.data):
            self._make_room(self.count + len(values))
        self.data[self.count : self.count + len(values)] = values
        self.count += len(values)

    def view(self) -> NDArray[Any]:
        """What is there now; later additions do not change it."""
        return self.data[: self.count]

    def _make_room(self, needed: int) -> None:
        # Readers keep the old array: it is replaced, never moved.
        larger = np.zeros((max(needed, 2 * len(self.data)), *self.data.shape[1:]), self.data.dtype)
        larger[: self.count] = self.data[: self.count]
        self.data = larger
