"""The forms of tracing. What they hold `content`, `verifying` and `deciding` judge."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from amparo import terms
from amparo.finding.tracing import content, outside, rules
from amparo.finding.tracing.content import LABELS, Content
from amparo.finding.tracing.proposals import Proposal
from amparo.ui.fields import WholeDayField
from amparo.ui.forms import AmparoForm

YES_NO = (("yes", _("Yes")), ("no", _("No")))
ASKED = 5  # rows for questions


def _label(name: str) -> Any:
    return _(LABELS[name])


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "dir": "auto"})


def _line() -> forms.TextInput:
    return forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"})


def _text(name: str, help_text: Any = "", *, rows: int = 0, required: bool = False) -> Any:
    """A field of what a family says: several lines where it has `rows`."""
    return forms.CharField(
        label=_label(name),
        help_text=help_text,
        required=required,
        max_length=content.LONGEST.get(name, 2000 if rows else 300),
        widget=_area(rows) if rows else _line(),
    )


def _digits(name: str, help_text: Any) -> Any:
    """Ages and days, which are read from left to right in every language."""
    widget = forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off"})
    return forms.CharField(
        label=_label(name), help_text=help_text, required=False, max_length=20, widget=widget
    )


class RequestForm(AmparoForm):
    """What a family says, by telephone, letter or in person."""

    request_id = forms.UUIDField(widget=forms.HiddenInput)
    seeker_name = _text("seeker_name", required=True)
    relation = forms.ChoiceField(label=_label("relation"))
    may_be_contacted = forms.ChoiceField(
        label=_label("may_be_contacted"), choices=YES_NO, widget=forms.RadioSelect
    )
    channel = _text(
        "channel", _("And how never. Ask whether somebody else reads or listens there."), rows=2
    )
    child_names = _text(
        "child_names",
        _("Every name and how it is written, one on a line: also pet names."),
        rows=2,
        required=True,
    )
    age = _digits("age", _("Such as 12; or 10-13 where they guess."))
    sex = forms.ChoiceField(label=_label("sex"), required=False)
    parents = _text("parents", rows=2)
    siblings = _text("siblings", rows=2)
    lost_on = _digits("lost_on", _("Such as 2026-03-14; or only the month, 2026-03, or the year."))
    lost_where = _text("lost_where")
    places = _text(
        "places", _("Where the child grew up, went to school, has family: one on a line."), rows=2
    )
    circumstances = _text("circumstances", rows=4)
    from_whom = _text("from_whom", _("For instance the Red Cross, if it comes through one."))
    their_reference = _text("their_reference")
    answer_by = WholeDayField(
        label=_label("answer_by"),
        help_text=_("Left out, it is answered within 30 days."),
        required=False,
    )

    SEEKER = ("seeker_name", "relation", "may_be_contacted", "channel")
    CHILD = ("child_names", "age", "sex", "parents", "siblings")
    LOST = ("lost_on", "lost_where", "places", "circumstances")
    WHENCE = ("from_whom", "their_reference", "answer_by")
    WIDE = frozenset({"may_be_contacted", "channel", "child_names", "places", "circumstances"})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"request_id": uuid4()})
        super().__init__(*args, **kwargs)
        language = get_language() or "en"
        for name, listed in (("relation", "relation"), ("sex", "sex")):
            choices = [("", gettext("Choose")), *terms.choices(listed, language)]
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The questions in the order in which somebody tells it."""
        heads = (
            (gettext("Who looks"), self.SEEKER),
            (gettext("The child"), self.CHILD),
            (gettext("How they lost each other"), self.LOST),
            (gettext("From where it comes"), self.WHENCE),
        )
        return [(head, [self[name] for name in names]) for head, names in heads]

    def clean(self) -> dict[str, Any]:
        answers = {**self.cleaned_data}
        answers.pop("request_id", None)
        answers["answer_by"] = by.isoformat() if (by := answers.get("answer_by")) else ""
        if not self.errors:
            try:
                self.content: Content = content.read(answers, timezone.localdate())
            except content.Wrong as wrong:
                self.add_error(wrong.field, gettext(wrong.why))
        return self.cleaned_data


class CheckForm(AmparoForm):
    """One try to verify whoever looks."""

    check_id = forms.UUIDField(widget=forms.HiddenInput)
    how = forms.CharField(label=_("How it was checked"), max_length=4000, widget=_area(2))
    result = forms.ChoiceField(
        label=_("Did it hold?"),
        choices=[(code, _(text)) for code, text in rules.RESULTS.items()],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, step: str, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"check_id": uuid4()})
        super().__init__(*args, prefix=step, **kwargs)
        self.step = step
        if step == rules.RELATION:
            for number in range(1, ASKED + 1):
                self._ask(f"question_{number}", gettext("Question %(number)s"), number)
                self._ask(f"answer_{number}", gettext("Answer %(number)s"), number)

    def _ask(self, name: str, label: str, number: int) -> None:
        words = label % {"number": number}
        field = forms.CharField(label=words, required=False, max_length=4000, widget=_line())
        field.widget.attrs.setdefault("class", "input")
        self.fields[name] = field

    def asked(self) -> list[tuple[str, str]]:
        """Each question with its answer."""
        said = self.cleaned_data
        return [
            (said.get(f"question_{number}", ""), said.get(f"answer_{number}", ""))
            for number in range(1, ASKED + 1)
        ]

    def pairs(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        if self.step != rules.RELATION:
            return []
        numbers = range(1, ASKED + 1)
        return [(self[f"question_{number}"], self[f"answer_{number}"]) for number in numbers]


class DecideForm(AmparoForm):
    """What one person proposes about a request and a child."""

    decision = forms.ChoiceField(
        label=_("What do you propose?"),
        choices=[(code, _(text)) for code, text in rules.DECISIONS.items()],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(label=_("Why"), max_length=4000, widget=_area(3))
    answers_fit = forms.ChoiceField(
        label=_("Does the child say what the seeker answered?"),
        help_text=_("Ask the child gently, or through the guardian, without saying who asks."),
        choices=[("yes", _("Yes")), ("no", _("No")), ("", _("The child was not asked yet"))],
        widget=forms.RadioSelect,
        required=False,
    )
    safe_because = forms.CharField(
        label=_("Why contact is safe"),
        help_text=_("Only needed where contact may begin."),
        required=False,
        max_length=4000,
        widget=_area(3),
    )

    def proposal(self, despite: dict[str, str]) -> Proposal:
        said = self.cleaned_data
        fit = {"yes": True, "no": False}.get(said["answers_fit"])
        return Proposal(said["decision"], said["reason"], said["safe_because"], fit, despite)


class SenderForm(AmparoForm):
    """An organisation that may send requests, and how long."""

    name = forms.CharField(label=_("Which organisation"), max_length=150, widget=_line())
    days = forms.TypedChoiceField(
        label=_("How long it may send"),
        help_text=_("After that its secret opens nothing; you can let it send again."),
        choices=[(days, _(words)) for days, words in outside.LASTS.items()],
        coerce=int,
        initial=outside.USUALLY,
        widget=forms.RadioSelect,
    )
