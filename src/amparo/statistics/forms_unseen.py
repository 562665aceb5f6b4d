"""The form of how many remain unseen: the questions first, then the tables that are pasted."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from amparo.statistics.prevalence.answers import BAYES, BIC, FIRST_ORDER, STEPWISE, Asked
from amparo.statistics.prevalence.questions import QUESTIONS, Question, stopped
from amparo.ui.look import AmparoForm
from amparo.ui.widgets import OneOfFew

LONGEST_TABLE: Final = 100_000
LONGEST_NAME: Final = 40
TABLES: Final = ("text", "text_2", "text_3")
NAMES: Final = ("name", "name_2", "name_3")
HOW: Final = ("method", "max_order", "samples")
BEST: Final = 20
"""Models among which each sample chooses: fewer than by command, so that a page ends."""
SAMPLES: Final = 200
METHODS: Final = {
    "": _("As fits the number of lists"),
    BIC: _("All models, by BIC: up to five lists"),
    STEPWISE: _("Step by step: for six lists and more"),
    BAYES: _("Averaged over graphs: up to six lists"),
}


class OneALine(OneOfFew):
    look = ""


def asking(question: Question) -> forms.ChoiceField:
    """A question of `prevalence.questions`, which has no answer until somebody gives one."""
    return forms.ChoiceField(
        label=_(question.short),
        help_text=_(question.text),
        choices=[(code, _(answer.text)) for code, answer in question.answers.items()],
        widget=OneALine,
        error_messages={"required": _("Answer this first.")},
    )


def pasted(label: Any, help_text: Any = "", required: bool = False) -> forms.CharField:
    """The lines of a table: no file is taken anywhere in Amparo (`web.uploads`)."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        strip=False,
        validators=[
            MaxLengthValidator(LONGEST_TABLE, _("This is longer than %(limit_value)d characters."))
        ],
        widget=forms.Textarea(attrs={"rows": 9, "dir": "ltr", "spellcheck": "false"}),
        error_messages={"required": _("Paste the lines of a table first.")},
    )


def threshold(label: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )


class UnseenForm(AmparoForm):
    """The questions; with `tables` also what is pasted and how it is worked with."""

    text = pasted(
        _("Lines of the table"),
        _(
            "A column of 0 and 1 for each list, and last the column count: how many children are on"
            " exactly those lists."
        ),
        required=True,
    )
    name = threshold(_("Threshold of the table above"))
    text_2 = pasted(_("The same lists at a second threshold"))
    name_2 = threshold(_("Threshold of the second table"))
    text_3 = pasted(_("The same lists at a third threshold"))
    name_3 = threshold(_("Threshold of the third table"))
    method = forms.ChoiceField(
        label=_("Method"), choices=list(METHODS.items()), required=False, initial=""
    )
    max_order = forms.TypedChoiceField(
        label=_("By BIC: lists that may depend on each other together"),
        choices=[(str(number), str(number)) for number in range(1, 5)],
        coerce=int, initial="2", required=False,
    )  # fmt: skip
    samples = forms.TypedChoiceField(
        label=_("Samples for the interval"),
        help_text=_("Here each chooses among the 20 best models; the command takes 100."),
        choices=[(str(number), str(number)) for number in (200, 500, 1000)],
        coerce=int, initial="200", required=False,
    )  # fmt: skip

    def __init__(self, data: Any = None, *, tables: bool, initial: Any = None) -> None:
        super().__init__(data, initial=initial or {})
        self.tables = tables
        self.advice: list[str] = []
        rest = dict(self.fields) if tables else {}
        self.fields = {code: asking(question) for code, question in QUESTIONS.items()} | rest

    @property
    def questions(self) -> Iterator[Any]:
        yield from (self[code] for code in QUESTIONS)

    @property
    def others(self) -> Iterator[Any]:
        """The tables at other thresholds."""
        yield from (self[name] for name in ("name", "text_2", "name_2", "text_3", "name_3"))

    @property
    def how(self) -> Iterator[Any]:
        yield from (self[name] for name in HOW)

    @property
    def others_open(self) -> bool:
        """Where there is something in them, or should be."""
        names = ("name", "text_2", "name_2", "text_3", "name_3")
        linked = self["linked"].value() == "several"
        return linked or any(self[name].value() or self[name].errors for name in names)

    @property
    def how_open(self) -> bool:
        return any(self[name].errors for name in HOW)

    @property
    def given(self) -> Mapping[str, str]:
        """The answers by question."""
        return {code: self.cleaned_data[code] for code in QUESTIONS if code in self.cleaned_data}

    def clean(self) -> dict[str, Any]:
        """An answer that makes every estimate wrong stops here: why, and what to do."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        for code, answer in stopped(self.given).items():
            self.advice.append(gettext(answer.do))
            self.add_error(code, gettext(answer.stops))
        if said.get("linked") == "several" and self.tables and not said.get("text_2"):
            self.add_error(
                "text_2",
                gettext(
                    "Paste the table of another threshold here, or answer that the lists were"
                    " linked at one."
                ),
            )
        return said

    def pasted_tables(self) -> list[tuple[str, str]]:
        """Each table with what it is called; no two alike."""
        found: dict[str, str] = {}
        for number, (text, name) in enumerate(zip(TABLES, NAMES, strict=True), 1):
            if lines := self.cleaned_data.get(text, ""):
                called = self._called(name, number)
                if called in found:
                    called = f"{called} ({number})"
                found[called] = lines
        return list(found.items())

    def _called(self, name: str, number: int) -> str:
        typed = " ".join(self.cleaned_data.get(name, "").split())
        if typed:
            return gettext("threshold %(name)s") % {"name": typed}
        return gettext("table %(number)s") % {"number": number}

    def asked(self) -> Asked:
        said = self.cleaned_data
        return Asked(
            method=said["method"], max_order=said["max_order"] or FIRST_ORDER,
            samples=said["samples"] or SAMPLES, best=BEST, processes=1,
        )  # fmt: skip

    def blame(self, where: str, said: str) -> None:
        """A fault of one table stands beside it."""
        names = [name for name, _lines in self.pasted_tables()]
        texts = [text for text in TABLES if self.cleaned_data.get(text)]
        self.add_error(dict(zip(names, texts, strict=True)).get(where), said)
