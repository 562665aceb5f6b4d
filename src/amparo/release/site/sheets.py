"""A table as XLSX in one language: a sheet with the table, and one with what it means.

Made twice it is the same to the last byte: the times that such a file carries are those of its
release.
"""

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, time
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from amparo.release.made import TOTAL, Release, ReleasedTable
from amparo.release.site import saying
from amparo.release.site.data import Words
from amparo.release.site.laying import code_in_words, number
from amparo.release.site.published import About

_EPOCH = (1980, 1, 1, 0, 0, 0)
_CHANGED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
_PROPERTIES = "docProps/core.xml"
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
LONGEST_NAME, LONGEST_CELL = 31, 32_767
WIDE, NARROW, TEXT = 32, 16, 110


def as_xlsx(
    release: Release, table: ReleasedTable, about: About, named: Words, digest: str
) -> bytes:
    """In the language that is active, which is that of the words too."""
    from openpyxl import Workbook  # type: ignore[import-untyped]

    book = Workbook(write_only=True)
    known_on = datetime.combine(release.meaning.known_on, time())
    book.properties.creator, book.properties.created = saying.mechanism(about), known_on
    book.properties.title = saying.title(release)
    widths = [WIDE] * len(table.axes) + [NARROW] * (len(table.axes) + 1)
    _fill(_sheet(book, _("Table"), widths), _rows(table, named))
    meant = [[line] for line in (*_meaning(release, table, about), f"SHA-256 {digest}")]
    _fill(_sheet(book, _("What it means"), [TEXT]), meant)
    written = io.BytesIO()
    book.save(written)
    return _steady(written.getvalue(), f"{known_on.isoformat()}Z".encode())


def _sheet(book: Any, name: str, widths: Sequence[int]) -> Any:
    sheet = book.create_sheet(_NOT_IN_A_NAME.sub(" ", name)[:LONGEST_NAME])
    sheet.sheet_view.rightToLeft = get_language_bidi()
    for place, width in enumerate(widths):
        sheet.column_dimensions[chr(ord("A") + place)].width = width
    return sheet


def _rows(table: ReleasedTable, named: Words) -> Iterator[list[str | int]]:
    """The words of each axis, the number, then the codes."""
    axes = [named.get((axis, ""), axis) for axis in table.axes]
    yield [*axes, _("How many"), *table.axes]
    total, hidden = code_in_words("", TOTAL), number(None)
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


def _fill(sheet: Any, rows: Iterable[Sequence[str | int]]) -> None:
    from openpyxl.cell import WriteOnlyCell  # type: ignore[import-untyped]

    for row in rows:
        cells = []
        for value in row:
            text = _CONTROL.sub("", value)[:LONGEST_CELL] if isinstance(value, str) else value
            cell = WriteOnlyCell(sheet, text)
            if isinstance(text, str):
                cell.data_type = "s"  # text, whatever it looks like
            cells.append(cell)
        sheet.append(cells)


def _steady(made: bytes, moment: bytes) -> bytes:
    """The same file without the times at which it was written."""
    steady = io.BytesIO()
    with ZipFile(io.BytesIO(made)) as old, ZipFile(steady, "w", ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda one: (one != "[Content_Types].xml", one)):
            content = old.read(name)
            if name == _PROPERTIES:
                content = _CHANGED.sub(rb"\g<1>" + moment, content)
            entry = ZipInfo(name, _EPOCH)
            entry.compress_type = ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            new.writestr(entry, content)
    return steady.getvalue()
