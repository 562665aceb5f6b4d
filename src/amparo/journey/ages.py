"""How old the child may be: always an interval, and the benefit of every doubt is childhood.

`adult_on` is the earliest day on which the child may turn 18, so that a plan for the time after is
ready; protection as a child ends only on the latest such day.
"""

import calendar
from collections.abc import Container
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, tzinfo

from amparo.journey.entry import Entry
from amparo.journey.moments import add_months
from amparo.journey.timeline import Timeline

MAJORITY_MONTHS = 18 * 12
BANDS = ((4, "0_4"), (11, "5_11"), (14, "12_14"), (17, "15_17"))


@dataclass(frozen=True, slots=True)
class BirthRange:
    """The first and last day on which the child may have been born, and which entry says so."""

    first: datetime
    last: datetime
    entry: Entry

    @property
    def adult_on_earliest(self) -> datetime:
        """The first moment at which the child may be 18."""
        return add_months(self.first, MAJORITY_MONTHS)

    @property
    def adult_on_latest(self) -> datetime:
        """The first moment at which the child is surely 18."""
        return add_months(self.last, MAJORITY_MONTHS)


def _midnight(year: int, month: int, day: int) -> datetime:
    day = min(day, calendar.monthrange(year, month)[1])
    return datetime.combine(date(year, month, day), time.min, tzinfo=UTC)


def _from_birth(entry: Entry) -> BirthRange | None:
    birth = entry.says("birth") or {}
    year = birth.get("year")
    if not isinstance(year, int):
        return None
    month, day = birth.get("month"), birth.get("day") if birth.get("month") else None
    return BirthRange(
        _midnight(year, month or 1, day or 1), _midnight(year, month or 12, day or 31), entry
    )


def _from_estimate(entry: Entry) -> BirthRange | None:
    low, high = entry.says("estimated_low"), entry.says("estimated_high")
    low = high if low is None else low
    high = low if high is None else high
    if not isinstance(low, int) or not isinstance(high, int):
        return None
    low, high = min(low, high), max(low, high)
    seen = entry.occurred.earliest
    # Who is thought to be 17 is taken to be just 17: nobody knows the month.
    return BirthRange(add_months(seen, -12 * high), add_months(seen, -12 * low), entry)


def birth_ranges(timeline: Timeline) -> list[BirthRange]:
    """What is held of the child's birth: the latest recorded birth, the latest estimate of age."""
    found = []
    for kind, read in (("identity_recorded", _from_birth), ("age_considered", _from_estimate)):
        ranges = [read(entry) for entry in timeline.of(kind)]
        known = [one for one in ranges if one is not None]
        if known:
            found.append(known[-1])
    return found


def adult_on(timeline: Timeline) -> BirthRange | None:
    """The estimate that makes the child an adult earliest; None when nothing is held."""
    return min(birth_ranges(timeline), key=lambda one: one.adult_on_earliest, default=None)


def adult_between(timeline: Timeline, sections: Container[str]) -> tuple[datetime, datetime] | None:
    """The first and the last moment at which the child may turn 18, by what stands in these
    sections; None when nothing is held there.
    """
    known = [one for one in birth_ranges(timeline) if one.entry.section in sections]
    if not known:
        return None
    latest = max(one.adult_on_latest for one in known)
    return min(one.adult_on_earliest for one in known), latest


def age_band(timeline: Timeline, at: datetime) -> str:
    """`0_4 5_11 12_14 15_17 adult unknown`; an uncertain age counts as the youngest it may be."""
    ranges = birth_ranges(timeline)
    if not ranges:
        return "unknown"
    youngest = max(one.last for one in ranges)
    years = (at.year - youngest.year) - ((at.month, at.day) < (youngest.month, youngest.day))
    return next((band for limit, band in BANDS if years <= limit), "adult")


def treated_as_child(timeline: Timeline, at: datetime, zone: tzinfo = UTC) -> bool:
    """Whether the person is protected as a child.

    Ends with a decision "adult" once it can no longer be challenged, or on the latest day on which
    a recorded birth makes the child 18; where an estimate lets the child be younger than that birth
    says, on the latest day by the estimate. A paper that says 18 may come from those who exploit.
    """
    considered = timeline.of("age_considered")
    if considered and considered[-1].says("outcome") == "adult":
        challenge = considered[-1].moment("challenge_until", zone)
        return challenge is not None and at <= challenge.latest
    ranges = birth_ranges(timeline)
    if not any(one.entry.kind == "identity_recorded" for one in ranges):
        return True
    return at < max(one.adult_on_latest for one in ranges)


def counted_as_child(timeline: Timeline, at: datetime, zone: tzinfo = UTC) -> bool:
    """Whether what happened is judged as done to a child, by all that is known at `at`.

    Who comes of age afterwards was a child all the same: the means go on not to matter.
    """
    if treated_as_child(timeline, at, zone):
        return True
    considered = timeline.of("age_considered")
    if considered and considered[-1].says("outcome") == "adult":
        return False
    described = timeline.of("exploitation_described")
    ages = [entry.says("age_at_start") for entry in described]
    if any(isinstance(age, int) and age < 18 for age in ages):
        return True
    when = [entry.occurred.earliest for entry in (*described, *timeline.of("standing_decided"))]
    return bool(when) and treated_as_child(timeline, min(when), zone)
