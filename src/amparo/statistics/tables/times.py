"""How long it took: the cumulative incidence, from days and how the waiting ended. Pure."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from amparo.statistics.tables.axes import ENDS, HAPPENED, NOT_OWED, WAITING

Waited = tuple[int, str, int]
"""Days, how it ended (`happened`, one of ENDS, `still_waiting`, `not_owed`), how many."""
Day = tuple[int, int, int, int]
"""A day, for how many it came on it, for how many something else, how many waited no longer."""


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


def incidence_by(within: Sequence[Day], within_days: int) -> Fraction:
    """The incidence of what is waited for by the end of `within_days`, as the curve's: of one
    number among thousands nobody needs the way to it. The days are in their order.
    """
    at_risk = sum(map(sum, within)) - sum(day for day, *_ in within)
    each, whole, so_far = 1, at_risk, 0
    for day, came, other, waits in within:
        if day > within_days:
            break
        so_far += each * came
        staying = at_risk - came - other
        at_risk = staying - waits
        if 0 < at_risk < staying:
            each, whole, so_far = each * staying, whole * at_risk, so_far * at_risk
            if whole > LONG:
                each, so_far = each * DECIMALS // whole, so_far * DECIMALS // whole
                whole = DECIMALS
    return Fraction(so_far, whole) if whole else Fraction(0)


LONG = 10**60
"""Beyond it shares are kept to forty decimals: children leave the risk on thousands of days."""
DECIMALS = 10**40


def at(steps: Sequence[Step], days: int, end: str = HAPPENED) -> Fraction:
    """The incidence of one end by a day; 0 before anything ended."""
    before = bisect_right(steps, days, key=lambda step: step.days)
    return steps[before - 1].by(end) if before else Fraction(0)
