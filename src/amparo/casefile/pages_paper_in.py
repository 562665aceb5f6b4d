"""Typing in what was answered on paper: on one page, in the order and numbering of the sheet.

It becomes the same entry as on a screen. When it was answered and when it was typed in are both
kept: the one is when it happened, the other when it was recorded. What paper holds of signs that
are not open to whoever types is left to somebody trained.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from amparo.access import stages_open
from amparo.access.identification import AFTER_GUARDIAN
from amparo.casefile import drafts, explaining, paper, screening
from amparo.casefile.again import keeps_what_was_typed
from amparo.casefile.forms_paper import OCCURRED, NumberForm, PaperConcernForm, when
from amparo.casefile.involving import identifier
from amparo.casefile.models import Case
from amparo.casefile.pages_case import frame
from amparo.casefile.pages_concern import KEEP, QUIETLY, answer
from amparo.casefile.pages_screening import (
    ANSWER,
    FIRST_CONTACT,
    WITH_TRAINING,
    ended_screening,
    record_screening,
    screening_view,
)
from amparo.casefile.paging import acting, form_page
from amparo.casefile.paper import Row, Sheets, Topic
from amparo.casefile.screening import Conversation
from amparo.casefile.views import CaseView
from amparo.instruments import Instrument
from amparo.instruments.answers import NOT_ASKED
from amparo.people.queries import person_for
from amparo.ui.forms import KindForm, form_for

get_or_post = require_http_methods(["GET", "POST"])
NOT_KEPT = frozenset({"csrfmiddlewaretoken", KEEP})
FIRST_ASKED = ("setting", "read_aloud")
Typed = Mapping[str, list[str]]


def last(typed: Typed, name: str) -> str:
    """The last value sent under a name; empty without one."""
    return (typed.get(name) or [""])[-1]


@sensitive_post_parameters()
@keeps_what_was_typed
@get_or_post
def concern(request: HttpRequest) -> HttpResponse:
    """A concern that was written on paper first."""
    sheet = NumberForm(request.GET, of=paper.CONCERN)
    found = sheet.cleaned_data["sheet"] if sheet.is_valid() else None
    return answer(request, PaperConcernForm, notice=_older(found, paper.CONCERN_VERSION))


def _older(sheet: Any, version: str) -> str:
    """What to say where the sheet is of another version than what is printed today."""
    if sheet is None or sheet.version.lower() == version.lower():
        return ""
    return _(
        "This sheet is of version %(old)s; today's is %(new)s. Go by the words, not by the numbers."
    ) % {"old": sheet.version, "new": version}


# A screening


@dataclass(frozen=True)
class TypedIn:
    """A sheet while it is typed in: what was sent, or what was kept of it before."""

    instrument: Instrument
    sheets: Sheets
    stages: frozenset[str]
    entry_id: UUID
    typed: Typed
    sent: bool

    def given(self, row: Row) -> str:
        return last(self.typed, ANSWER + row.item.code) or NOT_ASKED

    def talk(self) -> Conversation:
        """What was ticked, as the screening that it is."""
        typed = {row.item.code: self.given(row) for row in self.sheets.rows()}
        answers = paper.answers_on(self.sheets, typed, self.stages)
        return Conversation(
            instrument=self.instrument,
            entry_id=self.entry_id,
            answers=answers,
            known=frozenset(),
            stages=self.stages,
            begun=True,
        )

    def shown(self, topics: tuple[Topic, ...]) -> list[tuple[Topic, list[tuple[Row, str]]]]:
        return [(topic, [(row, self.given(row)) for row in topic.rows]) for topic in topics]

    @property
    def opens_trained(self) -> bool:
        return AFTER_GUARDIAN in self.stages


@get_or_post
@form_page
def typed_screening(request: HttpRequest, case: Case, code: str) -> HttpResponse:
    """The sheets of an instrument on one page. Raises Http404, Refused."""
    view = screening_view(request, case)
    instrument = screening.find(code)
    if instrument is None or not instrument.items:
        raise Http404
    typed_in = _typed_in(request, case, view, instrument)
    if KEEP in request.POST:
        return _put_off(request, case, typed_in)
    sheet = NumberForm(
        {"sheet": last(typed_in.typed, "sheet") or request.GET.get("sheet", "")},
        of=code,
        hint=_("Leave it out if it cannot be read: then it counts as today's version."),
    )
    version = _version(sheet, instrument)
    form = _form(case, typed_in, version)
    if typed_in.sent:
        if _judged(sheet, form) and _recorded(request, case, view, typed_in, form):
            drafts.drop_draft(by=acting(request), case=case, kind=kept_as(instrument))
            return ended_screening(request, case, typed_in.entry_id)
        _keep(request, case, typed_in)
    return _page(request, view, typed_in, sheet, form)


def _judged(sheet: NumberForm, form: KindForm) -> bool:
    """Whether both can be recorded; what is wrong with the number is said above the form too."""
    fits = form.is_valid()
    if not sheet.is_valid():
        for problem in sheet.problems():
            form.add_error(None, problem.text)
        return False
    return fits


def _recorded(
    request: HttpRequest, case: Case, view: CaseView, typed_in: TypedIn, form: KindForm
) -> bool:
    new = screening.entry(typed_in.talk(), view, form.body(), form.occurred_at())
    return record_screening(request, case, form, new)


def kept_as(instrument: Instrument) -> str:
    """The name under which a half-typed sheet is kept."""
    return screening.ON_PAPER + instrument.code


def _typed_in(request: HttpRequest, case: Case, view: CaseView, instrument: Instrument) -> TypedIn:
    by, sent = acting(request), request.method == "POST"
    kept = None if sent else drafts.load_draft(by=by, case=case, kind=kept_as(instrument))
    typed: Typed = dict(request.POST.lists()) if sent else kept or {}
    entry_id = identifier(last(typed, "entry_id")) or uuid4()
    return TypedIn(
        instrument=instrument,
        sheets=paper.sheets_of(instrument),
        stages=stages_open(person_for(by), has_guardian=view.situation.get("guardian") is not None),
        entry_id=entry_id,
        typed={**typed, "entry_id": [str(entry_id)]},
        sent=sent,
    )


def _version(sheet: NumberForm, instrument: Instrument) -> str:
    found = sheet.cleaned_data["sheet"] if sheet.is_valid() else None
    return found.version if found else instrument.version


def _form(case: Case, typed_in: TypedIn, version: str) -> KindForm:
    asked = WITH_TRAINING if typed_in.opens_trained else FIRST_CONTACT
    besides = screening.besides(typed_in.talk()) | {"version": version, "on_paper": True}
    data: Any = typed_in.typed
    form = form_for(
        screening.KIND,
        data if typed_in.sent else None,
        draft=data if len(data) > 1 else {f"{OCCURRED}_how": ["at"]},
        only=asked,
        besides=besides,
        items={"worst_forms": explaining.worst_form_choices()},
    )
    form.fields[OCCURRED] = when(_("When was it answered?"))
    return form


def _put_off(request: HttpRequest, case: Case, typed_in: TypedIn) -> HttpResponse:
    kept = _keep(request, case, typed_in)
    if QUIETLY in request.headers:
        return HttpResponse(status=204 if kept else 413)
    messages.info(request, _("Kept for seven days. Nothing was recorded yet."), extra_tags="warm")
    return redirect("casefile:screening", case.reference)


def _keep(request: HttpRequest, case: Case, typed_in: TypedIn) -> bool:
    data = {name: values for name, values in typed_in.typed.items() if name not in NOT_KEPT}
    kind = kept_as(typed_in.instrument)
    try:
        drafts.save_draft(by=acting(request), case=case, kind=kind, data=data)
    except drafts.TooLarge:
        return False
    return True


def _page(
    request: HttpRequest, view: CaseView, typed_in: TypedIn, sheet: NumberForm, form: KindForm
) -> HttpResponse:
    sheets = typed_in.sheets
    parts = {part.shown.name: part for part in form.parts}
    number = sheet.cleaned_data["sheet"] if sheet.is_valid() else None
    context = {
        **frame(request, view, ""),
        "talk": typed_in,
        "sheet": sheet,
        "older": _older(number, typed_in.instrument.version),
        "form": form,
        "head_parts": [parts[name] for name in (OCCURRED, *FIRST_ASKED)],
        "trained_parts": [parts[name] for name in ("act", "worst_forms") if name in parts],
        "last_parts": [parts["remarks"]],
        "first": typed_in.shown(sheets.first),
        "trained": typed_in.shown(sheets.trained),
        "answers": explaining.answer_choices(),
    }
    status = 422 if typed_in.sent else 200
    return render(request, "casefile/paper_screening.html", context, status=status)
