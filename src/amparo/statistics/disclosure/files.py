"""Reads and writes a table of counts as CSV: the first columns say what is counted, the last how
many. What is written has the rows of what was read in their words, and in their order unless cells
that had no row are among them."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from unicodedata import normalize

from amparo.statistics.disclosure.refused import NotProtectable
from amparo.statistics.disclosure.rounding import rounded
from amparo.statistics.disclosure.suppress import Protected
from amparo.statistics.disclosure.tables import LARGEST, Row, Table, table_of

MOST_BYTES: Final = 200_000_000
LONGEST_SHOWN: Final = 40
LONGEST_CODE: Final = 500
DELIMITERS: Final = ",;\t"
FORMULA: Final = re.compile(r"[=@\t\r]|[+-].*[(!|]")
Cells = Sequence[str]


@dataclass(frozen=True, slots=True)
class Read:
    """A file taken apart: the lines as they stood, and the table they are."""

    heading: Cells
    lines: Sequence[Cells]
    delimiter: str
    ending: str
    table: Table


def read(path: Path, *, total: str, impossible: bool) -> Read:
    """The table of a file. Raises NotProtectable with one line that says where."""
    text = _text(path)
    ending = "\r\n" if "\r\n" in text else "\n"
    first = text.split("\n", 1)[0]
    delimiter = max(DELIMITERS, key=first.count)
    heading, lines, numbers = _split(text, delimiter)
    dimensions = _dimensions(heading)
    rows = [
        _row(cells, number, dimensions, total) for cells, number in zip(lines, numbers, strict=True)
    ]
    try:
        table = table_of(dimensions, rows, total=total, impossible=impossible)
    except NotProtectable as error:
        where = "" if error.row is None else f"line {numbers[error.row]}: "
        raise NotProtectable(where + error.reason) from error
    return Read(heading, lines, delimiter, ending, table)


def written(read: Read, done: Protected, base: int = 1) -> str:
    """The same file with hidden counts empty.

    Cells that had no row are written too, all then in the order of their codes, sums last: nothing
    may tell which they were.
    """
    table, said = done.table, io.StringIO()
    writer = csv.writer(said, delimiter=read.delimiter, lineterminator=read.ending)
    writer.writerow(read.heading)
    at = [{table.total: 0} | {code: n for n, code in enumerate(known, 1)} for known in table.codes]
    rows: list[list[str]] = []
    for cells in read.lines:
        place = tuple(axis[_code(cell)] for axis, cell in zip(at, cells, strict=False))
        count = cells[-1].strip()
        if base > 1:
            count = str(rounded(int(count), base))
        rows.append([*cells[:-1], "" if done.hidden[place] else count])
    if unlisted := [[*codes, ""] for codes in table.not_listed()]:
        # Also in the same spelling: a space that only typed rows have would tell them apart.
        rows = [[*map(_code, row[:-1]), row[-1]] for row in rows] + unlisted
        rows.sort(key=lambda row: [(code == table.total, code) for code in row[:-1]])
    writer.writerows(rows)
    return said.getvalue()


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise NotProtectable(f"the file is larger than {MOST_BYTES // 1_000_000} MB")
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotProtectable("the file is not text in UTF-8 (save it as CSV UTF-8)") from error
    except (OSError, ValueError) as error:
        raise NotProtectable(getattr(error, "strerror", None) or str(error)) from error
    if "\0" in text:
        raise NotProtectable("the file is no CSV: it holds a zero byte")
    if not text.strip():
        raise NotProtectable("the file is empty")
    return text


def _split(text: str, delimiter: str) -> tuple[Cells, list[Cells], list[int]]:
    """The heading, the lines that are not blank, and on which line of the file each ends."""
    found = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    lines: list[Cells] = []
    numbers: list[int] = []
    for cells in _every(found):
        if any(cell.strip() for cell in cells):
            lines.append(cells)
            numbers.append(found.line_num)
    return lines[0], lines[1:], numbers[1:]


def _every(found: Iterator[list[str]]) -> Iterator[list[str]]:
    try:
        yield from found
    except csv.Error as error:
        line = getattr(found, "line_num", 0)
        raise NotProtectable(f"line {line}: cannot be read as CSV: {error}") from error


def _dimensions(heading: Cells) -> tuple[str, ...]:
    names = tuple(_code(name) for name in heading)
    if len(names) < 2:
        raise NotProtectable("one column only: the first columns say what is counted, the last is "
                             "the count")  # fmt: skip
    if names[-1].isdecimal():
        raise NotProtectable("line 1: must name the columns, and its last is a number")
    if not all(names):
        raise NotProtectable("line 1: a column has no name")
    if len(set(names)) < len(names):
        raise NotProtectable("line 1: two columns have the same name")
    return names[:-1]


def _row(cells: Cells, line: int, dimensions: Cells, total: str) -> Row:
    if len(cells) != len(dimensions) + 1:
        raise NotProtectable(f"line {line}: has {len(cells)} values, the first line has "
                             f"{len(dimensions) + 1}")  # fmt: skip
    codes = [_code(cell) for cell in cells[:-1]]
    for name, code in zip(dimensions, codes, strict=True):
        _check_code(code, name, line, total)
    return codes, _count(cells[-1].strip(), line)


def _code(cell: str) -> str:
    return normalize("NFC", cell.strip())


def _check_code(code: str, name: str, line: int, total: str) -> None:
    shown = repr(code[:LONGEST_SHOWN])
    if not code:
        raise NotProtectable(f"line {line}: no value for {name}; write one, or {total}")
    if len(code) > LONGEST_CODE:
        raise NotProtectable(f"line {line}: {name} is longer than {LONGEST_CODE} characters")
    if FORMULA.match(code):
        raise NotProtectable(f"line {line}: {shown} in {name} is a formula to a spreadsheet")
    if code != total and code.casefold() == total.casefold():
        raise NotProtectable(f"line {line}: {shown} in {name}: if it is a sum, write {total}")


def _count(cell: str, line: int) -> int:
    if not cell:
        raise NotProtectable(f"line {line}: no count; protect the table before numbers are hidden")
    if cell.startswith("="):
        raise NotProtectable(f"line {line}: the count is a formula; save its value")
    if not cell.isdecimal():
        shown = repr(cell[:LONGEST_SHOWN])
        raise NotProtectable(f"line {line}: {shown} is no whole number of 0 or more")
    if len(cell) > len(str(LARGEST)):
        raise NotProtectable(f"line {line}: the count is larger than {LARGEST:,}")
    return int(cell)
