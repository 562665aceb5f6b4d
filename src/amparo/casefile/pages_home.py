"""The start page: what this person came for, the most urgent first (`home_parts`)."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from amparo.access import can_act
from amparo.casefile.home_parts import REPORT, parts
from amparo.people.pages import acting
from amparo.people.queries import person_for


@login_required
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Today. Who only reports, and has not yet, is brought to the form: nothing else waits."""
    user = acting(request)
    person = person_for(user)
    shown = parts(user, person)
    if [part.template for part in shown] == [REPORT] and not shown[0].context["reported"]:
        return redirect("casefile:report")
    context = {
        "parts": shown,
        "today": timezone.localdate(),
        "has_roles": bool(person.roles),
        "may_report": can_act(person, "report_concern"),
    }
    return render(request, "casefile/home.html", context)
