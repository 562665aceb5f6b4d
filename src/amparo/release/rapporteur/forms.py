"""The forms by which a rapporteur writes: texts, recommendations, what became of them."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import get_language, get_language_info, gettext
from django.utils.translation import gettext_lazy as _

from amparo.people.queries import agencies
from amparo.release.rapporteur.actions import Became, Recommended
from amparo.release.rapporteur.rules import LANGUAGES, LONGEST_BLOCK, STATES
from amparo.statistics.rules import PUBLIC
from amparo.terms import choices
from amparo.ui.forms import AmparoForm

LONGEST_TYPED = 5 * LONGEST_BLOCK  # more than is kept, so that the rule can say what is too long


def _line(named: Any, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=named,
        help_text=help_text,
        required=False,
        max_length=2000,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )


def _sentences(named: Any, rows: int, *, required: bool, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=named,
        help_text=help_text or _(PUBLIC),
        required=required,
        max_length=LONGEST_TYPED,
        widget=forms.Textarea(attrs={"rows": rows, "dir": "auto"}),
    )


class TextForm(AmparoForm):
    """A text of the report: paragraphs, with an empty line between them."""

    before = forms.UUIDField(widget=forms.HiddenInput, required=False)
    text = _sentences(
        _("Text"),
        14,
        required=False,
        help_text=_(
            "Everybody may read it. Leave an empty line between paragraphs. Never write of one"
            " child, and no name of a child. Without text nothing stands here."
        ),
    )


class RecommendationForm(AmparoForm):
    """What is recommended, and to whom. Everybody reads it."""

    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    addressed = forms.ChoiceField(label=_("To which kind of authority"))
    to_agency = forms.ChoiceField(label=_("Or to one agency alone"), required=False)
    language = forms.ChoiceField(label=_("Language of the text"))
    text = _sentences(_("What is recommended"), 5, required=True)
    source = _line(_("What it rests on"), _("For instance a law, a treaty or an earlier report."))

    def __init__(self, data: Any = None, initial: Any = None) -> None:
        own = get_language() or "en"
        super().__init__(data, initial=initial or {"id": uuid4(), "language": own})
        open_ones = [(str(one.id), one.name) for one in agencies(only_open=True)]
        self.fields["addressed"].choices = choices("authority", own)  # type: ignore[attr-defined]
        self.fields["to_agency"].choices = [("", gettext("No, to all of them")), *open_ones]  # type: ignore[attr-defined]
        self.fields["language"].choices = [(code, named(code)) for code in LANGUAGES]  # type: ignore[attr-defined]

    def said(self) -> Recommended:
        given = self.cleaned_data
        return Recommended(
            language=given["language"],
            text=given["text"],
            addressed=given["addressed"],
            to_agency=given["to_agency"] or None,
            source=given["source"],
        )


class BecameForm(AmparoForm):
    """What became of a recommendation. Everybody reads it."""

    before = forms.UUIDField(widget=forms.HiddenInput, required=False)
    state = forms.ChoiceField(label=_("What became of it"))
    text = _sentences(_("In one sentence"), 3, required=False)
    evidence = _line(_("Where that can be seen"), _("For instance a law and its article."))

    def __init__(self, data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.fields["state"].choices = [(code, gettext(said)) for code, said in STATES.items()]  # type: ignore[attr-defined]

    def said(self) -> Became:
        return Became(**{name: self.cleaned_data[name] for name in ("state", "text", "evidence")})


def named(language: str) -> str:
    """A language by its own name."""
    return str(get_language_info(language)["name_local"])
