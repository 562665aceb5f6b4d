"""The diary of one life: what happened, who recorded it, when; and nothing after `until`.

The modules of this package fill it, each for one part of the journey, in any order. `recording`
puts it in the order of recording at the end, when it is also known which gates spoke.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from amparo.demo.chance import Chance, in_office
from amparo.demo.country import Country, MadeUpPerson
from amparo.demo.profiles import Child
from amparo.demo.wording import Wording

Body = dict[str, Any]
DAY = timedelta(days=1)
AT_ONCE = timedelta(minutes=4)
LATE_RECORDING = 0.04
# What nobody does at night or on a Sunday; everything else happens when it happens.
IN_OFFICE_HOURS = frozenset({
    "best_interests_decided", "conference_held", "plan_made", "plan_reviewed", "service_given",
    "legal_aid_given", "followed_up", "compensation_considered", "compensation_ordered",
    "compensation_paid", "factor_recorded", "factor_addressed", "document_recorded", "note_added",
    "tracing_ruled_out", "tracing_answered", "judgment_given", "charge_brought",
    "testimony_planned", "testimony_given", "focal_point_ruled_out", "exploitation_described",
    "alleged_trafficker_described", "case_closed",
    "contact_made", "complaint_made", "complaint_answered", "functioning_assessed",
})  # fmt: skip
# What goes on when a case is closed; everything else is done before.
AFTERWARDS = frozenset({"followed_up", "stay_regularised"})


@dataclass(slots=True)
class Event:
    """One entry to be. `order` is that of writing, which settles what was recorded at once."""

    order: int
    id: str
    kind: str
    by: MadeUpPerson
    at: datetime
    occurred: Any
    recorded: datetime
    body: Body
    supersedes: str = ""
    agreed_by: str = ""


@dataclass(slots=True)
class Team:
    """Who works with this child at first; `Diary.changes` says who follows them."""

    agency: str
    supervisor: MadeUpPerson
    worker: MadeUpPerson
    reporter: MadeUpPerson
    guardian: MadeUpPerson


@dataclass(frozen=True, slots=True)
class Change:
    """From `at` on, `to` does what another did before."""

    at: datetime
    to: MadeUpPerson


@dataclass
class Diary:
    """One life as it is written down. Moments that later parts build on stand in `known`."""

    child: Child
    chance: Chance
    country: Country
    team: Team
    until: datetime
    space: UUID
    begun: datetime
    kin: bool = False
    events: list[Event] = field(default_factory=list)
    known: dict[str, datetime] = field(default_factory=dict)
    facts: dict[str, str] = field(default_factory=dict)
    involved: dict[str, tuple[datetime, str]] = field(default_factory=dict)
    changes: dict[str, "Change"] = field(default_factory=dict)
    written: int = 0
    latest: datetime | None = None

    def __post_init__(self) -> None:
        self.say = Wording(self.chance)

    # writing

    def write(
        self,
        kind: str,
        at: datetime,
        body: Body | None = None,
        *,
        by: MadeUpPerson | None = None,
        lag: timedelta | None = None,
        occurred: Any = None,
        supersedes: str = "",
        agreed_by: MadeUpPerson | None = None,
    ) -> str:
        """Record one thing that happened at `at`; its id, whether or not it happened by now.

        `by` is the caseworker unless somebody else; `lag` is how long after it was recorded,
        `occurred` how its moment is given where that is not exact.
        """
        self.written += 1
        if by != self.team.reporter:
            at = max(at, self.known.get("opened", at))
        if kind in IN_OFFICE_HOURS:
            at = in_office(at)
        if kind not in AFTERWARDS and (self.latest is None or at > self.latest):
            self.latest = at
        entry_id = str(uuid5(self.space, str(self.written)))
        recorded = at + (self._lag() if lag is None else lag)
        if at <= self.until and recorded <= self.until:
            self.events.append(
                Event(
                    order=self.written,
                    id=entry_id,
                    kind=kind,
                    by=self.who(by or self.team.worker, recorded),
                    at=at,
                    occurred=occurred or stamp(at),
                    recorded=recorded,
                    body=body or {},
                    supersedes=supersedes,
                    agreed_by=agreed_by.id if agreed_by else "",
                )
            )
        return entry_id

    def _lag(self) -> timedelta:
        if self.chance.happens(LATE_RECORDING):
            return self.chance.hours(26, 90)
        return self.chance.hours(0.02, 2.5)

    def who(self, person: MadeUpPerson, at: datetime) -> MadeUpPerson:
        """Who does at `at` what was this person's to do: their successor, once brought in."""
        change = self.changes.get(person.key)
        return change.to if change and at > change.at + AT_ONCE else person

    def hand_back(self, person: MadeUpPerson, at: datetime) -> None:
        """What this person would have recorded from `at` on, the caseworker records."""
        for event in self.events:
            if event.by == person and event.recorded >= at:
                event.by = self.who(self.team.worker, event.recorded)

    def involve(
        self,
        role: str,
        sections: list[str],
        at: datetime,
        *,
        person: MadeUpPerson | None = None,
        agency: str = "",
        ground: str = "best_interests",
        by: MadeUpPerson | None = None,
    ) -> str:
        """Bring in a person, or an agency by key: once, when they were first needed."""
        key = f"{role}:{person.key if person else agency}"
        if key in self.involved:
            before, earlier = self.involved[key]
            if before <= at:
                return ""
            self.events = [event for event in self.events if event.id != earlier]
        working = person.agency if person else self.country.agencies[agency]
        body: Body = {
            "agency": working.id,
            "role": role,
            "sections": sorted(sections),
            "ground": ground,
        }
        if person:
            body["person"] = person.id
        entry_id = self.write("involvement_started", at, body, by=by, lag=AT_ONCE)
        self.involved[key] = (at, entry_id)
        return entry_id

    # asking

    def person(self, key: str) -> MadeUpPerson:
        return self.country.people[key]

    def has(self, name: str) -> bool:
        """Whether this has happened by now."""
        return name in self.known and self.known[name] <= self.until

    def moment(self, name: str) -> datetime:
        return self.known[name]

    def mark(self, name: str, at: datetime) -> datetime:
        self.known[name] = at
        return at

    def after(self, *names: str) -> datetime:
        """The latest of these moments; those that never come are left out."""
        return max(self.known[name] for name in names if name in self.known)

    def some_day(self, first: float, last: float) -> datetime:
        """Some day after the child was presumed; these days, where trouble was drawn for them."""
        if "trouble" in self.known:
            return self.known.pop("trouble")
        return self.moment("presumed") + self.chance.days(first, last)

    def of(self, *kinds: str) -> list[Event]:
        """What was written of these kinds, by when it happened."""
        return sorted((e for e in self.events if e.kind in kinds), key=lambda e: (e.at, e.order))


def stamp(at: datetime) -> str:
    """A moment to the minute."""
    return at.isoformat(timespec="minutes")


def about(at: datetime, hours: float) -> Mapping[str, str]:
    """An interval around `at`, for what nobody knows exactly. It ends at `at`."""
    return {"earliest": stamp(at - timedelta(hours=hours)), "latest": stamp(at)}


def day(at: datetime) -> str:
    """A day without a time."""
    return at.date().isoformat()
