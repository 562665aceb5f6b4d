"""What is sent on the pages of releases."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from amparo.release.spec import LARGEST
from amparo.statistics.rules import LONGEST
from amparo.ui.forms import AmparoForm


class BecauseForm(AmparoForm):
    """Why a further version takes the place of what is public."""

    because = forms.CharField(
        label=_("If a version is public already: why does another take its place?"),
        help_text=_("Public: everybody reads it at the top of the old version and of the new one."),
        required=False,
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )


class AskForm(BecauseForm):
    """A release as its file."""

    spec = forms.CharField(
        label=_("What is published"),
        help_text=_("One table after another; nothing is counted by other rules than these."),
        max_length=LARGEST,
        strip=False,
        widget=forms.Textarea(
            attrs={
                "rows": 26,
                "dir": "ltr",
                "spellcheck": "false",
                "class": "textarea release__spec",
            }
        ),
    )
    field_order = ("spec", "because")

    def stop(self, reason: Any) -> None:
        """Say beside the file what is wrong with it; what was typed stays."""
        self.add_error("spec", str(reason))


class WithdrawForm(AmparoForm):
    """Why a public version holds no longer."""

    because = forms.CharField(
        label=_("Why does it hold no longer?"),
        help_text=_("Public: it stands at the top of the version, which stays on the site."),
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
    remove_numbers = forms.BooleanField(
        label=_("Its numbers may point to a child: take them off the site"),
        required=False,
    )
