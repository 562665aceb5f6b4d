"""What organisations send, and the page on which a supervisor says which ones may.

`POST /tracing/in/` takes one request as JSON with `Authorization: Bearer SECRET`, and answers the
same whoever is looked for: that it was received, and by which day it is answered.
"""

import json
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.request import UnreadablePostError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from amparo.access import Refused
from amparo.finding.tracing import content, outside
from amparo.finding.tracing.forms import SenderForm
from amparo.people.pages import acting
from amparo.people.sessions import source_of

MOST_BYTES = 64 * 1024
BEARER = "Bearer "


@csrf_exempt
@require_POST
@sensitive_variables()
def come_in(request: HttpRequest) -> HttpResponse:
    """One request of an organisation. Its secret stands in a header, never in an address."""
    sender = outside.sender_of(request.headers.get("Authorization", "").removeprefix(BEARER))
    if sender is None:
        return _nobody(request)
    try:
        said = content.read(_row(request), timezone.localdate())
        due = outside.send(sender=sender, content=said)
    except content.Wrong as wrong:
        return _answer(422, answer="not_readable", field=wrong.field, why=wrong.why)
    except Refused:
        return _answer(429, answer="later")
    return _answer(200, answer="received", answer_by=due.isoformat())


def _nobody(request: HttpRequest) -> HttpResponse:
    try:
        outside.count_wrong_secret(source=source_of(request))
    except Refused:
        return _answer(429, answer="later")
    return _answer(401, answer="unknown_sender")


def _row(request: HttpRequest) -> dict[str, Any]:
    """What was sent, as a row. Raises content.Wrong for what is no small object of JSON."""
    length = str(request.META.get("CONTENT_LENGTH") or "0")
    if not length.isdecimal() or int(length) > MOST_BYTES:
        raise content.Wrong("body", content.TOO_LONG)
    try:
        row = json.loads(request.body.decode("utf-8"))
    except (UnicodeDecodeError, UnreadablePostError, ValueError, RecursionError) as error:
        raise content.Wrong("body", content.NOT_JSON) from error
    if not isinstance(row, dict):
        raise content.Wrong("body", content.NOT_JSON)
    return row


def _answer(status: int, **said: str) -> HttpResponse:
    response = JsonResponse(said, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


# Who may send


@login_required
@require_http_methods(["GET", "POST"])
def senders(request: HttpRequest) -> HttpResponse:
    """The organisations that may send; one more, whose secret is shown once by this answer."""
    user, opened = acting(request), None
    rows = outside.senders(user)
    form = SenderForm(request.POST) if request.method == "POST" else SenderForm()
    if request.method == "POST" and form.is_valid():
        try:
            opened = outside.open_sender(
                by=user, name=form.cleaned_data["name"], days=form.cleaned_data["days"]
            )
            form = SenderForm()
        except Refused as refusal:
            form.refuse(refusal)
    context = {
        "rows": rows,
        "form": form,
        "opened": opened,
        "today": timezone.localdate(),
        "address": request.build_absolute_uri(reverse("finding:tracing_come_in")),
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "finding/tracing/senders.html", context, status=status)


@login_required
@require_POST
def close_sender(request: HttpRequest, source_id: UUID) -> HttpResponse:
    """An organisation sends nothing any more."""
    outside.close_sender(by=acting(request), source_id=source_id)
    messages.success(request, _("It is closed. What came stays where it is."), "good")
    return redirect("finding:tracing_senders")
