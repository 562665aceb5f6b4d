"""Where duties stay behind: the largest numbers that may be shown, and the longest waits. Pure.

What is hidden is not ranked: its place among the others would tell of it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from amparo.release.rapporteur.fulfilment import Fulfilled
from amparo.release.rapporteur.tally import OVERDUE

MOST: Final = 5
HOURS_A_DAY: Final = 24


@dataclass(frozen=True, slots=True)
class Bottlenecks:
    """Duties, the worst first. `slow`: their median time against the time they should take."""

    overdue: tuple[Fulfilled, ...]
    seldom_in_time: tuple[Fulfilled, ...]
    slow: tuple[Fulfilled, ...]
    of_authorities: tuple[Fulfilled, ...]

    def __bool__(self) -> bool:
        return bool(self.overdue or self.seldom_in_time or self.slow)


def bottlenecks(of_duties: list[Fulfilled], of_authorities: list[Fulfilled]) -> Bottlenecks:
    """At most five duties each, and the kinds of authority with most overdue."""
    return Bottlenecks(
        overdue=_worst(of_duties, lambda one: one.numbers[OVERDUE]),
        seldom_in_time=_worst(of_duties, _not_in_time),
        slow=_worst(of_duties, _over_its_time),
        of_authorities=_worst(of_authorities, lambda one: one.numbers[OVERDUE]),
    )


def _not_in_time(one: Fulfilled) -> float | None:
    return None if one.exact_share is None else float(1 - one.exact_share)


def _over_its_time(one: Fulfilled) -> float | None:
    """By how many hours the median goes beyond the time; where it does not, nothing."""
    if one.median_hours is None or one.rule is None or one.rule.within.months:
        return None
    return max(one.median_hours - one.rule.within.hours, 0)


def _worst(
    every: Iterable[Fulfilled], badness: Callable[[Fulfilled], float | None]
) -> tuple[Fulfilled, ...]:
    found = [(badness(one) or 0, one) for one in every]
    ranked = sorted(
        (pair for pair in found if pair[0] > 0), key=lambda pair: (-pair[0], pair[1].code)
    )
    return tuple(one for _badness, one in ranked[:MOST])
