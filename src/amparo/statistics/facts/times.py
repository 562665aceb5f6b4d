"""When the child was in exploitation: from which day until which, and a second time. Pure.

A day or a month is a time; a year alone is too coarse for saying who was in exploitation on one day
and stands as not known. A month stands for all of its days.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, tzinfo

from amparo.journey import Entry
from amparo.journey.history import History
from amparo.journey.moments import Moment
from amparo.statistics.facts.columns import NOT_KNOWN
from amparo.statistics.facts.exploitation import DESCRIBED, date_of
from amparo.statistics.facts.values import NEVER_ASKED, Fact, known, last, missing

OUT, BACK = "withdrawn_from_exploitation", "returned_to_exploitation"
A_MONTH = timedelta(days=32)
A_DAY = timedelta(days=1)
MOST = 2
"""So many times the facts have columns for; of more, those nearest to each other are one."""


@dataclass(frozen=True, slots=True)
class Time:
    """Both days included; None where a day is not known. The entries bear the two days."""

    start: date | None
    end: date | None
    begun_by: tuple[Entry, ...] = ()
    ended_by: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class _Mark:
    """The child came out, or went back."""

    on: date
    back: bool
    entry: Entry


def of_times(history: History) -> dict[str, Fact]:
    """The columns of the first time and of the second, or the last."""
    entries = history.timeline.of(DESCRIBED)
    found = _few(_times(history, entries))
    first = found[0] if found else Time(None, None)
    again = found[1] if len(found) > 1 else None
    return {
        "exploited_from": _day(first.start, first.begun_by, _why(history, entries, "began")),
        "exploited_until": _day(first.end, first.ended_by, _why(history, entries, "ended")),
        "exploited_again_from": _day(again.start, again.begun_by) if again else NEVER_ASKED,
        "exploited_again_until": _day(again.end, again.ended_by) if again else NEVER_ASKED,
    }


def _day(day: date | None, entries: Sequence[Entry], why: str = NOT_KNOWN) -> Fact:
    return missing(why) if day is None else known(day.isoformat(), *entries)


def _why(history: History, entries: Sequence[Entry], name: str) -> str:
    """Nobody was asked, or somebody was and the day is not known well enough."""
    return last(entries, lambda entry: date_of(entry, name, history.zone)).missing or NOT_KNOWN


def _times(history: History, entries: Sequence[Entry]) -> list[Time]:
    marks = _marks(history)
    described = list(_described(entries, marks, history.zone))
    backs = [_since_back(mark, marks) for mark in marks if mark.back]
    if not described and (marks or backs):
        described = [_begun_unknown(entries, marks, history.zone)]
    first_unknown = [one for one in described if one.start is None]
    dated = [one for one in (*described, *backs) if one.start is not None]
    return first_unknown + list(_joined(dated))


def _marks(history: History) -> list[_Mark]:
    return [
        _Mark(_local(one.occurred.earliest, history.zone), one.kind == BACK, one)
        for one in history.timeline.of(OUT, BACK)
    ]


def _local(moment: datetime, zone: tzinfo) -> date:
    return moment.astimezone(zone).date()


def _span(entry: Entry, name: str, zone: tzinfo) -> tuple[date, date] | None:
    """First and last day of what a field says; None where it is coarser than a month."""
    said = date_of(entry, name, zone)
    if not isinstance(said, Moment) or said.latest - said.earliest > A_MONTH:
        return None
    return _local(said.earliest, zone), _local(said.latest, zone)


def _described(entries: Sequence[Entry], marks: Sequence[_Mark], zone: tzinfo) -> Iterator[Time]:
    """The time of each description that says when it began."""
    ends = [(span, entry) for entry in entries if (span := _span(entry, "ended", zone))]
    for entry in entries:
        began = _span(entry, "began", zone)
        if began is None:
            continue
        own = [span for span, by in ends if by is entry]
        if own:
            end, by = _own_end(began[0], own[0], entry, marks)
        else:
            end, by = _next_end(began[0], ends, marks)
        yield Time(began[0], end, (entry,), by)


End = tuple[date | None, tuple[Entry, ...]]


def _own_end(start: date, span: tuple[date, date], entry: Entry, marks: Sequence[_Mark]) -> End:
    """As described; to the day, where the child came out within the month that is named."""
    for mark in marks:
        if not mark.back and max(start, span[0]) <= mark.on <= span[1]:
            return mark.on, (entry, mark.entry)
    return (span[1], (entry,)) if span[1] >= start else (None, ())


def _next_end(
    start: date, ends: Sequence[tuple[tuple[date, date], Entry]], marks: Sequence[_Mark]
) -> End:
    """The first end that another description or a way out gives; none once the child went back, for
    it had been out before on a day that nobody wrote down.
    """
    mark = next((one for one in marks if one.on >= start), None)
    found = [(span[1], (entry,)) for span, entry in ends if span[1] >= start]
    if mark is not None:
        found = [one for one in found if one[0] <= mark.on]
        if not mark.back:
            found.append((mark.on, (mark.entry,)))
    return min(found, key=lambda one: one[0], default=(None, ()))


def _since_back(mark: _Mark, marks: Sequence[_Mark]) -> Time:
    after = (one for one in marks if not one.back and one.entry.order > mark.entry.order)
    out = next(after, None)
    if out is None:
        return Time(mark.on, None, (mark.entry,))
    return Time(mark.on, out.on, (mark.entry,), (out.entry,))


def _begun_unknown(entries: Sequence[Entry], marks: Sequence[_Mark], zone: tzinfo) -> Time:
    """Nobody says when it began: up to the latest end described, or the first way out."""
    ends = [(span[1], entry) for entry in entries if (span := _span(entry, "ended", zone))]
    if not ends and marks and not marks[0].back:
        ends = [(marks[0].on, marks[0].entry)]
    if not ends:
        return Time(None, None)
    end, entry = max(ends, key=lambda one: one[0])
    return Time(None, end, (), (entry,))


def _joined(times: Iterable[Time]) -> Iterator[Time]:
    """In order, those that overlap as one."""
    held: Time | None = None
    for one in sorted(times, key=lambda time: (time.start or date.min, time.end or date.max)):
        if held is None:
            held = one
        elif _inside(held, one):
            held = _longer(held, one)
        else:
            yield held
            held = one
    if held is not None:
        yield held


def _inside(held: Time, one: Time) -> bool:
    """Whether it begins before the other is over. Without an end of its own it must begin well
    before: who went back on the day of coming out is back.
    """
    if held.end is None or one.start is None:
        return False
    return one.start < held.end if one.end is None else one.start <= held.end + A_DAY


def _longer(held: Time, one: Time) -> Time:
    if one.end is None or held.end is None or one.end <= held.end:
        return held
    return replace(held, end=one.end, ended_by=one.ended_by)


def _few(times: list[Time]) -> list[Time]:
    while len(times) > MOST:
        nearest = min(range(len(times) - 1), key=lambda at: (_gap(times[at], times[at + 1]), at))
        one, other = times[nearest : nearest + 2]
        end = other.end if one.end else None  # what is not known in it is not known of both
        together = Time(one.start, end, one.begun_by, other.ended_by if end else ())
        times = [*times[:nearest], together, *times[nearest + 2 :]]
    return times


def _gap(one: Time, other: Time) -> timedelta:
    if one.end is None or other.start is None:
        return timedelta(0)
    return other.start - one.end
