"""The kinds as JSON Schema (2020-12), for other systems and for `amparo kinds --json`.

What a schema says is what `fields` accepts, field by field. What a kind checks across fields (an
agency or a person, a duty that is owed always) is refused by the kind itself.
"""

from collections.abc import Callable, Iterable
from typing import Any

from amparo.journey.catalogue import KINDS
from amparo.journey.fields import (
    LIST_LIMIT,
    LONG_TEXT_LIMIT,
    MONEY_LIMIT,
    TEXT_LIMIT,
    Field,
    FieldType,
)
from amparo.journey.kinds import Kind
from amparo.terms import code_list

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
THREE_VALUED = ["boolean", "null"]
DAY = r"^\d{4}-\d{2}-\d{2}$"
PARTIAL_DATE = r"^\s*\d{4}(-\d{2}(-\d{2})?)?\s*$"
A_DATE = "A day (2026-03-05), a month (2026-03) or a year (2026)."
A_MOMENT = (
    "A timestamp with its zone (2026-03-05T14:00:00+00:00), a day (2026-03-05), or an object with "
    "earliest and latest."
)


def json_schema(kind: Kind) -> Schema:
    """The JSON Schema of the body of an entry of this kind."""
    return {
        "$schema": DIALECT,
        "title": kind.label,
        "description": kind.help,
        **_object(kind.fields),
    }


def kinds_table() -> list[dict[str, Any]]:
    """Every kind in the order of the journey: code, label, section, who may record it, fields.

    `section` is the one an entry has by default; `sections` are all it can have.
    """
    return [
        {
            "code": kind.code,
            "label": kind.label,
            "help": kind.help,
            "step": kind.step,
            "section": kind.section,
            "sections": sorted(sections_of(kind)),
            "records": sorted(kind.records),
            "fields": json_schema(kind),
        }
        for kind in KINDS.values()
    ]


def sections_of(kind: Kind) -> frozenset[str]:
    """Every section an entry of this kind can have."""
    if kind.section_from is not None:
        services = code_list("service").codes
        return frozenset(kind.section_of({"service": service}) for service in services)
    if kind.section not in code_list("section").codes:
        return frozenset(code_list("section").codes)
    return frozenset({kind.section})


def _object(fields: Iterable[Field]) -> Schema:
    fields = tuple(fields)
    schema: Schema = {
        "type": "object",
        "properties": {field.name: _described(field) for field in fields},
        "additionalProperties": False,
    }
    needed = [field.name for field in fields if field.required]
    return schema | {"required": needed} if needed else schema


def _described(field: Field) -> Schema:
    schema = _many(field) if field.many else _or_null(field, _one(field))
    said = {"title": field.label}
    hint = " ".join(part for part in (field.help, str(schema.pop("description", ""))) if part)
    return said | ({"description": hint} if hint else {}) | schema


def _many(field: Field) -> Schema:
    least = {"minItems": 1} if field.required else {}
    return {"type": "array", "items": _one(field), "maxItems": LIST_LIMIT} | least


def _or_null(field: Field, schema: Schema) -> Schema:
    """null means "not known": always fit for what is optional or three-valued."""
    if field.type is FieldType.THREE_VALUED or field.required:
        return schema
    described = {"description": schema.pop("description")} if "description" in schema else {}
    return {"anyOf": [schema, {"type": "null"}]} | described


def _one(field: Field) -> Schema:
    return _SCHEMAS[field.type](field)


def _text(field: Field) -> Schema:
    limit = LONG_TEXT_LIMIT if field.type is FieldType.LONG_TEXT else TEXT_LIMIT
    not_blank = {"pattern": r"\S"} if field.required else {}
    return {"type": "string", "maxLength": limit} | not_blank


def _code(field: Field) -> Schema:
    if field.or_text:
        return _text(field) | {"examples": list(field.offered)}
    return {"enum": list(field.offered)}


def _three_valued(field: Field) -> Schema:
    return {"type": [*THREE_VALUED, "integer"] if field.or_number else THREE_VALUED}


def _date(_field: Field) -> Schema:
    return {"type": "string", "pattern": PARTIAL_DATE, "description": A_DATE}


def _moment(_field: Field) -> Schema:
    instant = {"type": "string", "anyOf": [{"format": "date-time"}, {"pattern": DAY}]}
    ends = {"earliest": instant, "latest": instant}
    between = {
        "type": "object",
        "properties": ends,
        "additionalProperties": False,
        "minProperties": 1,
    }
    return {"anyOf": [instant, between], "description": A_MOMENT}


def _integer(field: Field) -> Schema:
    return {"type": "integer", "minimum": field.at_least, "maximum": field.at_most}


def _money(_field: Field) -> Schema:
    return {
        "anyOf": [
            {"type": "string", "pattern": r"^\s*[0-9]{1,12}(\.[0-9]+)?\s*$"},
            {"type": "number", "minimum": 0, "maximum": MONEY_LIMIT},
        ]
    }


def _rows(field: Field) -> Schema:
    return _object(field.fields)


def _answers(field: Field) -> Schema:
    allowed: Schema = {"type": ["string", "integer", "boolean", "null"]}
    if field.codes:
        allowed = {"enum": list(code_list(field.codes).codes)}
        if field.or_number:
            allowed = {"anyOf": [allowed, {"type": THREE_VALUED}]}
    items = {"propertyNames": {"enum": list(code_list(field.keys).codes)}} if field.keys else {}
    return {"type": "object", "additionalProperties": allowed, "maxProperties": LIST_LIMIT} | items


_SCHEMAS: dict[FieldType, Callable[[Field], Schema]] = {
    FieldType.TEXT: _text,
    FieldType.LONG_TEXT: _text,
    FieldType.ENTRY: _text,
    FieldType.AGENCY: _text,
    FieldType.PERSON: _text,
    FieldType.CODE: _code,
    FieldType.THREE_VALUED: _three_valued,
    FieldType.INTEGER: _integer,
    FieldType.MONEY: _money,
    FieldType.DATE: _date,
    FieldType.MOMENT: _moment,
    FieldType.ROWS: _rows,
    FieldType.NAMES: _rows,
    FieldType.ANSWERS: _answers,
}
