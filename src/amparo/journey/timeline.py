"""Which entries of a case hold: corrections, withdrawals and order.

Corrections form a tree under the entry they correct. Of the leaves of a tree the latest by
(recorded_at, id) holds; where that leaf is a withdrawal, nothing holds. Neither the order in which
entries arrive nor that in which they were recorded changes the result.
"""

import uuid
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

from amparo.journey.entry import Entry
from amparo.journey.kinds import JourneyError, narrows

WITHDRAWAL = "entry_withdrawn"


def corrects(entry: Entry) -> str:
    """The id of the entry that this one replaces or retracts; empty for none."""
    if entry.supersedes:
        return entry.supersedes
    return _as_id(str(entry.says("entry") or "")) if entry.kind == WITHDRAWAL else ""


def _as_id(text: str) -> str:
    """An id as entries write theirs, however it was typed; other text as it is."""
    try:
        return str(uuid.UUID(text))
    except ValueError:
        return text


class Timeline:
    """The entries of one case, those of joined concerns included.

    `entries` is every entry in order; `live` those that hold. An entry given twice counts once.
    Iterating gives the live ones.
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        unique = {entry.id: entry for entry in entries}
        self.entries = tuple(sorted(unique.values(), key=lambda entry: entry.order))
        self._by_id = unique
        self.live = tuple(entry for entry in self.entries if entry.id in self._holding)
        self._by_kind: dict[str, list[Entry]] = {}
        for entry in self.live:
            self._by_kind.setdefault(entry.kind, []).append(entry)

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.live)

    def __len__(self) -> int:
        return len(self.live)

    def of(self, *kinds: str, **says: Any) -> tuple[Entry, ...]:
        """The live entries of these kinds whose body says exactly this, in order."""
        if len(kinds) == 1:
            found = self._by_kind.get(kinds[0], [])
        else:
            found = [entry for entry in self.live if entry.kind in kinds]
        if not says:
            return tuple(found)
        return tuple(
            e for e in found if all(e.body.get(name) == value for name, value in says.items())
        )

    def get(self, entry_id: str) -> Entry | None:
        """The entry with this id, live or not."""
        return self._by_id.get(entry_id)

    def until(self, at: Any) -> "Timeline":
        """The timeline without what occurred after `at` (an aware datetime)."""
        return Timeline(entry for entry in self.entries if entry.occurred.earliest <= at)

    @cached_property
    def _holding(self) -> frozenset[str]:
        children: dict[str, list[Entry]] = {}
        for entry in self.entries:
            target = corrects(entry)
            if target and target != entry.id:
                children.setdefault(target, []).append(entry)
        if not children:
            return frozenset(self._by_id)
        holding = set()
        for entry in self.entries:
            target = corrects(entry)
            if target in self._by_id and target != entry.id:
                continue  # not the root of its tree
            leaf = entry
            if entry.id in children:
                leaf = max(_leaves(entry, children), key=lambda one: (one.recorded_at, one.id))
            if leaf.kind != WITHDRAWAL:
                holding.add(leaf.id)
        return frozenset(holding)

    def corrections_of(self, entry_id: str) -> tuple[Entry, ...]:
        """What corrected this entry directly, in order."""
        return tuple(entry for entry in self.entries if corrects(entry) == entry_id)


def _leaves(root: Entry, children: dict[str, list[Entry]]) -> Iterator[Entry]:
    waiting, seen = [root], {root.id}
    while waiting:
        entry = waiting.pop()
        below = [child for child in children.get(entry.id, ()) if child.id not in seen]
        if not children.get(entry.id):
            yield entry
        seen.update(child.id for child in below)
        waiting.extend(below)


def check_corrections(entries: Iterable[Entry]) -> None:
    """Refuse a timeline whose corrections point nowhere, in a circle, or to a wider section.

    Raises JourneyError naming the entry.
    """
    by_id = {entry.id: entry for entry in entries}
    settled: set[str] = set()
    for entry in by_id.values():
        target = corrects(entry)
        if not target:
            continue
        if target not in by_id:
            raise JourneyError(
                f"{entry.kind} {entry.id}: the entry it corrects is missing: {target}"
            )
        if entry.kind != WITHDRAWAL and not narrows(by_id[target].section, entry.section):
            raise JourneyError(f"{entry.kind} {entry.id}: a correction may not widen the section")
        seen = {entry.id}
        while target in by_id and target not in settled:
            if target in seen:
                raise JourneyError(f"{entry.kind} {entry.id}: corrections run in a circle")
            seen.add(target)
            target = corrects(by_id[target])
        settled |= seen
