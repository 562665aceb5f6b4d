"""Decides how every form of Amparo looks: one renderer, one way to ask and to say what is wrong.

The question is the label, the hint stands below it, what is wrong stands above the field and again
in a summary that takes the focus. Forms of kinds are in `forms`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.renderers import DjangoTemplates

from amparo.access import Refused
from amparo.ui import refusals
from amparo.ui.widgets import first_id


class AmparoRenderer(DjangoTemplates):
    """Renders forms and fields from the templates of this room."""

    form_template_name = "ui/forms/form.html"
    field_template_name = "ui/forms/field.html"


@dataclass(frozen=True)
class Problem:
    """One line of the error summary: `target` is the id it leads to."""

    target: str
    question: str
    message: str

    @property
    def text(self) -> str:
        """Question and message in one line; a question mark needs no colon after it."""
        divider = " " if self.question.endswith(("?", "؟")) else ": "
        return f"{self.question}{divider}{self.message}" if self.question else self.message


class AmparoForm(forms.Form):
    """A form in our own look; forms that are not of a kind (sign-in, an agency) inherit from it."""

    default_renderer = AmparoRenderer()
    template_name = "ui/forms/form.html"
    error_css_class = "field--wrong"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            dress(field.widget)

    @property
    def parts(self) -> Iterator[Any]:
        """What the form shows, in order."""
        yield from self.visible_fields()

    def refuse(self, refusal: Refused) -> None:
        """Show what an action refused above the form, which keeps what was typed."""
        self.add_error(None, refusals.said(refusal))

    def problems(self) -> list[Problem]:
        """Everything wrong, in the order of the form."""
        found = [Problem("", "", str(message)) for message in self.non_field_errors()]
        for bound in self.visible_fields():
            found += [Problem(first_id(bound), str(bound.label), str(e)) for e in bound.errors]
        return found


def dress(widget: forms.Widget) -> None:
    """Give Django's own widgets the classes of our sheet, where they bring none."""
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        if "django/" in widget.template_name:
            widget.template_name = "ui/forms/choices.html"
    elif isinstance(widget, forms.Textarea):
        widget.attrs.setdefault("class", "textarea")
    elif isinstance(widget, forms.Select):
        widget.attrs.setdefault("class", "select")
    elif isinstance(widget, forms.widgets.Input) and widget.input_type not in (
        "hidden",
        "checkbox",
    ):
        widget.attrs.setdefault("class", "input")


@dataclass(frozen=True)
class Part:
    """One question of a kind's form, a field or rows, with when it applies."""

    shown: Any
    required: bool = False
    rule: str = ""
    note: str = ""

    @property
    def is_rows(self) -> bool:
        return not isinstance(self.shown, forms.BoundField)

    def problems(self) -> list[Problem]:
        if self.is_rows:
            found: list[Problem] = self.shown.problems()
            return found
        return [
            Problem(first_id(self.shown), str(self.shown.label), str(error))
            for error in self.shown.errors
        ]
