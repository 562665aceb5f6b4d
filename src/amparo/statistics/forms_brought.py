"""The forms by which something is asked for of a population that somebody brings and pastes."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils import timezone
from django.utils.text import capfirst, format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from amparo.statistics.figures.parts import ONCE_A_YEAR
from amparo.statistics.figures.wording import axis as axis_in_words
from amparo.statistics.figures.wording import word
from amparo.statistics.forms import PeriodForm
from amparo.statistics.tables.asked import LONGEST_TEXT, REVIEW_FIRST, Asked, EthicsReview
from amparo.statistics.tables.disproportion import HEADER as REFERENCE_HEADER
from amparo.statistics.tables.populations import HEADER, METHODS
from amparo.statistics.tables.refused import NotAskable
from amparo.ui.fields import WholeDayField

DIVIDED = (("sex",), ("age_band",), ("sex", "age_band"))
YEAR = "registered_year"
LONGEST_PASTED = 500_000
ABOUT = {REVIEW_FIRST: "review_body"}


def pasted(label: Any, header: str) -> forms.CharField:
    """A CSV that is pasted: no file is taken anywhere in Amparo (`web.uploads`).

    The browser gets no limit of length: it would cut off what is too long without a word.
    """
    return forms.CharField(
        label=label,
        help_text=format_lazy(
            _("Paste the lines of a CSV file. The first must be: {header}"), header=header
        ),
        validators=[
            MaxLengthValidator(LONGEST_PASTED, _("This is longer than %(limit_value)d characters."))
        ],
        widget=forms.Textarea(attrs={"rows": 8, "dir": "ltr", "spellcheck": "false"}),
        error_messages={"required": _("Paste the lines of a file first.")},
    )


class BroughtForm(PeriodForm):
    """What both have in common: groups of fields, and a refusal beside what it is about."""

    ROWS: tuple[tuple[Any, tuple[str, ...]], ...] = ()

    @property
    def groups(self) -> Iterator[tuple[str, list[Any]]]:
        for legend, names in self.ROWS:
            yield str(legend), [self[name] for name in names]

    def blame(self, refusal: Exception, said: list[str]) -> None:
        """A fault in a line stands beside the lines, a missing review beside what asks for it."""
        where = None
        if isinstance(refusal, NotAskable):
            where = "text" if refusal.line else ABOUT.get(refusal.reason)
        for line in said:
            self.add_error(where, line)


class RateForm(BroughtForm):
    """By what a rate is divided, of which years (by year, where several), and the population."""

    ROWS = (
        (_("When"), ("first", "last")),
        (_("Of whom"), ("by", "standings", "definition")),
        (_("Population"), ("text", "method")),
    )
    by = forms.ChoiceField(label=_("A rate for each"), required=False)
    text = pasted(_("Lines of the population"), ",".join(HEADER))
    method = forms.ChoiceField(label=_("What it is"))

    def __init__(self, data: Any = None, **more: Any) -> None:
        last = timezone.localdate().year - 1
        given = {"by": "", "method": METHODS[0], "first": last, "last": last}
        super().__init__(given | _plain(data), **more)
        named = [(" ".join(axes), " × ".join(map(axis_in_words, axes))) for axes in DIVIDED]
        self.fields["by"].choices = [("", gettext("one rate for all")), *named]  # type: ignore[attr-defined]
        self.fields["method"].choices = [  # type: ignore[attr-defined]
            (code, capfirst(word("method", code))) for code in METHODS
        ]

    def asked(self) -> Asked:
        """Raises NotAskable."""
        found = super().asked()
        axes = tuple(self.cleaned_data["by"].split())
        if found.start.year != found.end.year:
            return replace(found, measure="rate", axes=(*axes, YEAR), counting=ONCE_A_YEAR)
        return replace(found, measure="rate", axes=axes)


class ReferenceForm(BroughtForm):
    """A reference population, pasted, read once and not kept."""

    ROWS = (
        (_("When"), ("first", "last")),
        (_("Of whom"), ("standings", "definition")),
        (_("Reference population"), ("text", "kind")),
        (
            _("Only where community or discrimination is looked at"),
            ("review_body", "review_on"),
        ),
    )
    text = pasted(_("Lines of the reference population"), ",".join(REFERENCE_HEADER))
    kind = forms.ChoiceField(
        label=_("What it is"),
        choices=[("full_count", _("A census or register")), ("survey", _("A sample survey"))],
    )
    review_body = forms.CharField(
        label=_("Ethics review by"),
        help_text=_("Which body agreed, in one short line. Never the name of a person."),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
    review_on = WholeDayField(label=_("On which day it agreed"), required=False)

    def clean_review_on(self) -> Any:
        on = self.cleaned_data["review_on"]
        if on and on > timezone.localdate():
            raise forms.ValidationError(_("This day has not come yet."))
        return on

    def clean(self) -> dict[str, Any]:
        """Half a review is none: what is missing is said."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        body, on = said.get("review_body"), said.get("review_on")
        if body and not on and "review_on" in said:
            self.add_error("review_on", _("Say on which day it agreed."))
        if on and not body and "review_body" in said:
            self.add_error("review_body", _("Say which body agreed."))
        return said

    def asked(self) -> Asked:
        """Raises NotAskable."""
        found = super().asked()
        body, on = self.cleaned_data["review_body"], self.cleaned_data["review_on"]
        if body and on:
            return replace(found, review=EthicsReview(body=body, on=on))
        return found


def _plain(data: Any) -> dict[str, Any]:
    return {key: data.get(key) for key in data} if data else {}
