"""One call: when, how urgent, whether it was handed over. What was said lies sealed under a key of
its own, so that erasing one call erases it everywhere.

Who called stands nowhere in the clear. Writing goes through `actions` only.
"""

import uuid

from django.conf import settings
from django.db import models

from amparo.casefile.models import Case
from amparo.people.models import Agency, User


class Call(models.Model):
    """A call as its operator saved it. `kept_until` None: handed over, and not erased by time."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    urgency = models.CharField(max_length=16, blank=True)
    concern = models.ForeignKey(Case, models.PROTECT, null=True, related_name="+")
    handed_over_at = models.DateTimeField(null=True)
    caller_key = models.CharField(max_length=64, blank=True)
    sealed = models.BinaryField()
    key_id = models.UUIDField()
    kept_until = models.DateTimeField(null=True, db_index=True)

    class Meta:
        indexes = [
            models.Index(fields=["agency", "-began_at"], name="call_of_agency"),
            models.Index(
                fields=["agency", "caller_key"],
                name="call_of_caller",
                condition=~models.Q(caller_key=""),
            ),
        ]

    privacy = {
        "id": "operational",
        "agency": "operational",
        "taken_by": "operational",
        "began_at": "operational",
        "ended_at": "operational",
        "urgency": "sensitive",
        "concern": "operational",
        "handed_over_at": "operational",
        "caller_key": "identifying",
        "sealed": "identifying",
        "key_id": "operational",
        "kept_until": "operational",
    }

    def was_taken_by(self, user: User) -> bool:
        """Whether it is this person's call. Whoever accepts a new invitation could be somebody
        else: what was before stays closed to them.
        """
        return self.taken_by_id == user.id and self.ended_at >= user.invited_at
