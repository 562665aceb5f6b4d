"""What becomes of a form that records: shown, kept, heard by the gates, recorded.

What was typed is never lost: a form that could not be recorded is kept as a draft, and so is one
that is put off. `recording` makes the forms, `pages_record` says which ones.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from amparo.access import Refused
from amparo.casefile import actions, addresses, choosing, drafts, recording, second_thoughts
from amparo.casefile.combined import Part, Together
from amparo.casefile.forms_case import ChooseForm
from amparo.casefile.models import Case, Entry
from amparo.casefile.pages_case import frame
from amparo.casefile.recording import Sheet
from amparo.casefile.rules import GatesSpeak, IdTaken, SpokenGate
from amparo.casefile.screen import EntryCard
from amparo.casefile.views import CaseView, EntryView
from amparo.journey import BodyError, JourneyError
from amparo.people.models import User
from amparo.ui import refusals
from amparo.ui.forms import say

AS_IT_IS = "as_it_is"
NOT_KEPT = frozenset({"csrfmiddlewaretoken", "keep", "afresh", AS_IT_IS})
Typed = dict[str, list[str]]


@dataclass
class Errand:
    """One form of one person on one case. `record` writes what the sheet says; `kept_as` names
    drafts; `planned` is the step on which a guardian answers; `weigh` says what an answer, as far
    as it was typed, amounts to.
    """

    request: HttpRequest
    by: User
    case: Case
    view: CaseView
    kept_as: str
    heading: str
    lead: str
    parts: Sequence[Part]
    initial: Mapping[str, Any] = field(default_factory=dict)
    occurred_at: Any = None
    corrects: EntryView | None = None
    planned: EntryCard | None = None
    together: Together | None = None
    chooser: Callable[[Mapping[str, Any] | None], ChooseForm] | None = None
    record: Callable[["Errand", Sheet, ChooseForm | None], list[Entry]] | None = None
    weigh: Callable[[Mapping[str, Any]], Any] | None = None

    def sheet(self, data: Any = None, draft: Any = None) -> Sheet:
        return recording.sheet(
            self.view,
            self.parts,
            by=self.by,
            data=data,
            draft=draft,
            initial=self.initial,
            occurred_at=self.occurred_at,
            corrects=self.corrects,
            together=self.together,
        )


def answer(errand: Errand) -> HttpResponse:
    """Answer one request for a form."""
    request = errand.request
    if request.method != "POST":
        return _shown(errand)
    if "afresh" in request.POST:
        drafts.drop_draft(by=errand.by, case=errand.case, kind=errand.kept_as)
        return redirect(request.get_full_path())
    if "keep" in request.POST:
        return _put_off(errand)
    if "weigh" in request.POST and errand.weigh:
        return _weighed(errand)
    return _sent(errand)


def _shown(errand: Errand) -> HttpResponse:
    draft = drafts.load_draft(by=errand.by, case=errand.case, kind=errand.kept_as)
    chooser = errand.chooser(None) if errand.chooser else None
    if draft and chooser:
        chooser.initial["chosen"] = (draft.get("chosen") or [""])[-1]
    return page(errand, errand.sheet(draft=draft), chooser, draft=draft)


def _weighed(errand: Errand) -> HttpResponse:
    """The form as it was typed so far, judged by nobody, with what it amounts to beside it."""
    _keep(errand)
    typed = {name: list(values) for name, values in errand.request.POST.lists()}
    return page(errand, errand.sheet(draft=typed), draft=typed)


def _put_off(errand: Errand) -> HttpResponse:
    _keep(errand)
    if errand.request.headers.get("X-Keep") == "quietly":
        return HttpResponse(status=204)
    messages.info(
        errand.request, _("Kept for seven days. Nothing was recorded yet."), extra_tags="warm"
    )
    return redirect(addresses.case(errand.case.reference))


def _keep(errand: Errand) -> None:
    typed: Typed = {
        name: [str(one) for one in values]
        for name, values in errand.request.POST.lists()
        if name not in NOT_KEPT
    }
    try:
        drafts.save_draft(by=errand.by, case=errand.case, kind=errand.kept_as, data=typed)
    except drafts.TooLarge:
        messages.warning(
            errand.request,
            _("This is too long to be kept for later. Record it in parts."),
            extra_tags="caution",
        )


def _sent(errand: Errand) -> HttpResponse:
    data = errand.request.POST.copy()
    chooser = errand.chooser(data) if errand.chooser else None
    name_chosen(data, chooser)
    sheet = errand.sheet(data=data)
    speaking: list[SpokenGate] = []
    chosen_well = chooser is None or chooser.is_valid()
    sound = not sheet.is_asking_for_rows and sheet.is_valid() and chosen_well
    if sound and AS_IT_IS not in data and second_thoughts.asked(errand.view, sheet):
        _keep(errand)
        return page(errand, sheet, chooser, draft=data, status=422, ask_again=True)
    if sound:
        try:
            recorded = (errand.record or record_entries)(errand, sheet, chooser)
        except GatesSpeak as gates:
            speaking = gates.gates
        except IdTaken:
            return _recorded_before(errand, sheet)
        except Refused as refusal:
            if refusal.hidden:
                raise
            blame(sheet, chooser, refusals.said(refusal))
        except BodyError as error:
            blame_fields(sheet, error)
        except JourneyError as error:
            blame(sheet, chooser, say(str(error)))
        else:
            drafts.drop_draft(by=errand.by, case=errand.case, kind=errand.kept_as)
            return to_entry(errand.case, recorded[0].id)
    _keep(errand)
    status = 200 if sheet.is_asking_for_rows else 422
    return page(errand, sheet, chooser, gates=speaking, draft=data, status=status)


def record_entries(errand: Errand, sheet: Sheet, chooser: ChooseForm | None) -> list[Entry]:
    """Record what the sheet says: all of it, or nothing."""
    return actions.append_many(by=errand.by, case=errand.case, entries=sheet.entries())


def name_chosen(data: Any, chooser: ChooseForm | None) -> None:
    """Where a name was left blank, it is that of whoever was chosen."""
    chosen = data.get("chosen") if chooser else ""
    if chosen and "guardian" in data and not str(data["guardian"]).strip():
        label = dict(chooser.fields["chosen"].choices).get(chosen, "") if chooser else ""  # type: ignore[attr-defined]
        data["guardian"] = str(label)


def _recorded_before(errand: Errand, sheet: Sheet) -> HttpResponse:
    """The same form sent twice, the second time a moment later or with other words."""
    drafts.drop_draft(by=errand.by, case=errand.case, kind=errand.kept_as)
    messages.info(
        errand.request,
        _("This form was recorded already. To change what it says, correct the entry."),
        extra_tags="info",
    )
    return to_entry(errand.case, sheet.entry_id)


def to_entry(case: Case, entry_id: UUID) -> HttpResponse:
    """To the page of the case, which says what was recorded and offers to undo it."""
    return redirect(f"{addresses.case(case.reference)}?recorded={entry_id}")


def blame(sheet: Sheet, chooser: ChooseForm | None, message: str) -> None:
    """Show above the form what speaks against recording it."""
    form: Any = sheet.first if sheet.parts else chooser
    form.add_error(None, message)


def blame_fields(sheet: Sheet, error: BodyError) -> None:
    """Show beside each question what the record found wrong with its answer."""
    form = next((one.form for one in sheet.parts if one.part.kind == error.kind), sheet.first)
    for path, message in error.problems.items():
        name = path.partition(".")[0]
        form.add_error(name if name in form.fields else None, say(message))


@dataclass(frozen=True, slots=True)
class GateCard:
    """A gate that speaks: what it asks, what is missing, its source, and the reason typed.

    `unanswered`: the form came back without one.
    """

    code: str
    asks: Mapping[str, str]
    missing: list[str]
    source: str
    needs_second: bool
    reason: str
    unanswered: bool = False


def page(
    errand: Errand,
    sheet: Sheet,
    chooser: ChooseForm | None = None,
    *,
    gates: Sequence[SpokenGate] = (),
    draft: Any = None,
    status: int = 200,
    ask_again: bool = False,
) -> HttpResponse:
    """The page with the form, and with the gates that speak. `ask_again`: nothing forbids it, and
    somebody should think twice.
    """
    cards = gate_cards(gates, recording.kept_reasons(draft), recording.asked_why(draft))
    second = any(card.needs_second for card in cards) and not sheet.asks_who_agreed
    context = {
        **frame(errand.request, errand.view, ""),
        "errand": errand,
        "sheet": sheet,
        "chooser": chooser,
        "gates": cards,
        "asks_second": second,
        "second_people": choosing.second_people(errand.by, errand.case) if second else [],
        "second_missing": second and bool(sheet.reasons) and not sheet.agreed_by,
        "kept_reasons": _others(draft, cards),
        "is_draft": errand.request.method == "GET" and bool(draft),
        "weighed": errand.weigh(_typed_so_far(errand, sheet)) if errand.weigh else None,
        "ask_again": ask_again,
        "as_it_is": AS_IT_IS in errand.request.POST,
        "strip": second_thoughts.strip(errand.view, errand.parts),
    }
    return render(errand.request, "casefile/record_form.html", context, status=status)


def _typed_so_far(errand: Errand, sheet: Sheet) -> Mapping[str, Any]:
    """The answers that can be read of a form that may not be finished."""
    if not sheet.sent:
        sheet = errand.sheet(data=sheet.first.sent_data)
    sheet.is_valid()
    return sheet.first.body()


def gate_cards(
    gates: Sequence[SpokenGate], reasons: Mapping[str, str], asked: Collection[str] = ()
) -> list[GateCard]:
    """Each gate once, in the order in which they spoke; `asked` were on the page before."""
    found: dict[str, GateCard] = {}
    for spoken in gates:
        gate = spoken.gate
        found[gate.code] = GateCard(
            code=gate.code,
            asks=gate.asks,
            missing=[_(message) for message in gate.missing],
            source=gate.source,
            needs_second=spoken.needs_second,
            reason=reasons.get(gate.code, ""),
            unanswered=gate.code in asked and not reasons.get(gate.code),
        )
    return list(found.values())


def _others(typed: Any, shown: Sequence[GateCard]) -> dict[str, str]:
    """Reasons typed for gates that do not speak now: they come along unseen, and may be needed
    again.
    """
    codes = {card.code for card in shown}
    return {code: why for code, why in recording.kept_reasons(typed).items() if code not in codes}
