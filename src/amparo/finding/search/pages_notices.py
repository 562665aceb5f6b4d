"""Who looked for a child that one's agency knows, what was decided, and how often people search."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from amparo.access import NotFound, can_answer_searches
from amparo.finding.panels import purpose_in_words
from amparo.finding.search import notices as telling
from amparo.finding.search import searching
from amparo.people.pages import acting
from amparo.people.queries import person_for

SHOWN = 50


@login_required
@require_GET
def notices(request: HttpRequest) -> HttpResponse:
    """What waits for a decision, oldest first, and what was decided, latest first."""
    user = acting(request)
    if not can_answer_searches(person_for(user), responsible=True):
        raise NotFound
    found = telling.for_agency(user)
    waiting = list(found.filter(contact__isnull=True)[:SHOWN])
    decided = list(found.filter(contact__isnull=False).order_by("-decided_at")[:SHOWN])
    context = {
        "waiting": [(one, purpose_in_words(one.purpose)) for one in waiting],
        "decided": [(one, purpose_in_words(one.purpose)) for one in decided],
    }
    return render(request, "finding/notices.html", context)


@login_required
@require_POST
def decide(request: HttpRequest, notice_id: UUID) -> HttpResponse:
    """Make contact, or not. Anything else than a clear yes is no contact yet: asked again."""
    contact = {"yes": True, "no": False}.get(request.POST.get("contact", ""))
    if contact is None:
        return redirect("finding:notices")
    telling.decide(by=acting(request), notice_id=notice_id, contact=contact)
    return redirect("finding:notices")


@login_required
@require_POST
def put_away(request: HttpRequest, notice_id: UUID) -> HttpResponse:
    """Take what an agency asked off the start page."""
    telling.put_away(by=acting(request), notice_id=notice_id)
    messages.success(request, _("Put away."), "good")
    return redirect("casefile:home")


@login_required
@require_GET
def searches(request: HttpRequest) -> HttpResponse:
    """How often the people of one's own agency searched."""
    rows = searching.searchers(acting(request))
    context = {"rows": rows, "most": searching.MOST_AN_HOUR}
    return render(request, "finding/searches.html", context)
