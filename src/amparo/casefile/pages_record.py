"""Recording what happened: choose a kind, fill its form; correct an entry, or withdraw it.

What becomes of a form is in `filling`: drafts, gates, recording. A session that ended in between
asks to sign in and goes on (`again`). Which kinds belong together is in `combined`.
"""

from dataclasses import replace
from functools import partial
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from amparo.access import Refused
from amparo.casefile import (
    actions,
    actions_looking,
    addresses,
    choosing,
    drafting,
    filling,
    offering,
    screen,
    screening,
    standing,
    wording,
)
from amparo.casefile.assigning import involvement
from amparo.casefile.combined import LED_BY, TOGETHER, Part, Together
from amparo.casefile.filling import Errand
from amparo.casefile.forms_case import ChooseForm, ReasonForm
from amparo.casefile.models import Case, Entry
from amparo.casefile.pages_case import frame
from amparo.casefile.paging import acting, case_page, form_page
from amparo.casefile.recording import Sheet
from amparo.casefile.screen import EntryCard
from amparo.casefile.views import CaseView, EntryView
from amparo.journey import KINDS, JourneyError
from amparo.people.models import User
from amparo.terms.messages import N_

get_or_post = require_http_methods(["GET", "POST"])


@require_GET
@case_page
def choose(request: HttpRequest, case: Case) -> HttpResponse:
    """The forms that this person may open here, narrowed by the letters typed."""
    view = actions_looking.see_case(by=acting(request), case=case)
    typed = request.GET.get("q", "")[:60]
    found = offering.groups(view, typed)
    context = {**frame(request, view, ""), "typed": typed, "groups": found}
    return render(request, "casefile/record_choose.html", context)


@get_or_post
@form_page
def record(request: HttpRequest, case: Case, kind: str) -> HttpResponse:
    """The form of one kind. Raises Http404 for no such kind, Refused for one not theirs."""
    view = _view(request, case)
    if kind == screening.KIND and request.method == "GET":
        return redirect("casefile:screening", case.reference)
    if kind in LED_BY and request.method == "GET":
        return redirect(_with_query(request, addresses.record(case.reference, kind)))
    if kind not in KINDS or kind in offering.NOT_OFFERED or kind in offering.INVOLVING:
        raise Http404
    check_offered(view, kind)
    planned = _planned(request, view) if kind == "guardian_consulted" else None
    return filling.answer(
        Errand(
            request=request,
            by=acting(request),
            case=case,
            view=view,
            kept_as=kind,
            heading=wording.kind_label(kind),
            lead=_(KINDS[kind].help) if KINDS[kind].help else "",
            parts=[Part(kind)],
            initial=_about(planned.view) if planned else _said_by_duty(request, view, kind),
            planned=planned,
            weigh=partial(standing.weigh, view) if kind == standing.KIND else None,
        )
    )


@get_or_post
@form_page
def record_together(request: HttpRequest, case: Case, code: str) -> HttpResponse:
    """A form of several entries that happen at once."""
    together = TOGETHER.get(code)
    if together is None:
        raise Http404
    view = _view(request, case)
    check_offered(view, together.kinds[0])
    return filling.answer(
        Errand(
            request=request,
            by=acting(request),
            case=case,
            view=view,
            kept_as=drafting.of_together(code),
            heading=_(together.label),
            lead=_(together.help),
            parts=[part for part in together.parts if part.kind in view.records],
            initial=_said_by_duty(request, view, together.kinds[0]),
            together=together,
            chooser=_chooser(together, case) if together.brings_in else None,
            record=_record_together,
        )
    )


def _view(request: HttpRequest, case: Case) -> CaseView:
    return actions_looking.see_case(by=acting(request), case=case)


def _with_query(request: HttpRequest, address: str) -> str:
    query = request.GET.urlencode()
    return f"{address}?{query}" if query else address


def check_offered(view: CaseView, kind: str) -> None:
    """Raises Refused where a form of this kind is not offered to this person."""
    if kind not in view.records:
        raise Refused(
            N_("Your role on this case does not record this kind of entry."),
            N_("Write what happened as a note, or tell the caseworker."),
            code="role_may_not_record",
        )


def _said_by_duty(request: HttpRequest, view: CaseView, kind: str) -> dict[str, Any]:
    """What the duty that led here says already: named in the address by its code."""
    code = request.GET.get("for", "")
    if kind == "duty_not_possible":
        return {"duty": code} if code in {duty.code for duty in view.open_duties} else {}
    forms = (duty.form for duty in view.duties if duty.code == code and duty.form)
    return next((dict(form.body) for form in forms if form.kind == kind), {})


def _planned(request: HttpRequest, view: CaseView) -> EntryCard | None:
    """The planned step that is to be answered: named in the address by its entry."""
    asked = request.GET.get("step", "")
    planned = screen.entry_cards(
        view, acting(request), lambda entry: entry.kind == "step_planned" and str(entry.id) == asked
    )
    return planned[0] if planned else None


def _about(planned: EntryView) -> dict[str, Any]:
    return {"planned": str(planned.id), "about": choosing.step_named(planned)}


def _chooser(together: Together, case: Case) -> Any:
    def chooser(data: Any) -> ChooseForm:
        if together.assigns:
            people = choosing.workers(case)
            return ChooseForm(data, people=people, label=_("Who is responsible from now on?"))
        return ChooseForm(
            data,
            people=choosing.in_role(together.brings_in),
            label=_("Who becomes the guardian?"),
            hint=_("Leave the name below empty to take over theirs."),
            needed=False,
        )

    return chooser


def _record_together(errand: Errand, sheet: Sheet, chooser: ChooseForm | None) -> list[Entry]:
    """Record the parts, and bring in whoever was chosen."""
    together = errand.together
    chosen = _chosen(chooser)
    if together is None or chosen is None:
        return filling.record_entries(errand, sheet, chooser)
    if together.assigns:
        return [
            actions.assign(
                by=errand.by, case=errand.case, caseworker=chosen, entry_id=sheet.entry_id
            )
        ]
    entries = sheet.entries()
    if not choosing.is_on(errand.case, chosen, together.brings_in):
        joins = involvement(chosen.agency, together.brings_in, person=chosen)
        entries.append(replace(joins, entry_id=sheet.part_id(joins.kind)))
    return actions.append_many(by=errand.by, case=errand.case, entries=entries)


def _chosen(chooser: ChooseForm | None) -> User | None:
    chosen = chooser.cleaned_data.get("chosen") if chooser else ""
    return User.objects.select_related("agency").filter(pk=chosen).first() if chosen else None


# Changing what was recorded


@get_or_post
@form_page
def correct(request: HttpRequest, case: Case, entry_id: UUID) -> HttpResponse:
    """The form of an entry, filled with what it says; what is sent replaces it."""
    by, uncovered = acting(request), "uncover" in request.POST
    look = actions_looking.reveal_identity if uncovered else actions_looking.see_case
    view = look(by=by, case=case)
    entry = _changeable(view, entry_id)
    if entry.covered and request.method == "GET":
        context = {
            **frame(request, view, ""),
            "entry": entry,
            "label": wording.kind_label(entry.kind),
        }
        return render(request, "casefile/record_covered.html", context)
    errand = _correction(request, case, view, entry)
    if uncovered:
        return filling.page(errand, errand.sheet())
    return filling.answer(errand)


def _correction(request: HttpRequest, case: Case, view: CaseView, entry: EntryView) -> Errand:
    moment = entry.occurred
    occurred: Any = moment.earliest.isoformat()
    if moment.latest != moment.earliest:
        occurred = {"earliest": occurred, "latest": moment.latest.isoformat()}
    return Errand(
        request=request,
        by=acting(request),
        case=case,
        view=view,
        kept_as=drafting.of_correction(entry.id),
        heading=_("Correct: %(kind)s") % {"kind": wording.kind_label(entry.kind)},
        lead=_("What it said stays in the record, struck through."),
        parts=[Part(entry.kind)],
        initial=entry.body or {},
        occurred_at=occurred,
        corrects=entry,
        weigh=partial(standing.weigh, view) if entry.kind == standing.KIND else None,
    )


def _changeable(view: CaseView, entry_id: UUID) -> EntryView:
    """The entry, if it is there and can still be changed. Raises Http404, Refused."""
    entry = screen.find(view, entry_id)
    if entry is None:
        raise Http404
    if not screen.may_change(entry, view):
        raise Refused(
            N_("This entry cannot be changed here."),
            N_("It was replaced or withdrawn already, or your role does not record this kind."),
            code="entry_not_changeable",
        )
    return entry


@get_or_post
@form_page
def withdraw(request: HttpRequest, case: Case, entry_id: UUID) -> HttpResponse:
    """Retract an entry: it stays in the record and no longer counts."""
    by = acting(request)
    view = actions_looking.see_case(by=by, case=case)
    entry = _changeable(view, entry_id)
    form = ReasonForm(request.POST or None, label=_("Why is it withdrawn?"))
    if request.method == "POST" and form.is_valid():
        try:
            reason = form.cleaned_data["reason"]
            actions.withdraw(by=by, case=case, entry_id=entry_id, reason=reason)
        except Refused as refusal:
            if refusal.hidden:
                raise
            form.refuse(refusal)
        except JourneyError as error:
            form.add_error(None, str(error))
        else:
            return redirect(f"{addresses.case(case.reference, 'timeline')}#entry-{entry_id}")
    card = screen.with_words(view, by, [entry])[0]
    context = {**frame(request, view, ""), "form": form, "card": card}
    return render(
        request, "casefile/record_withdraw.html", context, status=422 if form.errors else 200
    )
