"""What holds of the rapporteur's words: for whoever may see counts, who can also read them."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from amparo.access import NotFound, check_can_act
from amparo.people.models import User
from amparo.people.queries import person_for
from amparo.release.rapporteur.models import FollowUp, Recommendation, TextBlock

READ = "see_counts"


@dataclass(frozen=True, slots=True)
class Followed:
    """A recommendation as it holds, and what each later report said of it, the oldest first."""

    row: Recommendation
    became: tuple[FollowUp, ...]

    @property
    def latest(self) -> FollowUp | None:
        return self.became[-1] if self.became else None

    def in_year(self, year: int) -> FollowUp | None:
        """What the report of a year said."""
        return next((one for one in self.became if one.year == year), None)


def texts(user: User, year: int, language: str) -> dict[str, TextBlock]:
    """The texts of a report by their place, empty ones too. Raises Refused."""
    check_can_act(person_for(user), READ)
    rows = TextBlock.objects.filter(year=year, language=language, superseded_by=None)
    return {row.place: row for row in rows.select_related("by")}


def written_in(user: User, year: int) -> set[tuple[str, str]]:
    """Place and language of each text of a report that is not empty. Raises Refused."""
    check_can_act(person_for(user), READ)
    rows = TextBlock.objects.filter(year=year, superseded_by=None).exclude(text="")
    return set(rows.order_by().values_list("place", "language"))


def versions(user: User, year: int, language: str, place: str) -> list[TextBlock]:
    """Every version of one text, the newest first. Raises Refused."""
    check_can_act(person_for(user), READ)
    rows = TextBlock.objects.filter(year=year, language=language, place=place)
    return list(rows.select_related("by").order_by("-at"))


def recommended(user: User, until: int) -> list[Followed]:
    """Every recommendation that holds, made until a year, with what reports until then said."""
    check_can_act(person_for(user), READ)
    rows = list(_holding().filter(year__lte=until))
    told: dict[UUID, list[FollowUp]] = {}
    for one in _followed(rows).filter(year__lte=until):
        told.setdefault(one.recommendation_id, []).append(one)
    return [Followed(row, tuple(told.get(_root(row), ()))) for row in rows]


def withdrawn(user: User) -> list[Recommendation]:
    """Recommendations that were taken out, for the page. Raises Refused."""
    check_can_act(person_for(user), READ)
    return list(Recommendation.objects.exclude(withdrawn_at=None))


def recommendation(user: User, row_id: UUID) -> Followed:
    """One that holds. Raises Refused, NotFound."""
    check_can_act(person_for(user), READ)
    row = _holding().filter(id=row_id).first()
    if row is None:
        raise NotFound
    return Followed(row, tuple(_followed([row])))


def years(user: User) -> list[int]:
    """The years for which something is written, the last first. Raises Refused."""
    check_can_act(person_for(user), READ)
    found = {
        year
        for table in (TextBlock, Recommendation, FollowUp)
        for year in table.objects.order_by().values_list("year", flat=True).distinct()
    }
    return sorted(found, reverse=True)


def _holding() -> QuerySet[Recommendation]:
    rows = Recommendation.objects.filter(withdrawn_at=None, superseded_by=None)
    return rows.select_related("to_agency", "by").order_by("year", "number")


def _followed(rows: Iterable[Recommendation]) -> QuerySet[FollowUp]:
    roots = [_root(row) for row in rows]
    held = FollowUp.objects.filter(recommendation_id__in=roots, superseded_by=None)
    return held.select_related("by").order_by("year")


def _root(row: Recommendation) -> UUID:
    return row.first_id or row.id
