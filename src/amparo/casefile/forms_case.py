"""The small forms of a case's pages that are not of a kind: who joins, why withdrawn, an emergency.

Forms of kinds are made by room `ui`; nothing here decides what may be done.
"""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from amparo.ui import fields as ask
from amparo.ui import widgets
from amparo.ui.fields import EMPTY
from amparo.ui.forms import AmparoForm

Grouped = Sequence[tuple[str, Sequence[tuple[str, str]]]]


class SelectOfGroups(widgets.OneOfMany):
    """One of many, grouped under headings."""


def _choices(choices: Sequence[Any], empty: Any = "") -> list[Any]:
    return [("", empty or _("Choose")), *choices]


class ChooseForm(AmparoForm):
    """Somebody with an account here, in the role that goes with what is recorded."""

    chosen = forms.ChoiceField(required=False, widget=widgets.OneOfMany())

    def __init__(
        self,
        *args: Any,
        people: Sequence[tuple[str, str]],
        label: Any,
        hint: Any = "",
        needed: bool = True,
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        asked = self.fields["chosen"]
        nobody = "" if needed else _("Nobody with an account here")
        asked.choices = _choices(people, nobody)  # type: ignore[attr-defined]
        asked.label, asked.help_text, asked.required = label, hint, needed
        asked.error_messages["required"] = _("Choose who it is.")


class ReasonForm(AmparoForm):
    """Why: one answer in free words. `needed`: whether it can be left out."""

    reason = forms.CharField(widget=widgets.LongText(), max_length=50_000)

    def __init__(
        self, *args: Any, label: Any = "", hint: Any = "", needed: bool = True, **more: Any
    ) -> None:
        super().__init__(*args, **more)
        asked = self.fields["reason"]
        asked.label, asked.help_text, asked.required = label or _("Why"), hint, needed
        asked.error_messages["required"] = _("Say why, in a sentence or two.")


class EmergencyForm(ReasonForm):
    """The reference, and why it cannot wait."""

    field_order = ("reference", "reason")
    reference = forms.CharField(
        label=_("Reference"), max_length=20, widget=widgets.Text(),
        error_messages={"required": _("Write the reference of the case.")},
    )  # fmt: skip


class ReviewForm(ReasonForm):
    """What a supervisor says of an emergency opening."""

    field_order = ("justified", "reason")
    justified = forms.ChoiceField(
        label=_("Was it right to open the case?"),
        choices=(("yes", _("Yes")), ("no", _("No: it ends at once"))),
        widget=widgets.OneOfFew(),
        error_messages={"required": _("Choose an answer.")},
    )


class InvolveForm(AmparoForm):
    """Who is brought in, as what, for which sections, on what ground, until when."""

    party = forms.ChoiceField(
        label=_("Who"), widget=SelectOfGroups(),
        help_text=_("One person, or everybody of an agency who has the role."),
        error_messages={"required": _("Choose an agency or a person.")},
    )  # fmt: skip
    role = forms.ChoiceField(
        label=_("In which role"), widget=widgets.OneOfMany(),
        error_messages={"required": _("Choose the role in which they will work with the child.")},
    )  # fmt: skip
    sections = forms.MultipleChoiceField(
        label=_("Which sections"), widget=widgets.SomeOfFew(),
        help_text=_("Only what this task needs. You can share what you can read yourself."),
        error_messages={"required": _("Choose at least one section.")},
    )  # fmt: skip
    ground = forms.ChoiceField(
        label=_("On what ground"), widget=widgets.OneOfFew(),
        help_text=_("What rests on a consent ends when the consent is withdrawn."),
        error_messages={"required": _("Choose a consent or another ground.")},
    )  # fmt: skip
    until = ask.MomentField(label=_("Until when"), required=False, widget=widgets.Day())

    def __init__(
        self,
        *args: Any,
        parties: Grouped,
        roles: Sequence[tuple[str, str]],
        sections: Sequence[tuple[str, str]],
        grounds: Sequence[tuple[str, str]],
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        offered = {
            "party": _choices(parties),
            "role": _choices(roles),
            "sections": sections,
            "ground": grounds,
        }
        for name, choices in offered.items():
            self.fields[name].choices = list(choices)  # type: ignore[attr-defined]

    def until_when(self) -> Any:
        """The day until which it holds, None for no end."""
        until = self.cleaned_data.get("until")
        return None if until is EMPTY else until


class BarForm(ReasonForm):
    """Who must never see the case, and why."""

    field_order = ("party", "reason")
    party = forms.ChoiceField(
        label=_("Who must not see this case"), widget=SelectOfGroups(),
        error_messages={"required": _("Choose an agency or a person.")},
    )  # fmt: skip

    def __init__(self, *args: Any, parties: Grouped, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["party"].choices = _choices(parties)  # type: ignore[attr-defined]
