"""A child's identification on one page: what holds, what the facts amount to, who decided what.

Deciding is recording an entry (`pages_record`); what stands here is `standing`.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from amparo.access import NotFound
from amparo.casefile import actions_looking, addresses, screen, standing
from amparo.casefile.models import Case
from amparo.casefile.pages_case import frame
from amparo.casefile.paging import acting, case_page

SECTION = "protection"


@require_GET
@case_page
def show(request: HttpRequest, case: Case) -> HttpResponse:
    """Who decided what on the child's identification. Raises NotFound without that section."""
    user = acting(request)
    view = actions_looking.see_case(by=user, case=case)
    if SECTION not in view.sections:
        raise NotFound
    cards = screen.entry_cards(view, user, lambda entry: entry.kind == standing.KIND)
    decisions = [standing.decision(card, view.at) for card in cards if card.view.body]
    final = [one for one in decisions if standing.is_of_competent_authority(one)]
    may = standing.KIND in view.records
    context = {
        **frame(request, view, ""),
        "weighed": standing.weigh(view),
        "final": final,
        "presumed": [one for one in decisions if one not in final],
        "was_not_trafficked": any(one.standing == standing.NOT_TRAFFICKED for one in decisions),
        "decide": addresses.record(view.head.reference, standing.KIND) if may else "",
    }
    return render(request, "casefile/standing.html", context)
