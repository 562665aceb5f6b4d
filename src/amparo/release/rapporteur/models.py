"""What the rapporteur writes: texts of the annual report, recommendations, what became of them.

Nothing is changed: a correction is a row that supersedes another, and both stay. Of a child there
is nothing here; every text is public and checked by `rules`.
"""

from django.db import models

from amparo.audit.privacy import Privacy
from amparo.people.models import Agency
from amparo.release.rapporteur.rules import LONGEST_BLOCK, LONGEST_RECOMMENDATION
from amparo.statistics.models import Written
from amparo.statistics.rules import LONGEST, LONGEST_LINE


class TextBlock(Written):
    """Paragraphs of the report of a year in one language; an empty text is none.

    `place` as in `rules.PLACES`.
    """

    year = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=5)
    place = models.CharField(max_length=30)
    text = models.TextField(max_length=LONGEST_BLOCK, blank=True)

    class Meta:
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "language", "place"],
                condition=models.Q(supersedes=None),
                name="one_first_text",
            )
        ]

    privacy = Written.privacy | {
        "year": Privacy.PUBLIC,
        "language": Privacy.PUBLIC,
        "place": Privacy.PUBLIC,
        "text": Privacy.PUBLIC,
    }


class Recommendation(Written):
    """What the rapporteur recommended in the report of a year, under a number of that year.

    `first` is the row as it was first written; None in that row itself. `addressed` is a kind of
    authority; `to_agency` one agency, where it is meant alone. `language`: that of the text.
    """

    first = models.ForeignKey("self", models.PROTECT, null=True, related_name="versions")
    year = models.PositiveSmallIntegerField(db_index=True)
    number = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=5)
    text = models.CharField(max_length=LONGEST_RECOMMENDATION)
    addressed = models.CharField(max_length=40)
    to_agency = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+")
    source = models.CharField(max_length=LONGEST_LINE, blank=True)

    class Meta:
        ordering = ["year", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "number"],
                condition=models.Q(supersedes=None),
                name="one_first_recommendation",
            )
        ]

    privacy = Written.privacy | {
        "first": Privacy.OPERATIONAL,
        "year": Privacy.PUBLIC,
        "number": Privacy.PUBLIC,
        "language": Privacy.PUBLIC,
        "text": Privacy.PUBLIC,
        "addressed": Privacy.PUBLIC,
        "to_agency": Privacy.PUBLIC,
        "source": Privacy.PUBLIC,
    }


class FollowUp(Written):
    """What had become of a recommendation, as the report of a later year says it.

    `recommendation` is its first row. `state` as in `rules.STATES`.
    """

    recommendation = models.ForeignKey(
        Recommendation, models.PROTECT, related_name="followed_up", db_index=False
    )
    year = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=20)
    text = models.CharField(max_length=LONGEST, blank=True)
    evidence = models.CharField(max_length=LONGEST_LINE, blank=True)

    class Meta:
        ordering = ["year"]
        constraints = [
            models.UniqueConstraint(
                fields=["recommendation", "year"],
                condition=models.Q(supersedes=None),
                name="one_first_follow_up",
            )
        ]

    privacy = Written.privacy | {
        "recommendation": Privacy.PUBLIC,
        "year": Privacy.PUBLIC,
        "state": Privacy.PUBLIC,
        "text": Privacy.PUBLIC,
        "evidence": Privacy.PUBLIC,
    }
