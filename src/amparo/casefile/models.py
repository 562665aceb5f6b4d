"""The tables of the sealed record.

Only `Entry` and the wrapped keys cannot be rebuilt. `Case` in the clear and the tables of `derived`
are folds over entries, kept so that lists and clocks are index look-ups (`folding` works them out,
`keeping` writes them, `rebuilding` checks them). What a field may expose is said in `privacy`.
Writing goes through `actions` only.
"""

import uuid
from datetime import UTC, datetime

from django.conf import settings
from django.db import models

from amparo.people.models import Agency

TO_TRIAGE, OPEN, CLOSED, JOINED, CONCERN_CLOSED = (
    "to_triage",
    "open",
    "closed",
    "joined",
    "concern_closed",
)
# Nothing is owed: a date after all others, so that lists in the order of dates are index walks.
NEVER_DUE = datetime(9999, 12, 31, tzinfo=UTC)
STATES = (TO_TRIAGE, OPEN, CLOSED, JOINED, CONCERN_CLOSED)


class Case(models.Model):
    """Everything about one child; a concern while `to_triage`. No field points to a child."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    reference = models.CharField(max_length=11, unique=True)
    state = models.CharField(max_length=16, default=TO_TRIAGE)
    standing = models.CharField(max_length=20, blank=True)
    age_band = models.CharField(max_length=20, blank=True)
    sex = models.CharField(max_length=20, blank=True)
    movement = models.CharField(max_length=20, blank=True)
    risk = models.CharField(max_length=20, blank=True)
    care = models.CharField(max_length=30, blank=True)
    missing = models.BooleanField(default=False)
    detained = models.BooleanField(default=False)
    under_removal = models.BooleanField(default=False)
    has_guardian = models.BooleanField(default=False)
    urgent = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    next_due_at = models.DateTimeField(default=NEVER_DUE)
    last_sequence = models.PositiveIntegerField(default=0)
    last_digest = models.CharField(max_length=64, blank=True)
    derived = models.CharField(max_length=120, blank=True)  # what its index rows add up to
    triage_agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        indexes = [
            models.Index(fields=["state", "next_due_at", "id"], name="case_state"),
            models.Index(fields=["next_due_at", "id"], name="case_due"),
            models.Index(
                fields=["triage_agency", "state", "-urgent", "created_at"], name="case_triage"
            ),
            models.Index(fields=["assigned_to", "state", "next_due_at", "id"], name="case_worker"),
            models.Index(fields=["reported_by", "created_at"], name="case_reporter"),
        ]

    privacy = {
        "id": "operational",
        "reference": "operational",
        "state": "operational",
        "standing": "sensitive",
        "age_band": "sensitive",
        "sex": "sensitive",
        "movement": "sensitive",
        "risk": "sensitive",
        "care": "sensitive",
        "missing": "sensitive",
        "detained": "sensitive",
        "under_removal": "sensitive",
        "has_guardian": "sensitive",
        "urgent": "sensitive",
        "created_at": "operational",
        "opened_at": "operational",
        "next_due_at": "operational",
        "last_sequence": "operational",
        "last_digest": "operational",
        "derived": "operational",
        "triage_agency": "operational",
        "agency": "operational",
        "assigned_to": "operational",
        "reported_by": "operational",
    }


class Entry(models.Model):
    """One immutable link of a case's chain. `sealed` holds body, despite, agreed_by, authority."""

    id = models.UUIDField(primary_key=True)
    case = models.ForeignKey(Case, models.PROTECT, related_name="entries", db_index=False)
    sequence = models.PositiveIntegerField()
    kind = models.CharField(max_length=40)
    section = models.CharField(max_length=20)
    occurred_earliest = models.DateTimeField()
    occurred_latest = models.DateTimeField()
    recorded_at = models.DateTimeField()
    received_at = models.DateTimeField()
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False
    )
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", db_index=False)
    supersedes = models.UUIDField(null=True)
    key_id = models.UUIDField()
    sealed = models.BinaryField()
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "sequence"], name="entry_sequence"),
        ]
        indexes = [
            models.Index(fields=["section", "received_at"], name="entry_section"),
        ]

    privacy = {
        "id": "operational",
        "case": "operational",
        "sequence": "operational",
        "kind": "sensitive",
        "section": "operational",
        "occurred_earliest": "sensitive",
        "occurred_latest": "sensitive",
        "recorded_at": "operational",
        "received_at": "operational",
        "author": "operational",
        "agency": "operational",
        "supersedes": "operational",
        "key_id": "operational",
        "sealed": "identifying",
        "digest": "operational",
    }


class CaseLink(models.Model):
    """A concern that a case reads through: joined to it, or the one it was opened from."""

    concern = models.ForeignKey(Case, models.PROTECT, related_name="read_by")
    case = models.ForeignKey(Case, models.PROTECT, related_name="reads")
    whole = models.BooleanField(default=True)
    entry_id = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["concern", "case"], name="link_once"),
        ]

    privacy = {
        "id": "operational",
        "concern": "operational",
        "case": "operational",
        "whole": "operational",
        "entry_id": "operational",
    }


class BreakGlass(models.Model):
    """A case opened in an emergency, and its review. The reason and the review are sealed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    case = models.ForeignKey(Case, models.PROTECT, related_name="broken_glass")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False
    )
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", db_index=False)
    opened_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    reason = models.BinaryField()
    whereabouts_agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    reviewed_at = models.DateTimeField(null=True)
    justified = models.BooleanField(null=True)
    review = models.BinaryField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["person", "ends_at"], name="glass_person"),
            models.Index(fields=["agency", "reviewed_at"], name="glass_agency"),
        ]

    privacy = {
        "id": "operational",
        "case": "operational",
        "person": "operational",
        "agency": "operational",
        "opened_at": "operational",
        "ends_at": "operational",
        "reason": "sensitive",
        "whereabouts_agreed_by": "operational",
        "reviewed_by": "operational",
        "reviewed_at": "operational",
        "justified": "operational",
        "review": "sensitive",
    }


class Draft(models.Model):
    """A half-filled form, sealed, kept for a few days for the person who began it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    case = models.ForeignKey(Case, models.CASCADE, null=True, related_name="+")
    kind = models.CharField(max_length=60)
    sealed = models.BinaryField()
    key_id = models.UUIDField()
    saved_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "case", "kind"],
                name="draft_once",
                condition=models.Q(case__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["person", "kind"],
                name="draft_once_without_case",
                condition=models.Q(case__isnull=True),
            ),
        ]

    privacy = {
        "id": "operational",
        "person": "operational",
        "case": "operational",
        "kind": "operational",
        "sealed": "identifying",
        "key_id": "operational",
        "saved_at": "operational",
        "expires_at": "operational",
    }


class WrappedKey(models.Model):
    """A key wrapped by another: the two of a case by a master key, that of a body by one of those.

    Lives in the key store. Removing the row erases what it opens, backups of the record included.
    """

    key_store = True

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    case_id = models.UUIDField(null=True, db_index=True)
    holder_id = models.UUIDField(null=True)
    purpose = models.CharField(max_length=8)
    wrapped_by = models.CharField(max_length=36)
    wrapped = models.BinaryField()
    made_at = models.DateTimeField(db_index=True)

    class Meta:
        indexes = [
            models.Index(fields=["wrapped_by"], name="key_wrapped_by"),
            # Of no case are a few only, among millions: those of the deployment and of drafts.
            models.Index(
                fields=["holder_id"], name="key_of_no_case", condition=models.Q(case_id=None)
            ),
        ]

    privacy = {
        "id": "operational",
        "case_id": "operational",
        "holder_id": "operational",
        "purpose": "operational",
        "wrapped_by": "operational",
        "wrapped": "identifying",
        "made_at": "operational",
    }


from amparo.casefile.derived import (  # noqa: E402 - they refer to the tables above
    AwaitedAnswer,
    Barring,
    Involvement,
    OpenDuty,
    PassedGate,
    SealedSituation,
    UnverifiedRelation,
)

__all__ = [
    "CLOSED",
    "CONCERN_CLOSED",
    "JOINED",
    "NEVER_DUE",
    "OPEN",
    "STATES",
    "TO_TRIAGE",
    "AwaitedAnswer",
    "Barring",
    "BreakGlass",
    "Case",
    "CaseLink",
    "Draft",
    "Entry",
    "Involvement",
    "OpenDuty",
    "PassedGate",
    "SealedSituation",
    "UnverifiedRelation",
    "WrappedKey",
]
