"""The log of calls, and one call read again. The screen during a call is `pages_call`."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from amparo.access import Refused, can_act
from amparo.casefile import drafts
from amparo.casefile.again import keeps_what_was_typed
from amparo.casefile.concern_bodies import ENTRIES, NOT_HEARD, REPORTED, REPORTER
from amparo.casefile.pages_concern import TITLES
from amparo.casefile.pages_triage import page_number
from amparo.casefile.pages_triage import pages as around
from amparo.casefile.rules import GatesSpeak, SpokenGate
from amparo.casefile.saying import lines, names_in, names_of_ids
from amparo.helpline import actions, queries
from amparo.helpline.models import Call
from amparo.helpline.offering import DRAFT
from amparo.helpline.pages_call import TOO_LARGE, gates_shown, reasons
from amparo.helpline.rules import KEPT_FOR
from amparo.helpline.sealed import Content, TooLarge
from amparo.journey import JourneyError
from amparo.people.models import User
from amparo.people.pages import acting
from amparo.people.queries import person_for
from amparo.terms.messages import N_
from amparo.ui.refusals import said

LONGEST_NOTE = 20_000
TITLES_OF_A_CALL = {
    **TITLES,
    REPORTED: N_("What was heard"),
    REPORTER: N_("How the caller may be reached"),
}


@login_required
@require_GET
def calls(request: HttpRequest) -> HttpResponse:
    """The calls of my agency, or only mine; the latest first, nothing of what was said."""
    user = acting(request)
    mine = request.GET.get("show") == "mine"
    number = page_number(request)
    rows, more = queries.calls_of(user, mine=mine, page=number)
    person = person_for(user)
    context = {
        "rows": rows,
        "pages": around(request, number, more),
        "takes": can_act(person, "take_calls"),
        "begun": any(kind == DRAFT for kind, _reference, _at in drafts.drafts_of(user)),
        "days": KEPT_FOR.days,
        "tabs": [
            {"label": _("All calls"), "href": "?", "current": not mine},
            {"label": _("Mine"), "href": "?show=mine", "current": mine},
        ],
    }
    return render(request, "helpline/calls.html", context)


@login_required
@require_GET
def call(request: HttpRequest, call_id: UUID) -> HttpResponse:
    """What was said in one call; that it was read is logged."""
    return _page(request, call_id)


def _page(
    request: HttpRequest, call_id: UUID, speaking: Sequence[SpokenGate] = (), typed: str = ""
) -> HttpResponse:
    user = acting(request)
    kept, content = actions.read_call(by=user, call_id=call_id)
    context = {
        "call": kept,
        "lasted": kept.ended_at - kept.began_at,
        "content": content,
        "parts": _parts(content),
        "later": _later(content),
        "mine": kept.was_taken_by(user),
        "gates": gates_shown(speaking),
        "typed": typed,
    }
    status = 422 if speaking or typed else 200
    return render(request, "helpline/call.html", context, status=status)


def _parts(content: Content) -> list[dict[str, Any]]:
    """What was written for the hand-over, entry by entry, in words."""
    bodies = content.get("bodies", {})
    names = names_in(bodies.values())
    return [
        {"title": _(TITLES_OF_A_CALL[code]), "lines": lines(code, _own(code, bodies[code]), names)}
        for code in ENTRIES
        if bodies.get(code)
    ]


def _own(code: str, body: dict[str, Any]) -> dict[str, Any]:
    """What the operator wrote, without what the form added to it."""
    if code == REPORTER:
        return {"contact": body.get("contact")}
    return {
        name: value
        for name, value in body.items()
        if name != "channel" and value != [{"name": NOT_HEARD}]
    }


def _later(content: Content) -> list[dict[str, Any]]:
    notes = content.get("later", [])
    names = names_of_ids(note["by"] for note in notes)
    return [{**note, "by": names.get(note["by"], "")} for note in notes]


@sensitive_post_parameters()
@keeps_what_was_typed
@require_POST
def note(request: HttpRequest, call_id: UUID) -> HttpResponse:
    """Add what came to mind later."""
    text = request.POST.get("text", "").replace("\0", "").strip()
    if not text:
        messages.info(request, _("Write the note first."), "caution")
    elif len(text) > LONGEST_NOTE or not _noted(acting(request), call_id, text):
        messages.info(request, _(TOO_LARGE), "caution")
        return _page(request, call_id, typed=text)
    return redirect("helpline:call", call_id)


def _noted(user: User, call_id: UUID, text: str) -> bool:
    try:
        actions.add_note(by=user, call=Call(id=call_id), text=text)
    except TooLarge:
        return False
    return True


@sensitive_post_parameters()
@login_required
@require_POST
def hand_over(request: HttpRequest, call_id: UUID) -> HttpResponse:
    """Hand over a call that was saved before."""
    user = acting(request)
    try:
        concern = actions.hand_over(by=user, call=Call(id=call_id), despite=reasons(request))
    except GatesSpeak as gates:
        return _page(request, call_id, speaking=gates.gates)
    except (Refused, JourneyError) as error:
        if isinstance(error, Refused) and error.code in ("not_your_call", "role_may_not_act"):
            raise
        words = said(error) if isinstance(error, Refused) else str(error)
        messages.error(request, words, "caution")
        return redirect("helpline:call", call_id)
    return redirect("casefile:reported", concern.reference)
