"""What is owed to a child: the clocks of a protocol worked out over a timeline.

Each duty has occurrences; each occurrence starts, is due, and ends in one of a few ways. Entries
alone decide which are open: `open_duties` looks at no clock, and time only turns open into overdue
(or lets one begin or end on a date that an entry names).
"""

from bisect import insort
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from typing import Any

from amparo.journey import Entry, History, Span, Timeline, covering
from amparo.protocol.conditions import CONDITIONS
from amparo.protocol.fulfilment import MET_BY, Met, any_of
from amparo.protocol.model import ANY_KIND, DutyRule, Protocol
from amparo.protocol.starts import STARTS, Order, Start, every, permit_ending
from amparo.protocol.states import STATES


@dataclass(frozen=True, slots=True)
class DutyOccurrence:
    """One occurrence of a duty. `ends_at` is when it stops being owed though nobody met it."""

    code: str
    owed: dict[str, str]
    starts_at: datetime
    due_at: datetime
    state: str
    met_at: datetime | None
    recorded_at: datetime | None
    by: str
    source: str
    section: str
    ends_at: datetime | None
    protocol_version: str

    def to_json(self, language: str = "en") -> dict[str, Any]:
        """The object that `amparo duties` prints."""
        return {
            "code": self.code,
            "owed": self.owed.get(language) or self.owed["en"],
            "from": self.starts_at.isoformat(),
            "due_at": self.due_at.isoformat(),
            "state": self.state,
            "met_at": self.met_at.isoformat() if self.met_at else None,
            "recorded_at": self.recorded_at.isoformat() if self.recorded_at else None,
            "by": self.by,
            "source": self.source,
            "section": self.section,
        }


@dataclass(frozen=True, slots=True)
class OpenDuty:
    """A duty that no entry has ended; owed from `starts_at` and, if given, until `ends_at`.

    From the times of one that `tells_birth` the child's birth date could be reckoned.
    """

    code: str
    starts_at: datetime
    due_at: datetime
    ends_at: datetime | None
    by: str
    section: str
    protocol_version: str
    tells_birth: bool = False


@dataclass(frozen=True, slots=True)
class _Stop:
    """Why an occurrence is no longer owed (`condition`, `closed`, `lapsed`), and when that ends."""

    at: datetime
    why: str
    until: datetime | None


@dataclass(frozen=True, slots=True)
class _Run:
    """One occurrence whatever the time is: what met it, or what stopped it, or neither."""

    rule: DutyRule
    start: Start
    due: datetime
    met: Met | None
    stop: _Stop | None
    not_possible: Entry | None

    def unmet_state(self) -> str:
        """The state of a stopped occurrence."""
        if self.not_possible is not None:
            return "not_possible"
        assert self.stop is not None
        if self.stop.why == "lapsed" or self.stop.at > self.due:
            return "missed"
        return "not_owed"


class _Clock:
    """The occurrences of one duty over one history."""

    def __init__(self, rule: DutyRule, history: History) -> None:
        self.rule = rule
        self.history = history
        self.closed = () if rule.survives_closure else history.closed
        self.states = STATES[rule.met_by[0]](history) if rule.state else ()
        self.starts = self._starts()
        if self.starts:
            self._read_what_ends()

    def _read_what_ends(self) -> None:
        rule, history = self.rule, self.history
        self.met = sorted(self._met(), key=lambda met: met.at)
        self.conditions = _spans(rule.not_owed_when, history)
        # Nobody is visited after a child has died: closing a case for that ends follow-ups too.
        died = tuple(span for span in history.closed if span.entry.says("reason") == "died")
        self.stops = (
            (self.conditions, "condition"),
            (_spans(rule.missed_when, history), "lapsed"),
            (died if rule.survives_closure else self.closed, "closed"),
        )

    def _met(self) -> Iterable[Met]:
        if self.rule.state:
            return
        for name in self.rule.met_by:
            found = (
                any_of(name.removeprefix(ANY_KIND)) if name.startswith(ANY_KIND) else MET_BY[name]
            )
            yield from found(self.history)

    def _starts(self) -> list[Start]:
        name = self.rule.starts
        if name.startswith(ANY_KIND):
            starts = list(every(name.removeprefix(ANY_KIND))(self.history))
        elif self.rule.lead is not None:
            starts = list(permit_ending(self.history, self.rule.lead))
        else:
            starts = list(STARTS[name](self.history))
        if self.rule.state and starts:
            first = min(starts, key=lambda start: start.at)
            starts += [
                replace(first, at=span.end, section=span.entry.section)
                for span in self.states
                if span.end is not None and span.end >= first.at and not self._true_at(span.end)
            ]
        return [moved for start in starts for moved in self._around_closure(start)]

    def _true_at(self, at: datetime) -> bool:
        return any(span.covers(at) for span in self.states)

    def _around_closure(self, start: Start) -> Iterable[Start]:
        """A start in a closed case waits for its reopening; lasting ones come again then."""
        if moved := self._when_not_closed(start):
            yield moved
        if start.lasting and not self.rule.once:
            for span in self.closed:
                if span.end is not None and span.end > start.at:
                    yield replace(start, at=span.end)

    def _when_not_closed(self, start: Start) -> Start | None:
        inside = covering(self.closed, start.at)
        if inside is None:
            return start
        return None if inside.end is None else replace(start, at=inside.end)

    def runs(self) -> list[_Run]:
        """Every occurrence, in order of its start."""
        waiting = sorted(self.starts, key=_turn)
        done: list[_Run] = []
        begun: set[tuple[datetime, Order | None, str]] = set()
        while waiting:
            start = waiting.pop(0)
            clock = (start.at, start.after, start.variant)
            if clock in begun or (self.rule.repeats and done and _running(done[-1], start.at)):
                continue
            begun.add(clock)
            if start.after and done and done[-1].start.at == start.at and not done[-1].met:
                done.pop()  # of reviews that start together, only the one of the last entry is owed
            run = self._run(start)
            done.append(run)
            if following := self._following(run):
                insort(waiting, following, key=_turn)
        return done

    def _run(self, start: Start) -> _Run:
        met, stop = self._first_met(start), self._first_stop(start.at)
        if met and stop and met.at > stop.at:
            met = None
        elif met:
            stop = None
        set_aside = None if met else self._set_aside(start.at, stop)
        return _Run(self.rule, start, self._due(start), met, stop, set_aside)

    def _due(self, start: Start) -> datetime:
        within = self.rule.variants.get(start.variant, self.rule.within)
        if start.again and self.rule.repeats_within is not None:
            within = self.rule.repeats_within
        due = within.after(start.counted_from or start.at)
        if start.due_at_most is not None:
            due = min(due, start.due_at_most)
        due = max(due, start.at)
        for said, later in start.moved:
            if start.at <= said <= due:  # what is said too late moves nothing
                due = later
        return due

    def _first_met(self, start: Start) -> Met | None:
        if self.rule.state:
            return self._state_met(start.at)
        for met in self.met:
            if met.episode_from not in (None, start.at):
                continue
            if met.at >= start.at and (start.after is None or met.entry.order > start.after):
                return met
        return None

    def _state_met(self, at: datetime) -> Met | None:
        for span in self.states:
            if span.covers(at) or span.start >= at:
                return Met(max(span.start, at), span.entry)
        return None

    def _first_stop(self, at: datetime) -> _Stop | None:
        stops = []
        for spans, why in self.stops:
            first = next((span for span in spans if span.covers(at) or span.start >= at), None)
            if first is not None:
                stops.append(_Stop(max(first.start, at), why, first.end))
        return min(stops, key=lambda stop: stop.at, default=None)

    def _set_aside(self, at: datetime, stop: _Stop | None) -> Entry | None:
        for entry in self.history.timeline.of("duty_not_possible", duty=self.rule.code):
            if at <= entry.occurred.latest and (stop is None or entry.occurred.earliest <= stop.at):
                return entry
        return None

    def _following(self, run: _Run) -> Start | None:
        """The next clock: of a repeating duty once met, or afresh when what stopped it is over."""
        if run.met and self.rule.repeats:
            at = max(run.met.at, run.start.at)
            if covering(self.conditions, at):
                return None
            following = replace(run.start, at=at, after=run.met.entry.order, again=True)
        elif run.stop and run.stop.until is not None and run.stop.why != "lapsed":
            following = replace(run.start, at=run.stop.until, again=False, due_at_most=None)
        else:
            return None
        return self._when_not_closed(following)


def _spans(names: Iterable[str], history: History) -> tuple[Span, ...]:
    found = (span for name in names for span in CONDITIONS[name](history))
    return tuple(sorted(found, key=lambda span: span.start))


def _turn(start: Start) -> tuple[datetime, Order]:
    return start.at, start.after or (start.at, start.at, "")


def _running(run: _Run, at: datetime) -> bool:
    """Whether an occurrence was still going on at this moment."""
    ended = run.met.at if run.met else run.stop.at if run.stop else None
    return ended is None or at < ended


def in_force(protocols: Sequence[Protocol], at: datetime) -> Protocol:
    """The version in force at a moment; before the first one, the first."""
    ordered = sorted(protocols, key=lambda protocol: protocol.valid_from)
    valid = [p for p in ordered if datetime.combine(p.valid_from, time.min, tzinfo=UTC) <= at]
    return valid[-1] if valid else ordered[0]


def _all_runs(
    timeline: Timeline, protocols: Sequence[Protocol], zone: Any
) -> Iterable[tuple[_Run, Protocol]]:
    for protocol in protocols:
        history = History(timeline, protocol.country, zone)
        for rule in protocol.duties.values():
            for run in _Clock(rule, history).runs():
                if len(protocols) == 1 or in_force(protocols, run.start.at) is protocol:
                    yield run, protocol


def _state_at(run: _Run, at: datetime) -> str:
    if run.met is not None:
        return "met" if run.met.at <= run.due else "met_late"
    if run.stop is not None and run.stop.at <= at:
        return run.unmet_state()
    if run.not_possible is not None:
        return "not_possible"
    at_once = run.due == run.start.at
    return "overdue" if at > run.due or (at_once and at >= run.due) else "open"


def duties(
    timeline: Timeline, protocols: Sequence[Protocol], at: datetime | None = None, zone: Any = UTC
) -> list[DutyOccurrence]:
    """Every occurrence of every duty as it stands at a moment (default: now), sorted by due time.

    What occurred later is ignored, and occurrences whose clock had not started are left out.
    """
    at = at or datetime.now(UTC)
    found = [
        DutyOccurrence(
            code=run.rule.code,
            owed=dict(run.rule.owed),
            starts_at=run.start.at,
            due_at=run.due,
            state=_state_at(run, at),
            met_at=run.met.at if run.met else None,
            recorded_at=run.met.entry.recorded_at if run.met else None,
            by=run.rule.by,
            source=run.rule.source,
            section=run.start.section,
            ends_at=run.stop.at if run.stop else None,
            protocol_version=protocol.version,
        )
        for run, protocol in _all_runs(timeline.until(at), protocols, zone)
        if run.start.at <= at
    ]
    return sorted(found, key=lambda duty: (duty.due_at, duty.code, duty.starts_at))


def open_duties(
    timeline: Timeline, protocols: Sequence[Protocol], zone: Any = UTC
) -> list[OpenDuty]:
    """Every duty that no entry has ended, whatever the time is; sorted by due time.

    Whoever shows them leaves out those with `starts_at` in the future or `ends_at` in the past.
    """
    known_until = max((entry.occurred.earliest for entry in timeline.entries), default=None)
    if known_until is None:
        return []
    found = [
        OpenDuty(
            run.rule.code,
            run.start.at,
            run.due,
            run.stop.at if run.stop else None,
            run.rule.by,
            run.start.section,
            protocol.version,
            run.start.tells_birth,
        )
        for run, protocol in _all_runs(timeline, protocols, zone)
        if run.met is None
        and run.not_possible is None
        and (run.stop is None or run.stop.at > max(known_until, run.start.at))
    ]
    return sorted(found, key=lambda duty: (duty.due_at, duty.code, duty.starts_at))
