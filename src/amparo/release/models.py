"""Versions of releases, and who signed them. Nothing of a child: the tables are made safe before.

Nothing is deleted and nothing is changed once it is published: a correction is a further version, a
withdrawal says why.
"""

import uuid

from django.conf import settings
from django.db import models

from amparo.audit.privacy import Privacy
from amparo.people.models import Agency
from amparo.release.rapporteur.models import FollowUp, Recommendation, TextBlock
from amparo.statistics.rules import LONGEST

__all__ = ["FollowUp", "NoiseDraw", "Recommendation", "ReleaseVersion", "Signature", "TextBlock"]

LONGEST_NAME = 60


class ReleaseVersion(models.Model):
    """One version of a release: what was asked for, and what was made of it (`made.to_json`).

    A draft that was made anew before it was published is replaced. `numbers_removed`: withdrawn
    because its numbers may point to a child, so that the site gives them no more.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    name = models.CharField(max_length=LONGEST_NAME, db_index=True)
    version = models.IntegerField()
    spec = models.TextField()
    content = models.TextField()
    digest = models.CharField(max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    withdrawn_because = models.CharField(max_length=LONGEST, blank=True)
    numbers_removed = models.BooleanField(default=False)

    class Meta:
        ordering = ["name", "-version", "-at"]
        constraints = [
            models.UniqueConstraint(
                fields=["name", "version"],
                condition=models.Q(published_at__isnull=False),
                name="one_published_of_a_version",
            )
        ]

    privacy = {
        "id": Privacy.OPERATIONAL,
        "name": Privacy.PUBLIC,
        "version": Privacy.PUBLIC,
        "spec": Privacy.PUBLIC,
        "content": Privacy.PUBLIC,
        "digest": Privacy.PUBLIC,
        "by": Privacy.OPERATIONAL,
        "agency": Privacy.OPERATIONAL,
        "at": Privacy.OPERATIONAL,
        "replaced_at": Privacy.OPERATIONAL,
        "published_at": Privacy.PUBLIC,
        "published_by": Privacy.OPERATIONAL,
        "withdrawn_at": Privacy.PUBLIC,
        "withdrawn_by": Privacy.OPERATIONAL,
        "withdrawn_because": Privacy.PUBLIC,
        "numbers_removed": Privacy.PUBLIC,
    }

    @property
    def is_draft(self) -> bool:
        """Whether it waits to be signed and published."""
        return self.replaced_at is None and self.published_at is None


class Signature(models.Model):
    """Somebody read a version and stands for it. `digest`: what they read."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    release = models.ForeignKey(ReleaseVersion, models.PROTECT, related_name="signatures")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(fields=["release", "by"], name="one_signature_of_a_person")
        ]

    privacy = {
        "id": Privacy.OPERATIONAL,
        "release": Privacy.OPERATIONAL,
        "by": Privacy.OPERATIONAL,
        "at": Privacy.OPERATIONAL,
        "digest": Privacy.PUBLIC,
    }


class NoiseDraw(models.Model):
    """Noise that was drawn of the children registered in some years, for a release, published or
    not. Written before it is drawn, and never deleted: what it spent stays spent.

    `asked`: what was drawn, as a digest. `ended_at`: None while it is being drawn.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    name = models.CharField(max_length=LONGEST_NAME)
    first = models.PositiveSmallIntegerField()
    last = models.PositiveSmallIntegerField()
    epsilon = models.FloatField()
    delta = models.FloatField()
    length = models.PositiveSmallIntegerField()
    asked = models.CharField(max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["at"]

    privacy = {
        "id": Privacy.OPERATIONAL,
        "name": Privacy.PUBLIC,
        "first": Privacy.PUBLIC,
        "last": Privacy.PUBLIC,
        "epsilon": Privacy.PUBLIC,
        "delta": Privacy.PUBLIC,
        "length": Privacy.PUBLIC,
        "asked": Privacy.OPERATIONAL,
        "by": Privacy.OPERATIONAL,
        "agency": Privacy.OPERATIONAL,
        "at": Privacy.OPERATIONAL,
        "ended_at": Privacy.OPERATIONAL,
    }
