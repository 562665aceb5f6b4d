"""The one table of the log. It has no foreign keys: a line outlives whatever it tells of."""

from django.db import models

from amparo.audit.privacy import Privacy


class Line(models.Model):
    """Who saw or did what, when. Never a personal value; `rules` says what goes into the digest."""

    sequence = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    actor_id = models.UUIDField(null=True)  # None: the system itself, or nobody known
    actor_agency_id = models.UUIDField(null=True)
    verb = models.CharField(max_length=60)
    case_id = models.UUIDField(null=True)
    case_reference = models.CharField(max_length=20, default="")
    entry_sequence = models.BigIntegerField(null=True)
    entry_digest = models.CharField(max_length=64, default="")
    detail = models.JSONField(default=dict)  # codes and counts only
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    privacy = {
        "sequence": Privacy.OPERATIONAL,
        "at": Privacy.OPERATIONAL,
        "actor_id": Privacy.IDENTIFYING,
        "actor_agency_id": Privacy.OPERATIONAL,
        "verb": Privacy.OPERATIONAL,
        "case_id": Privacy.OPERATIONAL,
        "case_reference": Privacy.OPERATIONAL,
        "entry_sequence": Privacy.OPERATIONAL,
        "entry_digest": Privacy.OPERATIONAL,
        "detail": Privacy.OPERATIONAL,
        "previous": Privacy.OPERATIONAL,
        "digest": Privacy.OPERATIONAL,
    }

    class Meta:
        db_table = "audit_line"
        indexes = [
            models.Index(fields=["case_id", "sequence"], name="audit_line_case"),
            models.Index(fields=["actor_id", "sequence"], name="audit_line_actor"),
            models.Index(fields=["verb", "sequence"], name="audit_line_verb"),
            # Whether somebody has just been seen to open a case is asked on every case page.
            models.Index(fields=["case_id", "actor_id", "verb", "at"], name="audit_line_said"),
        ]
