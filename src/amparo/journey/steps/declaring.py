"""Short forms in which the modules of this package declare their fields, one for each type.

What a type accepts stands in `journey.fields`; here it only gets a short name, so that a kind reads
like the page of a manual. `**more` are the other attributes of `Field`.
"""

from typing import Any

from amparo.journey.fields import Field, FieldType, Privacy
from amparo.terms.messages import N_

IDENTIFYING = Privacy.IDENTIFYING
OPERATIONAL = Privacy.OPERATIONAL


def text(name: str, label: str, hint: str = "", **more: Any) -> Field:
    """A line of text."""
    return Field(name, FieldType.TEXT, label, hint, **more)


def long_text(name: str, label: str, hint: str = "", **more: Any) -> Field:
    """Several lines of text."""
    return Field(name, FieldType.LONG_TEXT, label, hint, **more)


def code(name: str, codes: str, label: str, hint: str = "", **more: Any) -> Field:
    """One code of a list in `terms`."""
    return Field(name, FieldType.CODE, label, hint, codes=codes, **more)


def codes(name: str, codes: str, label: str, hint: str = "", **more: Any) -> Field:
    """Several codes of a list in `terms`."""
    return Field(name, FieldType.CODE, label, hint, codes=codes, many=True, **more)


def yes_no(name: str, label: str, hint: str = "", **more: Any) -> Field:
    """Yes, no, or not known."""
    return Field(name, FieldType.THREE_VALUED, label, hint, **more)


def day(name: str, label: str, hint: str = "", **more: Any) -> Field:
    """A day, a month or a year."""
    return Field(name, FieldType.DATE, label, hint, **more)


def moment(name: str, label: str, hint: str = "", **more: Any) -> Field:
    """A moment: a time with its zone, a day, or earliest and latest."""
    return Field(name, FieldType.MOMENT, label, hint, **more)


def number(
    name: str, label: str, at_least: int, at_most: int, hint: str = "", **more: Any
) -> Field:
    """A whole number between two bounds, both included."""
    return Field(name, FieldType.INTEGER, label, hint, at_least=at_least, at_most=at_most, **more)


def money(name: str, label: str, hint: str = "", **more: Any) -> Field:
    """An amount; its currency is a field of its own."""
    return Field(name, FieldType.MONEY, label, hint, **more)


def answers(name: str, label: str, hint: str = "", **more: Any) -> Field:
    """Answers by item."""
    return Field(name, FieldType.ANSWERS, label, hint, **more)


def group(name: str, label: str, *fields: Field, hint: str = "", **more: Any) -> Field:
    """A few fields that belong together, or rows of them (`many=True`)."""
    return Field(name, FieldType.ROWS, label, hint, fields=fields, **more)


def names(name: str, label: str, *fields: Field, hint: str = "", **more: Any) -> Field:
    """Names of a person, each with its kind and script."""
    return Field(
        name, FieldType.NAMES, label, hint, fields=fields, many=True, privacy=IDENTIFYING, **more
    )


def entry(name: str, label: str, hint: str = "", **more: Any) -> Field:
    """The id of another entry of the case."""
    return Field(name, FieldType.ENTRY, label, hint, privacy=OPERATIONAL, **more)


def agency(name: str, label: str, hint: str = "", **more: Any) -> Field:
    """The id of an agency."""
    return Field(name, FieldType.AGENCY, label, hint, privacy=OPERATIONAL, **more)


def person(name: str, label: str, hint: str = "", **more: Any) -> Field:
    """The id of a person who works here."""
    return Field(name, FieldType.PERSON, label, hint, privacy=OPERATIONAL, **more)


def remarks(label: str = N_("Remarks")) -> Field:
    """Whatever else should be known; never asked for."""
    return long_text("remarks", label)
