"""Who works on a case: bring in, end, bar; and everything anybody was ever given.

The rules of sharing are in room `access`; an involvement is an entry like any other.
"""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from amparo.access import Refused
from amparo.casefile import (
    actions,
    actions_looking,
    addresses,
    choosing,
    queries_case,
    saying,
    wording,
)
from amparo.casefile.forms_case import BarForm, InvolveForm, ReasonForm
from amparo.casefile.models import Case, Involvement
from amparo.casefile.pages_case import frame
from amparo.casefile.paging import acting, case_page
from amparo.casefile.views import CaseView
from amparo.journey import JourneyError
from amparo.people.models import Agency, User
from amparo.terms.messages import N_
from amparo.ui.forms import AmparoForm

get_or_post = require_http_methods(["GET", "POST"])
SHARES = ("involve", "share_legal")
ENDS = ("involve",)


@require_GET
@case_page
def show(request: HttpRequest, case: Case) -> HttpResponse:
    """Everything anybody was ever given on this case, on which ground. Raises Refused."""
    user = acting(request)
    rows = queries_case.involvements(user, case)
    view = actions_looking.see_case(by=user, case=case)
    consents = dict(choosing.consents(view))
    context = {
        **frame(request, view, "involvement"),
        "rows": [(row, wording.ground(row.ground, consents)) for row in rows],
        "consents": view.situation.get("consents") or [],
        "barred": _barred(view),
        "may_involve": any(view.can(action) for action in SHARES),
        "may_end": any(view.can(action) for action in ENDS),
        "may_bar": view.can("bar"),
    }
    return render(request, "casefile/involvement.html", context)


def _barred(view: CaseView) -> list[dict[str, Any]]:
    rows = view.situation.get("barred") or []
    names = saying.names_in(rows)
    return [
        {
            "who": names.get(row.get("person", "")) or names.get(row.get("agency", ""), ""),
            "reason": row.get("reason", ""),
            "at": row.get("at"),
        }
        for row in rows
    ]


@get_or_post
@case_page
def involve(request: HttpRequest, case: Case) -> HttpResponse:
    """Bring in an agency or a person, for the sections they need and no more."""
    view = _view(request, case, SHARES)
    form = _involve_form(request, view)
    if request.method == "POST" and form.is_valid():
        agency, person = _party(form.cleaned_data["party"])
        done = _try(
            form,
            lambda: actions.involve(
                by=acting(request),
                case=case,
                role=form.cleaned_data["role"],
                sections=form.cleaned_data["sections"],
                ground=form.cleaned_data["ground"],
                agency=agency,
                person=person,
                until=form.until_when(),
            ),
        )
        if done:
            return _to_table(case)
    title = _("Bring somebody in")
    lead = _("They see the sections you choose from now on, and nothing else.")
    return _form_page(request, view, form, title, lead, _("Bring in"))


def _involve_form(request: HttpRequest, view: CaseView) -> InvolveForm:
    role = request.GET.get("role", "")
    initial = {"role": role, "sections": choosing.usual_sections(role)}
    grounds = [(code, wording.label("involvement_ground", code)) for code in choosing.GROUNDS]
    return InvolveForm(
        request.POST or None,
        initial=initial,
        parties=choosing.parties(),
        roles=choosing.case_roles(),
        sections=choosing.sections_to_share(acting(request), view.case),
        grounds=[*choosing.consents(view), *grounds],
    )


def _party(chosen: str) -> tuple[Agency | None, User | None]:
    """What was chosen: `agency:ID` or `person:ID`."""
    what, _colon, id_ = chosen.partition(":")
    if what == "agency":
        return Agency.objects.get(pk=id_), None
    return None, User.objects.select_related("agency").get(pk=id_)


@get_or_post
@case_page
def end(request: HttpRequest, case: Case, involvement_id: int) -> HttpResponse:
    """End an involvement: what they were given is theirs no longer."""
    view = _view(request, case, ENDS)
    shown = next((row for row in view.involvements if row.id == involvement_id and row.holds), None)
    row = Involvement.objects.filter(pk=involvement_id, case=case).first()
    if shown is None or row is None:
        raise Http404
    form = ReasonForm(request.POST or None, label=_("Why it ends"), needed=False)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if _try(
            form,
            lambda: actions.end_involvement(
                by=acting(request), case=case, involvement=row, reason=reason
            ),
        ):
            return _to_table(case)
    who = shown.person or shown.agency
    title = _("End the involvement of %(who)s") % {"who": who}
    lead = _("As %(role)s, since %(day)s.") % {
        "role": wording.label("role", shown.role).lower(),
        "day": wording.day(shown.starts),
    }
    return _form_page(request, view, form, title, lead, _("End it"))


@get_or_post
@case_page
def bar(request: HttpRequest, case: Case) -> HttpResponse:
    """Keep somebody out of the case, above every role and every emergency."""
    view = _view(request, case, ("bar",))
    form = BarForm(request.POST or None, parties=choosing.parties(), label=_("Why"))
    if request.method == "POST" and form.is_valid():
        agency, person = _party(form.cleaned_data["party"])
        reason = form.cleaned_data["reason"]
        if _try(
            form,
            lambda: actions.bar(
                by=acting(request), case=case, reason=reason, agency=agency, person=person
            ),
        ):
            return _to_table(case)
    title = _("Bar access")
    lead = _(
        "For when somebody who could look is under suspicion. It stands above every role, and "
        "above emergencies."
    )
    return _form_page(request, view, form, title, lead, _("Bar access"), look="danger")


def _view(request: HttpRequest, case: Case, any_of: tuple[str, ...]) -> CaseView:
    """The case, for somebody who may take one of these actions on it. Raises Refused."""
    view = actions_looking.see_case(by=acting(request), case=case)
    if not any(view.can(action) for action in any_of):
        raise Refused(
            N_("Your role on this case does not allow this."),
            N_("Ask your supervisor, or the agency that works on the case."),
            code="role_may_not_act",
        )
    return view


def _try(form: AmparoForm, act: Any) -> bool:
    """Do it; what speaks against it is said above the form."""
    try:
        act()
    except Refused as refusal:
        if refusal.hidden:
            raise
        form.refuse(refusal)
    except JourneyError as error:
        form.add_error(None, str(error))
    else:
        return True
    return False


def _form_page(
    request: HttpRequest,
    view: CaseView,
    form: AmparoForm,
    title: str,
    lead: str,
    label: str,
    look: str = "primary",
) -> HttpResponse:
    context = {
        **frame(request, view, ""),
        "form": form,
        "title": title,
        "lead": lead,
        "label": label,
        "look": look,
    }
    return render(
        request, "casefile/involvement_form.html", context, status=422 if form.errors else 200
    )


def _to_table(case: Case) -> HttpResponse:
    return redirect(addresses.case(case.reference, "involvement"))
