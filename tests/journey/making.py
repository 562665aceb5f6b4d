"""Short ways to write a timeline in a test: one call an entry."""

import uuid
from datetime import UTC, datetime
from typing import Any

from amparo.journey import Entry, Timeline, parse_entry

LONG_AFTER = datetime(2100, 1, 1, tzinfo=UTC)


def entry(kind: str, occurred: Any, number: int = 0, /, **body: Any) -> Entry:
    """An entry of a kind; keys of the entry itself are given with a leading underscore."""
    own = {name[1:]: body.pop(name) for name in list(body) if name.startswith("_")}
    if number:
        own["id"] = identifier(number)
    return parse_entry({"kind": kind, "occurred_at": occurred, "body": body, **own}, now=LONG_AFTER)


def identifier(number: int) -> str:
    """A UUID that can be told apart in a failing test."""
    return str(uuid.UUID(int=number))


def timeline(*entries: Entry) -> Timeline:
    """A timeline of these entries."""
    return Timeline(entries)


def at(text: str) -> datetime:
    """A moment in UTC, written as a day or a day with a time."""
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def presumed(occurred: Any = "2026-01-10T12:00:00Z", **body: Any) -> Entry:
    """The decision that presumes a child trafficked."""
    return entry(
        "standing_decided", occurred, standing="presumed", authority="social_services", **body
    )
