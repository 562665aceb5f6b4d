"""How long a child waited for what is owed, and how the wait ended. Pure.

A wait begins when the child is first suspected, presumed or identified. It ends when the thing
happened, or in one of the ends that compete with it: turned 18, handed over to another country,
died, disappeared. Leaving those out would make every wait look shorter than it was.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from amparo.journey import Entry
from amparo.journey.ages import birth_ranges
from amparo.journey.history import History, covering
from amparo.statistics.facts.columns import NO, YES
from amparo.statistics.facts.values import DOES_NOT_APPLY, Fact, known

HAPPENED, TURNED_18, TRANSFERRED, DIED, DISAPPEARED, STILL_WAITING, NOT_OWED = (
    "happened", "turned_18", "transferred", "died", "disappeared", "still_waiting", "not_owed",
)  # fmt: skip
# JOURNEY: what is written down more than a day after it happened is counted apart.
LATE_AFTER = timedelta(hours=24)
DAY = timedelta(days=1)
_CLOSED_AS = {"handed_over_abroad": TRANSFERRED, "died": DIED, "lost_contact": DISAPPEARED}


@dataclass(frozen=True, slots=True)
class End:
    """How a wait may have ended, when, and which entries say so; `written` only if it happened."""

    at: datetime
    how: str
    entries: tuple[Entry, ...] = ()
    written: datetime | None = None


def waits(history: History, at: datetime, otherwise: Entry) -> dict[str, Fact]:
    """The four columns of each of the four waits; `otherwise` bears what no other entry does."""
    noticed = history.noticed
    if noticed is None:
        return {
            column: fact
            for name in ("guardian", "decision", "identification", "solution")
            for column, fact in _not_owed(name, otherwise).items()
        }
    competing = list(_competing(history, at))
    met = {
        "guardian": _guardian(history, noticed.occurred.earliest),
        "decision": _met(history.timeline.of("best_interests_decided")),
        "identification": _met(history.decided_by_competent_authority),
        "solution": _met(history.timeline.of("solution_started")),
    }
    found: dict[str, Fact] = {}
    for name, end in met.items():
        if name == "guardian" and end is None and (why := _no_guardian_owed(history, at)):
            found |= _not_owed(name, why)
        else:
            found |= _columns(name, noticed, end, competing)
    return found


def _not_owed(name: str, entry: Entry) -> Mapping[str, Fact]:
    return {
        f"{name}_days": DOES_NOT_APPLY,
        f"{name}_end": known(NOT_OWED, entry),
        f"{name}_recorded_days": DOES_NOT_APPLY,
        f"{name}_late": DOES_NOT_APPLY,
    }


def _columns(
    name: str, noticed: Entry, met: End | None, competing: list[End]
) -> Mapping[str, Fact]:
    start = noticed.occurred.earliest
    # What happened at the very moment of another end happened all the same: it stands first.
    end = min([*([met] if met else []), *competing], key=lambda one: one.at)
    bear = (noticed, *(entry for entry in end.entries if entry.id != noticed.id))
    recorded, late = end.at, DOES_NOT_APPLY
    if end.written is not None:
        recorded = max(end.written, end.at)
        late = known(YES if end.written > end.at + LATE_AFTER else NO, *end.entries)
    return {
        f"{name}_days": known(_days(start, end.at), *bear),
        f"{name}_end": known(end.how, *bear),
        f"{name}_recorded_days": known(_days(start, recorded), *bear),
        f"{name}_late": late,
    }


def _days(start: datetime, end: datetime) -> int:
    return max((end - start) // DAY, 0)


def _met(entries: Iterable[Entry]) -> End | None:
    """The first of these, at the latest moment at which it may have happened."""
    first = min(entries, key=lambda entry: (entry.occurred.latest, entry.order), default=None)
    return _happened(first) if first else None


def _happened(entry: Entry) -> End:
    return End(entry.occurred.latest, HAPPENED, (entry,), entry.recorded_at)


def _guardian(history: History, since: datetime) -> End | None:
    """The first guardian there was at the beginning of the wait or after it."""
    spans = (one for one in history.guardian if one.end is None or one.end > since)
    span = next(spans, None)
    return _happened(span.entry) if span else None


def _no_guardian_owed(history: History, at: datetime) -> Entry | None:
    """What says that the parents suffice, for a child of this country; as the protocol asks."""
    span = covering(history.parents_suffice, at)
    return span.entry if span and history.foreign == "no" else None


def _competing(history: History, at: datetime) -> Iterator[End]:
    ranges = birth_ranges(history.timeline)
    if any(one.entry.kind == "identity_recorded" for one in ranges):
        adult = max(ranges, key=lambda one: one.adult_on_latest)
        if adult.adult_on_latest <= at:
            yield End(adult.adult_on_latest, TURNED_18, (adult.entry,))
    missing = covering(history.missing, at)
    if missing:
        yield End(missing.start, DISAPPEARED, (missing.entry,))
    closed = covering(history.closed, at)
    if closed:
        how = _CLOSED_AS.get(str(closed.entry.says("reason")), STILL_WAITING)
        yield End(closed.start, how, (closed.entry,))
    yield End(at, STILL_WAITING)
