"""The board, a new request, and one request with its verification and answer.

What may be the child is shown only to those who work with that child; its own page is
`pages_match`. What organisations send is `pages_in`.
"""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from amparo.access import (
    NotFound,
    Refused,
    can_manage_tracing_senders,
    can_take_tracing_requests,
    check_can_take_tracing_requests,
)
from amparo.casefile.rules import IdTaken
from amparo.finding.tracing import answering, queries, rules, taking, verifying, wording
from amparo.finding.tracing.forms import CheckForm, RequestForm
from amparo.finding.tracing.offering import check_can_see_board
from amparo.finding.tracing.paging import number_of, say_in, typed, typed_or_read
from amparo.people.models import User
from amparo.people.pages import acting
from amparo.people.queries import person_for
from amparo.ui.refusals import said

ON_A_PAGE = 50


@login_required
@require_GET
def board(request: HttpRequest) -> HttpResponse:
    """What waits: the requests of my agency, late ones first, and children I work with."""
    user = acting(request)
    person = person_for(user)
    check_can_see_board(person)
    asked = request.GET.get("show", "")
    state = asked if asked in rules.STATES else rules.OPEN
    counted = queries.states(user)
    page = Paginator(queries.requests_of(user, state), ON_A_PAGE).get_page(number_of(request))
    mine = Paginator(queries.to_decide(user), ON_A_PAGE).get_page(number_of(request, "mine"))
    context = {
        "page": page,
        "rows": [wording.row(one) for one in queries.board(page)],
        "page_of_mine": mine,
        "mine": [wording.shown(one) for one in mine],
        "takes": can_take_tracing_requests(person),
        "manages": can_manage_tracing_senders(person),
        "state": state,
        "tabs": [
            {
                "label": _(label),
                "href": f"?show={code}",
                "current": code == state,
                "count": counted[code] if code == rules.OPEN else "",
            }
            for code, label in wording.TABS.items()
        ],
    }
    return render(request, "finding/tracing/board.html", context)


@typed_or_read
def new(request: HttpRequest) -> HttpResponse:
    """Write down what a family says."""
    user = acting(request)
    check_can_take_tracing_requests(person_for(user))
    form = RequestForm(request.POST) if request.method == "POST" else RequestForm()
    if request.method == "POST" and form.is_valid():
        try:
            row = taking.take(
                by=user, content=form.content, request_id=form.cleaned_data["request_id"]
            )
        except IdTaken:
            form.add_error(None, _("This was sent before. Begin a new one."))
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The request is kept, sealed."), "good")
            return redirect("finding:tracing_request", row.id)
    status = 422 if form.errors else 200
    return render(request, "finding/tracing/new.html", {"form": form}, status=status)


@login_required
@require_GET
def show(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """One request; that it was read is logged."""
    return _page(request, acting(request), request_id)


def _page(
    request: HttpRequest, user: User, request_id: UUID, sent_form: CheckForm | None = None
) -> HttpResponse:
    row, content = taking.read_request(by=user, request_id=request_id)
    checks = verifying.checks_of(row)
    today = timezone.localdate()
    context: dict[str, Any] = {
        "row": row,
        "lines": wording.lines(content) if content else [],
        "seeker": wording.seeker_lines(content) if content else [],
        "steps": wording.steps(checks, sent_form) if row.state != rules.TAKEN_BACK else [],
        "verified": rules.is_verified(verifying.results_in(checks)),
        "matches": [wording.shown(one) for one in queries.matches_for(user, request=row)],
        "letter": answering.letter_for(row),
        "day_has_come": today >= row.due,
        "late": today > row.due and row.state == rules.OPEN,
        "is_open": row.state == rules.OPEN,
        "taken_back": row.state == rules.TAKEN_BACK,
    }
    status = 422 if sent_form is not None else 200
    return render(request, "finding/tracing/request.html", context, status=status)


@typed
def check(request: HttpRequest, request_id: UUID, step: str) -> HttpResponse:
    """Write down one try to verify whoever looks."""
    user = acting(request)
    if step not in rules.STEPS:
        raise NotFound
    form = CheckForm(request.POST, step=step)
    if not form.is_valid():
        return _page(request, user, request_id, form)
    try:
        verifying.write_down(
            by=user,
            request_id=request_id,
            step=step,
            result=form.cleaned_data["result"],
            how=form.cleaned_data["how"],
            asked=form.asked() if step == rules.RELATION else (),
            check_id=form.cleaned_data["check_id"],
        )
    except IdTaken:
        form.add_error(None, _("This was sent before. Begin a new one."))
        return _page(request, user, request_id, form)
    except Refused as refusal:
        say_in(form, refusal)
        return _page(request, user, request_id, form)
    messages.success(request, _("It is written down."), "good")
    return redirect("finding:tracing_request", request_id)


@login_required
@require_GET
def letter(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """The answer as it is printed, in one of our languages."""
    row, _content = taking.read_request(by=acting(request), request_id=request_id)
    context = {
        "row": row,
        "letter": answering.letter_for(row, request.GET.get("language", "")),
        "languages": settings.LANGUAGES,
        "day_has_come": timezone.localdate() >= row.due,
    }
    return render(request, "finding/tracing/letter.html", context)


@login_required
@require_POST
def sent(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Write down that the answer went out."""
    try:
        answering.note_sent(by=acting(request), request_id=request_id)
    except Refused as refusal:
        if refusal.code not in ("too_early", "taken_back"):
            raise
        messages.error(request, said(refusal), "caution")
    else:
        messages.success(request, _("It is written down that the answer went out."), "good")
    return redirect("finding:tracing_request", request_id)


@login_required
@require_POST
def take_back(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """The family looks no more."""
    taking.take_back(by=acting(request), request_id=request_id)
    messages.success(request, _("The request is taken back. It is compared no more."), "good")
    return redirect("finding:tracing_board")
