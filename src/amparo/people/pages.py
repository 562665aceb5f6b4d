"""What people do for themselves: sign in and out, accept an invitation, password, language.

Thin: read what was sent, call `actions`, show. Administration is in `administration`.
"""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django.views.i18n import set_language as set_language_cookie

from amparo.access import ROLES, Refused
from amparo.people import actions, queries, sessions
from amparo.people.forms import ChangePasswordForm, NewPasswordForm, SignInForm
from amparo.people.models import RoleGrant, User

INVITATION = "amparo_invitation"
INVITATION_SECONDS = 60 * 60


@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in; in the demonstration also with one click, as anybody of the made-up country."""
    if request.user.is_authenticated:
        return redirect(_next(request))
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            signed_in = actions.sign_in(
                email=form.cleaned_data["email"],
                password=form.cleaned_data["password"],
                source=sessions.source_of(request),
                known_browser=sessions.known_browser(request),
            )
        except Refused as refusal:
            form.refuse(refusal)
        else:
            return _begin(request, signed_in, _next(request))
    context = {"form": form, "next": _next(request), **_demonstration()}
    return render(request, "people/sign_in.html", context, status=_status(form))


def _begin(request: HttpRequest, signed_in: actions.SignedIn, address: str) -> HttpResponse:
    response = HttpResponseRedirect(address)
    sessions.start(request, response, signed_in)
    return response


def _next(request: HttpRequest) -> str:
    """Where to go after signing in: only to a page of ours."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(asked, {request.get_host()}, request.is_secure())
    return asked if asked and ours else str(settings.LOGIN_REDIRECT_URL)


def _demonstration() -> dict[str, object]:
    """The accounts of the made-up country, one for each role; nothing where the data are real."""
    password = getattr(settings, "AMPARO_DEMO_PASSWORD", "")
    if settings.AMPARO_MODE != "demo":
        return {}
    return {"demo_accounts": _one_for_each_role(), "demo_password": password}


def _one_for_each_role() -> list[RoleGrant]:
    """One person for each role, in the order of the role table."""
    people = ~queries.of_a_place("user__")
    grants = RoleGrant.objects.filter(queries.in_effect(), people, user__is_active=True)
    by_role: dict[str, RoleGrant] = {}
    for grant in grants.select_related("user__agency").order_by("user__email"):
        by_role.setdefault(grant.role, grant)
    return [by_role[role] for role in ROLES if role in by_role]


def _status(form: SignInForm | NewPasswordForm | ChangePasswordForm) -> int:
    return 422 if form.errors else 200


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session on this device."""
    sessions.end(request)
    messages.success(request, _("You are signed out."), extra_tags="info")
    return redirect("people:sign_in")


@require_GET
def open_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Take the token out of the address at once: it must not stay in a history or a log."""
    response = redirect("people:accept_invitation")
    # With the browser, and never in the session: that is a row of the database.
    response.set_cookie(
        INVITATION,
        token,
        max_age=INVITATION_SECONDS,
        path=reverse("people:accept_invitation"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def accept_invitation(request: HttpRequest) -> HttpResponse:
    """Choose a password, and begin."""
    form = NewPasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            signed_in = actions.accept_invitation(
                token=request.COOKIES.get(INVITATION, ""), password=form.cleaned_data["password"]
            )
        except Refused as refusal:
            form.refuse(refusal)
        except ValidationError as error:
            form.add_error("password", error)
        else:
            response = _begin(request, signed_in, str(settings.LOGIN_REDIRECT_URL))
            response.delete_cookie(INVITATION, path=reverse("people:accept_invitation"))
            return response
    return render(request, "people/invitation.html", {"form": form}, status=_status(form))


@sensitive_post_parameters("old", "new")
@login_required
@require_http_methods(["GET", "POST"])
def change_password(request: HttpRequest) -> HttpResponse:
    """Choose another password; other sessions end, this one goes on."""
    form = ChangePasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = acting(request)
        try:
            actions.change_password(
                by=user, old=form.cleaned_data["old"], new=form.cleaned_data["new"]
            )
        except Refused as refusal:
            form.refuse(refusal)
        except ValidationError as error:
            form.add_error("new", error)
        else:
            sessions.keep_after_new_password(request, user)
            messages.success(request, _("Your password is changed."), extra_tags="good")
            return redirect(str(settings.LOGIN_REDIRECT_URL))
    return render(request, "people/change_password.html", {"form": form}, status=_status(form))


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Read Amparo in another language: kept with the account, and in this browser."""
    chosen = request.POST.get("language", "")
    if isinstance(request.user, User):
        actions.set_language(by=request.user, language=chosen)
    return set_language_cookie(request)


def acting(request: HttpRequest) -> User:
    """Whoever is signed in; pages that use it are behind `login_required`."""
    assert isinstance(request.user, User)
    return request.user
