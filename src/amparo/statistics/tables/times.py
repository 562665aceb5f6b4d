"""How long it took: medians and cumulative incidence, from days and how the waiting ended.

Pure. A child for whom it never came counts as waiting without end, not as one who is left out: a
median over those alone for whom it came would praise a system that appoints few and appoints them
quickly.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
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
    shares: Mapping[str, int]
    """Of each end, over `whole`: made a Fraction only where it is read."""
    whole: int

    @property
    def by_end(self) -> dict[str, Fraction]:
        return {end: Fraction(share, self.whole) for end, share in self.shares.items()}

    def by(self, end: str) -> Fraction:
        return Fraction(self.shares.get(end, 0), self.whole)


def incidence(rows: Iterable[Waited], within_days: int | None = None) -> list[Step]:
    """The cumulative incidence of each end (Aalen and Johansen 1978), exact.

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
    """Each child at risk stands for the same share, which grows as others leave the risk unseen."""
    each, whole = 1, at_risk
    so_far = dict.fromkeys((HAPPENED, *ENDS), 0)
    for days in sorted(by_day):
        if within_days is not None and days > within_days:
            return
        gone = 0
        for end, number in by_day[days].items():
            if end != WAITING:
                so_far[end] = so_far.get(end, 0) + each * number
                gone += number
        if gone:
            yield Step(days, at_risk, so_far.copy(), whole)
        staying = at_risk - gone
        at_risk = staying - by_day[days].get(WAITING, 0)
        if 0 < at_risk < staying:
            each, whole = each * staying, whole * at_risk
            so_far = {end: share * at_risk for end, share in so_far.items()}
            if whole > LONG:
                each = each * DECIMALS // whole
                so_far = {end: share * DECIMALS // whole for end, share in so_far.items()}
                whole = DECIMALS


LONG = 10**60
"""Beyond it shares are kept to forty decimals: children leave the risk on thousands of days."""
DECIMALS = 10**40


def at(steps: Sequence[Step], days: int, end: str = HAPPENED) -> Fraction:
    """The incidence of one end by a day; 0 before anything ended."""
    before = bisect_right(steps, days, key=lambda step: step.days)
    return steps[before - 1].by(end) if before else Fraction(0)
