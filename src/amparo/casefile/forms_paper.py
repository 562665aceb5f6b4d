"""The forms with which paper is typed in: the sheet's number, when it was answered, a concern."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from amparo.casefile import paper
from amparo.casefile.concern_bodies import Body
from amparo.casefile.forms_concern import ConcernForm
from amparo.casefile.paper import NoSuchSheet, SheetNumber
from amparo.journey.moments import parse_moment
from amparo.ui import fields as ask
from amparo.ui import widgets
from amparo.ui.forms import AmparoForm

WAYS = ("at", "about")
OCCURRED = "occurred_at"
# In the order of the sheet: nothing can be folded there.
ON_PAPER = (
    OCCURRED, "channel", "account", "how_urgent", "how_many", "recent_harm", "travelling_with",
)  # fmt: skip
WRONG_NUMBER = _(
    "No sheet has this number. Compare it with the head of the sheet, for example %(example)s."
)


class WhenOnPaper(ask.MomentField):
    """When paper was filled in. There is no "just now": paper is typed in later, if only a little.

    A month or a year that is not over ends today.
    """

    def clean(self, value: Any) -> Any:
        if value.get("how") not in WAYS:
            value = {**value, "how": "at" if any(value.values()) else ""}
        said = super().clean(value)
        if said is ask.EMPTY:
            raise ValidationError(_("Write when the sheet was filled in: at least the year."))
        now, today = timezone.now(), timezone.localdate().isoformat()
        if parse_moment(said, timezone.get_current_timezone()).earliest > now:
            raise ValidationError(_("This lies in the future. Compare it with the sheet."))
        if isinstance(said, dict) and len(said["latest"]) == len(today):
            said["latest"] = min(said["latest"], today)
        return said


def when(label: Any) -> WhenOnPaper:
    """The question when it was."""
    return WhenOnPaper(label=label, required=False, widget=widgets.MomentParts(WAYS))


class SheetField(forms.CharField):
    """The number of a sheet, as `SheetNumber`; None where it was left out."""

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            return paper.read_number(text, dict(settings.LANGUAGES))
        except NoSuchSheet as error:
            example = paper.number_of(paper.CONCERN, "en")
            raise ValidationError(WRONG_NUMBER % {"example": example}) from error


class NumberForm(AmparoForm):
    """The number that stands at the head of a sheet. `needed`: whether it can be left out."""

    sheet = SheetField(
        label=_("Number at the head of the sheet"), required=False, max_length=60,
        widget=widgets.Text(attrs={"dir": "ltr", "autocapitalize": "characters"}),
        error_messages={"required": _("Write the number that stands at the head of the sheet.")},
    )  # fmt: skip

    def __init__(
        self, *args: Any, of: str = "", needed: bool = False, hint: Any = "", **more: Any
    ) -> None:
        super().__init__(*args, auto_id="id_%s", **more)
        self.of = of
        self.fields["sheet"].required, self.fields["sheet"].help_text = needed, hint

    def clean_sheet(self) -> SheetNumber | None:
        found: SheetNumber | None = self.cleaned_data["sheet"]
        if found and self.of and found.code != self.of:
            raise ValidationError(_("This is the number of another sheet than the one shown here."))
        return found


class ReferenceForm(AmparoForm):
    """The reference that stands on a sheet."""

    reference = forms.CharField(
        label=_("Reference of the case"), max_length=40,
        help_text=_("As it was written on the sheet, for example 7K3Q-9M2X-4."),
        widget=widgets.Text(attrs={"dir": "ltr", "autocapitalize": "characters"}),
        error_messages={"required": _("Write the reference that stands on the sheet.")},
    )  # fmt: skip


class PaperConcernForm(ConcernForm):
    """A concern that was written down on paper first: the same questions, and when it was."""

    kept_as = "paper:concern"
    shown_at = "casefile:paper_concern_in"
    on_paper = True
    occurred_at = when(_("When did you see or hear it?"))

    def __init__(self, *args: Any, **more: Any) -> None:
        more["initial"] = {OCCURRED: {"how": "at"}} | dict(more.get("initial") or {})
        super().__init__(*args, **more)
        self.asks_about_stopping = True  # as on the sheet, whoever types it in

    def first(self) -> Iterator[forms.BoundField]:
        return (self[name] for name in ON_PAPER)

    def more(self) -> list[forms.BoundField]:
        return []

    def opens_signs(self) -> bool:
        return True

    def opens_stopped(self) -> bool:
        return True

    def happened_at(self) -> Any:
        return self.cleaned_data.get(OCCURRED)

    def typed(self) -> dict[str, list[str]]:
        sent = self.data if isinstance(self.data, MultiValueDict) else MultiValueDict()
        parts = {
            name: [str(value) for value in sent.getlist(name)]
            for name in sent
            if name.startswith(f"{OCCURRED}_")
        }
        return super().typed() | parts

    @classmethod
    def begun(cls, draft: Mapping[str, Any]) -> Body:
        parts = {
            name.removeprefix(f"{OCCURRED}_"): values[0]
            for name, values in draft.items()
            if name.startswith(f"{OCCURRED}_") and values
        }
        return super().begun(draft) | ({OCCURRED: parts} if parts else {})

    def _told_besides(self) -> Body:
        return {**super()._told_besides(), "on_paper": True}
