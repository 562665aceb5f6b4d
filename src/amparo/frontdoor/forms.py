"""The forms of this room: open a door, and ask by a receipt. What they hold `actions` judges."""

from typing import Any
from uuid import uuid4

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from amparo import terms
from amparo.people.models import Agency
from amparo.ui.forms import AmparoForm


class DoorForm(AmparoForm):
    door_id = forms.UUIDField(widget=forms.HiddenInput)
    institution = forms.CharField(
        label=_("Which institution is it for?"),
        max_length=150,
        help_text=_("Only those who take up concerns read this name. It is not on the poster."),
    )
    channel = forms.ChoiceField(label=_("Where does it stand?"))
    agency = forms.ModelChoiceField(
        label=_("Who takes up what comes in?"), queryset=Agency.objects.none(), empty_label=None
    )
    language = forms.ChoiceField(
        label=_("Language of the page and the poster"), choices=settings.LANGUAGES
    )

    def __init__(self, *args: Any, agencies: Any, **kwargs: Any) -> None:
        first = {"door_id": uuid4(), "language": get_language() or "en"}
        kwargs["initial"] = first
        super().__init__(*args, **kwargs)
        channels = terms.choices("channel", get_language() or "en")
        self.fields["channel"].choices = [("", _("Choose")), *channels]  # type: ignore[attr-defined]
        self.fields["agency"].queryset = agencies  # type: ignore[attr-defined]


class ReceiptForm(AmparoForm):
    receipt = forms.CharField(
        label=_("The number on your receipt"),
        max_length=60,
        help_text=_("Twelve letters and digits, such as 7K3Q-9M2X-4C8D."),
        widget=forms.TextInput(
            attrs={"dir": "ltr", "autocomplete": "off", "spellcheck": "false",
                   "autocapitalize": "characters"}
        ),
    )  # fmt: skip
