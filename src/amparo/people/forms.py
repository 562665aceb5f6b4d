"""The forms for signing in and for administration. What they may hold is judged by `actions`."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from amparo import terms
from amparo.access import ROLES
from amparo.people import queries
from amparo.people.models import Agency
from amparo.ui.forms import AmparoForm
from amparo.ui.widgets import SomeOfFew


def _password(label: Any, autocomplete: str, hint: Any = "") -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(label=label, strip=False, widget=widget, help_text=hint)


PASSWORD_HINT = _("At least 12 characters. Three or four words that only you would put together.")


class SignInForm(AmparoForm):
    email = forms.CharField(
        label=_("E-mail address"),
        widget=forms.EmailInput(attrs={"autocomplete": "username", "dir": "ltr"}),
    )
    password = _password(_("Password"), "current-password")


class NewPasswordForm(AmparoForm):
    password = _password(_("Choose a password"), "new-password", PASSWORD_HINT)


class ChangePasswordForm(AmparoForm):
    old = _password(_("Your present password"), "current-password")
    new = _password(_("Your new password"), "new-password", PASSWORD_HINT)


class AgencyForm(AmparoForm):
    name = forms.CharField(label=_("Name"), max_length=200)
    authority = forms.ChoiceField(label=_("What kind of authority is it?"))
    province = forms.CharField(label=_("Province"), max_length=100, required=False)
    neutral_name = forms.CharField(
        label=_("Neutral name"),
        max_length=200,
        required=False,
        help_text=_("What letters and messages to the outside say: never the word trafficking."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["authority"].choices = _choices("authority")  # type: ignore[attr-defined]


class InvitationForm(AmparoForm):
    display_name = forms.CharField(label=_("Name"), max_length=200)
    email = forms.EmailField(
        label=_("E-mail address"),
        widget=forms.EmailInput(attrs={"autocomplete": "off", "dir": "ltr"}),
    )
    agency = forms.ModelChoiceField(
        label=_("Agency"), queryset=Agency.objects.none(), empty_label=_("Choose")
    )
    roles = forms.MultipleChoiceField(
        label=_("Roles"),
        required=False,
        widget=SomeOfFew(),
        help_text=_("A role that sees content takes effect once the agency's supervisor confirms."),
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = queries.agencies(only_open=True)  # type: ignore[attr-defined]
        self.fields["roles"].choices = role_choices()  # type: ignore[attr-defined]


def role_choices() -> list[tuple[str, str]]:
    """The roles that can be given to a person."""
    return [(code, label) for code, label in _choices("role") if code in ROLES]


def _choices(code_list: str) -> list[tuple[str, str]]:
    return terms.choices(code_list, get_language() or "en")
