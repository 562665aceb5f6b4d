"""Paper for places without power: what can be printed, each sheet, and where a sheet is typed in.

A sheet is printed in any language, whatever that of the page is. Which signs stand on it is decided
in `paper`, who may look at them in room `access`. Typing in is `pages_paper_in`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language, get_language_info, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from amparo import terms
from amparo.access import NotFound, Refused, can_act, check_can_act, may_record, stages_open
from amparo.access.identification import AFTER_GUARDIAN
from amparo.casefile import explaining, paper, queries, screening
from amparo.casefile.forms_concern import ConcernForm
from amparo.casefile.forms_paper import NumberForm, PaperConcernForm, ReferenceForm
from amparo.casefile.models import Case
from amparo.casefile.pages_concern import emergency_number
from amparo.casefile.pages_screening import screening_view
from amparo.casefile.paging import acting, case_page, not_kept
from amparo.casefile.paper import CONCERN, SheetNumber
from amparo.casefile.reference import Mistyped
from amparo.instruments import Instrument
from amparo.people.queries import person_for
from amparo.terms.messages import N_
from amparo.ui import fields as ask

LANGUAGE = "in"
FEW = 4
MORE_LINES = 8


@login_required
@require_GET
def choose(request: HttpRequest) -> HttpResponse:
    """What can be printed, and in which languages; a sheet's number leads to where it is typed
    in.
    """
    person = person_for(acting(request))
    screens = may_record(person, screening.KIND)
    if not screens:
        check_can_act(person, "report_concern")
    asked = "sheet" in request.GET
    form = NumberForm(request.GET if asked else None, needed=True)
    if asked and form.is_valid():
        return redirect("casefile:paper_in", str(form.cleaned_data["sheet"]))
    context = {
        "form": form,
        "reports": can_act(person, "report_concern"),
        "instruments": printed() if screens else [],
        "languages": settings.LANGUAGES,
        "current": _language(request),
    }
    return render(request, "casefile/paper.html", context, status=422 if form.errors else 200)


def printed() -> list[Instrument]:
    """The instruments that can be printed; of one of somebody else's we have no questions."""
    return [one for one in screening.in_use() if one.items]


def _language(request: HttpRequest) -> str:
    """The language in which to print: the one asked for, or that of the page."""
    asked = request.GET.get(LANGUAGE, "")
    return asked if asked in dict(settings.LANGUAGES) else get_language() or "en"


# The sheets


@dataclass(frozen=True, slots=True)
class Printed:
    """What the head of every sheet says. `address` is what the code holds; `short` can be typed.

    `bar` are the words of the buttons on the screen, in the page's own language.
    """

    number: SheetNumber
    address: str
    short: str
    reference: str
    bar: Mapping[str, str]


def _printed(request: HttpRequest, code: str, language: str, case: Case | None = None) -> Printed:
    number = paper.number_of(code, language)
    short = reverse("casefile:paper_in", args=[str(number)])
    address, back = short, reverse("casefile:paper")
    if case is not None:
        address = (
            f"{reverse('casefile:screening_paper', args=[case.reference, code])}?sheet={number}"
        )
        back = reverse("casefile:screening", args=[case.reference])
    own = get_language() or "en"
    return Printed(
        number=number,
        address=request.build_absolute_uri(address),
        short=request.get_host() + short,
        reference=case.reference if case else "",
        bar={
            "lang": own,
            "dir": "rtl" if get_language_info(own)["bidi"] else "ltr",
            "back": back,
            "leave": _("Back"),
            "print": _("Print"),
        },
    )


def _sheet(request: HttpRequest, template: str, sheet: Printed, **more: Any) -> HttpResponse:
    """The sheet in its own language, whatever that of the page is."""
    with translation.override(sheet.number.language):
        return render(request, template, {"sheet": sheet, **more})


@login_required
@require_GET
def concern_sheet(request: HttpRequest) -> HttpResponse:
    """The concern form on paper: two sheets, of which the second holds who and where."""
    check_can_act(person_for(acting(request)), "report_concern")
    sheet = _printed(request, CONCERN, _language(request))
    with translation.override(sheet.number.language):
        form = PaperConcernForm()
        questions = {
            "first": _questions(form, _FRONT),
            "back": _questions(form, _BACK),
            "sealed": _questions(form, _SEALED),
        }
        return _sheet(
            request,
            "casefile/paper_concern.html",
            sheet,
            emergency_number=emergency_number(),
            more=range(MORE_LINES),
            **questions,
        )


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the concern form on paper: boxes to tick, or room to write."""

    label: str
    hint: str
    boxes: list[str]
    many: bool
    room: range

    @property
    def is_short(self) -> bool:
        """Whether the answer fits beside its question."""
        return len(self.room) == 1 or 0 < len(self.boxes) <= FEW


# The questions in the order of the form, each with the lines there are to write on.
_FRONT = (
    ("channel", 0), ("account", 8), ("how_urgent", 0), ("how_many", 1), ("recent_harm", 0),
    ("travelling_with", 1),
)  # fmt: skip
_BACK = (("signs", 0), ("stopped_by", 0), ("stopped_grounds", 1), ("child_consulted", 0))
_HINTS = {"stopped_by": gettext_lazy("Only where somebody kept the child from travelling on.")}
_SEALED = (("child_name", 2), ("sex", 0), ("apparent_age", 1), ("place", 3), ("contact", 2))


def _questions(form: ConcernForm, asked: tuple[tuple[str, int], ...]) -> list[Question]:
    """These questions with room of so many lines, in the form's own words and order."""
    return [
        Question(
            label=str(form[name].label),
            hint=str(form[name].help_text or _HINTS.get(name, "")),
            boxes=[str(label) for code, label in _choices(form, name) if code],
            many=isinstance(form.fields[name], ask.SeveralField),
            room=range(lines),
        )
        for name, lines in asked
    ]


def _choices(form: ConcernForm, name: str) -> list[tuple[str, Any]]:
    return list(getattr(form.fields[name], "choices", ()))


@login_required
@require_GET
def instrument_sheet(request: HttpRequest, code: str) -> HttpResponse:
    """An instrument on paper, for whichever child it may be. Raises Http404, Refused."""
    _check_screens(request)
    person = person_for(acting(request))
    # Whether this child has a guardian is not known here: the sheet for the trained says it.
    stages = stages_open(person, has_guardian=True)
    return _of_instrument(request, _find(code), trained=AFTER_GUARDIAN in stages)


@require_GET
@case_page
def case_sheet(request: HttpRequest, case: Case, code: str) -> HttpResponse:
    """An instrument on paper with the reference of a case on it: the code leads straight there."""
    view = screening_view(request, case)
    has_guardian = view.situation.get("guardian") is not None
    stages = stages_open(person_for(acting(request)), has_guardian=has_guardian)
    return _of_instrument(request, _find(code), trained=AFTER_GUARDIAN in stages, case=case)


def _of_instrument(
    request: HttpRequest, instrument: Instrument, *, trained: bool, case: Case | None = None
) -> HttpResponse:
    sheet = _printed(request, instrument.code, _language(request), case)
    with translation.override(sheet.number.language):
        answers = dict(explaining.answer_choices())
        return _sheet(
            request,
            "casefile/paper_instrument.html",
            sheet,
            instrument=instrument,
            sheets=paper.sheets_of(instrument),
            trained=trained,
            ticked=[answers[code] for code in paper.TICKED],
            yes_no=[label for _code, label in ask.yes_no_choices()],
            worst_forms=[label for _code, label in explaining.worst_form_choices()],
        )


def _find(code: str) -> Instrument:
    found = next((one for one in printed() if one.code == code), None)
    if found is None:
        raise Http404
    return found


def _check_screens(request: HttpRequest) -> None:
    if not may_record(person_for(acting(request)), screening.KIND):
        raise Refused(
            N_("Your role does not screen children."),
            N_("Print the form of a concern instead: anybody can report one."),
            code="role_may_not_record",
        )


# Where a sheet is typed in


@not_kept
@login_required
@require_http_methods(["GET", "POST"])
def type_in(request: HttpRequest, number: str) -> HttpResponse:
    """Where the code of a sheet leads: to the form of a concern, or to that of a case once its
    reference was typed. Raises Http404 for no number of ours.
    """
    asked = NumberForm({"sheet": number}, needed=True)
    if not asked.is_valid():
        raise Http404
    sheet: SheetNumber = asked.cleaned_data["sheet"]
    if sheet.code == CONCERN:
        return redirect(f"{reverse('casefile:paper_concern_in')}?sheet={sheet}")
    _check_screens(request)
    instrument = _find(sheet.code)
    form = ReferenceForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and (case := _case(request, form)):
        address = reverse("casefile:screening_paper", args=[case.reference, sheet.code])
        return redirect(f"{address}?sheet={sheet}")
    context = {
        "form": form,
        "number": sheet,
        "name": terms.in_language(instrument.name, get_language() or "en"),
    }
    return render(request, "casefile/paper_in.html", context, status=422 if form.errors else 200)


def _case(request: HttpRequest, form: ReferenceForm) -> Case | None:
    """The case with the reference that was typed; without one the form says so."""
    try:
        return queries.find(acting(request), form.cleaned_data["reference"])
    except Mistyped as mistyped:
        form.add_error("reference", mistyped.advice)
    except NotFound:
        form.add_error("reference", _("No case that you may open has this reference."))
    return None
