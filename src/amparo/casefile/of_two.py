"""Entries that stand on the timelines of two cases at once, and tell each of the other. Pure.

They change nothing in either case: no situation, no duty, no list is made from them. So they are
set apart wherever a timeline is opened (`timelines`), and only `second_case` hands them on, to
those who may know who the child is in both.
"""

from collections.abc import Iterable

from amparo.journey import Entry

OF_TWO = frozenset({"same_child_decided"})
# Lines of the log that tell of it, with the other case under `other`; without it, shown to nobody.
VERBS_OF_TWO = frozenset({"same_child_decided", "same_child_undone", "same_child_told"})
_WITHDRAWAL = "entry_withdrawn"


def ids_of_two(kinds: Iterable[tuple[str, str]]) -> frozenset[str]:
    """Of (id, kind) pairs, the ids of those entries."""
    return frozenset(entry_id for entry_id, kind in kinds if kind in OF_TWO)


def is_of_two(kind: str, entry: Entry | None, ids: frozenset[str]) -> bool:
    """Whether an entry is such a one, or the withdrawal of one of `ids`."""
    if kind in OF_TWO:
        return True
    return kind == _WITHDRAWAL and entry is not None and str(entry.says("entry")) in ids
