"""The public site of everything that was ever published, as a folder of files."""

from pathlib import Path

from amparo.casefile import protocols
from amparo.release.made import from_json
from amparo.release.models import ReleaseVersion
from amparo.release.site.making import About, Published, build


def write(out: Path) -> int:
    """Write it into a new folder; how many files. Raises NotThere."""
    rows = ReleaseVersion.objects.filter(published_at__isnull=False).order_by("name", "version")
    last = {row.name: row.version for row in rows}
    releases = [
        Published(
            release=from_json(row.content),
            published_on=row.published_at.date(),
            signed=tuple(sorted({one.by.agency.authority for one in row.signatures.all()})),
            withdrawn_because=row.withdrawn_because,
            numbers_removed=row.numbers_removed,
            superseded_by=row.version + 1 if row.version < last[row.name] else None,
        )
        for row in rows
        if row.published_at is not None
    ]
    return len(build(releases, out, about=About(country=protocols.in_force()[-1].country)))
