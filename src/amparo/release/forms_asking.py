"""The form by which a release is asked for: what it is called, whom it counts, which tables.

It judges little: `asking` writes the file that `spec` reads, and what is wrong with that comes back
to the field. "Add a table" and "Remove this table" are buttons that send the form.
"""

from collections.abc import Mapping
from functools import cached_property
from typing import Any, Final

from django import forms
from django.forms.utils import ErrorDict, ErrorList
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from amparo.release import asking
from amparo.release.asking import EXACT, TABLE
from amparo.release.asking_wrong import LIMITS, wrong
from amparo.release.forms import BecauseForm
from amparo.release.forms_tables import TableRow, axis_choices
from amparo.release.refused import ReleaseError
from amparo.release.spec import (
    FIRST_YEAR,
    LANGUAGES,
    LAST_YEAR,
    LICENCES,
    LONGEST_TITLE,
    MOST_TABLES,
    MOST_THRESHOLD,
)
from amparo.statistics.disclosure.rounding import BASES
from amparo.statistics.figures import wording
from amparo.statistics.forms import COUNTINGS, DEFINITIONS
from amparo.statistics.synthesis import budget
from amparo.statistics.tables.asked import STANDINGS
from amparo.terms.messages import N_
from amparo.ui.fields import SeveralField
from amparo.ui.look import Problem
from amparo.ui.widgets import Number, OneOfFew, SomeOfFew

MORE, FEWER = "_more", "_fewer"
LEAST_THRESHOLD: Final = 3
PROMISES: Final = {
    "strong": N_("A strong promise."),
    "fair": N_("A fair promise."),
    "weak": N_("A weak promise, better than none."),
}
WAYS_OF_COUNTING: Final = ("once", "once_a_year")


def _number(label: Any, least: int, most: int, **more: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, min_value=least, max_value=most, widget=Number(),
        error_messages={"required": _("The number is missing.")}, **more,
    )  # fmt: skip


def _title(language: str, label: Any) -> forms.CharField:
    way = "rtl" if language == "ar" else "ltr"
    attrs = {"lang": language, "dir": way, "autocomplete": "off"}
    return forms.CharField(
        label=label, required=False, max_length=LONGEST_TITLE, widget=forms.TextInput(attrs)
    )


class ReleaseForm(BecauseForm):
    """A release, as somebody asks for it. `text()` is the file that it stands for.

    `sent`: judge it; else it is shown as it is.
    """

    title_en = _title("en", _("Title in English"))
    title_fr = _title("fr", _("Title in French"))
    title_es = _title("es", _("Title in Spanish"))
    title_ar = _title("ar", _("Title in Arabic"))
    name = forms.CharField(
        label=_("Short name"),
        help_text=_(
            "Part of addresses. A later version has the same name. Left empty, it is made from the "
            "title."
        ),
        required=False,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off", "spellcheck": "false"}),
    )
    first = _number(_("From year"), FIRST_YEAR, LAST_YEAR)
    last = _number(_("To year"), FIRST_YEAR, LAST_YEAR, required=False)
    definition = forms.ChoiceField(label=_("Definition"), choices=list(DEFINITIONS.items()))
    standings = SeveralField(
        label=_("Identification status"),
        widget=SomeOfFew(),
        error_messages={"required": _("Choose at least one.")},
    )
    counting = forms.ChoiceField(
        label=_("Counting"),
        choices=[(one, COUNTINGS[one]) for one in WAYS_OF_COUNTING],
        widget=OneOfFew(),
    )
    threshold = _number(
        _("Hide every number below"), LEAST_THRESHOLD, MOST_THRESHOLD,
        help_text=_("And as many others as keep it from being worked out."),
    )  # fmt: skip
    round = forms.ChoiceField(
        label=_("Rounding"),
        help_text=_("Of the numbers that are shown."),
        choices=[
            (EXACT, _("Exact numbers")),
            *((str(base), _("To the nearest %(base)s") % {"base": base}) for base in BASES),
        ],
    )
    protect = forms.ChoiceField(
        label=_("How small numbers are protected"),
        choices=[(asking.HIDE, _("Hide them")), (asking.NOISE, _("Noise on every number"))],
        widget=OneOfFew(),
    )
    epsilon = forms.CharField(
        label=_("Epsilon: how much the noise gives away"),
        help_text=_(
            "From 0.1 to 12. Less is more noise. Up to %(strong)g is a strong promise, up to "
            "%(fair)g a fair one, above that a weak one: 12 is weak."
        )
        % {"strong": budget.STRONG, "fair": budget.FAIR},
        required=False,
        widget=Number("decimal"),
    )
    records = forms.BooleanField(
        label=_("Made-up records too, to explore"),
        required=False,
    )
    licence = forms.ChoiceField(
        label=_("Licence"),
        help_text=_("What others may do with the tables."),
        choices=[(one, one) for one in LICENCES],
    )
    field_order = (
        *(f"title_{one}" for one in LANGUAGES), "name", "first", "last", "definition", "standings",
        "counting", "protect", "threshold", "round", "epsilon", "records", "licence",
    )  # fmt: skip

    def __init__(self, data: Mapping[str, Any], *, sent: bool = True) -> None:
        self.typed = _many_valued(data)
        self.sent = sent and not {MORE, FEWER} & set(self.typed)
        self._rows()
        if self.sent and not self.typed.get("name", "").strip():
            titles = [self.typed.get(f"title_{one}", "") for one in LANGUAGES]
            self.typed["name"] = asking.suggested_name(titles)
        super().__init__(self.typed)
        self.fields["standings"].choices = [  # type: ignore[attr-defined]
            (one, wording.code_in_words("standing", one)) for one in STANDINGS
        ]

    def _rows(self) -> None:
        """One table more or one fewer, as a button asked; at least one is shown."""
        before = asking.numbers(dict(self.typed.lists()))
        numbers = [one for one in before if self.typed.get(FEWER) != str(one)]
        if not numbers or (MORE in self.typed and len(numbers) < MOST_TABLES):
            numbers.append(max(before, default=-1) + 1)
        self.typed.setlist(TABLE, [str(one) for one in numbers])

    @cached_property
    def rows(self) -> list[TableRow]:
        choices = axis_choices()
        numbers = asking.numbers(dict(self.typed.lists()))
        return [
            TableRow(self.typed, number, place, choices)
            for place, number in enumerate(numbers, start=1)
        ]

    @property
    def next_table(self) -> int | None:
        """The number that a further table would have; None where there are as many as may be."""
        numbers = [row.number for row in self.rows]
        return max(numbers) + 1 if len(numbers) < MOST_TABLES else None

    @property
    def other_titles(self) -> list[forms.BoundField]:
        return [self[f"title_{one}"] for one in LANGUAGES if one != "en"]

    @property
    def has_other_titles(self) -> bool:
        return any(one.data or one.errors for one in self.other_titles)

    @property
    def promise(self) -> str:
        """A word for the epsilon that is typed; empty where none is."""
        data = dict(self.typed.lists())
        epsilon = asking.epsilon_of(data)
        noisy = asking.typed(data, "protect") == asking.NOISE
        return gettext(PROMISES[budget.strength(epsilon)]) if noisy and epsilon else ""

    def full_clean(self) -> None:
        if self.sent:
            super().full_clean()
        else:
            self._errors, self.cleaned_data = ErrorDict(renderer=self.renderer), {}

    def clean(self) -> dict[str, Any]:
        if any(row.errors for row in self.rows):
            self.add_error(None, ErrorList())
        said: dict[str, Any] = super().clean() or self.cleaned_data
        return said

    def text(self) -> str:
        """The file, whatever was typed."""
        return asking.text_of(dict(self.typed.lists()))

    def stop(self, reason: Exception) -> None:
        """Say at its field what is wrong with the release; what was typed stays."""
        if not isinstance(reason, ReleaseError):
            self.add_error(None, str(reason))
            return
        found = wrong(str(reason), dict(self.typed.lists()))
        said = found.said
        if said != str(reason):
            named = zip(("one", "other"), map(wording.axis, found.axes), strict=False)
            said = gettext(said) % {**LIMITS, **dict(named)}
        for row in self.rows:
            if found.field.startswith(f"{row.prefix}-"):
                row.errors  # noqa: B018 - judged first, or the judging forgets it
                row.add_error(found.field.removeprefix(f"{row.prefix}-"), said)
                self.add_error(None, ErrorList())
                return
        self.add_error(found.field or None, said)

    def problems(self) -> list[Problem]:
        found: list[Problem] = super().problems()
        for row in self.rows:
            found += row.problems()
        return found


def _many_valued(data: Mapping[str, Any]) -> MultiValueDict[str, str]:
    """A copy that may be changed."""
    if isinstance(data, MultiValueDict):
        return MultiValueDict(dict(data.lists()))
    return MultiValueDict({name: list(said) for name, said in data.items()})
