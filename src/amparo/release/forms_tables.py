"""The part of the form for asking by which one table is asked for: what it is divided by."""

from collections.abc import Iterator
from typing import Any, Final

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from amparo.release import asking
from amparo.release.asking import AXES_OF_TABLE, TABLE
from amparo.statistics.figures import wording
from amparo.statistics.tables.axes import AXES, codes_in_order
from amparo.ui.forms import AmparoForm
from amparo.ui.look import Problem

MOST_CODES: Final = 30
"""Longer lists of codes (countries) are not shown beside a table."""
GROUPS: Final = (
    (_("The child"), "sex", "care_before"),
    (_("What was done to the child"), "forms", "factors_addressed"),
    (_("What was done for the child"), "identified_by", "prosecution"),
    (_("How it is counted"), "registered_year", "registered_year"),
)
"""From which axis to which, in the order of `AXES`."""


class TableRow(AmparoForm):
    """One table: up to three axes; perhaps a name of its own, and numbers kept on show."""

    axis_1 = forms.ChoiceField(label=pgettext_lazy("of a table", "By"), required=False)
    axis_2 = forms.ChoiceField(label=pgettext_lazy("of a table", "and by"), required=False)
    axis_3 = forms.ChoiceField(label=pgettext_lazy("of a table", "and by"), required=False)
    name = forms.CharField(
        label=_("Name of its files"),
        help_text=_("Left empty, they are named after what it is divided by."),
        required=False,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off", "spellcheck": "false"}),
    )
    keep = forms.CharField(
        label=_("Numbers that are kept on show"),
        help_text=_(
            "One a line: a code for each of what it is divided by, with commas between; Total for a"
            " sum. The check stops the release if that gives a small number away."
        ),
        required=False,
        widget=forms.Textarea(
            attrs={"rows": 2, "dir": "ltr", "spellcheck": "false", "class": "textarea ask__codes"}
        ),
    )

    def __init__(
        self, data: MultiValueDict[str, str], number: int, place: int, choices: list[Any]
    ) -> None:
        self.place, self.typed = place, dict(data.lists())
        super().__init__(data, prefix=f"{TABLE}-{number}", auto_id="id_%s")
        self.number = number
        for axis in AXES_OF_TABLE:
            self.fields[axis].choices = choices  # type: ignore[attr-defined]

    @property
    def chosen(self) -> tuple[str, ...]:
        return asking.axes(self.typed, self.number)

    @property
    def called(self) -> str:
        """What its files are called; empty where nothing is chosen yet."""
        filled = self.number in asking.filled(self.typed)
        return asking.name_of(self.typed, self.number) if filled else ""

    @property
    def in_words(self) -> str:
        """What it is divided by, to be told apart from the other tables."""
        known = [axis for axis in self.chosen if axis in AXES]
        return " × ".join(wording.axis(axis) for axis in known)

    @property
    def codes(self) -> Iterator[tuple[str, list[tuple[str, str]]]]:
        """The codes of what it is divided by, where there are not too many of them."""
        for axis in self.chosen:
            known = codes_in_order(AXES[axis]) if axis in AXES else ()
            if 0 < len(known) <= MOST_CODES:
                yield (
                    wording.axis(axis),
                    [(code, wording.code_in_words(axis, code)) for code in known],
                )

    @property
    def is_open(self) -> bool:
        """Whether the small part stands open: numbers are kept there, or something is wrong."""
        return bool(self["keep"].data or self["keep"].errors or self["name"].errors)

    def problems(self) -> list[Problem]:
        """Each with the table that it is in."""
        table = gettext("Table %(number)s") % {"number": self.place}
        return [Problem(one.target, table, one.message) for one in super().problems()]


def axis_choices() -> list[Any]:
    """What a table can be divided by, in groups; of which a child may have several is said."""
    codes = list(AXES)
    grouped = [
        (label, [(code, _axis(code)) for code in codes[codes.index(first) : codes.index(last) + 1]])
        for label, first, last in GROUPS
    ]
    return [("", "–"), *grouped]


def _axis(code: str) -> str:
    said = wording.axis(code)
    return gettext("%(axis)s (several)") % {"axis": said} if AXES[code].several else said
