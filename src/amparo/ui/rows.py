"""Repeats a few fields: rows one level deep, or one group of them, inside the form of a kind.

"Add another" is a button that sends the form to the server, which shows it again with one row more
and everything typed kept; no script is needed. Empty rows are left out of the body.
"""

from collections.abc import Iterator
from typing import Any

from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from amparo.journey import Field
from amparo.ui.fields import EMPTY, Asking, field_for
from amparo.ui.look import AmparoForm, Part, Problem

MORE, FEWER = "_more", "_fewer"
MOST = 50


class Row(AmparoForm):
    """One row: the fields that repeat."""

    template_name = "ui/forms/row.html"

    def __init__(self, fields: tuple[Field, ...], data: Any, asking: Asking, prefix: str) -> None:
        super().__init__(data, prefix=prefix, auto_id="id_%s")
        self.declared = fields
        for field in fields:
            self.fields[field.name] = field_for(field, asking)

    @property
    def parts(self) -> Iterator[Any]:
        for field in self.declared:
            yield Part(self[field.name], field.required)

    def answers(self) -> dict[str, Any]:
        """What was answered in this row; empty for a row left empty."""
        self.errors  # noqa: B018 - reads the answers
        cleaned = self.cleaned_data
        return {name: value for name, value in cleaned.items() if value is not EMPTY}


class RowSet:
    """The rows of one field, or its one group."""

    def __init__(
        self, field: Field, data: MultiValueDict[str, str], asking: Asking, name: str
    ) -> None:
        self.field, self.name, self.id = field, name, f"id_{name}"
        self.label = _(field.label)
        self.help_text = _(field.help) if field.help else ""
        self.many = field.many
        self.message = ""
        self._places: list[int] = []
        numbers = _numbers(data, name) if field.many else [0]
        self.rows = [Row(field.fields, data, asking, f"{name}-{number}") for number in numbers]
        self.numbered = list(zip(numbers, self.rows, strict=True))

    @property
    def has_errors(self) -> bool:
        return any(row.errors for row in self.rows)

    def body(self) -> Any:
        """The rows with an answer; EMPTY for none."""
        answered = [(place, row.answers()) for place, row in enumerate(self.rows)]
        self._places = [place for place, answers in answered if answers]
        found = [answers for _place, answers in answered if answers]
        if not self.many:
            return found[0] if found else EMPTY
        return found or EMPTY

    def blame(self, path: str, message: str) -> None:
        """Put what is wrong at `path` ("0.name", or "name" in a group) beside its field."""
        index, _dot, name = path.partition(".") if self.many else ("0", ".", path)
        if not index.isdecimal() or not name or int(index) >= len(self._places):
            self.message = message
            return
        row = self.rows[self._places[int(index)]]
        name = name.partition(".")[0]
        if name in row.fields and not row.has_error(name):
            row.add_error(name, message)

    def problems(self) -> list[Problem]:
        found = [Problem(self.id, self.label, self.message)] if self.message else []
        for row in self.rows:
            for part in row.parts:
                found += part.problems() if row.errors else []
        return found


def _numbers(data: MultiValueDict[str, str], name: str) -> list[int]:
    """The numbers of the rows to show: those sent, one more, or one fewer, as the button asked."""
    numbers = [int(n) for n in data.getlist(f"{name}-rows") if n.isdecimal()][:MOST] or [0]
    taken_away = data.get(FEWER, "")
    numbers = [n for n in numbers if taken_away != f"{name}-{n}"]
    if data.get(MORE) == name or not numbers:
        numbers.append(max(numbers, default=-1) + 1)
    return numbers
