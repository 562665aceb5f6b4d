"""Where a higher room says which chains of its own the log vouches for.

The audit line of an append carries the entry's place and digest. So a chain that is whole in itself
but shorter, or other, than what was appended is found. Room `casefile` registers its timelines.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Break:
    """The first place where a chain does not hold in itself, and what is wrong there."""

    sequence: int
    what: str


@dataclass(frozen=True, slots=True)
class Chain:
    """One chain as it was found by walking it.

    `length` is the sequence of its last entry (0 when empty). `digest_at(sequence)` gives the
    digest in hex, None where there is none; it is only asked about sequences that the log names.
    """

    case_id: UUID
    reference: str
    length: int
    digest_at: Callable[[int], str | None]
    first_break: Break | None = None


Walk = Callable[[], Iterator[Chain]]

_WALKS: dict[str, Walk] = {}


def register(name: str, walk: Walk) -> None:
    """Have every chain that `walk` yields checked by `verify`. One walk a name; the last holds."""
    _WALKS[name] = walk


def registered() -> dict[str, Walk]:
    """The walks by name."""
    return dict(_WALKS)
