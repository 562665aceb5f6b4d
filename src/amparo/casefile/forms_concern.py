"""The one form with which anybody at the front line reports a concern, and how it becomes entries.

Few questions stand open, so that it takes two minutes; what only some can answer is folded. How
entries come of them is in `concern_bodies`; whether a body fits its kind is judged by room
`journey`. Pages: `pages_concern`.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.translation import get_language
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _

from amparo import terms
from amparo.casefile.concern_bodies import (
    PLACES,
    REPORTED,
    Body,
    bodies_of,
)
from amparo.journey import BodyError, check_body, kind
from amparo.ui import fields as ask
from amparo.ui import widgets
from amparo.ui.fields import EMPTY
from amparo.ui.forms import AmparoForm

# The name under which a half-filled report is kept.
DRAFT = "concern"

HOW_URGENT_LABELS = (
    ("danger", _("The child is in danger now")),
    ("urgent", _("No danger this minute, but it is urgent")),
    ("can_wait", _("It can wait some hours")),
    ("unknown", _("I cannot tell")),
)

# Where the worry comes from, as far as the agency of whoever reports already says so.
CHANNEL_OF = {
    "police": "police",
    "border": "border",
    "immigration": "immigration",
    "labour_inspection": "labour_inspection",
    "court": "court",
    "health": "health",
    "school": "school",
    "helpline": "helpline",
    "embassy": "consulate",
}
# Whose work can keep a child from travelling on.
MAY_STOP_A_JOURNEY = frozenset({"border", "police", "immigration", "ngo", "other"})

FIRST_QUESTIONS = ("account", "how_urgent", "recent_harm")
MORE_QUESTIONS = ("travelling_with", "how_many", "channel")
SEALED_QUESTIONS = ("child_name", "sex", "apparent_age", "place")
CONTACT = "contact"
SIGNS = ("signs", "lives_in_institution")
STOPPED_QUESTIONS = ("stopped_by", "stopped_grounds", "child_consulted")
NEEDED = ("channel", "account")
# Shorter words of a name are too often words of the language as well.
SHORTEST_NAME = 3
MOST_CHILDREN = 1_000


def _text(label: Any, hint: Any = "", long: bool = False) -> ask.TextField:
    widget = widgets.LongText() if long else widgets.Text()
    return ask.TextField(label=label, help_text=hint, required=False, widget=widget)


def _guess(label: Any, hint: Any = "", **bounds: Any) -> ask.GuessField:
    widget = widgets.Number()
    return ask.GuessField(label=label, help_text=hint, required=False, widget=widget, **bounds)


def _yes_no(label: Any) -> ask.YesNoField:
    return ask.YesNoField(label=label, required=False, widget=widgets.YesNo())


class Stacked(widgets.OneOfFew):
    """One answer a line, in order."""

    look = ""


class ConcernForm(AmparoForm):
    """`is_valid()`, then `body(kind)` for each of `ENTRIES`; `typed()` for a draft.

    `kept_as` names its draft, `shown_at` its page. `forms_paper` has the form for what was written
    on paper first.
    """

    kept_as = DRAFT
    shown_at = "casefile:report"
    on_paper = False

    entry_id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    name_stays = forms.CharField(widget=forms.HiddenInput, required=False, max_length=3)
    channel = ask.OneField(
        label=_("Where did the worry come up?"), required=False, widget=widgets.OneOfMany()
    )
    account = _text(
        _("What did you see or hear?"),
        _("No names here."),
        long=True,
    )
    how_urgent = ask.OneField(
        label=_("How urgent is it?"),
        required=False,
        widget=Stacked(),
        choices=HOW_URGENT_LABELS,
    )
    how_many = _guess(_("How many children?"), least=1, most=MOST_CHILDREN)
    recent_harm = _yes_no(_("Was the child hurt in the last days?"))
    travelling_with = _text(
        _("Who is with the child?"), _("A relation, such as aunt or employer. No names.")
    )
    signs = ask.SeveralField(
        label=_("Signs that you noticed"), required=False, widget=widgets.SomeOfFew()
    )
    lives_in_institution = _yes_no(
        _("Does the child live in a home, a hostel or another institution?")
    )
    child_name = _text(_("The child's name, as you heard it"), _("In any script."))
    sex = ask.OneField(label=_("Sex"), required=False, widget=widgets.YesNo())
    apparent_age = _guess(
        _("How old does the child look?"),
        _("In years."),
        least=0,
        most=120,
        lowest=True,
    )
    place = _text(_("Where is the child now?"))
    contact = _text(
        _("How may we reach you safely?"),
        _("A number, a time, a way that puts nobody at risk."),
    )
    stopped_by = ask.OneField(
        label=_("Who stopped the journey?"), required=False, widget=widgets.OneOfMany()
    )
    stopped_grounds = _text(
        _("On what grounds?"), _("Age, sex, origin or group alone are no grounds.")
    )
    child_consulted = _yes_no(_("Was the child asked?"))

    def __init__(
        self,
        *args: Any,
        authority: str = "",
        channel: str = "",
        reached_at: str = "",
        **kwargs: Any,
    ) -> None:
        """`channel`: where the worry comes from, where that is known and not asked. `reached_at`:
        the address of whoever reports, where an account has one."""
        self.reached_at = reached_at
        initial = {"entry_id": str(uuid4()), "channel": channel or CHANNEL_OF.get(authority, "")}
        kwargs["initial"] = initial | dict(kwargs.get("initial") or {})
        if channel:
            kwargs["initial"]["channel"] = channel
        super().__init__(*args, auto_id="id_%s", **kwargs)
        language = get_language() or "en"
        choose = [("", _("Choose"))]
        self._offer("channel", choose + terms.choices("channel", language))
        self.fields["channel"].disabled = bool(channel)
        self._offer("signs", terms.choices("child_sign", language))
        self._offer("sex", terms.choices("sex", language))
        self._offer("stopped_by", choose + terms.choices("authority", language))
        for name in ("recent_harm", "lives_in_institution", "child_consulted"):
            self._offer(name, ask.yes_no_choices())
        self.asks_about_stopping = authority in MAY_STOP_A_JOURNEY or self._says_stopped()

    def _offer(self, name: str, choices: list[tuple[str, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def _says_stopped(self) -> bool:
        typed = self.data if self.is_bound else self.initial
        return any(typed.get(name) for name in STOPPED_QUESTIONS)

    # What the page shows, in its parts

    def first(self) -> Iterator[forms.BoundField]:
        if self._asks_where() and not self.initial["channel"]:
            yield self["channel"]
        yield from (self[name] for name in FIRST_QUESTIONS)

    def more(self) -> list[forms.BoundField]:
        """What is folded: few can say it, or it is known from the agency of whoever reports."""
        known = self._asks_where() and self.initial["channel"]
        return [self[name] for name in MORE_QUESTIONS if name != "channel" or known]

    def opens_more(self) -> bool:
        """Whether anything folded was answered, or answered wrongly."""
        said = any(self[name].value() for name in MORE_QUESTIONS if name != "channel")
        return said or any(self.has_error(name) for name in MORE_QUESTIONS)

    def _asks_where(self) -> bool:
        return not self.fields["channel"].disabled

    def sealed(self) -> Iterator[forms.BoundField]:
        return (self[name] for name in (*SEALED_QUESTIONS, *self._asks_contact()))

    def _asks_contact(self) -> tuple[str, ...]:
        return () if self.reached_at else (CONTACT,)

    def opens_contact(self) -> bool:
        """Whether another way than the account's address was given."""
        return bool(self[CONTACT].value()) or self.has_error(CONTACT)

    def stopped(self) -> Iterator[forms.BoundField]:
        return (self[name] for name in STOPPED_QUESTIONS)

    def opens_signs(self) -> bool:
        return any(self[name].value() or self.has_error(name) for name in SIGNS)

    def noticed(self) -> Iterator[forms.BoundField]:
        return (self[name] for name in SIGNS)

    def opens_stopped(self) -> bool:
        return self._says_stopped() or any(self.has_error(name) for name in STOPPED_QUESTIONS)

    # What was answered

    def clean(self) -> Body:
        cleaned: Body = super().clean() or self.cleaned_data
        self._ask_about_names(cleaned)
        self._bodies = bodies_of(cleaned)
        self._bodies[REPORTED].update(self._told_besides())
        for code, body in self._bodies.items():
            try:
                check_body(kind(code), body, timezone.get_current_timezone())
            except BodyError as error:
                for path, message in error.problems.items():
                    self._blame(code, path, message)
        return cleaned

    def _blame(self, code: str, path: str, message: str) -> None:
        """Put what is wrong beside the question it belongs to."""
        for name, (in_kind, where) in PLACES.items():
            if in_kind == code and (path == where or path.startswith(where + ".")):
                if not self.has_error(name):
                    self.add_error(name, _said(name, message))
                return
        self.add_error(None, _said("", message))

    def body(self, code: str) -> Body | None:
        """The body of one entry; None where nothing of it was answered."""
        return self._bodies.get(code)

    def _ask_about_names(self, cleaned: Body) -> None:
        """Ask once whether a name that also stands in the open text may stay there."""
        name, account = cleaned.get("child_name", EMPTY), cleaned.get("account", EMPTY)
        if (
            EMPTY in (name, account)
            or cleaned.get("name_stays")
            or not names_in_text(name, account)
        ):
            return
        said = _("The child's name also stands in this text. Take it out, or send it as it is.")
        self.add_error("account", said)
        again: Any = MultiValueDict(self.data)
        again["name_stays"] = "yes"
        self.data = again

    def _told_besides(self) -> Body:
        """What the report says without being asked: guesses in words that no number can hold."""
        guesses = [
            f"{self.fields[name].label} {words}"
            for name in ("how_many", "apparent_age")
            if (words := getattr(self.fields[name], "words", ""))
        ]
        return {"guesses": " · ".join(guesses)} if guesses else {}

    def happened_at(self) -> Any:
        """When it was, as an entry's `occurred_at`; None for now."""
        return None

    @classmethod
    def begun(cls, draft: Mapping[str, Any]) -> Body:
        """A draft as what the fields of a fresh form begin with."""
        return initial_of(draft)

    def typed(self) -> dict[str, list[str]]:
        """Everything typed, fit to keep as a draft and to give back as `initial`."""
        sent = self.data if isinstance(self.data, MultiValueDict) else MultiValueDict()
        return {
            name: [str(value) for value in sent.getlist(name)]
            for name in self.fields
            if name in sent
        }


def names_in_text(name: str, text: str) -> set[str]:
    """The words of a name, of three letters or more, that also stand in a text."""
    return {word for word in _words(name) if len(word) >= SHORTEST_NAME} & _words(text)


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold()))


def initial_of(draft: Mapping[str, Any]) -> Body:
    """A draft as what the fields of a fresh form begin with."""
    several = {"signs"}
    return {
        name: list(values) if name in several else values[0]
        for name, values in draft.items()
        if name in ConcernForm.base_fields and values
    }


_NEEDED = {
    "channel": _("Choose where the worry came up."),
    "account": _("Write what you saw or heard; a few words are enough."),
}


def _said(name: str, message: str) -> str:
    """A problem found by room `journey`, as a sentence that says what to do."""
    if name in _NEEDED and message in ("this is needed", "this must not be empty"):
        return str(_NEEDED[name])
    said = translated(message)
    return said[:1].upper() + said[1:] + "."
