"""Begins and ends sessions, and sets the cookie by which a browser is known again.

Pages call `start` after `actions.sign_in` or `accept_invitation`, and `end` on signing out;
`middleware` ends a session that rested or lasted too long.
"""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.contrib.auth import login, logout, update_session_auth_hash
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from amparo.people import actions
from amparo.people.models import User
from amparo.people.rules import IDLE_LIMIT, SESSION_LIMIT, session_over
from amparo.people.signing_in import SignedIn
from amparo.people.throttle import KNOWN_BROWSER_LASTS

BACKEND = "amparo.people.backend.Accounts"
KNOWN_BROWSER_COOKIE = "amparo_known_browser"
SIGNED_IN_AT, SEEN_AT = "signed_in_at", "seen_at"


def start(request: HttpRequest, response: HttpResponse, signed_in: SignedIn) -> None:
    """Begin a session for whoever has just proved who they are, under a new session key."""
    login(request, signed_in.user, backend=BACKEND)
    mark(request.session, timezone.now())
    response.set_cookie(
        KNOWN_BROWSER_COOKIE,
        signed_in.known_browser,
        max_age=KNOWN_BROWSER_LASTS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def end(request: HttpRequest, *, why: str = "") -> None:
    """End the session, with a line in the log; `why` (idle, limit) when it ended by itself."""
    if isinstance(request.user, User):
        actions.sign_out(by=request.user, why=why)
    logout(request)


def keep_after_new_password(request: HttpRequest, user: User) -> None:
    """Let this session go on after `actions.change_password`, while all others end."""
    update_session_auth_hash(request, user)


def known_browser(request: HttpRequest) -> str | None:
    """The cookie that a browser shows which signed in before."""
    return request.COOKIES.get(KNOWN_BROWSER_COOKIE)


def source_of(request: HttpRequest) -> str:
    """The address a request came from: the peer, or what a proxy we trust says about it.

    AMPARO_TRUSTED_PROXIES names those proxies; what anybody else puts into the header is ignored.
    """
    peer = str(request.META.get("REMOTE_ADDR", ""))
    if peer in getattr(settings, "AMPARO_TRUSTED_PROXIES", ()):
        said = str(request.META.get("HTTP_X_FORWARDED_FOR", ""))
        return said.rsplit(",", 1)[-1].strip() or peer
    return peer


# How long a session lasts


def mark(session: SessionBase, now: datetime) -> None:
    """Note when the session began; it counts as seen now."""
    session[SIGNED_IN_AT] = now.timestamp()
    session[SEEN_AT] = now.timestamp()


def seen_at(session: SessionBase) -> datetime | None:
    """When the session was last used, as exactly as it is kept."""
    return _moment(session.get(SEEN_AT))


def over(session: SessionBase, now: datetime) -> str:
    """Why the session is over (`idle`, `limit`), or empty. One without marks is over: not ours."""
    began, seen = _moment(session.get(SIGNED_IN_AT)), seen_at(session)
    if began is None or seen is None:
        return "limit"
    return session_over(began, seen, now, _limit("AMPARO_IDLE_LIMIT", IDLE_LIMIT), session_limit())


def session_limit() -> timedelta:
    """How long a session lasts at most."""
    return _limit("AMPARO_SESSION_LIMIT", SESSION_LIMIT)


def _limit(name: str, default: timedelta) -> timedelta:
    minutes = getattr(settings, name, None)
    return default if minutes is None else timedelta(minutes=float(minutes))


def _moment(value: object) -> datetime | None:
    return datetime.fromtimestamp(value, UTC) if isinstance(value, int | float) else None
