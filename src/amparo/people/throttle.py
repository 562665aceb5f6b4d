"""Slows guessing without ever locking the owner out.

A failure counts against the account *from that source*, and against the source. It never counts
against the account alone: else anybody could lock anybody out by guessing wrong on purpose. A
browser that signed in before shows a signed cookie and is counted by itself, so that a stranger
behind the same address does not slow its owner either.

A try is counted before its password is looked at, so that many at once gain nothing.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.core import signing
from django.db import transaction
from django.utils.crypto import salted_hmac

from amparo.access import Refused
from amparo.people.models import SignInAttempt
from amparo.people.rules import (
    ACCOUNT_AND_SOURCE,
    FORGOTTEN_AFTER,
    KNOWN_BROWSER,
    SOURCE,
    Patience,
    source_network,
)
from amparo.terms.messages import N_

KNOWN_BROWSER_LASTS = timedelta(days=180)
_SALT = "amparo.people.known_browser"


@dataclass(frozen=True, slots=True)
class Counter:
    """What a try is counted by, and how patient that is. `shared`: others are counted by it too."""

    key: str
    patience: Patience
    shared: bool = False


def counters(
    email: str, source: str, known: str | None, user_id: UUID | None
) -> tuple[Counter, ...]:
    """By what a try is counted: the known browser alone, else account with source, and source."""
    nonce = browser_nonce(known, user_id)
    if nonce:
        return (Counter(_key("browser", nonce), KNOWN_BROWSER),)
    network = source_network(source)
    return (
        Counter(_key("account", email, network), ACCOUNT_AND_SOURCE),
        Counter(_key("source", network), SOURCE, shared=True),
    )


def by_source(purpose: str, source: str, patience: Patience) -> tuple[Counter, ...]:
    """What a try of `purpose` (a code) is counted by where there is no account: its network."""
    return (Counter(_key(purpose, source_network(source)), patience, shared=True),)


def check_within_hour(*parts: str, most: int, now: datetime) -> None:
    """Count one more of what `parts` name within this hour of the clock.

    Raises Refused, counting and writing nothing, where there were `most` already: whoever floods
    does not keep others from writing.
    """
    began = now.replace(minute=0, second=0, microsecond=0)
    wait = began + timedelta(hours=1) - now
    key = _key("hour", *parts, began.isoformat())
    if SignInAttempt.objects.filter(key=key, failures__gte=most).exists():
        raise _too_many_this_hour(wait)
    with transaction.atomic():
        row = _row(Counter(key, SOURCE), now)
        if row.failures >= most:
            raise _too_many_this_hour(wait)
        row.failures += 1
        row.last_at = now
        row.save(update_fields=["failures", "last_at"])


def count(counted: tuple[Counter, ...], now: datetime) -> None:
    """Count one try by all of `counted`. Raises Refused, counting nothing, while one must wait."""
    with transaction.atomic():
        rows = [_row(counter, now) for counter in sorted(counted, key=lambda c: c.key)]
        waits = [row.free_at - now for row in rows if row.free_at > now]
        if waits:
            raise _too_many(max(waits))
        patience = {counter.key: counter.patience for counter in counted}
        for row in rows:
            row.failures += 1
            row.last_at = now
            row.free_at = now + patience[row.key].wait(row.failures)
            row.save(update_fields=["failures", "last_at", "free_at"])


def forgive(counted: tuple[Counter, ...]) -> None:
    """After a success: forget this person's failures, and take one back from a shared counter.

    A shared counter is not forgotten: an attacker with one account of their own would empty it.
    """
    own = [counter.key for counter in counted if not counter.shared]
    SignInAttempt.objects.filter(key__in=own).delete()
    for counter in counted:
        if counter.shared:
            _take_one_back(counter)


def forget_old(now: datetime) -> int:
    """Remove counters that nothing was added to for a day; how many. Called by `amparo tick`."""
    return SignInAttempt.objects.filter(last_at__lt=now - FORGOTTEN_AFTER).delete()[0]


def known_browser_for(user_id: UUID) -> str:
    """The value of the cookie that lets this browser be known again for this account."""
    return signing.dumps([str(user_id), secrets.token_hex(16)], salt=_SALT)


def browser_nonce(cookie: str | None, user_id: UUID | None) -> str:
    """What the browser is counted by; empty when the cookie is not one of ours for this account."""
    if not cookie or user_id is None:
        return ""
    try:
        owner, nonce = signing.loads(cookie, salt=_SALT, max_age=KNOWN_BROWSER_LASTS)
    except (signing.BadSignature, ValueError, TypeError):
        return ""
    return str(nonce) if owner == str(user_id) else ""


def _row(counter: Counter, now: datetime) -> SignInAttempt:
    rows = SignInAttempt.objects.select_for_update()
    row, _made = rows.get_or_create(key=counter.key, defaults={"last_at": now, "free_at": now})
    if now - row.last_at > FORGOTTEN_AFTER:
        row.failures = 0
    return row


def _take_one_back(counter: Counter) -> None:
    row = SignInAttempt.objects.select_for_update().filter(key=counter.key).first()
    if row is None or not row.failures:
        return
    row.failures -= 1
    row.free_at = min(row.free_at, row.last_at + counter.patience.wait(row.failures))
    row.save(update_fields=["failures", "free_at"])


def _too_many(wait: timedelta) -> Refused:
    return Refused(
        N_("Too many attempts failed from here."),
        N_("Wait %(seconds)s seconds and try again; nothing is locked for good."),
        code="too_many_attempts",
        values={"seconds": str(max(1, round(wait.total_seconds())))},
    )


def _too_many_this_hour(wait: timedelta) -> Refused:
    return Refused(
        N_("Too much was sent from here within this hour."),
        N_("Send it again in %(minutes)s minutes."),
        code="too_many_this_hour",
        values={"minutes": str(max(1, -(-round(wait.total_seconds()) // 60)))},
    )


def _key(*parts: str) -> str:
    return salted_hmac("amparo.people.throttle", "\0".join(parts), algorithm="sha256").hexdigest()
