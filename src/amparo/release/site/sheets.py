"""A table as XLSX in one language: a sheet with the table, and one with what it means.

Made twice it is the same to the last byte: the time that it carries is the day as known on which
its numbers are.
"""

from collections.abc import Iterator
from typing import Final

from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from amparo.release.made import TOTAL, Release, ReleasedTable
from amparo.release.site import saying
from amparo.release.site.data import Words
from amparo.release.site.laying import code_in_words, how_many, number
from amparo.release.site.published import About
from amparo.release.site.workbook import Sheet, workbook

WIDE: Final = 32
NARROW: Final = 16
TEXT: Final = 110


def as_xlsx(
    release: Release, table: ReleasedTable, about: About, named: Words, digest: str
) -> bytes:
    """In the language that is active, which is that of the words too."""
    rightwards = not get_language_bidi()
    widths = [WIDE] * len(table.axes) + [NARROW] * (len(table.axes) + 1)
    lines = [*_meaning(release, table, about), f"SHA-256 {digest}"]
    return workbook(
        (
            Sheet(
                _("Table"),
                widths,
                _rows(release, table, named),
                headed=True,
                rightwards=rightwards,
            ),
            Sheet(
                _("What it means"),
                [TEXT],
                [[line] for line in lines],
                wrapped=True,
                rightwards=rightwards,
            ),
        ),
        title=saying.title(release),
        creator=saying.mechanism(about),
        moment=f"{release.meaning.known_on.isoformat()}T00:00:00Z",
    )


def _rows(release: Release, table: ReleasedTable, named: Words) -> Iterator[list[str | int]]:
    """The words of each axis, the number, then the codes."""
    axes = [named.get((axis, ""), axis) for axis in table.axes]
    yield [*axes, how_many(release), *table.axes]
    total, hidden = code_in_words("", TOTAL), number(None, noisy=release.noise is not None)
    for codes, count in table.counts.items():
        said = [
            total if code == TOTAL else named.get((axis, code), code)
            for axis, code in zip(table.axes, codes, strict=True)
        ]
        yield [*said, hidden if count is None else count, *codes]


def _meaning(release: Release, table: ReleasedTable, about: About) -> Iterator[str]:
    yield saying.title(release)
    yield saying.table_title(table)
    yield saying.sentence(release, about)
    yield saying.detected()
    yield from saying.notes(release, table)
    yield from saying.full(release, about)
    yield _("Version %(version)s.") % {"version": release.version}
    yield _("Licence: %(licence)s.") % {"licence": release.licence}
