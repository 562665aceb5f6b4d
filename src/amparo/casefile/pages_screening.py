"""The screening: choose an instrument, look at one group of signs at a time, see what they add up
to, end it as one entry.

Every answer is kept at once. The explanation is for the screener alone and opens only when they ask
for it: no page that a child may see says what an answer means.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from amparo import terms
from amparo.access import may_see_prompts
from amparo.access.identification import AFTER_GUARDIAN
from amparo.casefile import (
    actions,
    actions_looking,
    addresses,
    already_known,
    drafts,
    explaining,
    filling,
    instruments_here,
    screening,
    wording,
)
from amparo.casefile.forms_screening import ScoreForm
from amparo.casefile.involving import identifier
from amparo.casefile.models import TO_TRIAGE, Case
from amparo.casefile.pages_case import frame
from amparo.casefile.pages_record import check_offered
from amparo.casefile.paging import acting, case_page, form_page
from amparo.casefile.rules import GatesSpeak, IdTaken, NewEntry
from amparo.casefile.screening import Conversation
from amparo.casefile.views import CaseView
from amparo.journey import JourneyError
from amparo.people.queries import person_for
from amparo.terms.messages import N_
from amparo.ui.forms import KindForm, form_for, say

FIRST_CONTACT = ("lives_in_institution", "read_aloud", "setting", "remarks")
WITH_TRAINING = ("act", "worst_forms", *FIRST_CONTACT)
ANSWER = "answer-"
BESIDES_NOTHING = {"instrument": "external_score"}
BOYS = N_("Boys are missed here: look at this for a boy exactly as for a girl.")
get_or_post = require_http_methods(["GET", "POST"])


@require_GET
@case_page
def choose(request: HttpRequest, case: Case) -> HttpResponse:
    """The instruments for this child, and the rules of a first conversation."""
    view = screening_view(request, case)
    replaced = {ours.code for ours, _own in instruments_here.known().replaced}
    talks = [
        screening.conversation(acting(request), case, view, one) for one in screening.offered(view)
    ]
    begun = [
        (talk, screening.is_outside_ages(talk.instrument, view), talk.instrument.code in replaced)
        for talk in talks
    ]
    context = {**_frame(request, view), "talks": begun}
    return render(request, "casefile/screening.html", context)


@get_or_post
@form_page
def group(request: HttpRequest, case: Case, code: str, number: int) -> HttpResponse:
    """One group of signs. Raises Http404 where there is none of that number for this person."""
    view = screening_view(request, case)
    talk = _talk(request, case, view, code)
    groups = talk.groups()
    if not 1 <= number <= len(groups):
        raise Http404
    if request.method == "POST":
        talk = screening.keep(acting(request), case, talk, _typed(request), number)
        if request.headers.get("X-Keep") == "quietly":
            return HttpResponse(status=204)
        return redirect(_onward(request, case, code, number, len(groups)))
    shown = groups[number - 1]
    context = {
        **_frame(request, view),
        "talk": talk,
        "group": shown,
        "groups": len(groups),
        "items": [
            (item, talk.answer(item.code), talk.origins.get(item.code)) for item in shown.items
        ],
        "answers": explaining.answer_choices(),
        "last": number == len(groups),
    }
    return render(request, "casefile/screening_group.html", context)


@require_GET
@case_page
def so_far(request: HttpRequest, case: Case, code: str) -> HttpResponse:
    """What the answers add up to so far, for the screener; which topics are open, if they may."""
    view = screening_view(request, case)
    talk = _talk(request, case, view, code)
    result = talk.adds_up_to(view, **screening.known_at_the_end(view))
    person = person_for(acting(request))
    planned = explaining.forensic_interview_planned(view)
    prompts = may_see_prompts(person, forensic_interview_planned=planned)
    if prompts:
        actions_looking.note_prompts_shown(by=acting(request), case=case)
    context = {
        **_frame(request, view),
        "talk": talk,
        "explained": explaining.explained(
            talk.instrument, result, stages=talk.stages if prompts else ()
        ),
        "prompts": prompts,
        "interview_planned": planned and person.trained,
        "back": _group_address(case, code, 1),
    }
    return render(request, "casefile/screening_so_far.html", context)


@get_or_post
@form_page
def finish(request: HttpRequest, case: Case, code: str) -> HttpResponse:
    """The last questions, and the entry that ends the screening."""
    view = screening_view(request, case)
    talk = _talk(request, case, view, code)
    if talk.instrument.externals:
        return _score(request, case, view, talk)
    asked = WITH_TRAINING if AFTER_GUARDIAN in talk.stages else FIRST_CONTACT
    sent = request.POST if request.method == "POST" else None
    # The same form sent twice is one screening, though the first has ended it.
    talk = replace(talk, entry_id=key_of(sent or {}, talk))
    items = {"worst_forms": explaining.worst_form_choices()}
    filled_in = already_known.at_the_end(view)
    form = form_for(
        screening.KIND,
        sent,
        initial=filled_in,
        only=asked,
        besides=screening.besides(talk),
        items=items,
        not_before=case.created_at,
    )
    if "worst_forms" in form.fields and view.head.sex != "female":
        form.fields["worst_forms"].help_text = _(BOYS)
    status = 200
    if sent is not None and not form.is_asking_for_rows:
        status = 422
        if form.is_valid() and record_screening(request, case, form, _entry(talk, view, form)):
            drafts.drop_draft(
                by=acting(request), case=case, kind=screening.kept_as(talk.instrument)
            )
            return ended_screening(request, case, talk.entry_id)
    context = {
        **_frame(request, view),
        "talk": talk,
        "form": form,
        "code": code,
        "filled_in": [name for name in filled_in if name in form.fields],
    }
    return render(request, "casefile/screening_finish.html", context, status=status)


def _score(request: HttpRequest, case: Case, view: CaseView, talk: Conversation) -> HttpResponse:
    """The score of an instrument of somebody else, and how often such a result is wrong."""
    sent = request.POST if request.method == "POST" else None
    scored = ScoreForm(sent, instrument=talk.instrument)
    besides = scored.besides() if sent is not None and scored.is_valid() else BESIDES_NOTHING
    form = form_for(
        screening.KIND,
        sent,
        initial=already_known.at_the_end(view),
        only=FIRST_CONTACT,
        besides=besides,
        not_before=case.created_at,
    )
    status = 200
    if sent is not None:
        status = 422
        if scored.is_valid() and form.is_valid():
            body, at, key = form.body(), form.occurred_at(), key_of(sent, talk)
            new = screening.scored(body, scored.result(), at, key)
            if record_screening(request, case, form, new):
                return ended_screening(request, case, key)
    person, ages = person_for(acting(request)), screening.ages_of(view)
    context = {
        **_frame(request, view),
        "talk": talk,
        "scored": scored,
        "form": form,
        "key": key_of(sent or {}, talk),
        "frequencies": (
            explaining.how_often_wrong(talk.instrument, ages) if person.trained else []
        ),
        "other_ages": explaining.made_for_other_ages(talk.instrument, ages),
        "age_known": ages is not None,
        "trained": person.trained,
    }
    return render(request, "casefile/screening_score.html", context, status=status)


def key_of(sent: Mapping[str, Any], talk: Conversation) -> UUID:
    """The id under which the entry was sent, or that of the screening."""
    return identifier(sent.get("entry_id")) or talk.entry_id


def _entry(talk: Conversation, view: CaseView, form: KindForm) -> NewEntry:
    return screening.entry(talk, view, form.body(), form.occurred_at())


def record_screening(request: HttpRequest, case: Case, form: KindForm, new: NewEntry) -> bool:
    """Record the screening; false when something speaks against it, which the form then says."""
    try:
        actions.append_many(by=acting(request), case=case, entries=[new])
    except GatesSpeak as spoken:
        for one in spoken.gates:
            form.add_error(None, terms.in_language(one.gate.asks, wording.language()))
        return False
    except IdTaken:
        return True  # the same screening was sent twice: it is there
    except JourneyError as error:
        form.add_error(None, say(str(error)))
        return False
    return True


def screening_view(request: HttpRequest, case: Case) -> CaseView:
    """The case, for somebody who may screen there. Raises Refused."""
    view = actions_looking.see_case(by=acting(request), case=case)
    check_offered(view, screening.KIND)
    return view


def _frame(request: HttpRequest, view: CaseView) -> dict[str, Any]:
    """What every page of a screening shows: the case or the concern that it is of, what is known
    already, and where children are missed.
    """
    reference, waits = view.head.reference, view.head.state == TO_TRIAGE
    return {
        **frame(request, view, ""),
        "waits": waits,
        "home_href": (
            reverse("casefile:concern", args=[reference]) if waits else addresses.case(reference)
        ),
        "known_parts": already_known.parts(view),
        "in_institution": already_known.lives_in_institution(view),
    }


def ended_screening(request: HttpRequest, case: Case, entry_id: UUID) -> HttpResponse:
    """Back to where the screening began: a concern that waits shows it among what was reported."""
    if case.state != TO_TRIAGE:
        return filling.to_entry(case, entry_id)
    messages.success(request, _("The screening is recorded."), extra_tags="good")
    return redirect("casefile:concern", case.reference)


def _talk(request: HttpRequest, case: Case, view: CaseView, code: str) -> Conversation:
    instrument = screening.find(code)
    if instrument is None:
        raise Http404
    return screening.conversation(acting(request), case, view, instrument)


def _typed(request: HttpRequest) -> dict[str, str]:
    return {
        name.removeprefix(ANSWER): str(value)
        for name, value in request.POST.items()
        if name.startswith(ANSWER)
    }


def _onward(request: HttpRequest, case: Case, code: str, number: int, groups: int) -> str:
    """Where the button that was pressed leads."""
    if "stop" in request.POST:
        return reverse("casefile:screening", args=[case.reference])
    if "so_far" in request.POST:
        return reverse("casefile:screening_so_far", args=[case.reference, code])
    if "back" in request.POST:
        return _group_address(case, code, max(1, number - 1))
    if number == groups:
        return reverse("casefile:screening_finish", args=[case.reference, code])
    return _group_address(case, code, number + 1)


def _group_address(case: Case, code: str, number: int) -> str:
    return reverse("casefile:screening_group", args=[case.reference, code, number])
