"""What a field of a kind may hold: a closed list of types, each with its check and its JSON Schema.

One declaration of a field gives the web form (room `ui`), the validation (here), the JSON Schema
(`schema`) and the documentation. A check never asks whether an entry is wise or complete: that is
what gates are for (room `protocol`). Everything that is not required may be left out; `null` means
"not known" and is kept.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, tzinfo
from enum import StrEnum
from typing import Any

from amparo.journey.moments import MomentError, parse_date, parse_moment
from amparo.terms import code_list
from amparo.terms.messages import N_


class FieldType(StrEnum):
    """The closed list of field types."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    CODE = "code"
    THREE_VALUED = "three_valued"  # true, false, or null: not known
    DATE = "date"  # a day, a month or a year
    MOMENT = "moment"  # a timestamp, a day, or earliest and latest
    INTEGER = "integer"
    MONEY = "money"  # a decimal number as text; the currency is a field of its own
    NAMES = "names"  # rows of names, each with its kind and script
    ROWS = "rows"  # rows one level deep (many), or one such row
    ANSWERS = "answers"  # item: answer
    ENTRY = "entry"
    AGENCY = "agency"
    PERSON = "person"


class Privacy(StrEnum):
    """How much a field can expose."""

    IDENTIFYING = "identifying"  # points to a person
    SENSITIVE = "sensitive"  # says something about the child that must not travel
    OPERATIONAL = "operational"  # says how the work goes


TEXT_LIMIT = 2_000
LONG_TEXT_LIMIT = 50_000
LIST_LIMIT = 500
MONEY_LIMIT = 999_999_999_999

_AMOUNT = re.compile(r"[0-9]{1,12}(\.[0-9]+)?")
_NOT_KEPT = re.compile("[\0\ud800-\udfff]")

EMPTY = N_("this must not be empty")
TOO_LONG = N_("this is too long")
NOT_TEXT = N_("this must be text")
NOT_THREE_VALUED = N_("this must be true, false or null (not known)")
NOT_INTEGER = N_("this must be a whole number")
OUT_OF_RANGE = N_("this number is out of range")
NOT_MONEY = N_("this must be an amount such as 1250.50")
NOT_A_LIST = N_("this must be a list")
NOT_AN_OBJECT = N_("this must be an object")
NO_SUCH_CODE = N_("no such code")
NO_SUCH_FIELD = N_("no such field")
REQUIRED = N_("this is needed")

Problems = dict[str, str]


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a kind.

    `codes` names a list in `terms`; `keys` names the list of items of an ANSWERS field (None: any
    item). `show_when` maps another field of the same kind to the values for which this one applies;
    it guides the form and never refuses what was recorded.
    """

    name: str
    type: FieldType
    label: str
    help: str = ""
    required: bool = False
    many: bool = False
    codes: str | None = None
    keys: str | None = None
    fields: tuple["Field", ...] = ()
    privacy: Privacy = Privacy.SENSITIVE
    show_when: Mapping[str, tuple[Any, ...]] | None = None
    at_least: int = 0
    at_most: int = 1_000_000
    or_number: bool = False  # a three-valued field that older records hold as a count
    or_text: bool = False  # the list is only offered: what is not on it is written out
    explained: bool = False  # the form says what each code means
    without: tuple[str, ...] = ()  # codes of the list that the kind refuses, and says why

    @property
    def offered(self) -> tuple[str, ...]:
        """The codes that make sense in this field."""
        return tuple(one for one in code_list(self.codes or "").codes if one not in self.without)


def check_fields(
    fields: tuple[Field, ...], body: Mapping[str, Any], zone: tzinfo = UTC, path: str = ""
) -> Problems:
    """Every problem of `body` by the path of its field; empty when there is none."""
    known = {field.name: field for field in fields}
    problems: Problems = {path + name: NO_SUCH_FIELD for name in body if name not in known}
    for name, field in known.items():
        if body.get(name) is None:
            if field.required and not (name in body and field.type is FieldType.THREE_VALUED):
                problems[path + name] = REQUIRED
            elif name in body and field.many:
                problems[path + name] = NOT_A_LIST
            continue
        problems.update(_check(field, body[name], zone, path + name))
    return problems


def _check(field: Field, value: Any, zone: tzinfo, path: str) -> Problems:
    if not field.many:
        return _check_one(field, value, zone, path)
    if not isinstance(value, list):
        return {path: NOT_A_LIST}
    if len(value) > LIST_LIMIT:
        return {path: TOO_LONG}
    if field.required and not value:
        return {path: REQUIRED}
    problems: Problems = {}
    for index, item in enumerate(value):
        problems.update(_check_one(field, item, zone, f"{path}.{index}"))
    return problems


def _check_one(field: Field, value: Any, zone: tzinfo, path: str) -> Problems:
    if field.type in (FieldType.ROWS, FieldType.NAMES):
        if not isinstance(value, dict):
            return {path: NOT_AN_OBJECT}
        return check_fields(field.fields, value, zone, path + ".")
    if field.type is FieldType.ANSWERS:
        return _check_answers(field, value, path)
    problem = _CHECKS[field.type](field, value, zone)
    return {path: problem} if problem else {}


def _check_answers(field: Field, value: Any, path: str) -> Problems:
    if not isinstance(value, dict):
        return {path: NOT_AN_OBJECT}
    if len(value) > LIST_LIMIT:
        return {path: TOO_LONG}
    items = code_list(field.keys).codes if field.keys else None
    answers = code_list(field.codes).codes if field.codes else None
    problems: Problems = {}
    for item, answer in value.items():
        known = item in items if items is not None else is_text(item)
        if not known or len(item) > 100:
            problems[f"{path}.{item[:100]}"] = NO_SUCH_FIELD
        elif not (_is_answer(answer, answers) or (field.or_number and _is_three_valued(answer))):
            problems[f"{path}.{item}"] = NO_SUCH_CODE
    return problems


def _is_answer(answer: Any, answers: Mapping[str, Any] | None) -> bool:
    if answers is None:  # the instrument knows which answers an item has
        said = answer is None or isinstance(answer, int) or is_text(answer)
        return said and len(str(answer)) <= 100
    return isinstance(answer, str) and answer in answers


def _is_three_valued(value: Any) -> bool:
    return value is None or isinstance(value, bool)


def _check_text(field: Field, value: Any, _zone: tzinfo) -> str:
    if not isinstance(value, str):
        return NOT_TEXT
    if not value.strip():
        return EMPTY if field.required else ""
    limit = LONG_TEXT_LIMIT if field.type is FieldType.LONG_TEXT else TEXT_LIMIT
    return TOO_LONG if len(value) > limit else ("" if is_text(value) else NOT_TEXT)


def is_text(value: Any) -> bool:
    """Whether a value is text that can be kept: no NUL, no half of a character (lone surrogate)."""
    return isinstance(value, str) and _NOT_KEPT.search(value) is None


def _check_code(field: Field, value: Any, _zone: tzinfo) -> str:
    if not isinstance(value, str):
        return NOT_TEXT
    if value in code_list(field.codes or "").codes:
        return ""
    return _check_text(field, value, _zone) if field.or_text else NO_SUCH_CODE


def _check_three_valued(field: Field, value: Any, _zone: tzinfo) -> str:
    if isinstance(value, bool) or (field.or_number and isinstance(value, int)):
        return ""
    return NOT_THREE_VALUED


def _check_integer(field: Field, value: Any, _zone: tzinfo) -> str:
    if isinstance(value, bool) or not isinstance(value, int):
        return NOT_INTEGER
    return "" if field.at_least <= value <= field.at_most else OUT_OF_RANGE


def _check_money(_field: Field, value: Any, _zone: tzinfo) -> str:
    if isinstance(value, str):
        return "" if _AMOUNT.fullmatch(value.strip()) else NOT_MONEY
    if isinstance(value, bool) or not isinstance(value, int | float):
        return NOT_MONEY
    return "" if 0 <= value <= MONEY_LIMIT else NOT_MONEY


def _check_moment(field: Field, value: Any, zone: tzinfo) -> str:
    try:
        (parse_date if field.type is FieldType.DATE else parse_moment)(value, zone)
    except MomentError as error:
        return str(error)
    return ""


_CHECKS: dict[FieldType, Callable[[Field, Any, tzinfo], str]] = {
    FieldType.TEXT: _check_text,
    FieldType.LONG_TEXT: _check_text,
    FieldType.ENTRY: _check_text,
    FieldType.AGENCY: _check_text,
    FieldType.PERSON: _check_text,
    FieldType.CODE: _check_code,
    FieldType.THREE_VALUED: _check_three_valued,
    FieldType.INTEGER: _check_integer,
    FieldType.MONEY: _check_money,
    FieldType.DATE: _check_moment,
    FieldType.MOMENT: _check_moment,
}
