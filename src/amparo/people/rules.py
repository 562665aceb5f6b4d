"""What holds for accounts, invitations, sessions and guessing. Pure: no database, no request."""

import hashlib
import ipaddress
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta

INVITATION_LASTS = timedelta(days=7)
# This project's defaults; a deployment may set AMPARO_IDLE_LIMIT and AMPARO_SESSION_LIMIT.
IDLE_LIMIT = timedelta(minutes=30)
SESSION_LIMIT = timedelta(hours=12)
SEEN_EVERY = timedelta(minutes=1)  # how exactly idleness is known; less would write at every page

# Where the addresses of accounts that stand for a place end (`places`): no letter ever arrives
# there (RFC 2606).
PLACE_DOMAIN = "place.invalid"

FORGOTTEN_AFTER = timedelta(hours=24)
LONGEST_WAIT = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Patience:
    """How many failures are free, and how long the first wait is; every further one doubles it."""

    free: int
    first_wait: timedelta

    def wait(self, failures: int) -> timedelta:
        """How long nothing is tried after this many failures in a row."""
        beyond = failures - self.free
        if beyond <= 0:
            return timedelta(0)
        # 2**20 seconds is far beyond the longest wait; larger powers only cost time.
        return min(self.first_wait * 2 ** min(beyond - 1, 20), LONGEST_WAIT)


ACCOUNT_AND_SOURCE = Patience(free=5, first_wait=timedelta(seconds=1))
# A whole school may sit behind one address, so a source is given more room.
SOURCE = Patience(free=50, first_wait=timedelta(seconds=1))
KNOWN_BROWSER = Patience(free=10, first_wait=timedelta(seconds=1))


def normalised_email(text: str) -> str:
    """One spelling of an address: composed, trimmed, lower case."""
    return unicodedata.normalize("NFKC", text).strip().casefold()


def is_of_a_place(email: str) -> bool:
    """Whether an account stands for a place that sends reports, and for nobody who works here."""
    return email.endswith(f"@{PLACE_DOMAIN}")


def source_network(address: str) -> str:
    """The network an address belongs to: itself in IPv4, its /64 in IPv6, `unknown` otherwise.

    One household or attacker is given a whole /64, so single IPv6 addresses would not slow anybody.
    """
    try:
        parsed = ipaddress.ip_address(address.strip())
    except ValueError:
        return "unknown"
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped is not None:
            return str(parsed.ipv4_mapped)
        return str(ipaddress.ip_network((parsed, 64), strict=False))
    return str(parsed)


def token_hash(token: str) -> str:
    """What is kept of an invitation's token. It is long and random, so a plain digest is enough."""
    return hashlib.sha256(token.encode()).hexdigest()


def session_over(
    signed_in_at: datetime, seen_at: datetime, now: datetime, idle: timedelta, limit: timedelta
) -> str:
    """Why a session is over: `idle`, `limit`, or empty while it goes on."""
    if now - signed_in_at > limit:
        return "limit"
    return "idle" if now - seen_at > idle else ""
