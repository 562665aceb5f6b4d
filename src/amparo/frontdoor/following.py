"""What follows in this room from what happens to a concern: its receipt, and that it was seen."""

from amparo.casefile.concern_bodies import REPORTED
from amparo.casefile.effects import Appended, ConcernSeen
from amparo.frontdoor.models import Receipt
from amparo.frontdoor.queries import door_of_account
from amparo.frontdoor.rules import receipt_for, receipt_hash


def keep_receipt(event: Appended) -> None:
    """In the transaction of the report itself: there is none without a receipt."""
    if event.kind != REPORTED or event.supersedes is not None:
        return
    door = door_of_account(event.author_id)
    if door is not None:
        Receipt.objects.get_or_create(
            code_hash=receipt_hash(receipt_for(door.pk, event.entry_id)),
            defaults={"case_id": event.case_id, "door": door, "received_at": event.at},
        )


def note_seen(event: ConcernSeen) -> None:
    """The first time that somebody who may take it up opens it."""
    Receipt.objects.filter(case_id=event.case_id, seen_at=None).update(seen_at=event.at)
