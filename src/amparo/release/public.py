"""The public site of everything that was ever published, as a folder of files.

What is public cannot be taken back, so a release is published only when its site lies ready.
"""

import os
import shutil
from datetime import date
from pathlib import Path
from uuid import UUID

from django.utils import timezone

from amparo.access import check_can_act
from amparo.casefile import protocols
from amparo.people.models import User
from amparo.people.queries import person_for
from amparo.release import actions
from amparo.release.made import from_json
from amparo.release.models import ReleaseVersion
from amparo.release.site.making import About, NotThere, Published, build
from amparo.statistics.whole_folder import check_free

__all__ = ["NotThere", "publish", "site", "write"]

OF_ANOTHER_KIND = "other"
"""Says nothing of an agency: it is left out."""


def publish(*, by: User, id: UUID, out: Path) -> tuple[ReleaseVersion, int | NotThere]:
    """Make a version public and write the site into a new folder; how many files, or why it is
    public all the same without them. Raises Refused, NotFound, ReleaseError, and NotThere where
    the site cannot be written; then nothing is published.
    """
    check_free(out, NotThere)
    row = actions.check_can_publish(by=by, id=id)
    ready = out.with_name(f".{out.name}.{os.getpid()}.ready")
    try:
        foreseen = _all(row)
        pages = len(build(foreseen, ready, about=_about()))
        row = actions.publish(by=by, id=id)
        try:
            if _all() != foreseen:  # midnight, or somebody signed or withdrew in the meantime
                return row, write(out)
            check_free(out, NotThere)
            ready.rename(out)
        except OSError as error:
            return row, NotThere(f"{out}: {error.strerror or error}")
        except NotThere as error:
            return row, error
    finally:
        shutil.rmtree(ready, ignore_errors=True)
    return row, pages


def site(*, by: User, out: Path) -> int:
    """The site as it stands, for whoever makes releases. Raises Refused, NotThere."""
    check_can_act(person_for(by), "make_release")
    return write(out)


def write(out: Path) -> int:
    """Write it into a new folder; how many files. Raises NotThere."""
    return len(build(_all(), out, about=_about()))


def _about() -> About:
    return About(country=protocols.in_force()[-1].country)


def _all(coming: ReleaseVersion | None = None) -> list[Published]:
    """Every version that was published, and one that is about to be."""
    rows = list(ReleaseVersion.objects.filter(published_at__isnull=False))
    if coming is not None and coming.id not in {row.id for row in rows}:
        rows.append(coming)
    rows.sort(key=lambda row: (row.name, row.version))
    last = {row.name: row.version for row in rows}
    return [_published(row, last[row.name], timezone.now().date()) for row in rows]


def _published(row: ReleaseVersion, last: int, today: date) -> Published:
    return Published(
        release=from_json(row.content),
        published_on=row.published_at.date() if row.published_at else today,
        signed=tuple(
            sorted({one.by.agency.authority for one in row.signatures.all()} - {OF_ANOTHER_KIND})
        ),
        withdrawn_because=row.withdrawn_because,
        numbers_removed=row.numbers_removed,
        superseded_by=row.version + 1 if row.version < last else None,
    )
