"""Warnings that were issued before an event, and what happened afterwards, as people noted them."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from amparo.access import Refused
from amparo.statistics import actions, queries, warned
from amparo.statistics.figures import wording
from amparo.statistics.forms_warnings import AfterwardsForm, WarningForm
from amparo.statistics.pages_table import counting
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
        {"title": _("Correct a warning"), "row": row, "withdraw": "statistics:withdraw_warning"},
    )


@login_required
@require_POST
def withdraw(request: HttpRequest, warning_id: UUID) -> HttpResponse:
    """Take a warning out, saying why."""
    user, because = counting(request), request.POST.get("because", "")
    return _taken_out(
        request,
        "statistics:correct_warning",
        warning_id,
        lambda: actions.withdraw_warning(by=user, of=warning_id, because=because),
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
    context = {
        "title": _("Correct what happened afterwards"),
        "row": row,
        "warning": row.warning,
        "withdraw": "statistics:withdraw_afterwards",
    }
    return _kept(
        request,
        form,
        lambda: actions.correct_what_happened(by=user, of=row_id, said=form.said()),
        context,
    )


@login_required
@require_POST
def withdraw_afterwards(request: HttpRequest, row_id: UUID) -> HttpResponse:
    user, because = counting(request), request.POST.get("because", "")
    return _taken_out(
        request,
        "statistics:correct_afterwards",
        row_id,
        lambda: actions.withdraw_what_happened(by=user, of=row_id, because=because),
    )


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
    return render(request, "statistics/warning_form.html", {"form": form, "here": HERE} | context)


def _taken_out(
    request: HttpRequest, back: str, row_id: UUID, take: Callable[[], object]
) -> HttpResponse:
    try:
        take()
    except Refused as refusal:
        lines = (refusal.reason, refusal.what_to_do)
        said = " ".join(_(line) % refusal.values for line in lines if line)
        messages.error(request, said, "danger")
        return redirect(back, row_id)
    messages.success(request, _("Taken out."), "good")
    return redirect("statistics:warnings")
