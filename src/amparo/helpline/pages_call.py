"""The screen during a call: one form that keeps itself, looks up who calls again, and is saved or
handed over. Everything in it works from the keyboard and without JavaScript.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from amparo.access import Refused, check_can_act
from amparo.casefile import drafts
from amparo.casefile.again import keeps_what_was_typed
from amparo.casefile.involving import identifier
from amparo.casefile.pages_concern import DESPITE, KEEP, QUIETLY, emergency_number
from amparo.casefile.rules import GatesSpeak, IdTaken, SpokenGate
from amparo.helpline import actions, rules
from amparo.helpline.forms import CallForm, initial_of
from amparo.helpline.models import Call
from amparo.helpline.offering import DRAFT
from amparo.helpline.sealed import Content, TooLarge
from amparo.journey import JourneyError
from amparo.people.models import User
from amparo.people.pages import acting
from amparo.people.queries import person_for
from amparo.terms.messages import N_

LOOK, FORGET, HAND_OVER = "look", "forget", "hand_over"
NOTHING_YET = N_("Nothing is written down yet. Write a word, or say that nothing was said.")
TOO_LARGE = N_("This is more than can be kept. Make it shorter.")


@sensitive_post_parameters()
@keeps_what_was_typed
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """The screen; a call that was begun is there again."""
    user = acting(request)
    check_can_act(person_for(user), "take_calls")
    if request.method == "POST":
        return _sent(request, user)
    draft = _begun(user)
    return _screen(request, CallForm(initial=initial_of(draft)), kept=bool(draft))


def _begun(user: User) -> dict[str, Any]:
    """The call that was begun; not one that was saved while its last keeping was on the way."""
    draft = drafts.load_draft(by=user, case=None, kind=DRAFT) or {}
    call_id = identifier((draft.get("entry_id") or [""])[0])
    if call_id and Call.objects.filter(id=call_id, taken_by=user).exists():
        drafts.drop_draft(by=user, case=None, kind=DRAFT)
        return {}
    return draft


def _sent(request: HttpRequest, user: User) -> HttpResponse:
    form = CallForm(request.POST)
    if KEEP in request.POST:
        return _kept_for_later(request, user, form)
    if FORGET in request.POST:
        return _forgotten(request, user, form)
    if LOOK in request.POST:
        return _looked_up(request, user, form)
    return _saved(request, user, form)


# Kept while somebody types


def _kept_for_later(request: HttpRequest, user: User, form: CallForm) -> HttpResponse:
    kept = _keep(user, form)
    if QUIETLY in request.headers:
        return HttpResponse(status=204 if kept else 413)
    if kept:
        messages.info(request, _("Kept for seven days. The call is not saved yet."), "warm")
        return redirect("helpline:calls")
    form.add_error(None, _(TOO_LARGE))
    return _screen(request, form)


def _keep(user: User, form: CallForm) -> bool:
    try:
        drafts.save_draft(by=user, case=None, kind=DRAFT, data=form.typed())
    except drafts.TooLarge:
        return False
    return True


@login_required
@require_POST
def begin_afresh(request: HttpRequest) -> HttpResponse:
    """Throw away what was begun."""
    drafts.drop_draft(by=acting(request), case=None, kind=DRAFT)
    return redirect("helpline:new")


# Somebody who calls again


@sensitive_variables("word")
def _looked_up(request: HttpRequest, user: User, form: CallForm) -> HttpResponse:
    """The page again, with the earlier calls of whoever agreed to be known by this word."""
    _keep(user, form)
    word = request.POST.get("word", "")[: rules.LONGEST_WORD]
    again = CallForm(initial=initial_of(form.typed()), focus="word")
    if not rules.normalised(word):
        return _screen(request, again, looked=bool(word.strip()))
    earlier = actions.earlier_calls(by=user, word=word)
    found = [_earlier(call, content) for call, content in earlier]
    return _screen(request, again, looked=True, earlier=found)


def _earlier(call: Call, content: Content) -> dict[str, Any]:
    return {
        "at": call.began_at,
        "urgency": call.urgency,
        "advised": content.get("advised", []),
        "advice": content.get("advice", ""),
        "handed_over": call.concern_id is not None,
    }


@sensitive_variables("word")
def _forgotten(request: HttpRequest, user: User, form: CallForm) -> HttpResponse:
    word = request.POST.get("word", "")[: rules.LONGEST_WORD]
    typed = form.typed()
    if actions.forget_caller(by=user, word=word):
        messages.success(request, _("The caller will not be recognised any more."), "good")
    else:
        messages.info(request, _("No call was kept under this word or number."), "info")
    typed.pop("word", None)
    typed["recognise"] = ["false"]
    return _screen(request, CallForm(initial=initial_of(typed)))


# Saved, and handed over


def _saved(request: HttpRequest, user: User, form: CallForm) -> HttpResponse:
    speaking: list[SpokenGate] = []
    if form.is_valid() and HAND_OVER in request.POST and form.says_nothing():
        form.add_error(None, _(NOTHING_YET))
    if form.is_valid():
        try:
            call = _taken(user, form)
            if HAND_OVER in request.POST:
                concern = actions.hand_over(by=user, call=call, despite=reasons(request))
                drafts.drop_draft(by=user, case=None, kind=DRAFT)
                return redirect("casefile:reported", concern.reference)
        except GatesSpeak as gates:
            speaking = gates.gates
        except IdTaken:
            form.add_error(None, _("This call was saved before. Begin a new one."))
        except Refused as refusal:
            form.refuse(refusal)
        except TooLarge:
            form.add_error(None, _(TOO_LARGE))
        except JourneyError as error:
            form.add_error(None, str(error))
        else:
            drafts.drop_draft(by=user, case=None, kind=DRAFT)
            return _done(request, form)
    _keep(user, form)
    return _screen(request, form, speaking=speaking)


def _taken(user: User, form: CallForm) -> Call:
    call_id = form.cleaned_data["entry_id"]
    if call_id is None:
        raise Refused(
            N_("This page does not say which call it is."), N_("Open the screen again."),
            code="no_call",
        )  # fmt: skip
    return actions.take_call(
        by=user,
        call_id=call_id,
        began_at=form.began_at(),
        urgency=form.urgency(),
        content=form.content(),
        word=form.agreed_word(),
    )


def _done(request: HttpRequest, form: CallForm) -> HttpResponse:
    messages.success(request, _("The call is saved."), "good")
    if form.agreed() and not rules.normalised(form.agreed_word()):
        unknown = _("The caller agreed to be recognised, but there was no word or number for it.")
        messages.info(request, unknown, "caution")
    return redirect("helpline:calls")


def reasons(request: HttpRequest) -> dict[str, str]:
    """The reasons given for passing gates, by gate."""
    given = {name: str(reason).strip() for name, reason in request.POST.items()}
    return {
        name.removeprefix(DESPITE): reason
        for name, reason in given.items()
        if name.startswith(DESPITE) and reason
    }


def gates_shown(speaking: Sequence[SpokenGate]) -> list[Mapping[str, Any]]:
    """The gates that speak, as `casefile/concern_gates.html` asks for them."""
    return [{"code": spoken.gate.code, "asks": spoken.gate.asks} for spoken in speaking]


def _screen(
    request: HttpRequest,
    form: CallForm,
    *,
    kept: bool = False,
    looked: bool = False,
    earlier: Sequence[Mapping[str, Any]] = (),
    speaking: Sequence[SpokenGate] = (),
) -> HttpResponse:
    context = {
        "form": form,
        "kept": kept,
        "looked": looked,
        "earlier": earlier,
        "gates": gates_shown(speaking),
        "emergency_number": emergency_number(),
    }
    status = 422 if form.errors or speaking else 200
    return render(request, "helpline/screen.html", context, status=status)
