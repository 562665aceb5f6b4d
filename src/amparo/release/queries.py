"""Which releases there are. For whoever may see counts; drafts for those who make releases."""

from uuid import UUID

from amparo.access import NotFound, check_can_act
from amparo.people.models import User
from amparo.people.queries import person_for
from amparo.release.made import Release, from_json
from amparo.release.models import ReleaseVersion

NEEDED = 2
"""So many people sign a release."""


def versions(user: User) -> list[ReleaseVersion]:
    """Every version but drafts that were replaced, by name, the latest first. Raises Refused."""
    check_can_act(person_for(user), "make_release")
    rows = ReleaseVersion.objects.filter(replaced_at=None).select_related("by")
    return list(rows.prefetch_related("signatures__by"))


def version(user: User, id: UUID) -> ReleaseVersion:
    """Raises Refused, NotFound."""
    check_can_act(person_for(user), "make_release")
    row = ReleaseVersion.objects.filter(id=id).select_related("by").first()
    if row is None:
        raise NotFound
    return row


def published() -> list[Release]:
    """Everything that was ever published, whether it still is or not: who has it keeps it."""
    rows = ReleaseVersion.objects.filter(published_at__isnull=False).order_by("name", "version")
    return [from_json(row.content) for row in rows]


def how_many_published() -> int:
    """How many versions were ever published."""
    return ReleaseVersion.objects.filter(published_at__isnull=False).count()


def latest(name: str) -> ReleaseVersion | None:
    """The last published version of a release."""
    rows = ReleaseVersion.objects.filter(name=name, published_at__isnull=False)
    return rows.order_by("-version").first()


def draft(name: str) -> ReleaseVersion | None:
    """What waits to be published under a name."""
    rows = ReleaseVersion.objects.filter(name=name, published_at=None, replaced_at=None)
    return rows.order_by("-at").first()
