"""Signing in and out, passwords and one's own settings: the writes people do for themselves.

An unknown address, a closed account and a wrong password get the same words after the same time.
`actions` names these together with all other writes of the room.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.utils import timezone

from amparo.access import Refused
from amparo.audit import actions as audit
from amparo.people import throttle
from amparo.people.models import Invitation, User
from amparo.people.rules import normalised_email, token_hash
from amparo.terms import LANGUAGES
from amparo.terms.messages import N_


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who signed in, and the cookie by which this browser is known from now on."""

    user: User
    known_browser: str


def sign_in(
    *,
    email: str,
    password: str,
    source: str,
    known_browser: str | None = None,
    now: datetime | None = None,
) -> SignedIn:
    """Check a password; `sessions.start` then begins the session.

    `source` is the address the request came from, `known_browser` the cookie it showed. Raises
    Refused with code `too_many_attempts` or `not_signed_in`.
    """
    now = now or timezone.now()
    address = normalised_email(email)[:254]
    user = User.objects.select_related("agency").filter(email=address).first()
    counted = throttle.counters(address, source, known_browser, user.pk if user else None)
    throttle.count(counted, now)
    fits = _password_fits(user, password)
    if user is None or not fits or not user.is_active:
        raise _failed(user)
    with transaction.atomic():
        throttle.forgive(counted)
        _seen(user, now)
        audit.write("signed_in", by=user, detail={"known_browser": len(counted) == 1})
    return SignedIn(user, throttle.known_browser_for(user.pk))


def _password_fits(user: User | None, password: str) -> bool:
    if user is None or not user.has_usable_password():
        # Costs what a real check costs, so that the time does not tell who has an account.
        make_password(password)
        return False
    return check_password(password, user.password)


def _failed(user: User | None) -> Refused:
    """Keep that somebody failed. Whoever it was is not known, so the line has no actor."""
    detail: dict[str, Any] = {"account": None if user is None else user.pk}
    with transaction.atomic():
        audit.write("sign_in_failed", by=None, detail=detail)
    return Refused(
        N_("This address and password do not belong together."),
        N_(
            "Check both. If you have forgotten your password, ask your administrator to invite you."
        ),
        code="not_signed_in",
    )


def _seen(user: User, now: datetime) -> None:
    user.last_seen_at = now
    user.save(update_fields=["last_seen_at"])


def sign_out(*, by: User, why: str = "") -> None:
    """Say in the log that `by` left, or (`why`: idle, limit) that the session ended by itself."""
    with transaction.atomic():
        if why:
            audit.write("session_ended", by=by, detail={"why": why})
        else:
            audit.write("signed_out", by=by)


def note_seen(*, by: User, now: datetime) -> None:
    """Keep when a person was last here. Nothing they decided, so it leaves no line in the log."""
    _seen(by, now)


def accept_invitation(*, token: str, password: str, now: datetime | None = None) -> SignedIn:
    """Choose a password with an invitation, once.

    Raises Refused for an invitation that is unknown, used or over, and django's ValidationError,
    fit to show, for a password that is too easy to guess.
    """
    now = now or timezone.now()
    with transaction.atomic():
        invitation = _standing_invitation(token, now)
        user = invitation.user
        validate_password(password, user)
        user.set_password(password)
        user.save(update_fields=["password"])
        invitation.used_at = now
        invitation.save(update_fields=["used_at"])
        audit.write("invitation_accepted", by=user)
    return SignedIn(user, throttle.known_browser_for(user.pk))


def _standing_invitation(token: str, now: datetime) -> Invitation:
    found = Invitation.objects.select_for_update(of=("self",)).select_related("user__agency")
    invitation = found.filter(
        token_hash=token_hash(token), used_at=None, expires_at__gt=now, user__is_active=True
    ).first()
    if invitation is None:
        raise Refused(
            N_("This invitation does not exist, was used already, or is over."),
            N_("Ask your administrator to invite you again."),
            code="no_such_invitation",
        )
    return invitation


def change_password(*, by: User, old: str, new: str) -> None:
    """Choose another password; every other session of the person ends.

    Raises Refused when `old` is wrong, and django's ValidationError for one easy to guess.
    """
    if not _password_fits(by, old):
        raise Refused(
            N_("Your present password is not the one you typed."),
            N_("Type it again; nothing was changed."),
            code="wrong_password",
        )
    validate_password(new, by)
    with transaction.atomic():
        by.set_password(new)
        by.save(update_fields=["password"])
        audit.write("password_changed", by=by)


def set_language(*, by: User, language: str) -> None:
    """Keep the language in which `by` reads Amparo. Raises Refused for one it does not speak."""
    if language not in LANGUAGES:
        raise Refused(
            N_("Amparo does not speak this language yet."),
            N_("Choose one of the languages offered."),
            code="no_such_language",
        )
    with transaction.atomic():
        by.language = language
        by.save(update_fields=["language"])
        audit.write("language_set", by=by, detail={"language": language})
