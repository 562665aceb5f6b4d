"""How duties ended, counted: of each year and duty, and of each year and kind of authority. Pure.

A tally is made child by child and added up; of single children it holds nothing but numbers. Beside
how many times something came about stands of how many children: what may be shown depends on that.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo
from typing import Any, Final

from amparo.protocol.engine import DutyOccurrence

IN_TIME, LATE, OVERDUE, NEVER, RUNNING, NOT_OWED = (
    "in_time", "late", "overdue", "never", "running", "not_owed",
)  # fmt: skip
OUTCOMES: Final = (IN_TIME, LATE, OVERDUE, NEVER, RUNNING, NOT_OWED)
RUN_OUT: Final = (IN_TIME, LATE, OVERDUE, NEVER)
"""Those whose time has run: only these can have been in time."""
_OUTCOME_OF: Final = {
    "met": IN_TIME,
    "met_late": LATE,
    "overdue": OVERDUE,
    "missed": NEVER,
    "not_possible": NEVER,
    "open": RUNNING,
    "not_owed": NOT_OWED,
}
HOUR: Final = timedelta(hours=1)
_SEPARATOR: Final = "|"

Key = tuple[int, str, str, str]  # year, duty, kind of authority, outcome; ALL: whichever
ALL: Final = "*"
Waits = Counter[tuple[int, str, int]]  # year, duty, whole hours


@dataclass(slots=True)
class Tally:
    """`times`: how often; `children`: of how many children. `met_after`, `overdue_for`: in hours,
    from the start of the clock until it was met, and from the due time until `at`."""

    times: Counter[Key] = field(default_factory=Counter)
    children: Counter[Key] = field(default_factory=Counter)
    met_after: Waits = field(default_factory=Counter)
    overdue_for: Waits = field(default_factory=Counter)

    def add(self, other: "Tally") -> None:
        """Of other children than those that are in it."""
        self.times += other.times
        self.children += other.children
        self.met_after += other.met_after
        self.overdue_for += other.overdue_for

    def to_data(self) -> dict[str, Any]:
        """As plain data, sorted."""
        return {name: _flat(getattr(self, name)) for name in self.__slots__}

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> "Tally":
        """Raises KeyError, ValueError for what `to_data` did not make."""
        return cls(
            times=Counter(dict(_keys(data["times"]))),
            children=Counter(dict(_keys(data["children"]))),
            met_after=Counter(dict(_hours(data["met_after"]))),
            overdue_for=Counter(dict(_hours(data["overdue_for"]))),
        )


def of_child(
    cases: Iterable[tuple[str, Iterable[DutyOccurrence]]], at: datetime, zone: tzinfo
) -> Tally:
    """The tally of one child, of each of whose cases is given the kind of authority, and what was
    owed as it stands `at`. A duty belongs to the year in which its clock started."""
    found = Tally()
    for authority, owed in cases:
        for duty in owed:
            year = duty.starts_at.astimezone(zone).year
            outcome = _OUTCOME_OF[duty.state]
            for key in _counted_in(year, duty.code, authority, outcome):
                found.times[key] += 1
            if duty.met_at is not None:
                waited = max(duty.met_at - duty.starts_at, timedelta())
                found.met_after[year, duty.code, waited // HOUR] += 1
            if outcome == OVERDUE:
                found.overdue_for[year, duty.code, (at - duty.due_at) // HOUR] += 1
    found.children = Counter(dict.fromkeys(found.times, 1))
    return found


def _counted_in(year: int, duty: str, authority: str, outcome: str) -> Iterator[Key]:
    yield year, duty, authority, outcome
    for ending in (outcome, ALL):
        yield year, duty, ALL, ending
        yield year, ALL, authority, ending


def _flat(counts: Counter[Any]) -> dict[str, int]:
    return {_SEPARATOR.join(map(str, key)): number for key, number in sorted(counts.items())}


def _keys(data: dict[str, int]) -> Iterator[tuple[Key, int]]:
    for text, number in data.items():
        year, duty, authority, outcome = text.split(_SEPARATOR)
        yield (int(year), duty, authority, outcome), number


def _hours(data: dict[str, int]) -> Iterator[tuple[tuple[int, str, int], int]]:
    for text, number in data.items():
        year, duty, hours = text.split(_SEPARATOR)
        yield (int(year), duty, int(hours)), number
