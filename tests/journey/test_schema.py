"""The kinds as JSON Schema: what other systems are told is what is accepted."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from amparo.journey.catalogue import KINDS, kind
from amparo.journey.kinds import BodyError, check_body
from amparo.journey.schema import DIALECT, json_schema, kinds_table
from amparo.terms import code_list
from tests.journey.the_journey import SMALLEST

TYPES: dict[str, type | tuple[type, ...]] = {
    "object": dict,
    "array": list,
    "string": str,
    "boolean": bool,
    "number": (int, float),
    "integer": int,
    "null": type(None),
}


def is_a(value: Any, name: str) -> bool:
    if isinstance(value, bool):
        return name == "boolean"
    return isinstance(value, TYPES[name])


def fits(schema: dict[str, Any], value: Any) -> bool:
    """The few words of JSON Schema that our schemas use; format is a remark, as in the standard."""
    return all(WORDS[word](schema[word], value, schema) for word in schema if word in WORDS)


def _properties(named: dict[str, Any], value: Any, _schema: dict[str, Any]) -> bool:
    return not isinstance(value, dict) or all(
        fits(named[name], one) for name, one in value.items() if name in named
    )


def _additional(allowed: Any, value: Any, schema: dict[str, Any]) -> bool:
    if not isinstance(value, dict):
        return True
    others = {name: one for name, one in value.items() if name not in schema.get("properties", {})}
    return not others if allowed is False else all(fits(allowed, one) for one in others.values())


WORDS: dict[str, Any] = {
    "type": lambda t, v, _: any(is_a(v, one) for one in ([t] if isinstance(t, str) else t)),
    "enum": lambda codes, v, _: v in codes,
    "anyOf": lambda some, v, _: any(fits(one, v) for one in some),
    "required": lambda names, v, _: not isinstance(v, dict) or set(names) <= set(v),
    "properties": _properties,
    "additionalProperties": _additional,
    "propertyNames": lambda s, v, _: not isinstance(v, dict) or all(fits(s, n) for n in v),
    "items": lambda s, v, _: not isinstance(v, list) or all(fits(s, one) for one in v),
    "minItems": lambda n, v, _: not isinstance(v, list) or len(v) >= n,
    "maxItems": lambda n, v, _: not isinstance(v, list) or len(v) <= n,
    "minProperties": lambda n, v, _: not isinstance(v, dict) or len(v) >= n,
    "maxProperties": lambda n, v, _: not isinstance(v, dict) or len(v) <= n,
    "maxLength": lambda n, v, _: not isinstance(v, str) or len(v) <= n,
    "pattern": lambda p, v, _: not isinstance(v, str) or re.search(p, v) is not None,
    "minimum": lambda n, v, _: not is_a(v, "number") or v >= n,
    "maximum": lambda n, v, _: not is_a(v, "number") or v <= n,
}
REMARKS = {"$schema", "title", "description", "examples", "format"}


def every_schema(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield schema
    inner = [*schema.get("properties", {}).values(), *schema.get("anyOf", ())]
    inner += [
        schema[w] for w in ("items", "additionalProperties") if isinstance(schema.get(w), dict)
    ]
    for one in inner:
        yield from every_schema(one)


def accepted(code: str, body: dict[str, Any]) -> bool:
    try:
        check_body(kind(code), body)
    except BodyError:
        return False
    return True


@pytest.mark.parametrize("code", sorted(KINDS))
def test_a_schema_is_json_of_the_dialect_it_names_and_uses_words_the_tests_know(code: str) -> None:
    schema = json_schema(kind(code))
    assert schema["$schema"] == DIALECT
    assert json.loads(json.dumps(schema)) == schema
    for one in every_schema(schema):
        assert set(one) <= set(WORDS) | REMARKS


@pytest.mark.parametrize("code", sorted(KINDS))
def test_a_schema_names_every_field_and_no_other(code: str) -> None:
    schema = json_schema(kind(code))
    assert set(schema["properties"]) == {field.name for field in kind(code).fields}
    assert schema["additionalProperties"] is False
    assert set(schema.get("required", ())) == {f.name for f in kind(code).fields if f.required}


@pytest.mark.parametrize("code", sorted(KINDS))
def test_the_least_that_can_be_said_fits_its_schema(code: str) -> None:
    assert fits(json_schema(kind(code)), SMALLEST.get(code, {}))


def test_a_code_is_one_of_its_list() -> None:
    standing = json_schema(kind("standing_decided"))["properties"]["standing"]
    assert standing["enum"] == list(code_list("standing").codes)


def test_a_three_valued_field_is_true_false_or_null() -> None:
    asked = json_schema(kind("parents_assessed"))["properties"]["willing"]
    assert asked["type"] == ["boolean", "null"]


def test_a_list_that_only_offers_gives_its_codes_as_examples() -> None:
    offence = json_schema(kind("child_charged"))["properties"]["offence"]
    assert offence["examples"] == list(code_list("offence").codes)
    assert "enum" not in offence


def test_moments_and_dates_say_in_words_how_they_are_written() -> None:
    review = json_schema(kind("risk_assessed"))["properties"]["review_by"]
    began = json_schema(kind("exploitation_described"))["properties"]["began"]
    assert "earliest" in review["description"]
    assert "a month" in began["description"]


SAID: list[tuple[str, dict[str, Any]]] = [
    ("concern_reported", {"signs": [], "how_many": 3, "intercepted": {"child_consulted": None}}),
    ("concern_reported", {"how_many": 0}),
    ("concern_reported", {"how_many": None}),
    ("concern_reported", {"signs": None}),
    ("concern_reported", {"intercepted": {"who": "me"}}),
    ("concern_reported", {"account": "   "}),
    ("concern_reported", {"shoes": "red"}),
    ("identity_recorded", {"names": []}),
    ("identity_recorded", {"names": [{"kind": "own"}]}),
    ("identity_recorded", {"birth": {"year": 2012, "estimated": True}, "citizenships": ["FRA"]}),
    ("identity_recorded", {"birth": {"month": 13}}),
    ("identity_recorded", {"languages": ["fra", "some dialect"]}),
    ("risk_assessed", {"domains": {"family": "high"}, "review_by": "2026-03-05"}),
    ("risk_assessed", {"domains": {"weather": "high"}}),
    ("risk_assessed", {"domains": {"family": "huge"}}),
    ("risk_assessed", {"review_by": {"earliest": "2026-03-05", "latest": "2026-03-06"}}),
    ("risk_assessed", {"review_by": {}}),
    ("risk_assessed", {"review_by": {"from": "2026-03-05"}}),
    ("risk_assessed", {"review_by": 5}),
    ("screening_completed", {"answers": {"q": "yes"}, "worst_forms": {"a": True, "b": "no"}}),
    ("screening_completed", {"answers": {"q": True}}),
    ("functioning_assessed", {"answers": {"CF1": 3}}),
    ("functioning_assessed", {"answers": {"CF1": {}}}),
    ("contact_made", {"attempt": 3}),
    ("contact_made", {"attempt": "often"}),
    ("exploitation_described", {"began": "2024-05", "transit": [{"country": "FRA"}]}),
    ("exploitation_described", {"began": "May"}),
    ("compensation_paid", {"amount": "1250.50", "currency": "EUR"}),
    ("compensation_paid", {"amount": 1250}),
    ("compensation_paid", {"amount": -3}),
    ("compensation_paid", {"amount": "1e5"}),
    ("compensation_paid", {"amount": 10**400}),
    ("solution_started", {"solution": "none_yet"}),
    ("best_interests_decided", {"guardian_view": "She asks for a week."}),
    ("best_interests_decided", {"options": [{"solution": "return", "for": "x", "against": None}]}),
    ("best_interests_decided", {"panel": ["a", 1]}),
    ("case_closed", {"reason": "tired"}),
    ("case_closed", {"reason": None}),
]


@pytest.mark.parametrize(("code", "said"), SAID, ids=[f"{c}-{n}" for n, (c, _) in enumerate(SAID)])
def test_what_the_schema_allows_is_what_is_accepted(code: str, said: dict[str, Any]) -> None:
    body = SMALLEST.get(code, {}) | said
    assert fits(json_schema(kind(code)), body) is accepted(code, body)


def test_the_table_lists_every_kind_in_the_order_of_the_journey() -> None:
    table = kinds_table()
    assert [row["code"] for row in table] == list(KINDS)
    assert {"code", "label", "section", "records", "fields"} <= set(table[0])


def test_the_table_says_every_section_an_entry_can_have() -> None:
    sections = {row["code"]: row["sections"] for row in kinds_table()}
    assert sections["child_charged"] == ["legal"]
    assert sections["need_found"] == ["health", "protection"]
    assert set(sections["note_added"]) == set(code_list("section").codes)
