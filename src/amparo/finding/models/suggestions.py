"""Pairs of cases that may be about one child, and pairs about which somebody has decided.

Everything here is derived: `DecidedPair` from the entries on both timelines, `Suggestion` by
comparing again. `one` is always the case with the smaller id. How alike two are is sealed under the
key of `one` that seals the identity: it may point to a child.
"""

from django.db import models

from amparo.casefile.models import Case


class Suggestion(models.Model):
    """Two cases that look like one child. It does nothing by itself."""

    one = models.ForeignKey(Case, models.CASCADE, related_name="+")
    other = models.ForeignKey(Case, models.CASCADE, related_name="+")
    found_at = models.DateTimeField()
    key_id = models.UUIDField()
    sealed = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["one", "other"], name="suggested_once")]
        indexes = [models.Index(fields=["found_at", "id"], name="suggested_first")]

    privacy = {
        "id": "operational",
        "one": "operational",
        "other": "operational",
        "found_at": "operational",
        "key_id": "operational",
        "sealed": "identifying",
    }


class DecidedPair(models.Model):
    """What holds about two cases: the entries on both say so, and why. `result` as there."""

    one = models.ForeignKey(Case, models.CASCADE, related_name="+")
    other = models.ForeignKey(Case, models.CASCADE, related_name="+")
    result = models.CharField(max_length=20)
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["one", "other"], name="decided_once")]

    privacy = {
        "id": "operational",
        "one": "operational",
        "other": "operational",
        "result": "sensitive",
        "decided_at": "operational",
    }


class ToCompare(models.Model):
    """A case whose identity was recorded and that waits to be compared with the register."""

    case = models.OneToOneField(Case, models.CASCADE, primary_key=True, related_name="+")
    since = models.DateTimeField(db_index=True)

    privacy = {"case": "operational", "since": "operational"}
