"""Reporting a concern, and what its reporter may see and do afterwards.

The reporter sees their own words and whether somebody took the concern up; never the case. The form
is `forms_concern`, taking concerns up is `pages_triage`.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from amparo.access import NotFound, Refused, check_can_act
from amparo.casefile import actions_concern, drafts, queries_concern
from amparo.casefile.again import keeps_what_was_typed
from amparo.casefile.concern_bodies import (
    ENTRIES,
    IDENTITY,
    NOT_HEARD,
    REPORTED,
    REPORTER,
    WHEREABOUTS,
    initial_from,
)
from amparo.casefile.forms_concern import ConcernForm
from amparo.casefile.forms_paper import PaperConcernForm
from amparo.casefile.queries_concern import OwnConcern
from amparo.casefile.reference import Mistyped
from amparo.casefile.rules import GatesSpeak, IdTaken, SpokenGate
from amparo.casefile.saying import lines, names_in
from amparo.journey import JourneyError
from amparo.people.models import User
from amparo.people.pages import acting
from amparo.people.queries import person_for
from amparo.terms.messages import N_

KEEP = "keep"
QUIETLY = "X-Keep"  # sent by the script that keeps while somebody types
DESPITE = "despite-"
TITLES = {
    REPORTED: N_("What you saw or heard"),
    IDENTITY: N_("Who the child is"),
    WHEREABOUTS: N_("Where the child is"),
    REPORTER: N_("How you may be reached"),
}


@sensitive_post_parameters()
@keeps_what_was_typed
@require_http_methods(["GET", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """The form; what was half filled in before is there again."""
    return answer(request, ConcernForm)


def answer(request: HttpRequest, made: type[ConcernForm], notice: str = "") -> HttpResponse:
    """Answer one request for the form, as it is told or from paper. Raises Refused."""
    user = acting(request)
    check_can_act(person_for(user), "report_concern")
    if request.method == "POST":
        return _received(request, user, made)
    draft = drafts.load_draft(by=user, case=None, kind=made.kept_as) or {}
    form = made(initial=made.begun(draft), **_of(user))
    return _form_page(request, form, kept=bool(draft), notice=notice)


def _of(user: User) -> dict[str, str]:
    """What the form need not ask whoever reports."""
    return {"authority": user.agency.authority, "reached_at": user.email}


def _received(request: HttpRequest, user: User, made: type[ConcernForm]) -> HttpResponse:
    form = made(request.POST, **_of(user))
    speaking: list[SpokenGate] = []
    if KEEP in request.POST:
        return _kept_for_later(request, form)
    if form.is_valid():
        try:
            case = actions_concern.report_concern(
                by=user,
                concern=form.body(REPORTED) or {},
                identity=form.body(IDENTITY),
                whereabouts=form.body(WHEREABOUTS),
                reporter=form.body(REPORTER),
                occurred_at=form.happened_at(),
                despite=_reasons(request),
                entry_id=form.cleaned_data["entry_id"],
            )
        except GatesSpeak as gates:
            speaking = gates.gates
        except IdTaken:
            form.add_error(None, _already_sent())
        except Refused as refusal:
            form.refuse(refusal)
        except JourneyError as error:
            form.add_error(None, str(error))
        else:
            drafts.drop_draft(by=user, case=None, kind=form.kept_as)
            return redirect("casefile:reported", case.reference)
    _keep(user, form)
    return _form_page(request, form, speaking=speaking)


def _reasons(request: HttpRequest) -> dict[str, str]:
    """The reasons given for passing gates, by gate."""
    given = request.POST.items()
    return {
        name.removeprefix(DESPITE): str(reason).strip()
        for name, reason in given
        if name.startswith(DESPITE) and str(reason).strip()
    }


def _already_sent() -> str:
    return _(
        "This report was sent before with other words. Look for it on your start page and correct "
        "it there, or begin afresh to report another."
    )


def _form_page(
    request: HttpRequest,
    form: ConcernForm,
    *,
    kept: bool = False,
    speaking: Sequence[SpokenGate] = (),
    notice: str = "",
) -> HttpResponse:
    context = {
        "notice": notice,
        "form": form,
        "kept": kept,
        "emergency_number": emergency_number(),
        "gates": [{"code": s.gate.code, "asks": s.gate.asks} for s in speaking],
    }
    status = 422 if form.errors or speaking else 200
    return render(request, "casefile/concern.html", context, status=status)


def emergency_number() -> str:
    """The number to call first when a child is in danger; what the deployment says it is."""
    return str(getattr(settings, "AMPARO_EMERGENCY_NUMBER", ""))


# A draft outlives a lost session; it is kept sealed, on the server


def _kept_for_later(request: HttpRequest, form: ConcernForm) -> HttpResponse:
    kept = _keep(acting(request), form)
    if QUIETLY in request.headers:
        return HttpResponse(status=204 if kept else 413)
    if not kept:
        form.add_error(None, _("This is more than can be kept. Send it, or make it shorter."))
        return _form_page(request, form)
    messages.info(request, _("Kept for seven days. Nothing was sent yet."), extra_tags="warm")
    return redirect("casefile:home")


def _keep(user: User, form: ConcernForm) -> bool:
    """Keep what was typed, unless it is more than any form holds."""
    try:
        drafts.save_draft(by=user, case=None, kind=form.kept_as, data=form.typed())
    except drafts.TooLarge:
        return False
    return True


@login_required
@require_POST
def begin_afresh(request: HttpRequest) -> HttpResponse:
    """Throw the draft away."""
    made: type[ConcernForm] = PaperConcernForm if "paper" in request.POST else ConcernForm
    drafts.drop_draft(by=acting(request), case=None, kind=made.kept_as)
    return redirect(made.shown_at)


# Afterwards


@login_required
@require_GET
def arrived(request: HttpRequest, reference: str) -> HttpResponse:
    """It arrived: the reference, and what happens next."""
    concern = _own(request, reference)
    context = {"concern": concern, "emergency_number": emergency_number()}
    return render(request, "casefile/concern_arrived.html", context)


@login_required
@require_GET
def own_concern(request: HttpRequest, reference: str) -> HttpResponse:
    """What I reported, and whether somebody took it up."""
    concern = _own(request, reference)
    return render(
        request, "casefile/concern_own.html", {"concern": concern, "parts": _parts(concern)}
    )


def _parts(concern: OwnConcern) -> list[dict[str, Any]]:
    """Each part of the report in words."""
    names = names_in(part.body for part in concern.entries.values())
    return [
        {
            "title": _(TITLES[code]),
            "at": part.occurred,
            "typed_in": part.recorded_at if part.body.get("on_paper") else None,
            "lines": lines(code, _own_words(code, part.body), names),
        }
        for code in ENTRIES
        if (part := concern.entries.get(code))
    ]


def _own_words(code: str, body: Mapping[str, Any]) -> dict[str, Any]:
    """What the reporter answered, without what the form added to it."""
    if code == REPORTER:
        return {"contact": body.get("contact")}
    return {name: value for name, value in body.items() if value != [{"name": NOT_HEARD}]}


def _own(request: HttpRequest, reference: str) -> OwnConcern:
    try:
        return queries_concern.own_concern(acting(request), reference)
    except Mistyped as mistyped:
        raise NotFound from mistyped


@sensitive_post_parameters()
@keeps_what_was_typed
@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, reference: str) -> HttpResponse:
    """Correct what I reported, or add what I have learnt since."""
    user, concern = acting(request), _own(request, reference)
    known = {code: part.body for code, part in concern.entries.items()}
    if request.method == "POST":
        form = ConcernForm(request.POST)
        if form.is_valid() and _corrected(user, concern, form):
            messages.success(request, _("Your correction arrived."), extra_tags="good")
            return redirect("casefile:own_concern", concern.reference)
    else:
        form = ConcernForm(initial=initial_from(known))
    context = {"form": form, "concern": concern}
    status = 422 if form.errors else 200
    return render(request, "casefile/concern_correct.html", context, status=status)


def _corrected(user: User, concern: OwnConcern, form: ConcernForm) -> bool:
    """Send what differs from what was reported; says whether all of it was taken."""
    try:
        for code in ENTRIES:
            _correct_part(user, concern, code, form.body(code))
    except Refused as refusal:
        form.refuse(refusal)
    except JourneyError as error:
        form.add_error(None, str(error))
    return not form.errors


def _correct_part(user: User, concern: OwnConcern, code: str, body: dict[str, Any] | None) -> None:
    there = concern.entries.get(code)
    from_paper = there is not None and "on_paper" in there.body
    if from_paper and there is not None and body is not None:
        body = {**body, "on_paper": there.body["on_paper"]}
    if (there.body if there else None) == body:
        return
    if body is not None:
        actions_concern.correct_concern(
            by=user,
            case=concern.case,
            kind=code,
            body=body,
            supersedes=there.id if there else None,
            occurred_at=there.occurred if there and from_paper else None,
        )
    elif there is not None:
        actions_concern.withdraw_own_report(
            by=user, case=concern.case, entry_id=there.id, reason=_("Taken back by the reporter.")
        )


@login_required
@require_POST
def take_back(request: HttpRequest, reference: str) -> HttpResponse:
    """I was mistaken: the report is retracted with a reason, and the concern is still looked at."""
    concern = _own(request, reference)
    reason = request.POST.get("reason", "").strip()
    reported = concern.entries.get(REPORTED)
    if not reason:
        messages.error(
            request, _("Write in a few words why you take it back."), extra_tags="caution"
        )
    elif reported is not None:
        actions_concern.withdraw_own_report(
            by=acting(request), case=concern.case, entry_id=reported.id, reason=reason
        )
        messages.success(
            request,
            _("You took your report back. Somebody still looks at the concern."),
            extra_tags="info",
        )
    return redirect("casefile:own_concern", concern.reference)
