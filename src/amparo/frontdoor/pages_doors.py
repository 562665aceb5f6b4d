"""Front doors for those who answer for them: which there are, one more, a new link, closing.

A link is shown once, by the answer to the form that made it, and is never kept.
"""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from amparo.access import Refused, check_can_act
from amparo.casefile.pages_concern import emergency_number
from amparo.frontdoor import actions, queries
from amparo.frontdoor.forms import DoorForm
from amparo.people.pages import acting
from amparo.people.queries import person_for


@login_required
@require_GET
def doors(request: HttpRequest) -> HttpResponse:
    """The doors one answers for, and how much came through each; nothing of what it said."""
    user = acting(request)
    found = queries.doors(user)
    return render(request, "frontdoor/doors.html", {"doors": found})


@login_required
@require_http_methods(["GET", "POST"])
def new_door(request: HttpRequest) -> HttpResponse:
    """Open a door, and show its link and poster once."""
    user = acting(request)
    check_can_act(person_for(user), "manage_front_doors")
    form = DoorForm(request.POST or None, agencies=queries.agencies_for_doors(user))
    if request.method == "POST" and form.is_valid():
        try:
            return _show_link(request, actions.open_door(by=user, **form.cleaned_data))
        except Refused as refusal:
            form.refuse(refusal)
    status = 422 if form.errors else 200
    return render(request, "frontdoor/new_door.html", {"form": form}, status=status)


@login_required
@require_POST
def renew(request: HttpRequest, door_id: UUID) -> HttpResponse:
    """A new link; the old one leads nowhere from now on."""
    user = acting(request)
    door = queries.managed_door(user, door_id)
    return _show_link(request, actions.renew_link(by=user, door=door))


@login_required
@require_POST
def close(request: HttpRequest, door_id: UUID) -> HttpResponse:
    """Close a door for good."""
    user = acting(request)
    actions.close_door(by=user, door=queries.managed_door(user, door_id))
    messages.success(
        request,
        _("The front door is closed. What came through it stays where it is."),
        extra_tags="good",
    )
    return redirect("frontdoor:doors")


def _show_link(request: HttpRequest, opened: actions.Opened) -> HttpResponse:
    """The only time the link is seen; the poster speaks the language of the door."""
    address = request.build_absolute_uri(reverse("frontdoor:door", args=[opened.token]))
    with translation.override(opened.door.language):
        poster = {"language": opened.door.language, "emergency_number": emergency_number()}
        shown = render_to_string("frontdoor/poster.html", {"address": address, **poster})
    context = {"door": opened.door, "address": address, "poster": shown}
    response = render(request, "frontdoor/link.html", context)
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
