"""Reads a table of capture patterns: one column of 0 and 1 for each list, and last `count`.

Read strictly: one fault, one line, and nothing is guessed.
"""

import csv
import io
import re
from pathlib import Path
from typing import Final

from amparo.statistics.prevalence.refused import NotEstimable
from amparo.statistics.prevalence.tables import LONGEST_NAME, MOST_LISTS, Table, table_of

COUNT: Final = "count"
MOST_BYTES: Final = 1_000_000
_WHOLE = re.compile(r"[0-9]{1,12}")


def read_table(path: Path) -> Table:
    """The table of a file. Raises NotEstimable with one line that names the file and the place."""
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise NotEstimable(f"{path}: {error.strerror or error}") from error
    try:
        return table_in(data)
    except NotEstimable as refused:
        raise NotEstimable(f"{path}: {refused}") from refused


def table_in(data: bytes) -> Table:
    """The table in the bytes of a file: UTF-8, with or without a mark, commas or semicolons."""
    rows = _rows(data)
    lists = _lists(rows[0][1])
    counted: dict[int, int] = {}
    first: dict[int, int] = {}
    for number, row in rows[1:]:
        pattern, count = _line(number, row, lists)
        if pattern in first:
            raise NotEstimable(f"line {number}: the same lists as in line {first[pattern]}")
        first[pattern] = number
        counted[pattern] = count
    if not counted:
        raise NotEstimable("there is no line below the headings")
    return table_of(lists, counted)


def _rows(data: bytes) -> list[tuple[int, list[str]]]:
    if len(data) > MOST_BYTES:
        raise NotEstimable("larger than 1 MB: a table has one line for each pattern, no records")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotEstimable("not UTF-8: save the table as CSV in UTF-8") from error
    if "\0" in text:
        raise NotEstimable("not a text: save the table as CSV in UTF-8")
    head = text.split("\n", 1)[0]
    delimiter = ";" if head.count(";") > head.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    found = []
    try:
        for row in reader:
            cells = [cell.strip() for cell in row]
            if any(cells):
                found.append((reader.line_num, cells))
    except csv.Error as error:
        raise NotEstimable(f"line {reader.line_num}: cannot be read as CSV") from error
    if not found:
        raise NotEstimable("the file is empty")
    return found


def _lists(head: list[str]) -> tuple[str, ...]:
    if head[-1].casefold() != COUNT:
        raise NotEstimable(f"the last heading must be `{COUNT}`, with one column for each list")
    lists = head[:-1]
    for name in lists:
        if not name or len(name) > LONGEST_NAME or not name.isprintable():
            raise NotEstimable(f"each list needs a name of 1 to {LONGEST_NAME} letters")
        if name in ("0", "1"):
            raise NotEstimable("the first line must be the names of the lists, then `count`")
    if len(lists) > MOST_LISTS:
        raise NotEstimable(f"{len(lists)} lists: at most {MOST_LISTS} can be worked with")
    if len(set(lists)) < len(lists):
        raise NotEstimable("two lists have the same name")
    return tuple(lists)


def _line(number: int, row: list[str], lists: tuple[str, ...]) -> tuple[int, int]:
    if len(row) != len(lists) + 1:
        raise NotEstimable(f"line {number}: {len(row)} cells instead of {len(lists) + 1}")
    for name, cell in zip(lists, row, strict=False):
        if cell not in ("0", "1"):
            raise NotEstimable(f"line {number}, {name}: 0 or 1, not {cell[:20]!r}")
    if not _WHOLE.fullmatch(row[-1]):
        raise NotEstimable(
            f"line {number}, {COUNT}: a whole number of cases from 0 up, not {row[-1][:20]!r}"
        )
    count = int(row[-1])
    pattern = sum(1 << place for place, cell in enumerate(row[:-1]) if cell == "1")
    if not pattern and count:
        raise NotEstimable(
            f"line {number}: {count} cases on no list; how many those are is what is estimated"
        )
    return pattern, count
