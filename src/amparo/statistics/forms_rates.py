"""The form by which rates are asked for, with the population they are of."""

from dataclasses import replace
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from amparo.statistics.figures.parts import ONCE_A_YEAR
from amparo.statistics.figures.wording import axis as axis_in_words
from amparo.statistics.figures.wording import word
from amparo.statistics.forms import PeriodForm, pasted
from amparo.statistics.tables.asked import Asked
from amparo.statistics.tables.populations import HEADER, METHODS

DIVIDED = (("sex",), ("age_band",), ("sex", "age_band"))
YEAR = "registered_year"


class RateForm(PeriodForm):
    """By what a rate is divided, of which years (by year, where several), and the population."""

    by = forms.ChoiceField(label=_("A rate for each"), required=False)
    text = pasted(_("Population"), ",".join(HEADER))
    method = forms.ChoiceField(label=_("What it is"))

    def __init__(self, data: Any = None, **more: Any) -> None:
        last = timezone.localdate().year - 1
        given = {"by": "", "method": METHODS[0], "first": last, "last": last}
        super().__init__(given | _plain(data), **more)
        named = [(" ".join(axes), " × ".join(map(axis_in_words, axes))) for axes in DIVIDED]
        self.fields["by"].choices = [("", gettext("one rate for all")), *named]  # type: ignore[attr-defined]
        self.fields["method"].choices = [(code, word("method", code)) for code in METHODS]  # type: ignore[attr-defined]

    def asked(self) -> Asked:
        """Raises NotAskable."""
        found = super().asked()
        axes = tuple(self.cleaned_data["by"].split())
        if found.start.year != found.end.year:
            return replace(found, measure="rate", axes=(*axes, YEAR), counting=ONCE_A_YEAR)
        return replace(found, measure="rate", axes=axes)


def _plain(data: Any) -> dict[str, Any]:
    return {key: data.get(key) for key in data} if data else {}
