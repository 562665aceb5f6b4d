"""A release is asked for: with a form, or with the file that the form writes. For analysts and
rapporteurs; to everybody else this page does not exist.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from amparo.access import Refused
from amparo.people.models import User
from amparo.release import actions, queries, warned
from amparo.release.asking import data_of
from amparo.release.forms import AskForm
from amparo.release.forms_asking import ReleaseForm
from amparo.release.making import Plan
from amparo.release.pages import maker
from amparo.release.refused import ReleaseError
from amparo.release.spec import NEVER_PUBLISHED, parse
from amparo.release.usual import usual
from amparo.statistics.facts.sealed import NoFacts
from amparo.statistics.figures import wording
from amparo.statistics.tables.axes import AXES

MOST_TOLD, MOST_REMOVED = 4, 12


@login_required
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Ask for a release: see what it would be, then make it. What was typed stays."""
    user = maker(request)
    if request.method == "GET":
        return _as_form(request, AskForm({"spec": _first(request, user)}))
    if "spec" in request.POST:
        return _with_the_file(request, user)
    return _with_the_form(request, user)


def _with_the_form(request: HttpRequest, user: User) -> HttpResponse:
    form = ReleaseForm(request.POST)
    if "file" in request.POST:
        kept = {"spec": form.text(), "because": request.POST.get("because", "")}
        return render(request, "release/ask_file.html", _of_the_file(AskForm(initial=kept)))
    context: dict[str, Any] = {"form": form}
    if form.sent and form.is_valid():
        done = _answered(request, user, form, form.text(), context)
        if done is not None:
            return done
    return render(request, "release/ask.html", context)


def _with_the_file(request: HttpRequest, user: User) -> HttpResponse:
    form = AskForm(request.POST)
    if "form" in request.POST:
        return _as_form(request, form)
    context = _of_the_file(form)
    if form.is_valid():
        done = _answered(request, user, form, form.cleaned_data["spec"], context)
        if done is not None:
            return done
    return render(request, "release/ask_file.html", context)


def _as_form(request: HttpRequest, file: AskForm) -> HttpResponse:
    """The form filled in as a file says; what is no good file is shown, with the reason."""
    if file.is_valid():
        try:
            data = data_of(parse(file.cleaned_data["spec"]))
        except ReleaseError as error:
            file.stop(error)
        else:
            data["because"] = [file.cleaned_data["because"]]
            return render(request, "release/ask.html", {"form": ReleaseForm(data, sent=False)})
    return render(request, "release/ask_file.html", _of_the_file(file))


def _answered(
    request: HttpRequest, user: User, form: AskForm | ReleaseForm, text: str, context: Any
) -> HttpResponse | None:
    """Made, and on to it; or into the context what it would be, or why it cannot be."""
    try:
        if "make" in request.POST:
            because = form.cleaned_data["because"]
            row = actions.make(by=user, spec=text, because=because)
            messages.success(request, _("Made, attacked and kept as a draft."), "good")
            return redirect("release:version", row.id)
        plan = context["plan"] = actions.plan(by=user, spec=text)
        context["warnings"] = list(warned.warnings(plan.spec))
        if isinstance(plan, Plan) and plan.found:
            context |= _told(plan, form)
    except actions.Stopped as stopped:
        context |= _told(stopped, form)
    except (ReleaseError, NoFacts) as error:
        form.stop(error)
    except Refused as refusal:
        form.refuse(refusal)
    return None


def _first(request: HttpRequest, user: User) -> str:
    """A version to go on from, or the usual tables."""
    try:
        return queries.version(user, UUID(request.GET.get("from", ""))).spec
    except ValueError:
        return usual(timezone.localdate())


def _told(stopped: actions.Stopped | Plan, form: AskForm | ReleaseForm) -> dict[str, Any]:
    """By table: where it was asked for, the first few numbers that follow, and how many more do;
    then what to take out of those that are kept on show."""
    asked: Mapping[str, str] = {}
    if isinstance(form, ReleaseForm):
        asked = {row.called: f"table-{row.number}" for row in form.rows}
    by_table: dict[str, list[str]] = {}
    for one in stopped.places:
        by_table.setdefault(one.table, []).append(one.words if one.axes else one.raw)
    told = [
        (table, asked.get(table, ""), words[:MOST_TOLD], max(0, len(words) - MOST_TOLD))
        for table, words in by_table.items()
    ]
    remove = [
        (one.table, asked.get(one.table, ""), ", ".join(one.codes), one.words)
        for one in stopped.remove[:MOST_REMOVED]
    ]
    return {"stopped": told, "remove": remove}


def _of_the_file(form: AskForm) -> dict[str, Any]:
    axes = [(code, wording.axis(code)) for code in AXES if code not in NEVER_PUBLISHED]
    return {"form": form, "axes": axes}
