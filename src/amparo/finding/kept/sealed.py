"""The table of sealed cards: how a card is sealed, written with its case, and read in number.

A card lies under the second key of its case (`casefile.keyring`), which also opens that case's
identity: destroying that key erases the card wherever it was copied to.
"""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import connections
from django.db.models import QuerySet

from amparo.audit import actions as audit
from amparo.audit import statements
from amparo.casefile import keyring, sealing
from amparo.casefile.keyring import APART, Erased, Keyring
from amparo.casefile.sealing import NotOpened, Place, WrittenPlace
from amparo.finding.cards import CHILD, LINKED, Card, Name
from amparo.finding.kept.recorded import SECTIONS, card_of
from amparo.finding.models import SealedCard
from amparo.journey import Timeline

TABLE = SealedCard._meta.db_table
EMPTY = Card()


class Cards:
    """Cards as a table that follows from timelines (`casefile.further`)."""

    called = "card by which it is found"
    sections = SECTIONS

    def row(self, case_id: UUID, timeline: Timeline, ring: Keyring) -> SealedCard:
        """The sealed card of a case; an empty one without names, or without its key."""
        card = card_of(timeline)
        if card == EMPTY:
            return _nothing(case_id)
        try:
            key_id, key = ring.case_key(case_id, APART)
        except Erased:
            return _nothing(case_id)
        sealed = sealing.seal(key, place_of(case_id, key_id), packed(card))
        return SealedCard(case_id=case_id, key_id=key_id, sealed=sealed)

    def write(self, rows: Sequence[SealedCard]) -> None:
        """Number the rows and put them in the place of those before."""
        # From here to the end of the transaction nobody else numbers.
        audit.hold_the_end()
        for number, row in enumerate(rows, start=last_changed() + 1):
            row.changed = number
        statements.insert(rows, instead=True)

    def kept(self, case_ids: Collection[UUID]) -> Mapping[UUID, SealedCard]:
        """The rows that these cases have now."""
        return SealedCard.objects.in_bulk(list(case_ids))

    def same(self, one: SealedCard | None, other: SealedCard, ring: Keyring) -> bool:
        """Whether both say the same; a row that is not there says nothing."""
        return _said(one, ring) == _said(other, ring)


def _nothing(case_id: UUID) -> SealedCard:
    return SealedCard(case_id=case_id, key_id=None, sealed=b"")


def _said(row: SealedCard | None, ring: Keyring) -> Card | None:
    """None for a card that does not open, which is the same as no other."""
    if row is None or not row.sealed:
        return EMPTY
    try:
        key_id, key = ring.case_key(row.case_id, APART)
        return unpacked(sealing.open_sealed(key, place_of(row.case_id, key_id), bytes(row.sealed)))
    except (Erased, NotOpened):
        return None


def place_of(case_id: UUID, key_id: UUID) -> Place:
    return Place(TABLE, "sealed", case_id, None, key_id)


# How a card is written: a short list is read several times as fast as one with names


def packed(card: Card) -> bytes:
    names = [[name.text for name in card.names if name.whose == who] for who in (CHILD, LINKED)]
    return sealing.canonical([*names, card.born, card.sex, card.places, card.numbers])


def unpacked(said: bytes) -> Card:
    children, linked, born, sex, places, numbers = json.loads(said.decode())
    names = [Name(text) for text in children] + [Name(text, LINKED) for text in linked]
    return Card(tuple(names), tuple(born), sex, tuple(places), tuple(numbers))


# Reading


def last_changed() -> int:
    """The number of the last change of any card that was kept; 0 where there is no card."""
    found = _last()
    return found[0][0] if found else 0


@statements.Prepared
def _last() -> QuerySet[Any]:
    return SealedCard.objects.order_by("-changed").values_list("changed")[:1]


def is_apart() -> bool:
    """Whether this thread may see another record than others: its own changes, or an older one."""
    return connections[SealedCard.objects.db].in_atomic_block


def opened_between(after: int, until: int) -> Iterator[tuple[str, bytes]]:
    """What changed after one number, up to and with another: the case, its id in hex, and its card
    as `packed`; empty where there is nothing to be found by, or the key is gone.
    """
    found = SealedCard.objects.filter(changed__gt=after, changed__lte=until).order_by()
    rows = statements.rows_in_hex(found.values_list("case_id", "key_id", "sealed"))
    keys = dict(keyring.unwrapped({key_id: case_id for case_id, key_id, _s in rows if key_id}))
    for case_id, key_id, sealed in rows:
        key = keys.get(key_id)
        place = WrittenPlace(TABLE, "sealed", case_id, "", key_id)
        yield case_id, b"" if key is None else sealing.open_sealed(key, place, sealed)
