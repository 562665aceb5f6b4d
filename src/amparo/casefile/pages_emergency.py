"""Emergencies: opening a case with a written reason, agreeing to the whereabouts, the review.

Who may is decided by room `access`; that it happened is told to the supervisors at once and shown
on the page of the case as long as it lasts.
"""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from amparo.access import NotFound, Refused, check_can_act
from amparo.casefile import actions_looking, addresses, queries_emergency
from amparo.casefile.forms_case import EmergencyForm, ReviewForm
from amparo.casefile.paging import acting, not_kept
from amparo.casefile.queries_work import glass_to_review
from amparo.casefile.reference import Mistyped
from amparo.people.queries import may, person_for


@not_kept
@login_required
@require_http_methods(["GET", "POST"])
def emergency(request: HttpRequest) -> HttpResponse:
    """Open a case that one does not work on, because it cannot wait. Raises Refused."""
    user = acting(request)
    check_can_act(person_for(user), "break_glass")
    form = EmergencyForm(
        request.POST or None,
        initial={"reference": request.GET.get("reference", "")[:20]},
        label=_("What is the emergency, and why can it not wait?"),
    )
    if request.method == "POST" and form.is_valid():
        try:
            glass = actions_looking.break_glass(
                by=user,
                reference_text=form.cleaned_data["reference"],
                reason=form.cleaned_data["reason"],
            )
        except Mistyped as error:
            form.add_error("reference", error.advice)
        except (NotFound, Refused) as refusal:
            _say(form, refusal)
        else:
            return redirect(addresses.case(glass.case.reference))
    status = 422 if form.errors else 200
    return render(request, "casefile/case_emergency.html", {"form": form}, status=status)


def _say(form: EmergencyForm, refusal: NotFound | Refused) -> None:
    """A case that is not there, and one that is barred, look the same."""
    if isinstance(refusal, NotFound) or refusal.hidden:
        form.add_error(
            "reference", _("No case can be opened by this reference. Compare it with the paper.")
        )
    else:
        form.refuse(refusal)


@not_kept
@login_required
@require_GET
def emergencies(request: HttpRequest) -> HttpResponse:
    """Openings to review, and those that wait for a second person. Raises Refused."""
    user = acting(request)
    if not may(user, "review_break_glass"):
        check_can_act(person_for(user), "second_whereabouts")
    context = {
        "to_review": glass_to_review(user),
        "reviews": may(user, "review_break_glass"),
        "waiting": queries_emergency.waiting_for_second(user),
    }
    return render(request, "casefile/case_emergencies.html", context)


@not_kept
@login_required
@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, glass_id: UUID) -> HttpResponse:
    """Say whether an emergency opening was right. Raises NotFound for one that is not theirs."""
    user = acting(request)
    check_can_act(person_for(user), "review_break_glass")
    glass = queries_emergency.to_review(user, glass_id)
    shown = next(one for one in glass_to_review(user, queries_emergency.MANY) if one.id == glass_id)
    form = ReviewForm(request.POST or None, label=_("What you found"))
    if request.method == "POST" and form.is_valid():
        try:
            actions_looking.review_break_glass(
                by=user,
                glass=glass,
                justified=form.cleaned_data["justified"] == "yes",
                note=form.cleaned_data["reason"],
            )
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The review is recorded."), extra_tags="good")
            return redirect("casefile:emergencies")
    status = 422 if form.errors else 200
    return render(
        request, "casefile/case_review.html", {"form": form, "glass": shown}, status=status
    )


@not_kept
@login_required
@require_POST
def allow_whereabouts(request: HttpRequest, glass_id: UUID) -> HttpResponse:
    """Agree, as the second person, that an emergency opens the whereabouts."""
    user = acting(request)
    check_can_act(person_for(user), "second_whereabouts")
    glass = queries_emergency.to_agree_to(user, glass_id)
    actions_looking.allow_whereabouts(by=user, glass=glass)
    messages.success(
        request, _("Agreed. It is written in the log with your name."), extra_tags="good"
    )
    return redirect("casefile:emergencies")
