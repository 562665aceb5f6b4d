"""What is decided about two cases, and why; which two to compare."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from amparo.casefile.forms_case import ReasonForm
from amparo.terms import code_list
from amparo.ui import widgets
from amparo.ui.forms import AmparoForm


class DecideForm(ReasonForm):
    """`second`: the child would have more than four cases; `people` are those who may agree."""

    field_order = ("result", "reason", "agreed_by")
    result = forms.ChoiceField(
        label=_("What do you think?"),
        widget=widgets.OneOfFew(),
        error_messages={"required": _("Choose one. “Ask later” is an answer, too.")},
    )
    agreed_by = forms.ChoiceField(
        label=_("Who agrees with you"),
        help_text=_("This child would have more than four cases: that takes two people."),
        required=False,
        widget=widgets.OneOfMany(),
    )

    def __init__(
        self, *args: Any, people: Sequence[tuple[str, str]], second: bool, **more: Any
    ) -> None:
        super().__init__(*args, **more)
        from amparo.casefile.wording import label

        codes = code_list("same_child_result").codes
        self.fields["result"].choices = [  # type: ignore[attr-defined]
            (code, label("same_child_result", code)) for code in codes
        ]
        if second:
            self.fields["agreed_by"].choices = [("", _("Choose")), *people]  # type: ignore[attr-defined]
        else:
            del self.fields["agreed_by"]


class TwoForm(AmparoForm):
    """Two cases, by reference."""

    one = forms.CharField(
        label=_("Reference of one case"), max_length=20, widget=widgets.Text(),
        error_messages={"required": _("Write the reference of the case.")},
    )  # fmt: skip
    other = forms.CharField(
        label=_("Reference of the other"), max_length=20, widget=widgets.Text(),
        error_messages={"required": _("Write the reference of the case.")},
    )  # fmt: skip
