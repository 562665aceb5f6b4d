"""What is read from the log. Who may read it is decided in `access` and asked by the caller."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from amparo.audit.models import Line


def about_case(case_id: UUID) -> QuerySet[Line]:
    """Every line about one case, latest first."""
    return Line.objects.filter(case_id=case_id).order_by("-sequence")


def by_person(actor_id: UUID) -> QuerySet[Line]:
    """Every line of one person, latest first."""
    return Line.objects.filter(actor_id=actor_id).order_by("-sequence")


def said_lately(
    verb: str,
    *,
    actor_id: UUID,
    case_id: UUID,
    within: timedelta,
    now: datetime | None = None,
) -> bool:
    """Whether this person already has such a line about this case, younger than `within`."""
    since = (now or timezone.now()) - within
    lines = Line.objects.filter(case_id=case_id, actor_id=actor_id, verb=verb, at__gt=since)
    return lines.exists()
