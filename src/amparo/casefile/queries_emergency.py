"""Emergency openings: one's own that lasts, those that wait for a second person or a review."""

from uuid import UUID

from django.utils import timezone

from amparo.access import NotFound, can_act
from amparo.casefile.models import BreakGlass, Case
from amparo.casefile.queries_work import glass_to_review, glass_view
from amparo.casefile.views import GlassView
from amparo.casefile.visibility import barred
from amparo.people.models import User
from amparo.people.queries import names_of, person_for

MANY = 1_000


def lasting(user: User, case: Case) -> GlassView | None:
    """The emergency in which `user` has this case open now."""
    rows = BreakGlass.objects.filter(case=case, person=user, ends_at__gt=timezone.now())
    row = rows.select_related("case").first()
    return glass_view(row, names_of([row.person_id])) if row else None


def waiting_for_second(user: User, limit: int = 25) -> list[GlassView]:
    """Emergencies that last and whose whereabouts nobody has agreed to yet: never one's own."""
    person = person_for(user)
    if not can_act(person, "second_whereabouts"):
        return []
    rows = BreakGlass.objects.filter(ends_at__gt=timezone.now(), whereabouts_agreed_by=None)
    rows = rows.exclude(person_id=person.id).exclude(barred(person, "case_id"))
    if "coordinator" not in person.roles:
        rows = rows.filter(agency_id=person.agency_id)
    found = list(rows.order_by("opened_at").select_related("case")[:limit])
    names = names_of(row.person_id for row in found)
    return [glass_view(row, names) for row in found]


def to_review(user: User, glass_id: UUID) -> BreakGlass:
    """One of the openings that wait for `user` to review them. Raises NotFound for any other."""
    return _one(glass_to_review(user, MANY), glass_id)


def to_agree_to(user: User, glass_id: UUID) -> BreakGlass:
    """One of the emergencies that wait for a second person. Raises NotFound for any other."""
    return _one(waiting_for_second(user, MANY), glass_id)


def _one(offered: list[GlassView], glass_id: UUID) -> BreakGlass:
    if all(one.id != glass_id for one in offered):
        raise NotFound
    return BreakGlass.objects.select_related("case").get(id=glass_id)
