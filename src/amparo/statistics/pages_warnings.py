"""Warnings that were issued before an event, and what happened afterwards, as people noted them."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from amparo.access import Refused
from amparo.statistics import actions, queries, warned
from amparo.statistics.figures import wording
from amparo.statistics.forms import WithdrawForm
from amparo.statistics.forms_warnings import AfterwardsForm, WarningForm
from amparo.statistics.models import WhatHappened
from amparo.statistics.pages_table import counting
from amparo.statistics.pages_withdraw import not_taken_out
from amparo.statistics.queries import Warned

HERE = "warnings"


@login_required
@require_GET
def warnings(request: HttpRequest) -> HttpResponse:
    """Every warning that holds, the oldest first."""
    rows = [_row(one) for one in queries.warnings(counting(request))]
    return render(request, "statistics/warnings.html", {"rows": rows, "here": HERE})


@login_required
@require_http_methods(["GET", "POST"])
def note(request: HttpRequest) -> HttpResponse:
    """Keep a warning."""
    user = counting(request)
    form = WarningForm(request.POST or None)
    return _kept(
        request,
        form,
        lambda: actions.note_warning(by=user, said=form.said(), id=form.cleaned_data["id"]),
        {"title": _("Note a warning")},
    )


@login_required
@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, warning_id: UUID) -> HttpResponse:
    """Put another in its place; both are kept."""
    user = counting(request)
    row = queries.warning_noted(user, warning_id)
    form = WarningForm(request.POST or None, _initial(row, WarningForm))
    return _kept(
        request,
        form,
        lambda: actions.correct_warning(by=user, of=warning_id, said=form.said()),
        _about_warning(warning_id),
    )


@login_required
@require_POST
def withdraw(request: HttpRequest, warning_id: UUID) -> HttpResponse:
    """Take a warning out, saying why."""
    user = counting(request)
    row = queries.warning_noted(user, warning_id)
    return _taken_out(
        request,
        lambda because: actions.withdraw_warning(by=user, of=warning_id, because=because),
        WarningForm(None, _initial(row, WarningForm)),
        _about_warning(warning_id),
    )


@login_required
@require_http_methods(["GET", "POST"])
def what_happened(request: HttpRequest, warning_id: UUID) -> HttpResponse:
    """Say what happened after a warning."""
    user = counting(request)
    warning = queries.warning_noted(user, warning_id)
    form = AfterwardsForm(request.POST or None)
    return _kept(
        request,
        form,
        lambda: actions.note_what_happened(
            by=user, warning=warning_id, said=form.said(), id=form.cleaned_data["id"]
        ),
        {"title": _("What happened afterwards"), "warning": warning},
    )


@login_required
@require_http_methods(["GET", "POST"])
def correct_afterwards(request: HttpRequest, row_id: UUID) -> HttpResponse:
    user = counting(request)
    row = queries.afterwards_noted(user, row_id)
    form = AfterwardsForm(request.POST or None, _initial(row, AfterwardsForm))
    return _kept(
        request,
        form,
        lambda: actions.correct_what_happened(by=user, of=row_id, said=form.said()),
        _about_afterwards(row),
    )


@login_required
@require_POST
def withdraw_afterwards(request: HttpRequest, row_id: UUID) -> HttpResponse:
    user = counting(request)
    row = queries.afterwards_noted(user, row_id)
    return _taken_out(
        request,
        lambda because: actions.withdraw_what_happened(by=user, of=row_id, because=because),
        AfterwardsForm(None, _initial(row, AfterwardsForm)),
        _about_afterwards(row),
    )


def _about_warning(warning_id: UUID) -> dict[str, Any]:
    return {
        "title": _("Correct a warning"),
        "leaving": WithdrawForm(),
        "withdraw": reverse("statistics:withdraw_warning", args=[warning_id]),
    }


def _about_afterwards(row: WhatHappened) -> dict[str, Any]:
    return {
        "title": _("Correct what happened afterwards"),
        "warning": row.warning,
        "leaving": WithdrawForm(),
        "withdraw": reverse("statistics:withdraw_afterwards", args=[row.id]),
    }


def _row(one: Warned) -> dict[str, Any]:
    return {
        "warning": one.warning,
        "about": warned.about(one.warning.about),
        "place": wording.place(one.warning.place),
        "afterwards": [(each, warned.afterwards(each)) for each in one.afterwards],
    }


def _initial(row: Any, form: Any) -> dict[str, Any]:
    return {name: getattr(row, name) for name in form.base_fields if name != "id"}


def _kept(
    request: HttpRequest, form: Any, keep: Callable[[], object], context: dict[str, Any]
) -> HttpResponse:
    """The form; once it is kept, back to the list. What was typed stays on a refusal."""
    if request.method == "POST" and form.is_valid():
        try:
            keep()
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Kept."), "good")
            return redirect("statistics:warnings")
    return _form(request, form, context)


def _taken_out(
    request: HttpRequest, take: Callable[[str], object], form: Any, context: dict[str, Any]
) -> HttpResponse:
    """Back to the list; where it was refused, the page again with what was typed."""
    leaving = not_taken_out(request, take)
    if leaving is None:
        messages.success(request, _("Taken out."), "good")
        return redirect("statistics:warnings")
    return _form(request, form, context | {"leaving": leaving})


def _form(request: HttpRequest, form: Any, context: dict[str, Any]) -> HttpResponse:
    return render(request, "statistics/warning_form.html", {"form": form, "here": HERE} | context)
