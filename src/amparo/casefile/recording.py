"""The forms that record what happened: of one kind, or of several entries that happen at once.

A `Sheet` is what one page asks: one form for each part, with an id for each entry, so that sending
it twice records it once. `pages_record` answers requests, `combined` says which kinds belong
together.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4, uuid5

from django import forms
from django.utils.translation import gettext as _

from amparo import terms
from amparo.casefile import choosing, screening, wording
from amparo.casefile.combined import Part, Together
from amparo.casefile.involving import identifier
from amparo.casefile.rules import NewEntry
from amparo.casefile.views import CaseView, EntryView
from amparo.journey import AS_CHOSEN, FieldType, Kind, kind, narrows
from amparo.people.models import User
from amparo.ui.fields import OneField
from amparo.ui.forms import KindForm, form_for
from amparo.ui.widgets import OneOfMany

Data = Mapping[str, Any]
ENTRY_ID = "entry_id"
REASON, KEPT_REASON = "despite-", "reason-"


@dataclass(frozen=True, slots=True)
class PartForm:
    """One part of a sheet and its form."""

    part: Part
    form: KindForm

    @property
    def heading(self) -> str:
        return _(self.part.heading) if self.part.heading else ""

    @property
    def is_left_out(self) -> bool:
        """Whether nothing was answered in a part that may be left out."""
        begun = self.part.initial
        answered = {n: v for n, v in self.form.body().items() if begun.get(n) != v}
        return self.part.optional and not answered


@dataclass
class Sheet:
    """Everything that one page asks in order to record something."""

    view: CaseView
    parts: list[PartForm]
    entry_id: UUID
    supersedes: EntryView | None = None
    together: Together | None = None
    sent: bool = False
    reasons: dict[str, str] = field(default_factory=dict)
    agreed_by: str = ""

    @property
    def first(self) -> KindForm:
        return self.parts[0].form

    @property
    def is_asking_for_rows(self) -> bool:
        return any(one.form.is_asking_for_rows for one in self.parts)

    @property
    def asks_who_agreed(self) -> bool:
        """Whether a field of the kind itself asks for the second person."""
        return "agreed_by" in self.first.fields

    def is_valid(self) -> bool:
        for one in self.parts:
            if not one.form.is_valid() and one.is_left_out:
                one.form.errors.clear()
        return not any(one.form.errors for one in self.parts)

    def entries(self) -> list[NewEntry]:
        """What is to be recorded; for a sheet that is valid."""
        return [self._entry(one) for one in self.parts if not one.is_left_out]

    def _entry(self, one: PartForm) -> NewEntry:
        body = one.form.body()
        return NewEntry(
            kind=one.part.kind,
            body=body,
            occurred_at=self.first.occurred_at(),
            entry_id=self.part_id(one.part.kind),
            supersedes=self.supersedes.id if self.supersedes else None,
            despite=self.reasons,
            agreed_by=self.agreed_by,
            section=_kept_section(one.part.kind, body, self.supersedes),
        )

    def part_id(self, of_kind: str) -> UUID:
        """The id of one entry of the sheet; that of the first is the sheet's own."""
        own = bool(self.parts) and of_kind == self.parts[0].part.kind
        return self.entry_id if own else uuid5(self.entry_id, of_kind)


def _kept_section(of_kind: str, body: Mapping[str, Any], corrected: EntryView | None) -> str:
    """A correction stays in the section into which the entry had been narrowed."""
    declared = kind(of_kind)
    if corrected is None or declared.section == AS_CHOSEN:
        return ""
    usual = declared.section_of(body)
    return (
        corrected.section
        if usual != corrected.section and narrows(usual, corrected.section)
        else ""
    )


def sheet(
    view: CaseView,
    parts: Sequence[Part],
    *,
    by: User,
    data: Data | None = None,
    draft: Data | None = None,
    initial: Mapping[str, Any] | None = None,
    occurred_at: Any = None,
    corrects: EntryView | None = None,
    together: Together | None = None,
) -> Sheet:
    """The sheet for these parts: as sent, as kept in a draft, or filled with `initial` (first
    part).
    """
    typed = data if data is not None else draft
    made = [
        PartForm(part, _form(view, part, by, place, data, draft, initial, occurred_at))
        for place, part in enumerate(parts)
    ]
    return Sheet(
        view=view,
        parts=made,
        entry_id=_id_in(typed),
        supersedes=corrects,
        together=together,
        sent=data is not None,
        reasons=reasons_in(typed),
        agreed_by=_one(typed, "second_person"),
    )


def _form(
    view: CaseView,
    part: Part,
    by: User,
    place: int,
    data: Data | None,
    draft: Data | None,
    initial: Mapping[str, Any] | None,
    occurred_at: Any,
) -> KindForm:
    declared = kind(part.kind)
    begun = {**_begun(declared, by), **part.initial, **(initial or {} if place == 0 else {})}
    form = form_for(
        declared,
        data,
        initial=begun,
        occurred_at=occurred_at if place == 0 else None,
        draft=draft,
        prefix=f"p{place}" if place else "",
        ask_when=place == 0,
        agencies=_agencies(declared),
        people=_people(declared, by, view),
        entries=_entries(declared, view, begun),
        items=_items(begun) if declared.code == screening.KIND else None,
        not_before=view.case.created_at,
    )
    _narrow_section(form, declared, view)
    _offer_duties(form, declared, view)
    return form


def _items(said: Mapping[str, Any]) -> dict[str, choosing.Choices]:
    """What a screening that is corrected was asked: the items of its instrument, then others."""
    asked = screening.items_of(str(said.get("instrument", "")), str(said.get("version") or ""))
    others = [(item, item.replace("_", " ")) for item in said.get("answers") or {}]
    known = dict(asked)
    return {
        "answers": [*asked, *((item, name) for item, name in others if item not in known)],
        "worst_forms": terms.choices("worst_form", wording.language()),
    }


def _begun(declared: Kind, by: User) -> dict[str, Any]:
    """What a fresh form of a kind says already."""
    if declared.code == "standing_decided":
        return {"authority": by.agency.authority}
    if declared.code == "age_considered":
        return {"outcome": "treated_as_child"}  # whoever is not sure changes nothing
    return {}


def _entries(declared: Kind, view: CaseView, said: Mapping[str, Any]) -> choosing.Choices:
    """What a field that names an entry offers: steps to answer, or what a decision rests on."""
    if declared.code == "standing_decided":
        rests_on = [row.get("entry") for row in said.get("evidence") or ()]
        return choosing.evidence(view, list(filter(None, rests_on)))
    answers = declared.code == "guardian_consulted"
    return choosing.planned_steps(view) if answers else choosing.consents(view)


def _agencies(declared: Kind) -> choosing.Choices:
    asks = any(f.type is FieldType.AGENCY for f in declared.fields)
    return choosing.all_agencies() if asks else []


def _people(declared: Kind, by: User, view: CaseView) -> choosing.Choices:
    """Where a kind asks for a person, it asks who agreed."""
    asks = any(f.type is FieldType.PERSON for f in declared.fields)
    return choosing.second_people(by, view.case) if asks else []


def _narrow_section(form: KindForm, declared: Kind, view: CaseView) -> None:
    """Offer only the sections in which this author may write."""
    asked = form.fields.get("section")
    if declared.section != AS_CHOSEN or not isinstance(asked, forms.ChoiceField):
        return
    may = choosing.sections_to_write(view)
    asked.choices = [one for one in terms.choices("section", wording.language()) if one[0] in may]


def _offer_duties(form: KindForm, declared: Kind, view: CaseView) -> None:
    """A duty that cannot be met is chosen from those that are open, by what is owed."""
    if declared.code != "duty_not_possible" or "duty" not in form.fields:
        return
    owed = [(d.code, terms.in_language(d.owed, wording.language())) for d in view.open_duties]
    choices = [("", _("Choose")), *owed]
    form.fields["duty"] = OneField(
        choices=choices, widget=OneOfMany(), label=form.fields["duty"].label, required=False
    )


def reasons_in(typed: Data | None) -> dict[str, str]:
    """The reasons given for passing gates, by the code of the gate."""
    found = {name.removeprefix(REASON): _one(typed, name) for name in _names(typed, REASON)}
    return {code: reason for code, reason in found.items() if reason.strip()}


def asked_why(typed: Data | None) -> frozenset[str]:
    """The gates whose reason was asked for, given or not."""
    return frozenset(name.removeprefix(REASON) for name in _names(typed, REASON))


def kept_reasons(typed: Data | None) -> dict[str, str]:
    """Reasons typed earlier, for gates that may speak again."""
    kept = {n.removeprefix(KEPT_REASON): _one(typed, n) for n in _names(typed, KEPT_REASON)}
    return {**kept, **reasons_in(typed)}


def _names(typed: Data | None, start: str) -> Iterator[str]:
    return (name for name in typed or () if name.startswith(start))


def _id_in(typed: Data | None) -> UUID:
    return identifier(_one(typed, ENTRY_ID)) or uuid4()


def _one(typed: Data | None, name: str) -> str:
    value = (typed or {}).get(name, "")
    return str(value[-1] if isinstance(value, list) and value else value or "")
