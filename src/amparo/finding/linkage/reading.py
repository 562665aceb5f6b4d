"""Reads lists as they are sent: CSV in any common encoding, or XLSX. What cannot be trusted is
refused in one line; nothing is guessed in silence.
"""

import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from amparo.finding.linkage.encodings import encoding_of
from amparo.finding.linkage.mapping import Mapping, plain_heading
from amparo.finding.linkage.records import COLUMNS
from amparo.finding.linkage.refused import LinkageError
from amparo.terms.messages import N_, Reason

LONGEST_LINE = 1 << 20
LONGEST_CELL = 1000
SEPARATORS = ",;\t|"
ZIP = b"PK\x03\x04"
OLD_EXCEL = b"\xd0\xcf\x11\xe0"
# An XLSX that unfolds to more than this is no list.
MOST_UNFOLDED = 4 << 30

Row = tuple[str, ...]


class ListError(LinkageError):
    """A list that cannot be used; the message is one line and begins with the file's name."""


@dataclass(slots=True)
class ListFile:
    """One list: its rows in the order of COLUMNS and the mapping's own columns, the file's name
    first. `said`: what a person should know about how it was read. `used`: columns found."""

    path: Path
    name: str
    rows: Iterator[Row]
    used: tuple[str, ...]
    said: list[str] = field(default_factory=list)


def open_list(
    path: Path, mapping: Mapping, name: str | None = None, needed: Sequence[str] = ()
) -> ListFile:
    """A list, its heading read. Raises ListError, also while the rows are read."""
    name = name or path.name
    said: list[str] = []
    cells = cells_of(path, said)
    heading = next(cells, None)
    if heading is None:
        raise ListError(f"{path}: the file is empty")
    places, used = _places(path, heading[1], mapping, said)
    lost = [column for column in needed if column not in used]
    if lost:
        raise ListError(f"{path}: there is no column {mapping.headings()[lost[0]][0]!r}")
    return ListFile(path, name, _rows(path, name, cells, places, len(heading[1])), used, said)


Cells = Iterator[tuple[int, list[str]]]


def cells_of(path: Path, said: list[str]) -> Cells:
    """(line, cells) of any list, CSV or XLSX, the heading first. Raises ListError, also later."""
    try:
        with path.open("rb") as file:
            start = file.read(1 << 16)
    except OSError as error:
        raise ListError(f"{path}: {error.strerror}") from error
    if not start.strip():
        raise ListError(f"{path}: the file is empty")
    if start.startswith(OLD_EXCEL):
        raise ListError(f"{path}: an old Excel file; save it as XLSX or CSV")
    return _xlsx(path, said) if start.startswith(ZIP) else _csv(path, said)


def _places(
    path: Path, heading: Sequence[str], mapping: Mapping, said: list[str]
) -> tuple[list[tuple[int, ...]], tuple[str, ...]]:
    """For each of our columns the places in the list that make it up."""
    wanted = mapping.headings()
    at: dict[str, int] = {}
    for place, cell in enumerate(heading):
        folded = plain_heading(cell)
        if folded and folded in at:
            raise ListError(f"{path}: the column {cell[:40]!r} is there twice")
        at[folded] = place
    places = [tuple(at[one] for one in names if one in at) for names in wanted.values()]
    for column, names in wanted.items():
        lost = [one for one in names if one not in at]
        if lost and column in mapping.columns and not mapping.optional:
            raise ListError(f"{path}: there is no column {lost[0]!r}, which is mapped to {column}")
    if not places[0]:
        raise ListError(f"{path}: there is no column record_id (other headings: --columns FILE)")
    known = {one for names in wanted.values() for one in names}
    ignored = [cell for cell in heading if plain_heading(cell) and plain_heading(cell) not in known]
    if ignored:
        said.append(f"not used: {', '.join(cell[:40] for cell in ignored[:20])}")
    used = tuple(column for column, found in zip(wanted, places, strict=True) if found)
    if not set(used) - {"record_id"}:
        raise ListError(f"{path}: none of its columns can be compared")
    return places, used


def _rows(
    path: Path, name: str, cells: Cells, places: Sequence[tuple[int, ...]], width: int
) -> Iterator[Row]:
    columns = (*COLUMNS, *("another column",) * len(places))
    empty = True
    for line, row in cells:
        if not any(row):
            continue
        if len(row) > width and any(row[width:]):
            raise ListError(f"{path}: line {line} has more cells than the heading")
        row += [""] * (width - len(row))
        made = [" ".join(filter(None, (row[at].strip() for at in found))) for found in places]
        if not made[0]:
            raise ListError(f"{path}: line {line} has no record_id")
        long = next((at for at, cell in enumerate(made) if len(cell) > LONGEST_CELL), None)
        if long is not None:
            raise ListError(
                f"{path}: line {line}: {columns[long]} is longer than {LONGEST_CELL} characters"
            )
        empty = False
        yield (name, *made)
    if empty:
        raise ListError(f"{path}: there is no record in it")


def _csv(path: Path, said: list[str]) -> Cells:
    try:
        encoding = encoding_of(path)
    except ValueError as error:
        raise ListError(f"{path}: {error}") from error
    if not encoding.startswith("utf-8"):
        said.append(Reason(N_("read as %(encoding)s"), encoding=encoding))
    with path.open("rb") as raw:
        text = io.TextIOWrapper(raw, encoding=encoding, errors="strict", newline="")
        lines = _lines(path, text)
        first = next(lines, "")
        separator = max(SEPARATORS, key=first.count)
        reader = csv.reader(chain([first], lines), delimiter=separator, strict=True)
        try:
            for row in reader:
                yield reader.line_num, row
        except csv.Error as error:
            raise ListError(f"{path}: line {reader.line_num}: not CSV: {error}") from error
        except UnicodeError as error:
            raise ListError(f"{path}: near line {reader.line_num}: not {encoding} text") from error


def _lines(path: Path, text: io.TextIOWrapper) -> Iterator[str]:
    number = 0
    while line := text.readline(LONGEST_LINE):
        number += 1
        if len(line) >= LONGEST_LINE:
            raise ListError(f"{path}: line {number} is longer than {LONGEST_LINE} characters")
        if "\0" in line:
            raise ListError(f"{path}: line {number} has a zero byte: not a text file")
        yield line


def _xlsx(path: Path, said: list[str]) -> Cells:
    from amparo.finding.linkage.sheets import SheetError, rows_of

    try:
        with zipfile.ZipFile(path) as packed:
            unfolded = sum(one.file_size for one in packed.infolist())
        if unfolded > MOST_UNFOLDED:
            raise ListError(f"{path}: it unfolds to {unfolded >> 30} GB: not a list")
        yield from rows_of(path, said)
    except zipfile.BadZipFile as error:
        raise ListError(f"{path}: not a whole XLSX file") from error
    except SheetError as error:
        raise ListError(f"{path}: {error}") from error
