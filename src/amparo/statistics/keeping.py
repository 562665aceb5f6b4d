"""Figures put aside to be held against each other: kept as known on their day, with their meaning.

They are of tables without any child in them; each person sees their own.
"""

from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from amparo.access import NotFound, Refused, check_can_act
from amparo.audit import actions as audit
from amparo.people.models import User
from amparo.people.queries import person_for
from amparo.statistics.figures.carrying import from_data, to_data
from amparo.statistics.figures.meaning import Figure
from amparo.statistics.models import KeptFigure
from amparo.statistics.rules import LONGEST
from amparo.terms import N_

MOST = 50


def keep(*, by: User, figure: Figure, asked: str) -> KeptFigure:
    """Put a figure aside; the oldest beyond fifty leaves the list. Raises Refused."""
    check_can_act(person_for(by), "see_counts")
    if figure.value is None:
        raise Refused(
            N_("There are too few children in this figure to keep it."),
            N_("Ask for more years, or for all children."),
            code="too_few",
        )
    if len(asked) > LONGEST:
        raise NotFound
    with transaction.atomic():
        row = KeptFigure.objects.create(
            by=by, at=timezone.now(), figure=to_data(figure), asked=asked
        )
        beyond = [one.pk for one in _holding(by)[MOST:]]
        KeptFigure.objects.filter(pk__in=beyond).update(put_away_at=timezone.now())
        audit.write("figure_kept", by=by, detail={"row": row.id})
    return row


def put_away(*, by: User, figure_id: UUID) -> None:
    """Take it off one's list. Raises Refused, NotFound."""
    check_can_act(person_for(by), "see_counts")
    with transaction.atomic():
        if not _holding(by).filter(id=figure_id).update(put_away_at=timezone.now()):
            raise NotFound
        audit.write("figure_put_away", by=by, detail={"row": figure_id})


def kept(by: User) -> list[tuple[KeptFigure, Figure]]:
    """One's own, the latest first. Raises Refused."""
    check_can_act(person_for(by), "see_counts")
    return [(row, from_data(row.figure)) for row in _holding(by)]


def _holding(by: User) -> QuerySet[KeptFigure]:
    return KeptFigure.objects.filter(by=by, put_away_at=None)
