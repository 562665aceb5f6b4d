"""Builds the form of a kind of entry from its declaration.

What was typed is kept, whatever is wrong with it. Neighbours: `look` renders every form of Amparo
alike, `fields` reads the answers, `rows` repeats some of them; room `journey` alone judges all.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.forms.utils import ErrorDict, ErrorList
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from amparo import terms
from amparo.journey import BodyError, Field, FieldType, Kind, check_body, kind
from amparo.ui.fields import EMPTY, Asking, Choices, field_for, occurred_field, yes_no_choices
from amparo.ui.look import AmparoForm, AmparoRenderer, Part, Problem
from amparo.ui.rows import FEWER, MORE, RowSet
from amparo.ui.typed import as_sent, typed_from_body

__all__ = ["AmparoForm", "AmparoRenderer", "KindForm", "form_for"]

ROW_TYPES = (FieldType.ROWS, FieldType.NAMES)
OCCURRED = "occurred_at"


def form_for(
    kind_code: str | Kind,
    data: Mapping[str, Any] | None = None,
    *,
    initial: Mapping[str, Any] | None = None,
    occurred_at: Any = None,
    draft: Mapping[str, Any] | None = None,
    prefix: str = "",
    only: Sequence[str] | None = None,
    besides: Mapping[str, Any] | None = None,
    ask_when: bool = True,
    language: str | None = None,
    agencies: Choices = (),
    people: Choices = (),
    entries: Choices = (),
    items: Mapping[str, Choices] | None = None,
    not_before: datetime | None = None,
) -> "KindForm":
    """The form of a kind. Raises NoSuchKind.

    `data`: what was sent (request.POST). Without it the form shows `draft` (an earlier `typed()`),
    or `initial` (a body) with `occurred_at`, or nothing. `only`: the fields to ask, by name;
    `besides`: what the body says without being asked. `ask_when`: whether to ask when it happened.
    `agencies`, `people`, `entries`: (id, label) pairs to choose from. `items`: the items of an
    ANSWERS field without a list of its own. `not_before`: offers "not known" for the time of the
    entry, taken as between then and now.
    """
    declared = kind_code if isinstance(kind_code, Kind) else kind(kind_code)
    asking = Asking(
        language or get_language() or "en", agencies, people, entries, items or {}, not_before
    )
    shown = data
    if shown is None:
        shown = (
            draft
            if draft is not None
            else typed_from_body(declared, initial or {}, occurred_at, prefix)
        )
    fields = tuple(
        f for f in declared.fields if _is_asked(f, asking) and (only is None or f.name in only)
    )
    return KindForm(
        declared,
        fields,
        shown,
        asking,
        besides=besides or {},
        prefix=prefix,
        ask_when=ask_when,
        sent=data is not None,
    )


def _is_asked(field: Field, asking: Asking) -> bool:
    """A field that no answer can make apply is computed; answers need their items."""
    if field.type is FieldType.ANSWERS and not field.keys and not asking.items.get(field.name):
        return False
    return field.show_when is None or all(field.show_when.values())


class KindForm(AmparoForm):
    """The form of a kind: `is_valid()`, then `body()`, `occurred_at()`; `typed()` for a draft."""

    def __init__(
        self,
        declared: Kind,
        fields: tuple[Field, ...],
        data: Mapping[str, Any],
        asking: Asking,
        *,
        besides: Mapping[str, Any],
        prefix: str,
        ask_when: bool,
        sent: bool,
    ) -> None:
        super().__init__(_many_valued(data), prefix=prefix or None, auto_id="id_%s")
        self.sent_data = _many_valued(data)
        self.kind, self.declared, self.asking, self.sent = declared, fields, asking, sent
        self.besides = besides
        self.row_sets: dict[str, RowSet] = {}
        if ask_when:
            self.fields[OCCURRED] = occurred_field(asking)
        for field in fields:
            if field.type in ROW_TYPES:
                self.row_sets[field.name] = RowSet(
                    field, self.sent_data, asking, self.add_prefix(field.name)
                )
            else:
                self.fields[field.name] = field_for(field, asking)
        self._body: dict[str, Any] = {}

    @property
    def is_asking_for_rows(self) -> bool:
        """Whether "add another" or "take away" was pressed: show it again, judge nothing yet."""
        return self.sent and (MORE in self.data or FEWER in self.data)

    @property
    def parts(self) -> Iterator[Any]:
        if OCCURRED in self.fields:
            yield Part(self[OCCURRED], True)
        for field in self.declared:
            part = self.row_sets.get(field.name) or self[field.name]
            yield Part(part, field.required, *self._when(field))

    def is_valid(self) -> bool:
        return self.sent and not self.is_asking_for_rows and not self.errors

    def full_clean(self) -> None:
        if not self.sent or self.is_asking_for_rows:
            self._errors, self.cleaned_data = ErrorDict(renderer=self.renderer), {}
            return
        super().full_clean()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if OCCURRED in self.fields and cleaned.get(OCCURRED) is EMPTY:
            self.add_error(OCCURRED, _("Say when it happened: choose an answer, or write the day."))
        answers = {name: value for name, value in self._answers() if value is not EMPTY}
        self._body = {**self.besides, **answers}
        try:
            check_body(self.kind, self._body, timezone.get_current_timezone())
        except BodyError as error:
            for path, message in error.problems.items():
                self._blame(path, message)
        return cleaned

    def _answers(self) -> Iterator[tuple[str, Any]]:
        for field in self.declared:
            if field.name in self.row_sets:
                rows = self.row_sets[field.name]
                yield field.name, rows.body()
                if rows.has_errors:
                    self.add_error(None, ErrorList())
            else:
                yield field.name, self.cleaned_data.get(field.name, EMPTY)

    def _blame(self, path: str, message: str) -> None:
        name, _dot, rest = path.partition(".")
        said = say(message)
        if name in self.row_sets:
            self.row_sets[name].blame(rest, said)
            self.add_error(None, ErrorList())
        elif name in self.fields:
            if not self.has_error(name):
                self.add_error(name, said)
        else:
            self.add_error(None, f"{name}: {said}")

    def body(self) -> dict[str, Any]:
        """The body of the entry, for `casefile.actions.append`: what was left empty is left out."""
        return dict(self._body)

    def occurred_at(self) -> Any:
        """When it happened, as an entry's `occurred_at`."""
        return self.cleaned_data.get(OCCURRED)

    def typed(self) -> dict[str, list[str]]:
        """Everything typed so far, fit to keep as a draft and to give back as `draft`."""
        start = f"{self.prefix}-" if self.prefix else ""
        kept = [name for name in self.data if name.startswith(start) and not name.startswith("_")]
        return {
            name: [str(value) for value in self.sent_data.getlist(name)]
            for name in kept
            if name not in ("csrfmiddlewaretoken",)
        }

    def problems(self) -> list[Problem]:
        found = [Problem("", "", str(message)) for message in self.non_field_errors()]
        for part in self.parts:
            found += part.problems()
        return found

    def _when(self, field: Field) -> tuple[str, str]:
        """The rule for the script and the note for the reader on when a field applies."""
        if not field.show_when:
            return "", ""
        rule = {self.add_prefix(n): [as_sent(v) for v in vs] for n, vs in field.show_when.items()}
        notes = []
        for name, values in field.show_when.items():
            other = self.kind.field(name)
            answers = ", ".join(self._answer_label(other, as_sent(value)) for value in values)
            notes.append(
                _("Only if “%(question)s” is: %(answers)s.")
                % {"question": _(other.label), "answers": answers}
            )
        return json.dumps(rule), " ".join(notes)

    def _answer_label(self, field: Field, value: str) -> str:
        if field.codes:
            return terms.label(field.codes, value, self.asking.language)
        return dict(yes_no_choices()).get(value, value)


def say(message: str) -> str:
    """A problem found by room `journey`, translated, as a sentence."""
    said = _(message)
    return said[:1].upper() + said[1:] + ("" if said.endswith((".", "؟", "?")) else ".")


def _many_valued(data: Mapping[str, Any]) -> MultiValueDict[str, str]:
    if isinstance(data, MultiValueDict):
        return data
    return MultiValueDict({n: v if isinstance(v, list) else [v] for n, v in data.items()})
