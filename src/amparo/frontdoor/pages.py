"""What somebody without an account sees: the form behind a secret link, and how far a report got.

Nothing is read through these pages. Who they are for and how they are read is in `reading`.
"""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import translation

from amparo.access import Refused
from amparo.casefile.concern_bodies import ENTRIES
from amparo.casefile.forms_concern import ConcernForm, initial_of
from amparo.casefile.pages_concern import emergency_number
from amparo.casefile.reference import Mistyped
from amparo.casefile.rules import IdTaken
from amparo.frontdoor import actions, queries
from amparo.frontdoor.forms import ReceiptForm
from amparo.frontdoor.models import FrontDoor
from amparo.frontdoor.reading import READ_IN, entry_id_in, from_outside, language_of, sent
from amparo.frontdoor.rules import checked_receipt
from amparo.journey import JourneyError
from amparo.people.sessions import source_of
from amparo.terms.messages import N_
from amparo.ui import refusals

TOO_MANY = frozenset({"too_many_this_hour", "too_many_attempts"})
ADVICE = {
    "length": N_("A receipt has twelve letters and digits. Compare it with yours."),
    "character": N_("No receipt has one of these signs. Compare it with yours."),
    "swapped": N_("One sign is wrong, or two changed places. Compare the number with yours."),
    "check": N_("One sign is wrong. Compare the number with yours."),
}


@from_outside
def door(request: HttpRequest, token: str) -> HttpResponse:
    """The form of one institution; what is sent arrives sealed, and gives a receipt."""
    typed = sent(request) if request.method == "POST" else None
    found = queries.door_of(token)
    if found is None:
        return _no_such_door(request)
    present = translation.get_language() or found.language
    translation.activate(language_of(request, present, found.language))
    if typed is None:
        return _form_page(request, found, _fresh(found))
    entry_id_in(typed)
    if READ_IN in typed:
        return _form_page(request, found, _fresh(found, typed))
    return _received(request, found, typed)


def _no_such_door(request: HttpRequest) -> HttpResponse:
    """The same for an unknown, a mistyped and a closed door."""
    status = 404
    try:
        actions.count_wrong_address(source=source_of(request))
    except Refused:
        status = 429
    return _page(request, "frontdoor/no_door.html", {"as_links": True}, status)


def _fresh(door: FrontDoor, typed: QueryDict | None = None) -> ConcernForm:
    """The form unsent; with what was typed so far, where there is any."""
    kept = ConcernForm(typed, channel=door.channel).typed() if typed else {}
    return ConcernForm(initial=initial_of(kept), authority=door.channel, channel=door.channel)


def _received(request: HttpRequest, door: FrontDoor, typed: QueryDict) -> HttpResponse:
    form = ConcernForm(typed, authority=door.channel, channel=door.channel)
    stopped = 0
    if form.is_valid():
        try:
            receipt = actions.send(
                door=door,
                bodies={code: form.body(code) for code in ENTRIES},
                entry_id=form.cleaned_data["entry_id"],
                source=source_of(request),
            )
        except IdTaken:
            return _form_page(request, door, _as_another(door, typed), changed=True)
        except Refused as refusal:
            stopped = 429 if refusal.code in TOO_MANY else 422
            form.refuse(refusal)
        except JourneyError as error:
            form.add_error(None, str(error))
        else:
            return _page(request, "frontdoor/arrived.html", {"receipt": receipt})
    return _form_page(request, door, form, stopped=stopped)


def _as_another(door: FrontDoor, typed: QueryDict) -> ConcernForm:
    """The form was sent before and changed since: sent again it is a report of its own."""
    typed["entry_id"] = ""
    entry_id_in(typed)
    return _fresh(door, typed)


def _form_page(
    request: HttpRequest,
    door: FrontDoor,
    form: ConcernForm,
    *,
    stopped: int = 0,
    changed: bool = False,
) -> HttpResponse:
    """`stopped`: the status of what kept the form from being taken, whatever it said."""
    status = stopped or (422 if form.errors else 409 if changed else 200)
    context = {"form": form, "stopped": stopped, "changed": changed}
    return _page(request, "frontdoor/door.html", context, status)


def _page(
    request: HttpRequest, template: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    shared = {
        "languages_offered": settings.LANGUAGES,
        "language": translation.get_language(),
        "emergency_number": emergency_number(),
    }
    return render(request, template, {**shared, **context}, status=status)


# Afterwards


@from_outside
def receipt(request: HttpRequest) -> HttpResponse:
    """How far a report got, for whoever holds its number; the number stands in no address."""
    typed = sent(request) if request.method == "POST" else None
    if typed is None or READ_IN in typed:
        initial = {"receipt": typed.get("receipt", "")} if typed else {}
        return _receipt_page(request, ReceiptForm(initial=initial))
    form = ReceiptForm(typed)
    if not form.is_valid():
        return _receipt_page(request, form, status=422)
    try:
        code = checked_receipt(form.cleaned_data["receipt"])
        state = actions.ask(receipt=code, source=source_of(request))
    except Mistyped as mistyped:
        form.add_error("receipt", translation.gettext(ADVICE[mistyped.reason]))
        return _receipt_page(request, form, status=422)
    except Refused as refusal:
        form.add_error("receipt", refusals.said(refusal))
        return _receipt_page(request, form, status=429 if refusal.code in TOO_MANY else 422)
    return _receipt_page(request, ReceiptForm(), state=state, code=code)


def _receipt_page(
    request: HttpRequest, form: ReceiptForm, *, state: str = "", code: str = "", status: int = 200
) -> HttpResponse:
    context = {"form": form, "state": state, "receipt": code}
    return _page(request, "frontdoor/receipt.html", context, status)
