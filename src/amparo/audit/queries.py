"""What is read from the log. Who may read it is decided in `access` and asked by the caller."""

from collections.abc import Iterable
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


def said_lately_of(
    verb: str, *, actor_id: UUID, case_ids: Iterable[UUID], within: timedelta
) -> set[UUID]:
    """As `said_lately`, for several cases: those of which this person already has such a line."""
    since = timezone.now() - within
    lines = Line.objects.filter(
        case_id__in=list(case_ids), actor_id=actor_id, verb=verb, at__gt=since
    )
    return {case_id for case_id in lines.values_list("case_id", flat=True) if case_id}
