"""Turns a body back into what a person would have typed: the way from an entry to its form.

Used to show a form with answers, for a correction or where a page already knows some. The other way
is `fields`; names of parts are those of `widgets`.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone

from amparo.journey import Field, FieldType, Kind

Typed = dict[str, list[str]]


def typed_from_body(
    kind: Kind, body: Mapping[str, Any], occurred_at: Any = None, prefix: str = ""
) -> Typed:
    """What the fields of the form hold for `body`, by the name under which each is sent."""
    start = f"{prefix}-" if prefix else ""
    typed: Typed = {}
    for field in kind.fields:
        if field.name in body:
            typed.update(_typed(field, body[field.name], start + field.name))
    if occurred_at is not None:
        typed.update(_moment(occurred_at, start + "occurred_at"))
    return typed


def _typed(field: Field, value: Any, name: str) -> Typed:
    if field.type in (FieldType.ROWS, FieldType.NAMES):
        return _rows(field, value, name)
    if field.type is FieldType.DATE:
        return _day(str(value), name)
    if field.type is FieldType.MOMENT:
        return _moment(value, name)
    if field.type is FieldType.ANSWERS:
        return {f"{name}_{item}": [as_sent(answer)] for item, answer in value.items()}
    if field.type is FieldType.TEXT and isinstance(value, list):
        return {name: ["\n".join(str(one) for one in value)]}
    if isinstance(value, list):
        return {name: [as_sent(one) for one in value]}
    return {name: [as_sent(value)]}


def _rows(field: Field, value: Any, name: str) -> Typed:
    rows = value if isinstance(value, list) else [value]
    typed: Typed = {f"{name}-rows": [str(number) for number in range(len(rows))]} if rows else {}
    for number, row in enumerate(rows):
        for inner in field.fields:
            if inner.name in row:
                typed.update(_typed(inner, row[inner.name], f"{name}-{number}-{inner.name}"))
    return typed


def _day(text: str, name: str) -> Typed:
    parts = text[:10].split("-")
    return {
        f"{name}_{part}": [digits]
        for part, digits in zip(("year", "month", "day"), parts, strict=False)
    }


def _moment(value: Any, name: str) -> Typed:
    """An interval is shown as "about" its beginning: the nearest that three fields can say."""
    if value is None:
        return {f"{name}_how": ["unknown"]}
    how = "about" if isinstance(value, dict) else "at"
    text: Any = value
    if isinstance(value, dict):
        text = value.get("earliest") or value.get("latest")
    text = text.isoformat() if hasattr(text, "isoformat") else str(text)
    typed: Typed = {f"{name}_how": [how]}
    if len(text) > len("2031-05-04"):
        local = timezone.localtime(datetime.fromisoformat(text))
        typed[f"{name}_time"] = [local.strftime("%H:%M")]
        text = local.date().isoformat()
    return {**typed, **_day(text, name)}


def as_sent(value: Any) -> str:
    """One value of a body as a form sends it."""
    if value is None:
        return "unknown"
    return str(value).lower() if isinstance(value, bool) else str(value)
