"""Keeps the index of names up to the last append, in this process and by others.

An append in this process is followed when its transaction is kept. What other processes wrote (or
the command line) is caught up with at the next search, by when it was received.
"""

import threading
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connections, transaction
from django.db.models import Max

from amparo.audit import statements
from amparo.casefile import timelines
from amparo.casefile.effects import Appended
from amparo.casefile.keyring import Keyring
from amparo.casefile.models import Entry
from amparo.casefile.timelines import Row
from amparo.finding.cards import Card, Name
from amparo.finding.index import NameIndex
from amparo.journey import Timeline

NAMED_IN = ("identity_recorded", "entry_withdrawn")
CASES_AT_ONCE = 500
Named = tuple[UUID, Card]
# A transaction that began earlier may be kept later: look back a little further than the last one.
LOOK_BACK = timedelta(minutes=2)
SOON = 0.2  # seconds


class Kept:
    """The index of this process, opened when it is first needed."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self.forget()

    def forget(self) -> None:
        """Begin anew; between tests, and when keys were destroyed."""
        self.index = NameIndex()
        self._until: datetime | None = None
        self._opened = False

    def up_to_date(self) -> NameIndex:
        """The index with everything that was appended until now, by whomever."""
        return self._up_to_date(lambda: names_of(named()))

    def at_hand(self) -> NameIndex | None:
        """As `up_to_date`, for a page that must not wait; None while somebody opens the names."""
        if not self._lock.acquire(timeout=SOON):
            return None
        try:
            return self.up_to_date()
        finally:
            self._lock.release()

    def _up_to_date(self, whole: Callable[[], Iterable[Named]]) -> NameIndex:
        with self._lock:
            last = _last_received()
            if not self._opened:
                self.index.put_many(whole())
                self._opened = True
            elif last is not None and last != self._until:
                since = (self._until or last) - LOOK_BACK
                self.refresh(named(since if self._until else None))
            self._until = last
            return self.index

    def open_in_background(
        self, whole: Callable[[], Iterable[Named]], then: Callable[[], None]
    ) -> None:
        """Begin to open the index now, so that the first search need not wait. For the server.

        `whole` gives the names of all cases, from wherever they are opened.
        """
        threading.Thread(
            target=self._open_alone, args=[whole, then], name="names", daemon=True
        ).start()

    def _open_alone(self, whole: Callable[[], Iterable[Named]], then: Callable[[], None]) -> None:
        try:
            self._up_to_date(whole)
            then()
        finally:
            connections.close_all()

    def refresh(self, case_ids: Iterable[UUID]) -> None:
        """Read the names of these cases again."""
        wanted = list(case_ids)
        found = dict(names_of(wanted))
        for case_id in wanted:
            self.index.put(case_id, found.get(case_id))

    def follow(self, appended: Appended) -> None:
        """Effect of an append: once it is kept, the names of that case are read again."""
        if appended.section == "identity" and self._opened:
            transaction.on_commit(lambda: self.refresh([appended.case_id]))


def _last_received() -> datetime | None:
    last: datetime | None = Entry.objects.filter(section="identity").aggregate(
        last=Max("received_at")
    )["last"]
    return last


def named(since: datetime | None = None) -> list[UUID]:
    """The cases that have identity entries, or have had new ones since."""
    rows = Entry.objects.filter(section="identity")
    if since is not None:
        rows = rows.filter(received_at__gte=since)
    return list(rows.order_by().values_list("case_id", flat=True).distinct())


def names_of(case_ids: list[UUID]) -> Iterator[Named]:
    """The words of the names of these cases."""
    for start in range(0, len(case_ids), CASES_AT_ONCE):
        yield from _names_of_some(case_ids[start : start + CASES_AT_ONCE])


def _names_of_some(case_ids: list[UUID]) -> Iterator[Named]:
    found = Entry.objects.filter(section="identity", kind__in=NAMED_IN, case_id__in=case_ids)
    asked = found.order_by().values_list(*timelines.FOR_A_FOLD)
    rows = [Row(*values) for values in statements.rows(asked)]
    ring = Keyring.of_bodies((row.key_id for row in rows), case_ids)
    of_case: dict[UUID, list[Row]] = {}
    for row in rows:
        of_case.setdefault(row.case_id, []).append(row)
    for case_id, own in of_case.items():
        yield case_id, _card_of(own, ring)


def _card_of(rows: list[Row], ring: Keyring) -> Card:
    opened = (timelines.open_row(ring, row) for row in rows)
    timeline = Timeline(entry for entry in opened if entry is not None)
    return Card(
        names=tuple(
            Name(str(name.get("name", "")))
            for entry in timeline.of("identity_recorded")
            for name in entry.says("names") or ()
        )
    )


KEPT = Kept()
