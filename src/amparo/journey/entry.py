"""An entry as the pure rooms see it, and how one is read from a timeline file.

The record (room `casefile`) keeps entries sealed and chained; here they are opened, checked and
immutable. Neighbours: `timeline` decides which of them hold, `situation` folds those.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any

from amparo.journey.catalogue import kind as kind_of
from amparo.journey.fields import is_text
from amparo.journey.kinds import BodyError, JourneyError, check_body
from amparo.journey.moments import FUTURE_TOLERANCE, Moment, MomentError, parse_moment
from amparo.terms import code_list

KEYS = frozenset(
    {
        "id",
        "kind",
        "occurred_at",
        "recorded_at",
        "agency",
        "body",
        "supersedes",
        "despite",
        "agreed_by",
    }
)
NO_DESPITE: Mapping[str, str] = {}
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Entry:
    """One dated, attributed thing that happened.

    `author` is an opaque id or empty. `agency` is an authority code or empty. `despite` maps a gate
    that was passed to the reason given. `joined_from` names the concern through which an entry is
    read; empty for the case's own.
    """

    id: str
    kind: str
    occurred: Moment
    recorded_at: datetime
    body: Mapping[str, Any]
    section: str
    agency: str = ""
    author: str = ""
    supersedes: str = ""
    despite: Mapping[str, str] = field(default_factory=lambda: NO_DESPITE)
    agreed_by: str = ""
    joined_from: str = ""

    @property
    def order(self) -> tuple[datetime, datetime, str]:
        """Where the entry stands in its timeline: by earliest, then recorded_at, then id."""
        return (self.occurred.earliest, self.recorded_at, self.id)

    def says(self, name: str) -> Any:
        """The value of a field of the body, None when it was left out or is not known."""
        return self.body.get(name)

    def moment(self, name: str, zone: tzinfo = UTC) -> Moment | None:
        """A field of the body as a moment; None when absent or, in an old record, unreadable."""
        value = self.body.get(name)
        if value is None:
            return None
        try:
            return parse_moment(value, zone)
        except MomentError:
            return None


def _identifier(value: Any, what: str) -> str:
    if not isinstance(value, str):
        raise JourneyError(f"{what} must be a UUID")
    try:
        return str(uuid.UUID(value))
    except ValueError as error:
        raise JourneyError(f"{what} must be a UUID: {value[:60]!r}") from error


def _moment(value: Any, what: str, zone: tzinfo) -> Moment:
    try:
        return parse_moment(value, zone)
    except MomentError as error:
        raise JourneyError(f"{what}: {error}") from error


def _despite(value: Any) -> Mapping[str, str]:
    if value is None:
        return NO_DESPITE
    if not isinstance(value, dict) or not all(
        is_text(gate) and is_text(reason) and reason.strip() for gate, reason in value.items()
    ):
        raise JourneyError("despite must map each gate that is passed to a reason")
    return dict(value)


def _agency(value: Any) -> str:
    if not isinstance(value, str) or value not in code_list("authority").codes:
        raise JourneyError(f"no such agency code: {str(value)[:60]!r}")
    return value


def _person(value: Any) -> str:
    if not is_text(value):
        raise JourneyError("agreed_by must name a person")
    return str(value)


def check_not_future(occurred: Moment, now: datetime) -> None:
    """Refuse what has not happened yet, with a day of tolerance for clocks and zones.

    What is known to the day only ends a day after it begins. Raises JourneyError.
    """
    limit = now + FUTURE_TOLERANCE
    if occurred.earliest > limit or occurred.latest > limit + DAY:
        raise JourneyError(f"occurred_at lies in the future: {occurred.latest.isoformat()}")


def parse_entry(value: Any, zone: tzinfo = UTC, now: datetime | None = None) -> Entry:
    """Read one entry of a timeline file.

    An entry without an id gets a stable one made from its content, so that a file always means the
    same. Raises JourneyError with one line that says what is wrong.
    """
    if not isinstance(value, dict):
        raise JourneyError("an entry must be an object")
    for name in value:
        if name not in KEYS:
            raise JourneyError(f"no such key in an entry: {str(name)[:60]!r}")
    if not isinstance(value.get("kind"), str):
        raise JourneyError("an entry needs its kind")
    kind = kind_of(value["kind"])
    for name in ("body", "occurred_at"):
        if value.get(name) is None:
            raise JourneyError(f"{kind.code}: {name} is needed")
    body = value["body"]
    check_body(kind, body, zone)
    occurred = _moment(value["occurred_at"], "occurred_at", zone)
    check_not_future(occurred, now or datetime.now(UTC))
    given = {name: found for name, found in value.items() if found is not None}
    recorded = _moment(given.get("recorded_at", value["occurred_at"]), "recorded_at", zone)
    return Entry(
        id=_identifier(given["id"], "id") if "id" in given else _made_id(value),
        kind=kind.code,
        occurred=occurred,
        recorded_at=recorded.earliest,
        body=body,
        section=kind.section_of(body),
        agency=_agency(given["agency"]) if "agency" in given else "",
        supersedes=_identifier(given["supersedes"], "supersedes") if "supersedes" in given else "",
        despite=_despite(given.get("despite")),
        agreed_by=_person(given.get("agreed_by", "")),
    )


def _made_id(value: Mapping[str, Any]) -> str:
    import json

    return str(uuid.uuid5(uuid.NAMESPACE_OID, json.dumps(value, sort_keys=True, default=str)))


__all__ = ["BodyError", "Entry", "JourneyError", "check_not_future", "parse_entry"]
