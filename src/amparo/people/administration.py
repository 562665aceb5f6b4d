"""Administration: agencies, people, their roles, and the confirming of roles that see content.

An administrator sees no case here or anywhere. Supervisors see the people of their own agency.
Thin: who may is asked of `access`, every write is in `actions`.
"""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from amparo.access import Refused, check_can_act
from amparo.people import actions, confirming, queries
from amparo.people.forms import AgencyForm, InvitationForm, role_choices
from amparo.people.models import Agency, RoleGrant, User
from amparo.people.pages import acting


@login_required
@require_GET
def agencies(request: HttpRequest) -> HttpResponse:
    """Every agency, and how many people work in it."""
    check_can_act(queries.person_for(acting(request)), "manage_agencies")
    people = ~queries.of_a_place("people__")
    active = Count("people", filter=Q(people__is_active=True) & people)
    found = queries.agencies().annotate(active_people=active).order_by("-open", "name")
    return render(request, "people/agencies.html", {"agencies": found, "parts": _parts(request)})


@login_required
@require_http_methods(["GET", "POST"])
def new_agency(request: HttpRequest) -> HttpResponse:
    """Add an agency."""
    check_can_act(queries.person_for(acting(request)), "manage_agencies")
    form = AgencyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            agency = actions.create_agency(by=acting(request), **form.cleaned_data)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("%(name)s is added.") % {"name": agency}, extra_tags="good")
            return redirect("people:agencies")
    return render(request, "people/new_agency.html", {"form": form}, status=_status(form))


@login_required
@require_POST
def close_agency(request: HttpRequest, agency_id: UUID) -> HttpResponse:
    """No more accounts in this agency."""
    agency = get_object_or_404(Agency, pk=agency_id)
    actions.close_agency(by=acting(request), agency=agency)
    return redirect("people:agencies")


@login_required
@require_GET
def people(request: HttpRequest) -> HttpResponse:
    """Everybody for an administrator, one's own agency for a supervisor."""
    return render(
        request,
        "people/people.html",
        {
            "people": _people_shown_to(acting(request)),
            "may_invite": queries.may(acting(request), "manage_accounts"),
            "needs_confirming": queries.NEEDS_CONFIRMING,
            "parts": _parts(request),
        },
    )


def _people_shown_to(user: User) -> Any:
    if queries.may(user, "manage_accounts"):
        return queries.everybody()
    check_can_act(queries.person_for(user), "confirm_roles")
    return queries.people_of(user.agency)


@login_required
@require_http_methods(["GET", "POST"])
def invite(request: HttpRequest) -> HttpResponse:
    """Make an account, and show its invitation once."""
    check_can_act(queries.person_for(acting(request)), "manage_accounts")
    form = InvitationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        answers = {**form.cleaned_data, "roles": tuple(form.cleaned_data["roles"])}
        try:
            return _show_invitation(request, actions.invite(by=acting(request), **answers))
        except Refused as refusal:
            form.refuse(refusal)
        except ValidationError as error:
            form.add_error("email", error)
    return render(request, "people/invite.html", {"form": form}, status=_status(form))


@login_required
@require_POST
def invite_again(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """A new invitation for somebody who lost theirs, or forgot the password."""
    user = get_object_or_404(User, pk=user_id)
    return _show_invitation(request, actions.invite_again(by=acting(request), user=user))


def _show_invitation(request: HttpRequest, invited: actions.Invited) -> HttpResponse:
    """The only time the token is seen: it is never kept, nor sent by this page."""
    address = reverse("people:open_invitation", args=[invited.token])
    context = {"invited": invited.user, "address": request.build_absolute_uri(address)}
    return render(request, "people/invited.html", context)


@login_required
@require_GET
def person(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """One person: roles, and what may be changed."""
    shown = get_object_or_404(_people_shown_to(acting(request)), pk=user_id)
    held = {grant.role for grant in shown.standing_grants}
    return render(
        request,
        "people/person.html",
        {
            "person": shown,
            "may_manage": queries.may(acting(request), "manage_accounts"),
            "to_give": [(code, label) for code, label in role_choices() if code not in held],
            "needs_confirming": queries.NEEDS_CONFIRMING,
            "is_oneself": shown.pk == acting(request).pk,
            "may_note_training": queries.may(acting(request), "confirm_roles"),
        },
    )


@login_required
@require_POST
def note_training(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """Say whether a person learnt to hear children."""
    trained = request.POST.get("trained") == "yes"
    user = get_object_or_404(User, pk=user_id)
    actions.note_training(by=acting(request), user=user, trained=trained)
    return redirect("people:person", user_id)


@login_required
@require_POST
def deactivate(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """Close an account at once."""
    actions.deactivate_user(by=acting(request), user=get_object_or_404(User, pk=user_id))
    return redirect("people:person", user_id)


@login_required
@require_POST
def grant_role(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """Give a role."""
    user = get_object_or_404(User, pk=user_id)
    actions.grant_role(by=acting(request), user=user, role=request.POST.get("role", ""))
    return redirect("people:person", user_id)


@login_required
@require_POST
def end_role(request: HttpRequest, grant_id: int) -> HttpResponse:
    """End a role at once."""
    grant = get_object_or_404(RoleGrant.objects.select_related("user__agency"), pk=grant_id)
    actions.end_role(by=acting(request), grant=grant)
    return redirect("people:person", grant.user_id)


@login_required
@require_GET
def roles(request: HttpRequest) -> HttpResponse:
    """Roles that see content and wait for somebody like the reader to confirm them."""
    user = acting(request)
    if not queries.may(user, "confirm_first_supervisor"):
        check_can_act(queries.person_for(user), "confirm_roles")
    context = {"grants": confirming.to_confirm(user), "parts": _parts(request)}
    return render(request, "people/roles.html", context)


@login_required
@require_POST
def confirm_role(request: HttpRequest, grant_id: int) -> HttpResponse:
    """Let a role take effect."""
    grant = get_object_or_404(RoleGrant, pk=grant_id)
    actions.confirm_role(by=acting(request), grant=grant)
    messages.success(request, _("The role takes effect from now on."), extra_tags="good")
    return redirect("people:roles")


def _parts(request: HttpRequest) -> list[dict[str, Any]]:
    """The parts of the administration that the reader may open."""
    user = acting(request)
    confirms = queries.may(user, "confirm_roles")
    shown = (
        (_("Agencies"), "people:agencies", queries.may(user, "manage_agencies")),
        (_("People"), "people:people", queries.may(user, "manage_accounts") or confirms),
        (
            _("Roles to confirm"),
            "people:roles",
            confirms or queries.may(user, "confirm_first_supervisor"),
        ),
    )
    here = request.path
    return [
        {"label": label, "href": reverse(name), "current": reverse(name) == here}
        for label, name, may in shown
        if may
    ]


def _status(form: AgencyForm | InvitationForm) -> int:
    return 422 if form.errors else 200
