"""The forms of warnings that were issued before an event, and of what happened afterwards."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from amparo.casefile import protocols
from amparo.statistics.actions import AfterwardsSaid, WarningSaid
from amparo.statistics.figures.parts import WORLD
from amparo.statistics.rules import ABOUT, HAPPENED, PUBLIC
from amparo.terms import code_list, label
from amparo.ui.fields import WholeDayField
from amparo.ui.forms import AmparoForm

LONGEST_TYPED = 2000  # more than is kept, so that the rule can say what is too long


def _day(named: Any) -> WholeDayField:
    return WholeDayField(label=named)


def _line(named: Any, help_text: Any = "", required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=named,
        help_text=help_text,
        required=required,
        max_length=LONGEST_TYPED,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )


def _sentences(named: Any) -> forms.CharField:
    return forms.CharField(
        label=named,
        help_text=_(PUBLIC),
        max_length=LONGEST_TYPED,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )


class WarningForm(AmparoForm):
    """Who warned of what, when and for where. Everybody reads it."""

    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    about = forms.ChoiceField(label=_("What it is about"))
    issuer = _line(_("Who warned"), _("An organisation or authority, never a person."))
    issued = _day(_("On which day"))
    place = forms.ChoiceField(label=_("For which place"))
    text = _sentences(_("What was warned of, in one sentence"))
    source = _line(_("Where that is said"), required=False)

    def __init__(self, data: Any = None, initial: Any = None) -> None:
        country = protocols.in_force()[-1].country
        super().__init__(data, initial=initial or {"id": uuid4(), "place": country})
        self.fields["about"].choices = [(code, gettext(said)) for code, said in ABOUT.items()]  # type: ignore[attr-defined]
        self.fields["place"].choices = _places(str((initial or {}).get("place", "")))  # type: ignore[attr-defined]

    def said(self) -> WarningSaid:
        return WarningSaid(**{key: self.cleaned_data[key] for key in _WARNING})


class AfterwardsForm(AmparoForm):
    """What happened after a warning, also that nothing did. Everybody reads it."""

    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    result = forms.ChoiceField(label=_("What happened"))
    on = _day(_("As far as it was known on"))
    text = _sentences(_("In one sentence"))
    source = _line(_("Where that is said"), required=False)

    def __init__(self, data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial=initial or {"id": uuid4()})
        self.fields["result"].choices = [(code, gettext(said)) for code, said in HAPPENED.items()]  # type: ignore[attr-defined]

    def said(self) -> AfterwardsSaid:
        return AfterwardsSaid(**{key: self.cleaned_data[key] for key in _AFTERWARDS})


_WARNING = ("about", "issuer", "issued", "place", "text", "source")
_AFTERWARDS = ("result", "on", "text", "source")


def _places(kept: str) -> list[tuple[str, str]]:
    """Countries by their names, the world first; an area that was kept stays."""
    language = get_language() or "en"
    countries = [(code, label("country", code, language)) for code in code_list("country").codes]
    own = [(kept, kept)] if "-" in kept else []
    return [(WORLD, gettext("the world")), *own, *sorted(countries, key=lambda one: one[1])]
