"""The form of a score that comes from an instrument of somebody else."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from amparo import terms
from amparo.casefile import wording
from amparo.instruments import Instrument
from amparo.instruments.answers import NO, UNKNOWN, YES
from amparo.ui import widgets
from amparo.ui.forms import AmparoForm

LOWEST, HIGHEST = 0, 1_000


class ScoreForm(AmparoForm):
    """Which instrument, its version, what came out; of its questions nothing is kept here."""

    external = forms.ChoiceField(
        label=_("Which instrument"), widget=widgets.OneOfMany(),
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose the instrument.")),
    )  # fmt: skip
    version = forms.CharField(
        label=_("Which version"), max_length=40, required=False, widget=widgets.Text()
    )
    score = forms.IntegerField(
        label=_("Score"), min_value=LOWEST, max_value=HIGHEST, required=False,
        widget=widgets.Text(attrs={"inputmode": "numeric"}),
        error_messages={"invalid": _("Write the score as a whole number, in digits.")},
    )  # fmt: skip
    band = forms.CharField(
        label=_("Band, as the instrument calls it"), max_length=100, required=False,
        widget=widgets.Text(),
    )  # fmt: skip
    positive = forms.ChoiceField(
        label=_("Did it come out positive, as the instrument says it?"), widget=widgets.OneOfFew(),
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), _("Say whether it came out positive.")
        ),
    )  # fmt: skip

    def __init__(self, *args: Any, instrument: Instrument, **more: Any) -> None:
        super().__init__(*args, **more)
        language = wording.language()
        externals = [
            (one.code, f"{terms.in_language(one.name, language)} ({one.ages[0]}–{one.ages[1]})")
            for one in instrument.externals.values()
        ]
        self.fields["external"].choices = [("", _("Choose")), *externals]  # type: ignore[attr-defined]
        answers = dict(terms.choices("screening_answer", language))
        self.fields["positive"].choices = [  # type: ignore[attr-defined]
            (code, answers[code]) for code in (YES, NO, UNKNOWN)
        ]

    def besides(self) -> dict[str, Any]:
        """What the entry says of the score without being asked again."""
        said = self.cleaned_data
        return {
            "instrument": said["external"],
            "version": said["version"],
            "answers": {"positive": said["positive"]},
        }

    def result(self) -> dict[str, Any]:
        """What is kept of the score."""
        said = self.cleaned_data
        return {"finding": None, "score": said["score"], "band": said["band"]}
