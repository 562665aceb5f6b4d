"""The ages of a child on one page: what was claimed, documented and estimated, and what counts."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from amparo.casefile import actions_looking, addresses, ages_shown
from amparo.casefile.models import Case
from amparo.casefile.pages_case import frame
from amparo.casefile.paging import acting, case_page


@require_http_methods(["GET", "POST"])
@case_page
def ages(request: HttpRequest, case: Case) -> HttpResponse:
    """The strip of ages; by POST with the years of the identity uncovered, this once, and logged.

    Raises Http404 for whoever reads neither section, Refused for who may uncover nothing.
    """
    uncover = request.method == "POST"
    look = actions_looking.reveal_identity if uncover else actions_looking.see_case
    view = look(by=acting(request), case=case)
    if not ages_shown.may_read(view):
        raise Http404
    context = {
        **frame(request, view, ""),
        "strip": ages_shown.strip(view),
        "counted": ages_shown.counted(view),
        "may_consider": ages_shown.KIND in view.records,
        "uncovered": uncover,
        "may_uncover": view.can("reveal_identity"),
        "consider_href": addresses.record(view.head.reference, ages_shown.KIND),
    }
    return render(request, "casefile/case_age.html", context)
