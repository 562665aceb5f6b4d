"""Reads requests from a file of an organisation: CSV with a head line, or a list in JSON.

All of it, or nothing: what is wrong is said in one line that names the row and the field.
"""

import csv
import io
import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from amparo.finding.tracing.content import LABELS, NEEDED, Content, Wrong, read

MOST_BYTES, MOST_ROWS = 5 * 1024 * 1024, 5_000
_LONGEST_FIELD = 20_000
Row = dict[str, Any]


class BadFile(ValueError):
    """A file that cannot be taken; the message is one line, fit to show."""


def requests_in(data: bytes, today: date) -> list[Content]:
    """Every request of a file. Raises BadFile."""
    if len(data) > MOST_BYTES:
        raise BadFile(f"the file is larger than {MOST_BYTES // 1024 // 1024} MB")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadFile("the file is not UTF-8 text") from error
    rows = list(_of_json(text) if text.lstrip()[:1] in ("[", "{") else _of_csv(text))
    if not rows:
        raise BadFile("there is no request in the file")
    if len(rows) > MOST_ROWS:
        raise BadFile(f"there are more than {MOST_ROWS} requests in the file")
    found = [_read(number, row, today) for number, row in rows]
    _check_no_twins(found)
    return found


def _read(number: int, row: Row, today: date) -> Content:
    try:
        return read(row, today)
    except Wrong as wrong:
        raise BadFile(f"request {number}, {wrong.field}: {wrong.why}") from wrong


def _check_no_twins(found: list[Content]) -> None:
    numbers: dict[str, int] = {}
    for number, one in enumerate(found, 1):
        if one.their_reference and one.their_reference in numbers:
            first = numbers[one.their_reference]
            raise BadFile(f"requests {first} and {number} have the same number, their_reference")
        numbers[one.their_reference] = number


def _of_json(text: str) -> Iterator[tuple[int, Row]]:
    try:
        said = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadFile("the file is not JSON") from error
    rows = said if isinstance(said, list) else [said]
    for number, row in enumerate(rows, 1):
        if not isinstance(row, dict):
            raise BadFile(f"request {number} is not an object")
        yield number, row


def _of_csv(text: str) -> Iterator[tuple[int, Row]]:
    if "\0" in text:
        raise BadFile("the file is not text")
    csv.field_size_limit(_LONGEST_FIELD)
    try:
        lines = list(csv.reader(io.StringIO(text), strict=True))
    except csv.Error as error:
        raise BadFile(f"the file is not CSV: {error}") from error
    head = [name.strip() for name in lines[0]] if lines else []
    _check_head(head)
    number = 0
    for line in lines[1:]:
        if not any(field.strip() for field in line):
            continue
        number += 1
        if len(line) != len(head):
            raise BadFile(f"request {number} has {len(line)} fields, the head has {len(head)}")
        yield number, dict(zip(head, line, strict=True))


def _check_head(head: list[str]) -> None:
    unknown = [name for name in head if name not in LABELS]
    if unknown:
        raise BadFile(f"the head has an unknown field: {unknown[0][:60]!r}")
    if len(set(head)) != len(head):
        raise BadFile("the head has the same field twice")
    if absent := [name for name in NEEDED if name not in head]:
        raise BadFile(f"the head has no {absent[0]}")
