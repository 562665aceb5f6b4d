"""Keeps the index of names up to the last append, in this process and by others.

Every change of a card has a number, in the order in which changes were kept (`models.cards`). The
index knows up to which number it is; what came after is read before each search, and besides when
an append of this process was kept, so that a search seldom has to read anything.

Those who search at the same time share one question to the database: any that was sent after one
began to search answers with everything that was kept before.
"""

import threading
from collections.abc import Callable, Iterable, Iterator
from uuid import UUID

from django.db import connections, transaction

from amparo.casefile.effects import Appended, KeysDestroyed, Ticked
from amparo.finding.index import NameIndex, forget_what_was_read
from amparo.finding.index.columns import Portion, portion
from amparo.finding.kept import sealed
from amparo.finding.kept.recorded import SECTIONS

AT_ONCE = 10_000
SOON = 0.2  # seconds
Opening = Callable[[int], Iterable[Portion]]


class Kept:
    """The index of this process, opened when it is first needed."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        # How many times the database was asked, and which of these times is answered and read.
        self._asked = self._answered = 0
        self.forget()

    def forget(self) -> None:
        """Begin anew; between tests, and when another record was put back."""
        forget_what_was_read()
        self.index = NameIndex()
        self._until = 0
        self._opened = False

    @property
    def is_open(self) -> bool:
        """Whether the names are open in this process, so that searching them costs no wait."""
        return self._opened

    def up_to_date(self) -> NameIndex:
        """The index with everything that was kept until now, by whomever."""
        asked = self._asked
        with self._lock:
            return self._since(asked)

    def at_hand(self) -> NameIndex | None:
        """As `up_to_date`, for a page that must not wait; None while somebody opens the names."""
        asked = self._asked
        if not self._lock.acquire(timeout=SOON):
            return None
        try:
            return self._since(asked)
        finally:
            self._lock.release()

    def _since(self, asked: int) -> NameIndex:
        """The index as one of the questions after so many says, or a new one; by who locked."""
        answered = self._opened and self._answered > asked
        if not answered or sealed.is_apart():
            self._open(opened_here)
            self._catch_up()
        return self.index

    def _open(self, opening: Opening) -> None:
        if not self._opened:
            # What changes from here on has a higher number: it is caught up with.
            last = sealed.last_changed()
            self.index.put_portions(opening(last))
            self._until, self._opened = last, True

    def _catch_up(self) -> None:
        self._asked += 1
        asked = self._asked
        last = sealed.last_changed()
        if last < self._until:
            # Another record, or an older one: a backup was put back.
            self.forget()
            self._open(opened_here)
        while self._until < last:
            until = min(last, self._until + AT_ONCE)
            for case_id, said in sealed.opened_between(self._until, until):
                self.index.put(UUID(case_id), sealed.unpacked(said) if said else None)
            self._until = until
        if not sealed.is_apart():
            self._answered = asked

    def open_in_background(self, opening: Opening, then: Callable[[], None]) -> None:
        """Begin to open the index now, so that the first search need not wait. For the server.

        `opening` gives the cards up to a number, from wherever they are opened.
        """
        threading.Thread(
            target=self._open_alone, args=[opening, then], name="names", daemon=True
        ).start()

    def _open_alone(self, opening: Opening, then: Callable[[], None]) -> None:
        try:
            with self._lock:
                self._open(opening)
                self._catch_up()
            then()
        finally:
            connections.close_all()

    def follow(self, event: Appended | KeysDestroyed | Ticked) -> None:
        """Effect: what this process wrote is read once it is kept; what others wrote, by and by."""
        if isinstance(event, Appended) and event.section not in SECTIONS:
            return
        if self._opened:
            # It was kept, whatever becomes of the index: the next search would catch up.
            transaction.on_commit(self._catch_up_unless_busy, robust=True)

    def _catch_up_unless_busy(self) -> None:
        # Whoever is at it may have looked before this was kept; then the next search reads it.
        if self._lock.acquire(blocking=False):
            try:
                if self._opened:
                    self._catch_up()
            finally:
                self._lock.release()


def opened_here(until: int) -> Iterator[Portion]:
    """The cards up to a number, opened in this process."""
    sent: set[str] = set()
    for after in range(0, until, AT_ONCE):
        yield opened_portion(after, until, sent)


def opened_portion(after: int, until: int, sent: set[str]) -> Portion:
    """The next few cards after a number, up to another, as the index takes them.

    `sent` are the words of earlier portions, whose forms it has; those of this one are added.
    """
    found = sealed.opened_between(after, min(until, after + AT_ONCE))
    cards = [(UUID(case_id), sealed.unpacked(said)) for case_id, said in found if said]
    made = portion(cards, sent)
    sent.update(made.forms)
    return made


KEPT = Kept()
