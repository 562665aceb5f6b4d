"""That somebody searched, and that an agency which knows the child was told.

What was typed lies sealed until other agencies' cases were looked through, at most a few minutes,
and is then destroyed with its key. Writing goes through `searching` and `notices` only.
"""

import uuid

from django.conf import settings
from django.db import models

from amparo.casefile.models import Case
from amparo.people.models import Agency


class Search(models.Model):
    """A settled search of one person. `sealed` is empty where nobody is told, and afterwards."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    role = models.CharField(max_length=30)
    at = models.DateTimeField(db_index=True)
    purpose = models.CharField(max_length=30, blank=True)
    own_case = models.ForeignKey(Case, models.CASCADE, null=True, related_name="+")
    found = models.PositiveSmallIntegerField(default=0)
    tells = models.BooleanField(default=False)
    looked_at = models.DateTimeField(null=True)
    sealed = models.BinaryField(default=b"")
    key_id = models.UUIDField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["person", "at"], name="search_person"),
            models.Index(fields=["agency", "at"], name="search_agency"),
            models.Index(
                fields=["at"],
                name="search_waiting",
                condition=models.Q(tells=True, looked_at__isnull=True),
            ),
        ]

    privacy = {
        "id": "operational",
        "person": "operational",
        "agency": "operational",
        "role": "operational",
        "at": "operational",
        "purpose": "operational",
        "own_case": "operational",
        "found": "operational",
        "tells": "operational",
        "looked_at": "operational",
        "sealed": "identifying",
        "key_id": "operational",
    }


class Notice(models.Model):
    """Told to the agency that holds a case: this person looked for a child like this one.

    `contact` is None until somebody decided. The searcher hears of it only where it is true.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    case = models.ForeignKey(Case, models.CASCADE, related_name="+")
    search = models.ForeignKey(Search, models.SET_NULL, null=True, related_name="notices")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    role = models.CharField(max_length=30)
    purpose = models.CharField(max_length=30, blank=True)
    own_case = models.ForeignKey(Case, models.CASCADE, null=True, related_name="+")
    barred = models.BooleanField(default=False)
    searched_at = models.DateTimeField()
    day = models.DateField()
    contact = models.BooleanField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "agency", "day", "barred"], name="notice_once_a_day"
            ),
        ]
        indexes = [
            models.Index(fields=["person", "contact", "read_at"], name="notice_person"),
            models.Index(fields=["searched_at"], name="notice_searched"),
        ]

    privacy = {
        "id": "operational",
        "case": "operational",
        "search": "operational",
        "person": "operational",
        "agency": "operational",
        "role": "operational",
        "purpose": "operational",
        "own_case": "operational",
        "barred": "sensitive",
        "searched_at": "operational",
        "day": "operational",
        "contact": "operational",
        "decided_by": "operational",
        "decided_at": "operational",
        "read_at": "operational",
    }
