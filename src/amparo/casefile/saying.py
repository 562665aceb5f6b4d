"""Says the body of an entry in the reader's words: labels, translated codes, names of agencies.

The other way round is the form of a kind (room `ui`). What of a body somebody may read at all was
decided before (`queries`); nothing here hides anything.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from amparo import terms
from amparo.casefile import explaining
from amparo.casefile.involving import identifier
from amparo.journey import KINDS, Field, FieldType
from amparo.people.queries import agency_names, names_of
from amparo.ui import formats

ROWS = (FieldType.ROWS, FieldType.NAMES)
NAMING = (FieldType.AGENCY, FieldType.PERSON)
# Said on the head of the entry, or used by the record alone.
NOT_SAID = frozenset({"section", "on_paper"})
SCREENING = "screening_completed"
# Text that holds a code, where it is not the id of an entry.
CODES_IN_TEXT = {"ground": "involvement_ground"}


@dataclass(frozen=True, slots=True)
class Line:
    """One answer: its question, and the answer in words or rows. `long`: several sentences."""

    label: str
    words: str = ""
    rows: tuple[tuple["Line", ...], ...] = ()
    long: bool = False

    @property
    def asks(self) -> bool:
        """Whether the label is a question, which needs no colon."""
        return self.label.endswith(("?", "؟"))


Names = Mapping[str, str]


def lines(kind: str, body: Mapping[str, Any], names: Names) -> list[Line]:
    """Every answer of a body in the order of its kind; what is unknown to the kind comes last."""
    declared = KINDS[kind].fields if kind in KINDS else ()
    body = explaining.in_words(body) if kind == SCREENING else body
    known = {field.name for field in declared}
    said = [_line(f, body[f.name], names) for f in declared if _is_said(f.name, body)]
    return said + [
        Line(name, str(value)) for name, value in body.items() if name not in known and value
    ]


def _is_said(name: str, body: Mapping[str, Any]) -> bool:
    return name in body and name not in NOT_SAID and body[name] not in ("", [], {})


def _line(field: Field, value: Any, names: Names) -> Line:
    label = _(field.label)
    if value is None:
        return Line(label, _("not known"))
    if field.type in ROWS:
        rows = value if isinstance(value, list) else [value]
        return Line(label, rows=tuple(tuple(_row(field, row, names)) for row in rows))
    if field.type is FieldType.ANSWERS:
        return Line(label, rows=tuple((one,) for one in _answers(field, value)))
    values = value if isinstance(value, list) else [value]
    words = listed(_words(field, one, names) for one in values)
    return Line(label, words, long=field.type is FieldType.LONG_TEXT and len(words) > 80)


def _row(field: Field, row: Mapping[str, Any], names: Names) -> Iterator[Line]:
    for inner in field.fields:
        if _is_said(inner.name, row):
            yield _line(inner, row[inner.name], names)


def _answers(field: Field, answers: Mapping[str, Any]) -> Iterator[Line]:
    for item, answer in answers.items():
        yield Line(_item(field, item), _answer(field, answer))


def _item(field: Field, item: str) -> str:
    """What was asked: items of an instrument that has no list of its own here are found among
    signs.
    """
    language = get_language() or "en"
    for name in filter(None, (field.keys, "child_sign", "worst_form")):
        if item in terms.code_list(name).codes:
            return terms.label(name, item, language)
    return explaining.item_of_any(item) or item.replace("_", " ")


def _answer(field: Field, answer: Any) -> str:
    if answer is None or isinstance(answer, bool):
        return _three_valued(answer)
    if field.codes and isinstance(answer, str):
        return terms.label(field.codes, answer, get_language() or "en")
    return str(answer)


def _words(field: Field, value: Any, names: Names) -> str:
    if value is None or isinstance(value, bool):
        return _three_valued(value)
    codes = field.codes or CODES_IN_TEXT.get(field.name)
    if codes and isinstance(value, str) and not identifier(value):
        return terms.label(codes, value, get_language() or "en")
    if field.type in (FieldType.DATE, FieldType.MOMENT):
        return formats.moment(value)
    if field.type is FieldType.INTEGER:
        return str(value) if field.name == "year" else formats.number(value)
    if field.type in (*NAMING, FieldType.ENTRY) or identifier(value):
        return names.get(str(value)) or _unnamed(field, value)
    return str(value)


def _unnamed(field: Field, value: Any) -> str:
    """An id means nothing to a reader; what was written out by hand does."""
    if not identifier(value):
        return str(value)
    return _("an entry of this case") if field.type is FieldType.ENTRY else _("not known here")


def _three_valued(value: bool | None) -> str:
    return _("not known") if value is None else (_("yes") if value else _("no"))


def listed(words: Iterable[str]) -> str:
    """Several words in one line, as the page's language divides them."""
    return _(", ").join(words)


def names_in(bodies: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """The display names of the agencies and people that these bodies name by id."""
    return names_of_ids(one for body in bodies for value in body.values() for one in _ids(value))


def names_of_ids(values: Iterable[Any]) -> dict[str, str]:
    """The display names of agencies and people by id; what is no id of any is left out."""
    ids = {found for value in values if (found := identifier(value))}
    named = {**names_of(ids), **agency_names(ids)}
    return {str(id_): name for id_, name in named.items()}


def _ids(value: Any) -> Iterator[str]:
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, str):
            yield one
