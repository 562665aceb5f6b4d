"""Families that look for a child: their requests, what was verified, and what may be their child.

What a family says lies sealed under a key of the request's own, so that erasing one request erases
it everywhere; what was asked to verify them, and what two people decided, each under one more.
"""

import uuid

from django.conf import settings
from django.db import models

from amparo.casefile.models import Case
from amparo.people.models import Agency


class TracingSource(models.Model):
    """An organisation that may send requests until `ends_on`. Of its secret a digest is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    name = models.CharField(max_length=150)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    ends_on = models.DateField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["name", "id"]

    privacy = {
        "id": "operational",
        "name": "operational",
        "agency": "operational",
        "token_hash": "sensitive",
        "opened_by": "identifying",
        "opened_at": "operational",
        "ends_on": "operational",
        "closed_at": "operational",
    }


class TracingRequest(models.Model):
    """Somebody looks for a child. `number` is what letters carry; `due` the day of the answer.

    `compared_at` None: it waits to be compared. `changed_at`: when an organisation last sent it
    otherwise than before; what was verified until then counts no more. `sender_key` is a keyed
    digest by which a request that an organisation sends twice is one.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    number = models.CharField(max_length=11, unique=True)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    source = models.ForeignKey(TracingSource, models.PROTECT, null=True, related_name="+")
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    received_at = models.DateTimeField()
    due = models.DateField()
    state = models.CharField(max_length=16, default="open")
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    compared_at = models.DateTimeField(null=True, db_index=True)
    changed_at = models.DateTimeField(null=True)
    sender_key = models.CharField(max_length=64, blank=True)
    sealed = models.BinaryField()
    key_id = models.UUIDField()

    class Meta:
        indexes = [models.Index(fields=["agency", "state", "due"], name="tracing_of_agency")]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "sender_key"],
                condition=~models.Q(sender_key=""),
                name="tracing_sent_once",
            )
        ]

    privacy = {
        "id": "operational",
        "number": "operational",
        "agency": "operational",
        "source": "operational",
        "taken_by": "identifying",
        "received_at": "operational",
        "due": "operational",
        "state": "operational",
        "answered_at": "operational",
        "answered_by": "identifying",
        "compared_at": "operational",
        "changed_at": "operational",
        "sender_key": "sensitive",
        "sealed": "identifying",
        "key_id": "operational",
    }


class TracingCheck(models.Model):
    """One try to verify whoever looks; one that failed is kept like one that did not."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    request = models.ForeignKey(TracingRequest, models.PROTECT, related_name="checks")
    step = models.CharField(max_length=16)
    result = models.CharField(max_length=16)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    sealed = models.BinaryField()
    key_id = models.UUIDField()

    class Meta:
        ordering = ["at", "id"]

    privacy = {
        "id": "operational",
        "request": "operational",
        "step": "operational",
        "result": "sensitive",
        "by": "identifying",
        "at": "operational",
        "sealed": "identifying",
        "key_id": "operational",
    }


class TracingMatch(models.Model):
    """A request and a child who may be meant. Only who may uncover that child is told of it.

    `strength` in thousandths. `decision` is what the first person proposes; it holds once a second
    one agreed. `reason` is sealed with what explains it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    request = models.ForeignKey(TracingRequest, models.PROTECT, related_name="matches")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    strength = models.PositiveSmallIntegerField()
    found_at = models.DateTimeField()
    decision = models.CharField(max_length=16, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    agreed_at = models.DateTimeField(null=True)
    sealed = models.BinaryField(null=True)
    key_id = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["request", "case"], name="tracing_match_once")
        ]

    privacy = {
        "id": "operational",
        "request": "operational",
        "case": "operational",
        "strength": "sensitive",
        "found_at": "operational",
        "decision": "sensitive",
        "decided_by": "identifying",
        "decided_at": "operational",
        "agreed_by": "identifying",
        "agreed_at": "operational",
        "sealed": "sensitive",
        "key_id": "operational",
    }


class TracingToCompare(models.Model):
    """A case whose child is known differently since it was last compared with open requests."""

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="+")
    since = models.DateTimeField()

    privacy = {"case": "operational", "since": "operational"}
