"""Reads a table of capture patterns: one column of 0 and 1 for each list, and last `count`.

Read strictly: one fault, one line, and nothing is guessed.
"""

import csv
import io
import re
from pathlib import Path
from typing import Final

from amparo.statistics.prevalence.refused import NotEstimable
from amparo.statistics.prevalence.tables import (
    LONGEST_NAME,
    MOST_LISTS,
    SAME_NAME,
    TOO_MANY_LISTS,
    Table,
    table_of,
)
from amparo.terms import N_

COUNT: Final = "count"
MOST_BYTES: Final = 1_000_000
_WHOLE = re.compile(r"[0-9]{1,12}")

NO_ROWS: Final = N_("there is no line below the headings")
TWICE: Final = N_("line %(line)s: the same lists as in line %(first)s")
LARGE: Final = N_("larger than 1 MB: a table has one line for each pattern, no records")
NOT_UTF8: Final = N_("not UTF-8: save the table as CSV in UTF-8")
NOT_TEXT: Final = N_("not a text: save the table as CSV in UTF-8")
NOT_CSV: Final = N_("line %(line)s: cannot be read as CSV")
NOTHING: Final = N_("the file is empty")
NO_COUNT: Final = N_("the last heading must be `count`, with one column for each list")
NAMELESS: Final = N_("each list needs a name of 1 to %(most)s letters")
NO_HEADINGS: Final = N_("the first line must be the names of the lists, then `count`")
CELLS: Final = N_("line %(line)s: %(cells)s cells instead of %(wanted)s")
NOT_0_OR_1: Final = N_("line %(line)s, %(list)s: 0 or 1, not %(found)s")
NO_WHOLE: Final = N_("line %(line)s, count: a whole number of cases from 0 up, not %(found)s")
ON_NONE: Final = N_(
    "line %(line)s: %(count)s cases on no list; how many those are is what is estimated"
)


def read_table(path: Path) -> Table:
    """The table of a file. Raises NotEstimable with one line that names the file and the place."""
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise NotEstimable(str(error.strerror or error), where=str(path)) from error
    try:
        return table_in(data)
    except NotEstimable as refused:
        raise refused.of(str(path)) from refused


def table_in(data: bytes) -> Table:
    """The table in the bytes of a file: UTF-8, with or without a mark, commas or semicolons."""
    rows = _rows(data)
    lists = _lists(rows[0][1])
    counted: dict[int, int] = {}
    first: dict[int, int] = {}
    for number, row in rows[1:]:
        pattern, count = _line(number, row, lists)
        if pattern in first:
            raise NotEstimable(TWICE, {"line": number, "first": first[pattern]})
        first[pattern] = number
        counted[pattern] = count
    if not counted:
        raise NotEstimable(NO_ROWS)
    return table_of(lists, counted)


def _rows(data: bytes) -> list[tuple[int, list[str]]]:
    if len(data) > MOST_BYTES:
        raise NotEstimable(LARGE)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotEstimable(NOT_UTF8) from error
    if "\0" in text:
        raise NotEstimable(NOT_TEXT)
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
        raise NotEstimable(NOT_CSV, {"line": reader.line_num}) from error
    if not found:
        raise NotEstimable(NOTHING)
    return found


def _lists(head: list[str]) -> tuple[str, ...]:
    if head[-1].casefold() != COUNT:
        raise NotEstimable(NO_COUNT)
    lists = head[:-1]
    for name in lists:
        if not name or len(name) > LONGEST_NAME or not name.isprintable():
            raise NotEstimable(NAMELESS, {"most": LONGEST_NAME})
        if name in ("0", "1"):
            raise NotEstimable(NO_HEADINGS)
    if len(lists) > MOST_LISTS:
        raise NotEstimable(TOO_MANY_LISTS, {"number": len(lists), "most": MOST_LISTS})
    if len(set(lists)) < len(lists):
        raise NotEstimable(SAME_NAME)
    return tuple(lists)


def _line(number: int, row: list[str], lists: tuple[str, ...]) -> tuple[int, int]:
    if len(row) != len(lists) + 1:
        counted = {"line": number, "cells": len(row), "wanted": len(lists) + 1}
        raise NotEstimable(CELLS, counted)
    for name, cell in zip(lists, row, strict=False):
        if cell not in ("0", "1"):
            said = {"line": number, "list": name, "found": repr(cell[:20])}
            raise NotEstimable(NOT_0_OR_1, said)
    if not _WHOLE.fullmatch(row[-1]):
        raise NotEstimable(NO_WHOLE, {"line": number, "found": repr(row[-1][:20])})
    count = int(row[-1])
    pattern = sum(1 << place for place, cell in enumerate(row[:-1]) if cell == "1")
    if not pattern and count:
        raise NotEstimable(ON_NONE, {"line": number, "count": count})
    return pattern, count
