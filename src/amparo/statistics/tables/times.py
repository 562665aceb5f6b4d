"""How long it took: medians and cumulative incidence, from days and how the waiting ended.

Pure. A child for whom it never came counts as waiting without end, not as one who is left out: a
median over those alone for whom it came would praise a system that appoints few and appoints them
quickly.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from amparo.statistics.tables.axes import ENDS, HAPPENED, NOT_OWED, WAITING

Waited = tuple[int, str, int]
"""Days, how it ended (`happened`, one of ENDS, `still_waiting`, `not_owed`), how many."""


@dataclass(frozen=True, slots=True)
class Median:
    """`days` None: for more than half it had not come by then. `of`: whose time has run.

    `waiting`: those whose time has not yet run, who are left out and counted here.
    """

    days: int | None
    of: int
    never: int
    waiting: int


def median(rows: Iterable[Waited], within_days: int) -> Median:
    """The day by which it had come for half of those whose time has run, at most `within_days`.

    Time has run for a child where it came, where something else ended the waiting, or where it was
    waited for `within_days`. The rows must be of children noticed at least so long ago
    (`making` sees to it), or those for whom it came quickly would weigh too much.
    """
    came: dict[int, int] = {}
    never = waiting = 0
    for days, end, number in rows:
        if end == HAPPENED and days <= within_days:
            came[days] = came.get(days, 0) + number
        elif end == WAITING and days < within_days:
            waiting += number
        elif end != NOT_OWED:
            never += number
    total = sum(came.values()) + never
    so_far = 0
    for days in sorted(came):
        so_far += came[days]
        if 2 * so_far >= total:
            return Median(days, total, never, waiting)
    return Median(None, total, never, waiting)


@dataclass(frozen=True, slots=True)
class Step:
    """By the end of day `days`: how many were still waiting before it, and each incidence."""

    days: int
    at_risk: int
    by_end: dict[str, Fraction]


def incidence(rows: Iterable[Waited], within_days: int | None = None) -> list[Step]:
    """The cumulative incidence of each end (Aalen and Johansen 1978), exact, as Fractions.

    Who is `still_waiting` is known to have waited so many days and no more: they count among those
    at risk on their last day and leave after it. Competing ends take children out of the waiting;
    they do not count as if it might still come.
    """
    by_day: dict[int, dict[str, int]] = {}
    for days, end, number in rows:
        if end != NOT_OWED:
            day = by_day.setdefault(days, {})
            day[end] = day.get(end, 0) + number
    at_risk = sum(number for day in by_day.values() for number in day.values())
    return list(_steps(by_day, at_risk, within_days))


def _steps(
    by_day: dict[int, dict[str, int]], at_risk: int, within_days: int | None
) -> Iterable[Step]:
    waiting = Fraction(1)
    so_far = {end: Fraction(0) for end in (HAPPENED, *ENDS)}
    for days in sorted(by_day):
        if within_days is not None and days > within_days:
            return
        ended = {end: number for end, number in by_day[days].items() if end != WAITING}
        for end, number in ended.items():
            came = waiting * Fraction(number, at_risk)
            so_far[end] = _short(so_far.get(end, Fraction(0)) + came)
        if ended:
            yield Step(days, at_risk, dict(so_far))
        waiting = _short(waiting * Fraction(at_risk - sum(ended.values()), at_risk))
        at_risk -= sum(by_day[days].values())


LONG = 10**60
DECIMALS = 10**40


def _short(share: Fraction) -> Fraction:
    """The share itself; where children drop out on thousands of days, to forty decimals."""
    if share.denominator <= LONG:
        return share
    return Fraction(round(share * DECIMALS), DECIMALS)


def at(steps: Sequence[Step], days: int, end: str = HAPPENED) -> Fraction:
    """The incidence of one end by a day; 0 before anything ended."""
    before = [step for step in steps if step.days <= days]
    return before[-1].by_end.get(end, Fraction(0)) if before else Fraction(0)
