"""The queue of suggestions and the comparison of two cases.

By GET a comparison shows what was decided and how alike the two are; the children stay covered. By
POST both are uncovered, in that one answer only, and logged before.
"""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from amparo.access import NotFound, Refused
from amparo.casefile import choosing
from amparo.casefile import queries as casefile
from amparo.casefile.forms_case import ReasonForm
from amparo.casefile.models import Case
from amparo.casefile.paging import acting, not_kept
from amparo.casefile.queries import heads
from amparo.casefile.reference import Mistyped
from amparo.finding.same import actions, comparing, groups, pairs, queries, wording
from amparo.finding.same.comparing import Compared
from amparo.finding.same.forms import DecideForm, TwoForm
from amparo.journey import JourneyError
from amparo.people.models import User
from amparo.people.queries import person_for
from amparo.terms.messages import N_


@not_kept
@login_required
@require_GET
def queue(request: HttpRequest) -> HttpResponse:
    """What waits for a decision, the oldest first; and two cases of one's own choosing."""
    user = acting(request)
    if not queries.decides(person_for(user)):
        raise Refused(
            N_("Your role does not allow this."),
            N_("Ask your supervisor, or the caseworker of the child."),
            code="role_may_not_act",
        )
    form = TwoForm(request.GET if "other" in request.GET else None)
    if form.is_valid() and (found := _both_of(form, user)):
        return redirect("finding:same_compare", *(case.reference for case in found))
    waiting = [(one, wording.chance(one.likeness)) for one in queries.waiting(user)]
    context = {"waiting": waiting, "form": form, "most": queries.MOST}
    return render(request, "finding/same/queue.html", context, status=422 if form.errors else 200)


def _both_of(form: TwoForm, user: User) -> list[Case]:
    """The two cases of which the references were typed, or none, with what is wrong."""
    found = []
    for name in ("one", "other"):
        try:
            found.append(casefile.find(user, form.cleaned_data[name]))
        except Mistyped as mistyped:
            form.add_error(name, mistyped.advice)
        except NotFound:
            form.add_error(name, _("You work on no case with this reference."))
    if not form.errors and found[0].id == found[1].id:
        form.add_error("other", _("This is the same case. Write the reference of another one."))
    return [] if form.errors else found


@not_kept
@login_required
@require_http_methods(["GET", "POST"])
def compare(request: HttpRequest, one: str, other: str) -> HttpResponse:
    """Two cases side by side: covered by GET, uncovered by POST."""
    ours, theirs = _two(request, one, other)
    if request.method == "GET":
        return _page(request, ours, theirs)
    shown = comparing.uncover(by=acting(request), one=ours, other=theirs)
    return _page(request, ours, theirs, shown)


@not_kept
@login_required
@require_POST
def decide(request: HttpRequest, one: str, other: str) -> HttpResponse:
    """Keep what was decided, on both timelines."""
    ours, theirs = _two(request, one, other)
    form = _form(request, ours, theirs, request.POST)
    if form.is_valid():
        try:
            actions.decide(
                by=acting(request),
                one=ours,
                other=theirs,
                result=form.cleaned_data["result"],
                reason=form.cleaned_data["reason"],
                agreed_by=form.cleaned_data.get("agreed_by", ""),
            )
        except Refused as refusal:
            _raise_hidden(refusal)
            form = _form(request, ours, theirs, request.POST, second=_needs_second(refusal))
            form.refuse(refusal)
        except JourneyError:
            form.add_error("reason", _("Say why, in a sentence or two."))
        else:
            messages.success(request, _("Kept, on both cases."), extra_tags="good")
            return redirect("finding:same_compare", ours.reference, theirs.reference)
    shown = comparing.uncover(by=acting(request), one=ours, other=theirs)
    return _page(request, ours, theirs, shown, form=form, status=422)


@not_kept
@login_required
@require_POST
def undo(request: HttpRequest, one: str, other: str) -> HttpResponse:
    """Take back what was decided: everything is as before."""
    ours, theirs = _two(request, one, other)
    form = _undo_form(request.POST)
    if form.is_valid():
        try:
            actions.undo(
                by=acting(request), one=ours, other=theirs, reason=form.cleaned_data["reason"]
            )
        except Refused as refusal:
            _raise_hidden(refusal)
            form.refuse(refusal)
        except JourneyError:
            form.add_error("reason", _("Say why, in a sentence or two."))
        else:
            messages.success(request, _("Undone. Both cases are as before."), extra_tags="good")
            return redirect("finding:same_compare", ours.reference, theirs.reference)
    return _page(request, ours, theirs, undo_form=form, status=422)


def _raise_hidden(refusal: Refused) -> None:
    if refusal.hidden:
        raise refusal


def _needs_second(refusal: Refused) -> bool:
    return refusal.code == "second_person_needed"


def _two(request: HttpRequest, one: str, other: str) -> tuple[Case, Case]:
    """The two cases of an address. Raises Http404 or NotFound; Refused where they stay covered."""
    user = acting(request)
    try:
        ours, theirs = casefile.find(user, one), casefile.find(user, other)
    except Mistyped as error:
        raise Http404 from error
    comparing.check_may_compare(user, ours, theirs)
    return ours, theirs


def _form(
    request: HttpRequest, one: Case, other: Case, data: Any = None, second: bool | None = None
) -> DecideForm:
    user = acting(request)
    if second is None:
        size = actions.size_joined(person_for(user), one, other, timezone.now())
        second = size > groups.LARGEST
    people = [
        each
        for each in choosing.second_people(user, one)
        if each in choosing.second_people(user, other)
    ]
    return DecideForm(
        data,
        people=people,
        second=second,
        label=_("Why"),
        hint=_("What decided it for you? Others may read it later, and you may be asked."),
    )


def _undo_form(data: Any = None) -> ReasonForm:
    return ReasonForm(data, label=_("Why it is undone"), prefix="undo")


def _page(
    request: HttpRequest,
    one: Case,
    other: Case,
    shown: Compared | None = None,
    *,
    form: DecideForm | None = None,
    undo_form: ReasonForm | None = None,
    status: int = 200,
) -> HttpResponse:
    user = acting(request)
    person, at = person_for(user), timezone.now()
    seen = heads(person, [one, other], at)
    kept = queries.suggestion(one, other)
    history = pairs.history(one, other)
    may_decide = _may_decide(user, one, other)
    context = {
        "one": seen[one.id],
        "other": seen[other.id],
        "shown": shown,
        "chance": shown.chance if shown else wording.chance(kept) if kept else None,
        "history": history,
        "decided": next((decision for decision in history if decision.holds), None),
        "may_decide": may_decide,
        "form": (form or _form(request, one, other)) if shown and may_decide else None,
        "undo_form": undo_form or _undo_form(),
    }
    return render(request, "finding/same/compare.html", context, status=status)


def _may_decide(user: User, one: Case, other: Case) -> bool:
    try:
        actions.check_may_decide(person_for(user), one, other, timezone.now())
    except Refused:
        return False
    return True
