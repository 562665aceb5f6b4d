"""The tables of front doors and of the receipts that were given at them.

Of a link and of a receipt only a digest is kept: whoever reads the database can use neither.
"""

from uuid import uuid4

from django.db import models

from amparo.audit.privacy import Privacy
from amparo.casefile.models import Case
from amparo.people.models import Agency, User


class FrontDoor(models.Model):
    """A way in for one institution. `account` is the author of what comes through it."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    institution = models.CharField(max_length=150)  # shown to those who take up concerns only
    channel = models.CharField(max_length=40)  # a code of the list `channel`
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    account = models.OneToOneField(User, on_delete=models.PROTECT, related_name="front_door")
    token_hash = models.CharField(max_length=64, unique=True)
    language = models.CharField(max_length=2, default="en")
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    link_made_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    privacy = {
        "id": Privacy.OPERATIONAL,
        "institution": Privacy.SENSITIVE,
        "channel": Privacy.OPERATIONAL,
        "agency": Privacy.OPERATIONAL,
        "account": Privacy.OPERATIONAL,
        "token_hash": Privacy.SENSITIVE,
        "language": Privacy.OPERATIONAL,
        "opened_by": Privacy.IDENTIFYING,
        "opened_at": Privacy.OPERATIONAL,
        "link_made_at": Privacy.OPERATIONAL,
        "closed_at": Privacy.OPERATIONAL,
    }

    class Meta:
        ordering = ["institution", "id"]

    def __str__(self) -> str:
        return self.institution


class Receipt(models.Model):
    """What the sender of one report holds. `seen_at`: somebody who may take it up opened it."""

    code_hash = models.CharField(max_length=64, primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    door = models.ForeignKey(FrontDoor, on_delete=models.PROTECT, related_name="receipts")
    received_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)

    privacy = {
        "code_hash": Privacy.SENSITIVE,
        "case": Privacy.OPERATIONAL,
        "door": Privacy.OPERATIONAL,
        "received_at": Privacy.OPERATIONAL,
        "seen_at": Privacy.OPERATIONAL,
    }

    class Meta:
        indexes = [models.Index(fields=["door", "received_at"], name="frontdoor_receipt_door")]
