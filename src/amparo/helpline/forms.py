"""The one form of a call: what a report of a concern asks, and what only a call has.

Nothing in it is needed: a call in which nobody says anything is a call, and is handed over with a
sentence that says so. Which answer belongs into which entry is `casefile.forms_concern`.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _

from amparo import terms
from amparo.casefile.forms_concern import (
    HOW_URGENT_LABELS,
    STOPPED_QUESTIONS,
    ConcernForm,
    Stacked,
)
from amparo.helpline import rules
from amparo.helpline.sealed import Content
from amparo.ui import fields as ask
from amparo.ui import widgets
from amparo.ui.fields import EMPTY

SAID = ("account", "how_urgent")
CALLER = ("caller", "spoken", "contact", "recognise")
CHILD = ("child_name", "sex", "apparent_age", "place")
CHILD_MORE = ("how_many", "recent_harm", "travelling_with", "signs")
ADVISED = ("advised", "advice")
SEVERAL = frozenset({"signs", "advised"})


def _text(label: Any, hint: Any = "", long: bool = False) -> ask.TextField:
    widget = widgets.LongText() if long else widgets.Text()
    return ask.TextField(label=label, help_text=hint, required=False, widget=widget)


class CallForm(ConcernForm):
    """`is_valid()`, then `content()`, `urgency()`, `agreed_word()`, `began_at()`; `typed()` for
    a draft.
    """

    began = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    nothing_said = forms.BooleanField(required=False)
    account = _text(
        _("Words, voices, sounds"),
        _("The caller's own words; or breathing, a street, a voice behind. No names here."),
        long=True,
    )
    how_urgent = ask.OneField(label=_("How urgent is it?"), required=False, widget=Stacked())
    word = forms.CharField(required=False, max_length=rules.LONGEST_WORD, widget=widgets.Text())
    caller = ask.OneField(label=_("Who calls?"), required=False, widget=widgets.OneOfMany())
    spoken = ask.OneField(label=_("In which language?"), required=False, widget=widgets.OneOfMany())
    contact = _text(
        _("How may the caller be reached safely?"),
        _("A number, a time, what never to do. Leave it out if they would rather not."),
    )
    recognise = ask.YesNoField(
        label=_("“May we recognise you if you call again?”"),
        help_text=_("Only with a yes is their word or number kept, sealed."),
        required=False,
        widget=widgets.YesNo(),
    )
    advised = ask.SeveralField(
        label=_("What you told them"), required=False, widget=widgets.SomeOfFew()
    )
    advice = _text(_("In your words"))

    def __init__(self, *args: Any, focus: str = "account", **kwargs: Any) -> None:
        begins = {"began": timezone.now().isoformat()}
        kwargs["initial"] = begins | dict(kwargs.get("initial") or {})
        super().__init__(*args, authority="helpline", **kwargs)
        language = get_language() or "en"
        choose = [("", _("Choose"))]
        self._offer("how_urgent", list(HOW_URGENT_LABELS))
        self._offer("caller", choose + terms.choices("caller", language))
        self._offer("spoken", choose + terms.choices("language", language))
        self._offer("advised", terms.choices("call_advice", language))
        if not self.is_bound:  # else the summary of what is wrong takes the focus
            self.fields[focus].widget.attrs["autofocus"] = True
        yes, no, _unknown = ask.yes_no_choices()
        self._offer("recognise", [yes, no])

    # What the page shows, in its parts

    def said(self) -> Iterator[forms.BoundField]:
        return (self[name] for name in SAID)

    def about_the_caller(self) -> Iterator[forms.BoundField]:
        return (self[name] for name in CALLER)

    def about_the_child(self) -> Iterator[forms.BoundField]:
        return (self[name] for name in CHILD)

    def more_about_the_child(self) -> Iterator[forms.BoundField]:
        return (self[name] for name in CHILD_MORE)

    def advising(self) -> Iterator[forms.BoundField]:
        return (self[name] for name in ADVISED)

    def opens_more(self) -> bool:
        return any(self[name].value() or self.has_error(name) for name in CHILD_MORE)

    def began_shown(self) -> datetime:
        return rules.began(str(self["began"].value() or ""), timezone.now())

    # What was answered

    def clean(self) -> dict[str, Any]:
        answers = self.cleaned_data
        answers["channel"] = "helpline"
        self._heard_nothing = answers.get("account", EMPTY) is EMPTY
        if self._heard_nothing and not self.has_error("account"):
            answers["account"] = self._nothing_heard()
        for name in STOPPED_QUESTIONS:
            answers[name] = EMPTY
        # The list of channels is not asked here, so nothing sent for it can be wrong.
        self.errors.pop("channel", None)
        return super().clean()

    def _nothing_heard(self) -> str:
        if self.cleaned_data.get("nothing_said"):
            return translated("The caller said nothing.")
        return translated("The caller said almost nothing; there was nothing to write down.")

    def says_nothing(self) -> bool:
        """Whether neither words nor silence were noted, nor anything else of the child."""
        noted = ("nothing_said", "how_urgent", *CHILD, *CHILD_MORE)
        empty = (EMPTY, "", None, False)
        return self._heard_nothing and all(self.cleaned_data.get(name) in empty for name in noted)

    def urgency(self) -> str:
        """The code of the answer; empty where there is none."""
        return str(self.cleaned_data["how_urgent"] or "")

    def agreed(self) -> bool:
        return self.cleaned_data["recognise"] is True

    def agreed_word(self) -> str:
        """What the caller agreed to be known by; empty without their agreement."""
        return str(self.cleaned_data["word"]) if self.agreed() else ""

    def began_at(self) -> datetime:
        return rules.began(self.cleaned_data["began"], timezone.now())

    def content(self) -> Content:
        """What was said, to be sealed."""
        answers = self.cleaned_data
        return {
            "bodies": self._bodies,
            "nothing_said": bool(answers.get("nothing_said")),
            "caller": answers["caller"] or "",
            "language": answers["spoken"] or "",
            "advised": answers["advised"] or [],
            "advice": answers["advice"] or "",
            "agreed": self.agreed(),
            "word": self.agreed_word(),
        }


def initial_of(draft: Mapping[str, Any]) -> dict[str, Any]:
    """A draft as what the fields of a fresh form begin with."""
    return {
        name: list(values) if name in SEVERAL else values[0]
        for name, values in draft.items()
        if name in CallForm.base_fields and values
    }
