"""What people write down about series: breaks, warnings, and what happened afterwards.

Nothing is changed: a correction is a row that supersedes another, a withdrawal says why, and both
stay. Of a child there is nothing here; every text is public and checked by `rules.public_text`.
"""

import uuid

from django.conf import settings
from django.db import models

from amparo.audit.privacy import Privacy
from amparo.people.models import Agency
from amparo.statistics.rules import LONGEST, LONGEST_LINE, LONGEST_PLACE


class Written(models.Model):
    """Who wrote it, when, what it takes the place of, and whether it was withdrawn."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="superseded_by"
    )
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    withdrawn_because = models.CharField(max_length=LONGEST, blank=True)

    class Meta:
        abstract = True

    privacy = {
        "id": Privacy.OPERATIONAL,
        "by": Privacy.OPERATIONAL,
        "agency": Privacy.OPERATIONAL,
        "at": Privacy.OPERATIONAL,
        "supersedes": Privacy.OPERATIONAL,
        "withdrawn_at": Privacy.OPERATIONAL,
        "withdrawn_by": Privacy.OPERATIONAL,
        "withdrawn_because": Privacy.PUBLIC,
    }


class SeriesBreak(Written):
    """From `on` a series counts something else, or is counted by others. `kind` as in `series`.

    `place` is empty where it holds for every place.
    """

    kind = models.CharField(max_length=30)
    on = models.DateField(db_index=True)
    place = models.CharField(max_length=LONGEST_PLACE, blank=True)
    text = models.CharField(max_length=LONGEST)
    source = models.CharField(max_length=LONGEST_LINE, blank=True)

    class Meta:
        ordering = ["on", "at"]

    privacy = Written.privacy | {
        "kind": Privacy.PUBLIC,
        "on": Privacy.PUBLIC,
        "place": Privacy.PUBLIC,
        "text": Privacy.PUBLIC,
        "source": Privacy.PUBLIC,
    }


class EarlyWarning(Written):
    """Somebody warned before an event that children would be in more danger of trafficking."""

    about = models.CharField(max_length=30)
    issuer = models.CharField(max_length=LONGEST_LINE)
    issued = models.DateField(db_index=True)
    place = models.CharField(max_length=LONGEST_PLACE)
    text = models.CharField(max_length=LONGEST)
    source = models.CharField(max_length=LONGEST_LINE, blank=True)

    class Meta:
        ordering = ["issued", "at"]

    privacy = Written.privacy | {
        "about": Privacy.PUBLIC,
        "issuer": Privacy.PUBLIC,
        "issued": Privacy.PUBLIC,
        "place": Privacy.PUBLIC,
        "text": Privacy.PUBLIC,
        "source": Privacy.PUBLIC,
    }


class WhatHappened(Written):
    """What happened after a warning, as far as it was known on the day `on`. There may be more."""

    warning = models.ForeignKey(EarlyWarning, models.PROTECT, related_name="afterwards")
    result = models.CharField(max_length=20)
    on = models.DateField()
    text = models.CharField(max_length=LONGEST)
    source = models.CharField(max_length=LONGEST_LINE, blank=True)

    class Meta:
        ordering = ["on", "at"]

    privacy = Written.privacy | {
        "warning": Privacy.PUBLIC,
        "result": Privacy.PUBLIC,
        "on": Privacy.PUBLIC,
        "text": Privacy.PUBLIC,
        "source": Privacy.PUBLIC,
    }


class KeptFigure(models.Model):
    """A figure that somebody put aside, as known on its day, to hold it against another.

    `figure` is its whole meaning and value (`figures.carrying`); `asked` the address of its table.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    figure = models.JSONField()
    asked = models.CharField(max_length=LONGEST)
    put_away_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-at"]

    privacy = {
        "id": Privacy.OPERATIONAL,
        "by": Privacy.OPERATIONAL,
        "at": Privacy.OPERATIONAL,
        "figure": Privacy.PUBLIC,
        "asked": Privacy.PUBLIC,
        "put_away_at": Privacy.OPERATIONAL,
    }
