"""A session left alone ends, no session outlasts a long day, and a closed account has none."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import path
from django.utils import translation

from amparo.audit.models import Line
from amparo.people import actions, sessions
from amparo.people.models import User
from tests.cast import PASSWORD, Cast, address, make_cast

pytestmark = pytest.mark.django_db

START = "2026-03-02T08:00:00+00:00"


def enter(request: HttpRequest) -> HttpResponse:
    response = HttpResponse("in")
    signed_in = actions.sign_in(
        email=request.POST["email"],
        password=request.POST["password"],
        source=sessions.source_of(request),
        known_browser=sessions.known_browser(request),
    )
    sessions.start(request, response, signed_in)
    return response


def leave(request: HttpRequest) -> HttpResponse:
    sessions.end(request)
    return HttpResponse("out")


def who(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"{request.user} {translation.get_language()}")


def new_password(request: HttpRequest) -> HttpResponse:
    assert isinstance(request.user, User)
    actions.change_password(by=request.user, old=PASSWORD, new=PASSWORD + " again")
    sessions.keep_after_new_password(request, request.user)
    return HttpResponse("changed")


urlpatterns = [
    path("enter/", enter),
    path("leave/", leave),
    path("who/", who),
    path("new-password/", new_password),
]

PAGES = override_settings(
    ROOT_URLCONF=__name__,
    AUTHENTICATION_BACKENDS=[sessions.BACKEND],
    MIDDLEWARE=[
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.locale.LocaleMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "amparo.people.middleware.SessionLimits",
        "amparo.people.middleware.OwnLanguage",
    ],
)


@pytest.fixture
def cast() -> Iterator[Cast]:
    with PAGES:
        yield make_cast()


def signed_in(name: str = "teacher") -> Client:
    client = Client()
    client.post("/enter/", {"email": address(name), "password": PASSWORD})
    return client


def shows(client: Client) -> str:
    return client.get("/who/").content.decode()


def test_a_session_used_now_and_then_goes_on(cast: Cast) -> None:
    with time_machine.travel(START, tick=False) as clock:
        client = signed_in()
        for _ in range(6):
            clock.shift(timedelta(minutes=29))
            assert shows(client) == "teacher en"


def test_a_session_left_alone_for_half_an_hour_ends(cast: Cast) -> None:
    with time_machine.travel(START, tick=False) as clock:
        client = signed_in()
        clock.shift(timedelta(minutes=30, seconds=1))
        assert shows(client) == "AnonymousUser en"
        assert shows(client) == "AnonymousUser en"
    line = Line.objects.get(verb="session_ended")
    assert (line.actor_id, line.detail) == (cast.teacher.pk, {"why": "idle"})


def test_no_session_lasts_longer_than_twelve_hours_however_busy(cast: Cast) -> None:
    with time_machine.travel(START, tick=False) as clock:
        client = signed_in()
        for _ in range(36):
            clock.shift(timedelta(minutes=20))
            assert shows(client) == "teacher en"
        clock.shift(timedelta(seconds=1))
        assert shows(client) == "AnonymousUser en"
    assert Line.objects.get(verb="session_ended").detail == {"why": "limit"}


@override_settings(AMPARO_IDLE_LIMIT=5)
def test_a_deployment_may_set_a_shorter_limit_in_minutes(cast: Cast) -> None:
    with time_machine.travel(START, tick=False) as clock:
        client = signed_in()
        clock.shift(timedelta(minutes=6))
        assert shows(client) == "AnonymousUser en"


def test_a_session_that_did_not_begin_with_signing_in_is_over(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.teacher, backend=sessions.BACKEND)
    assert shows(client) == "AnonymousUser en"


def test_closing_an_account_ends_its_sessions(cast: Cast) -> None:
    client = signed_in("colleague")
    assert shows(client) == "colleague en"
    actions.deactivate_user(by=cast.supervisor, user=cast.colleague)
    assert shows(client) == "AnonymousUser en"


def test_a_new_password_ends_every_other_session(cast: Cast) -> None:
    here, elsewhere = signed_in(), signed_in()
    here.post("/new-password/")
    assert shows(here) == "teacher en"
    assert shows(elsewhere) == "AnonymousUser en"


def test_signing_in_changes_the_session_key_and_marks_the_browser(cast: Cast) -> None:
    client = signed_in()
    first = client.cookies["sessionid"].value
    client.post("/enter/", {"email": address("operator"), "password": PASSWORD})
    assert client.cookies["sessionid"].value != first
    cookie = client.cookies[sessions.KNOWN_BROWSER_COOKIE]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert address("operator") not in cookie.value
    client.post("/enter/", {"email": address("operator"), "password": PASSWORD})
    known = Line.objects.filter(verb="signed_in").order_by("sequence")
    assert [line.detail["known_browser"] for line in known] == [False, False, True]


def test_signing_out_is_in_the_log(cast: Cast) -> None:
    client = signed_in()
    client.post("/leave/")
    assert shows(client) == "AnonymousUser en"
    assert Line.objects.filter(verb="signed_out", actor_id=cast.teacher.pk).count() == 1


def test_pages_speak_the_language_kept_with_the_account(cast: Cast) -> None:
    actions.set_language(by=cast.teacher, language="ar")
    assert shows(signed_in()) == "teacher ar"


def test_pages_leave_no_language_behind_for_the_next_request(cast: Cast) -> None:
    actions.set_language(by=cast.teacher, language="ar")
    shows(signed_in())
    assert shows(Client()) == "AnonymousUser en"


def test_a_source_is_what_a_trusted_proxy_says_and_nobody_else() -> None:
    request = RequestFactory().get(
        "/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR="1.1.1.1, 9.9.9.9"
    )
    assert sessions.source_of(request) == "10.0.0.1"
    with override_settings(AMPARO_TRUSTED_PROXIES=["10.0.0.1"]):
        assert sessions.source_of(request) == "9.9.9.9"
