"""The open requests by what their names sound like, in the memory of this process only.

A child who is known anew is compared with the few requests that share a sound with one of their
names, or of their parents, brothers and sisters.
"""

import threading
from collections.abc import Iterable
from uuid import UUID

from amparo.finding.models import TracingRequest
from amparo.finding.spelling.sounds import keys
from amparo.finding.tracing import rules, sealed
from amparo.finding.tracing.content import sought
from amparo.finding.tracing.sides import Sought
from amparo.finding.tracing.spelling import latin_words

AT_ONCE = 500
Held = dict[UUID, tuple[Sought, frozenset[str]]]


class Waiting:
    """Kept by the key and the moment of each request, so that only what is new is opened."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self.forget()

    def forget(self) -> None:
        self._held: Held = {}
        self._stamp: dict[UUID, object] = {}
        self._by_sound: dict[str, set[UUID]] = {}

    def up_to_date(self) -> None:
        """Open what came or changed, and forget what is no longer open."""
        with self._lock:
            rows = TracingRequest.objects.exclude(state=rules.TAKEN_BACK)
            stamps = dict(rows.values_list("id", "compared_at"))
            for request_id in set(self._held) - set(stamps):
                self._drop(request_id)
            fresh = [one for one, stamp in stamps.items() if self._stamp.get(one, self) != stamp]
            for start in range(0, len(fresh), AT_ONCE):
                self._open(list(rows.filter(id__in=fresh[start : start + AT_ONCE])))

    def _open(self, rows: list[TracingRequest]) -> None:
        ring = sealed.ring_of(rows)
        for row in rows:
            self._drop(row.id)
            content = sealed.content_of(row, ring)
            if content is None:
                continue
            asked = sought(content, row.received_at.date())
            sounds = sounds_of((*asked.names, *asked.parents, *asked.siblings))
            self._held[row.id], self._stamp[row.id] = (asked, sounds), row.compared_at
            for one in sounds:
                self._by_sound.setdefault(one, set()).add(row.id)

    def _drop(self, request_id: UUID) -> None:
        _asked, sounds = self._held.pop(request_id, (None, frozenset()))
        self._stamp.pop(request_id, None)
        for one in sounds:
            self._by_sound.get(one, set()).discard(request_id)

    def like(self, names: Iterable[str]) -> dict[UUID, Sought]:
        """The requests that share a sound with one of these names."""
        with self._lock:
            ids = {one for heard in sounds_of(names) for one in self._by_sound.get(heard, ())}
            return {one: self._held[one][0] for one in ids}


def sounds_of(names: Iterable[str]) -> frozenset[str]:
    """Everything that may be heard of each word."""
    return frozenset(key for name in names for word in latin_words(name) for key in keys(word))


WAITING = Waiting()
