"""The form by which a table is asked for. It is sent by GET: there is no child in it."""

from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from amparo.statistics.figures.parts import Stock
from amparo.statistics.figures.series import KINDS
from amparo.statistics.figures.wording import axis as axis_in_words
from amparo.statistics.figures.wording import code_in_words
from amparo.statistics.figures.words import BREAKS
from amparo.statistics.rules import PUBLIC
from amparo.statistics.tables import asked as asking
from amparo.statistics.tables.asked import Asked
from amparo.statistics.tables.axes import AXES, CLOCKS, codes_in_order
from amparo.ui.fields import WholeDayField
from amparo.ui.forms import AmparoForm

FIRST_YEAR = 2000
YEARS_BACK = 6
LINES = ("sex", "age_band", "forms", "movement", "identified_by", "foreign", "online")
MEASURES = {
    "count": _("How many"),
    "share": _("Shares"),
    "median": _("Median time, those still waiting included"),
    "cumulative_incidence": _("How many had it by then, as time goes on"),
    "in_time": _("How many in time: as it occurred, and as written down within 24 hours"),
}
OVER = {
    "flow": _("In the course of years"),
    "in_exploitation": _("One day: who was in exploitation"),
    "known": _("One day: all who were known"),
}
COUNTINGS = {
    "once": _("Each child once"),
    "once_a_year": _("Each child once a year"),
    "each_episode": _("Each episode"),
}
ON_A_DAY = {
    ("in_exploitation", "each_episode"): asking.ONCE_ON_A_DAY,
    ("in_exploitation", "once_a_year"): asking.ONCE_IN_A_PERIOD,
    ("known", "once_a_year"): asking.ONCE_IN_A_PERIOD,
}
"""Ways of counting that mean nothing on one day, and why."""
STATUSES = {
    "presumed identified": _("Presumed and identified"),
    "identified": _("Identified by the competent authority"),
    "suspected presumed identified": _("Also those who are only suspected"),
}
DEFINITIONS = {
    "un_protocol": _("UN Protocol"),
    "with_movement": _("Only with movement"),
    "national_law": _("National law"),
}
NARROWING = (
    "sex", "age_band", "forms", "movement", "foreign", "disability", "identified_by",
    "recruiter_relation", "online", "standing",
)  # fmt: skip
LENGTHS = {30: _("30 days"), 90: _("90 days"), 180: _("180 days"), 365: _("One year")}


class TableForm(AmparoForm):
    """What is counted, of whom, by what. `asked()` gives it, or raises NotAskable."""

    rows = forms.ChoiceField(label=pgettext_lazy("of a table", "Rows"), required=False)
    columns = forms.ChoiceField(label=pgettext_lazy("of a table", "Columns"), required=False)
    measure = forms.ChoiceField(label=_("What to show"), choices=list(MEASURES.items()))
    clock = forms.ChoiceField(label=_("Waiting for"), required=False)
    within_days = forms.TypedChoiceField(
        label=_("Within"), choices=list(LENGTHS.items()), coerce=int, required=False
    )
    over = forms.ChoiceField(label=_("Over what time"), choices=list(OVER.items()))
    day = WholeDayField(label=_("Which day"), required=False)
    first = forms.IntegerField(label=_("From year"), min_value=FIRST_YEAR, max_value=2999)
    last = forms.IntegerField(label=_("To year"), min_value=FIRST_YEAR, max_value=2999)
    counting = forms.ChoiceField(label=_("Counting"), choices=list(COUNTINGS.items()))
    standings = forms.ChoiceField(label=_("Identification status"), choices=list(STATUSES.items()))
    definition = forms.ChoiceField(label=_("Definition"), choices=list(DEFINITIONS.items()))
    only = forms.ChoiceField(label=_("Only"), required=False)

    def __init__(self, data: Any = None) -> None:
        year = timezone.localdate().year
        given = {
            "rows": "forms", "columns": "sex", "measure": "count", "first": year, "last": year,
            "over": "flow", "day": f"{year - 1}-12-31",
            "counting": "once", "standings": "presumed identified", "definition": "un_protocol",
            "within_days": 365,
        }  # fmt: skip
        sent = {key: data.get(key) for key in data} if data else {}
        super().__init__({**given, **sent})
        none = [("", gettext("none"))]
        axes = [(code, axis_in_words(code)) for code in AXES]
        self.fields["rows"].choices = none + axes  # type: ignore[attr-defined]
        self.fields["columns"].choices = none + axes  # type: ignore[attr-defined]
        self.fields["clock"].choices = [  # type: ignore[attr-defined]
            ("", gettext("nothing")),
            *((code, gettext(label)) for code, label in CLOCKS.items()),
        ]
        self.fields["only"].choices = [("", gettext("everybody")), *filter_choices()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("over", "flow") != "flow" and not said.get("day") and "day" not in self.errors:
            self.add_error("day", gettext("Say which day."))
        if refused := ON_A_DAY.get((said.get("over", ""), said.get("counting", ""))):
            self.add_error("counting", gettext(refused))
        return said

    def asked(self) -> Asked:
        """Raises NotAskable with one line that may be shown; `is_valid` came before."""
        said = self.cleaned_data
        stock, day = Stock(said["over"]), said["day"]
        flow = stock is Stock.FLOW
        return Asked(
            start=date(said["first"], 1, 1) if flow else day,
            end=date(said["last"], 12, 31) if flow else day,
            stock=stock,
            axes=tuple(code for code in (said["rows"], said["columns"]) if code),
            measure=said["measure"],
            counting=said["counting"],
            standings=tuple(said["standings"].split()),
            definition=said["definition"],
            filters=filters_of(said["only"]),
            clock=said["clock"] if said["measure"] in asking.TIMED else "",
            within_days=said["within_days"] or 365,
        )


class OverTimeForm(AmparoForm):
    """What is counted year by year. `asked()` gives it, or raises NotAskable."""

    by = forms.ChoiceField(label=_("A line for each"), required=False)
    measure = forms.ChoiceField(
        label=_("What to show"), choices=[(one, MEASURES[one]) for one in ("count", "share")]
    )
    first = forms.IntegerField(label=_("From year"), min_value=FIRST_YEAR, max_value=2999)
    last = forms.IntegerField(label=_("To year"), min_value=FIRST_YEAR, max_value=2999)
    standings = forms.ChoiceField(label=_("Identification status"), choices=list(STATUSES.items()))
    definition = forms.ChoiceField(label=_("Definition"), choices=list(DEFINITIONS.items()))
    only = forms.ChoiceField(label=_("Only"), required=False)

    def __init__(self, data: Any = None) -> None:
        year = timezone.localdate().year
        given = {
            "by": "", "measure": "count", "first": year - YEARS_BACK, "last": year,
            "standings": "presumed identified", "definition": "un_protocol",
        }  # fmt: skip
        sent = {key: data.get(key) for key in data} if data else {}
        super().__init__({**given, **sent})
        lines = [(code, axis_in_words(code)) for code in LINES]
        self.fields["by"].choices = [("", gettext("one line for all")), *lines]  # type: ignore[attr-defined]
        self.fields["only"].choices = [("", gettext("everybody")), *filter_choices()]  # type: ignore[attr-defined]

    def asked(self) -> Asked:
        """Raises NotAskable with one line that may be shown; `is_valid` came before."""
        said = self.cleaned_data
        return Asked(
            start=date(said["first"], 1, 1),
            end=date(said["last"], 12, 31),
            axes=(*((said["by"],) if said["by"] else ()), "registered_year"),
            measure=said["measure"],
            within=("registered_year",) if said["measure"] == "share" and said["by"] else (),
            counting="once_a_year",
            standings=tuple(said["standings"].split()),
            definition=said["definition"],
            filters=filters_of(said["only"]),
        )


class PeriodForm(AmparoForm):
    """Of which years, and who counts. `asked()` gives it, or raises NotAskable."""

    first = forms.IntegerField(label=_("From year"), min_value=FIRST_YEAR, max_value=2999)
    last = forms.IntegerField(label=_("To year"), min_value=FIRST_YEAR, max_value=2999)
    standings = forms.ChoiceField(label=_("Identification status"), choices=list(STATUSES.items()))
    definition = forms.ChoiceField(label=_("Definition"), choices=list(DEFINITIONS.items()))

    def __init__(self, data: Any = None, **more: Any) -> None:
        year = timezone.localdate().year
        given = {
            "first": year - YEARS_BACK, "last": year, "standings": "presumed identified",
            "definition": "un_protocol", "by": "country",
        }  # fmt: skip
        sent = {key: data.get(key) for key in data} if data else {}
        super().__init__({**given, **sent}, **more)

    def asked(self) -> Asked:
        """Raises NotAskable with one line that may be shown; `is_valid` came before."""
        said = self.cleaned_data
        only = said.get("only", "")
        return Asked(
            start=date(said["first"], 1, 1),
            end=date(said["last"], 12, 31),
            standings=tuple(said["standings"].split()),
            definition=said["definition"],
            filters=filters_of(only),
        )


class RoutesForm(PeriodForm):
    """Ways between countries or areas."""

    by = forms.ChoiceField(
        label=_("Between"), choices=[("country", _("countries")), ("area", _("areas"))]
    )
    only = forms.ChoiceField(label=_("Only"), required=False)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["only"].choices = [("", gettext("everybody")), *filter_choices()]  # type: ignore[attr-defined]


class BreakForm(AmparoForm):
    """What changed, and from when on. Everybody reads it."""

    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(label=_("What changed"))
    on = WholeDayField(
        label=_("From when on"),
        error_messages={"required": _("The day is missing.")},
    )
    text = forms.CharField(
        label=_("In one sentence"),
        help_text=_(PUBLIC),
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        error_messages={"required": _("The text is missing.")},
        max_length=2000,
    )
    source = forms.CharField(
        label=_("Where that is said"),
        help_text=_("For instance the law and its article."),
        required=False,
        max_length=1000,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )

    def __init__(self, data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial=initial or {"id": uuid4()})
        self.fields["kind"].choices = [(code, gettext(BREAKS[code])) for code in KINDS]  # type: ignore[attr-defined]


class WithdrawForm(AmparoForm):
    """Why something that everybody reads is taken out."""

    because = forms.CharField(
        label=_("Because"),
        error_messages={"required": _("The text is missing.")},
        max_length=2000,  # more than is kept, so that the rule can say what is too long
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )


def filters_of(text: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """`axis:code` as an address says it; empty: no filter."""
    axis, colon, code = text.partition(":")
    return ((axis, (code,)),) if colon else ()


def filter_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """What a table may be narrowed down to: axes that have few codes, each with them."""
    return [
        (axis_in_words(code), [(f"{code}:{one}", code_in_words(code, one)) for one in _codes(code)])
        for code in NARROWING
    ]


def _codes(axis: str) -> tuple[str, ...]:
    return codes_in_order(AXES[axis])
