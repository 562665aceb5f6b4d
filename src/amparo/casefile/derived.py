"""The tables that are folds over entries, kept so that lists and clocks are index look-ups.

None of them is truth of its own: `rebuilding` makes them anew from the entries. They refer to a
case by its name, for `models` imports them.
"""

from django.conf import settings
from django.db import models

from amparo.people.models import Agency


class SealedSituation(models.Model):
    """The folded situation; identity and whereabouts in `sealed_apart`, under the second key."""

    case = models.OneToOneField("casefile.Case", models.CASCADE, primary_key=True)
    folded_at = models.DateTimeField(db_index=True)
    sealed = models.BinaryField()
    sealed_apart = models.BinaryField()

    privacy = {
        "case": "operational",
        "folded_at": "operational",
        "sealed": "sensitive",
        "sealed_apart": "identifying",
    }


class OpenDuty(models.Model):
    """A duty that entries leave open. Time alone turns it into an overdue one."""

    case = models.ForeignKey("casefile.Case", models.CASCADE, related_name="open_duties")
    code = models.CharField(max_length=60)
    section = models.CharField(max_length=20)
    by = models.CharField(max_length=30)
    starts_at = models.DateTimeField()
    due_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    protocol_version = models.CharField(max_length=60)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", db_index=False)
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        indexes = [
            models.Index(fields=["due_at"], name="duty_due"),
            models.Index(fields=["assigned_to", "due_at"], name="duty_worker"),
            models.Index(fields=["agency", "due_at"], name="duty_agency"),
            models.Index(fields=["by", "due_at"], name="duty_role"),
            models.Index(fields=["code", "agency", "due_at"], name="duty_code"),
        ]

    privacy = {
        "id": "operational",
        "case": "operational",
        "code": "sensitive",
        "section": "operational",
        "by": "operational",
        "starts_at": "operational",
        "due_at": "operational",
        "ends_at": "operational",
        "protocol_version": "operational",
        "agency": "operational",
        "assigned_to": "operational",
    }


class Involvement(models.Model):
    """An agency, or one person of it, on a case. Index of the involvement entries that hold."""

    case = models.ForeignKey(
        "casefile.Case", models.CASCADE, related_name="involvements", db_index=False
    )
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    role = models.CharField(max_length=30)
    sections = models.JSONField(default=list)
    ground = models.CharField(max_length=60, blank=True)
    starts = models.DateTimeField()
    until = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    shared_by_lawyer = models.BooleanField(default=False)
    entry_id = models.UUIDField()

    class Meta:
        indexes = [
            models.Index(fields=["case", "agency"], name="involvement_case"),
            models.Index(fields=["person", "case"], name="involvement_person"),
            models.Index(fields=["agency", "role", "case"], name="involvement_agency"),
            models.Index(fields=["until"], name="involvement_until"),
        ]

    privacy = {
        "id": "operational",
        "case": "operational",
        "agency": "operational",
        "person": "operational",
        "role": "operational",
        "sections": "operational",
        "ground": "operational",
        "starts": "operational",
        "until": "operational",
        "ended_at": "operational",
        "shared_by_lawyer": "operational",
        "entry_id": "operational",
    }


class Barring(models.Model):
    """Who must never see a case, whatever their role. Index of the `access_barred` entries that
    hold.
    """

    case = models.ForeignKey("casefile.Case", models.CASCADE, related_name="barrings")
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    entry_id = models.UUIDField()

    privacy = {
        "id": "operational",
        "case": "operational",
        "agency": "sensitive",
        "person": "sensitive",
        "entry_id": "operational",
    }


class PassedGate(models.Model):
    """A gate passed with a reason; the reason stays sealed in the entry."""

    case = models.ForeignKey("casefile.Case", models.CASCADE, related_name="passed_gates")
    entry_id = models.UUIDField()
    gate = models.CharField(max_length=60)
    section = models.CharField(max_length=20)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", db_index=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["agency", "recorded_at"], name="gate_agency"),
            models.Index(fields=["recorded_at"], name="gate_recorded"),
        ]

    privacy = {
        "id": "operational",
        "case": "operational",
        "entry_id": "operational",
        "gate": "sensitive",
        "section": "operational",
        "agency": "operational",
        "author": "operational",
        "recorded_at": "operational",
    }


class UnverifiedRelation(models.Model):
    """A relation of a child in an open case that nobody has verified; which one stays sealed."""

    case = models.ForeignKey("casefile.Case", models.CASCADE, related_name="unverified_relations")
    entry_id = models.UUIDField()
    section = models.CharField(max_length=20)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", db_index=False)
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        indexes = [
            models.Index(fields=["assigned_to", "case"], name="relation_worker"),
            models.Index(fields=["agency", "case"], name="relation_agency"),
        ]

    privacy = {
        "id": "operational",
        "case": "operational",
        "entry_id": "operational",
        "section": "operational",
        "agency": "operational",
        "assigned_to": "operational",
    }


class AwaitedAnswer(models.Model):
    """A planned step on which the guardian has not been heard since it was planned."""

    case = models.ForeignKey("casefile.Case", models.CASCADE, related_name="awaited_answers")
    entry_id = models.UUIDField()
    step = models.CharField(max_length=40)
    section = models.CharField(max_length=20)
    asked_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["asked_at"], name="awaited_asked")]

    privacy = {
        "id": "operational",
        "case": "operational",
        "entry_id": "operational",
        "step": "sensitive",
        "section": "operational",
        "asked_at": "operational",
    }
