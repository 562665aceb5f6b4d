"""Duties as they ended for children who do not exist."""

from datetime import UTC, datetime, timedelta
from itertools import count

from amparo.protocol.engine import DutyOccurrence
from amparo.release.rapporteur.tally import Tally, of_child

YEAR = 2025
AT = datetime(2026, 6, 30, tzinfo=UTC)
START = datetime(YEAR, 3, 1, 8, tzinfo=UTC)
WITHIN, TOOK = timedelta(hours=24), {"met": 5, "met_late": 60}


def owed(code: str, state: str, start: datetime = START, took: int | None = None) -> DutyOccurrence:
    """One occurrence of a duty that is due within a day; `took`: hours until it was met."""
    hours = TOOK.get(state) if took is None else took
    met = None if hours is None else start + timedelta(hours=hours)
    return DutyOccurrence(
        code=code,
        owed={"en": code},
        starts_at=start,
        due_at=start + WITHIN,
        state=state,
        met_at=met,
        recorded_at=met,
        by="caseworker",
        source="",
        section="protection",
        ends_at=None,
        protocol_version="1",
    )


def tally(*children: tuple[int, str, list[DutyOccurrence]]) -> Tally:
    """So many children each, with their kind of authority and what was owed to each of them."""
    found = Tally()
    for number, authority, duties in children:
        for _one in zip(range(number), count(), strict=False):
            found.add(of_child([(authority, duties)], AT, UTC))
    return found


def a_year() -> Tally:
    """Enough children for shares, medians and bottlenecks, and a few that must not be seen."""
    return tally(
        (60, "social_services", [owed("guardian", "met"), owed("health", "met")]),
        (25, "social_services", [owed("guardian", "met_late"), owed("health", "overdue")]),
        (14, "ngo", [owed("guardian", "overdue"), owed("health", "met")]),
        (3, "ngo", [owed("liberty", "overdue"), owed("health", "missed")]),
        (12, "ngo", [owed("solution", "open")]),
        (11, "social_services", [owed("stay", "not_owed")]),
    )
