"""Where duties stay behind: the largest numbers that may be shown, and the longest waits. Pure.

What is hidden is not ranked: its place among the others would tell of it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from amparo.protocol import Duration, DutyRule
from amparo.release.rapporteur.fulfilment import Fulfilled
from amparo.release.rapporteur.tally import IN_TIME, LATE, OVERDUE

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
    """The share that was not, at least: between bounds only that is known."""
    return None if one.share is None else float(1 - one.share[1])


def _over_its_time(one: Fulfilled) -> float | None:
    """By how many hours the median goes beyond the time; where it does not, nothing.

    A duty may have several times, and some are moved later: a median beyond its longest says
    nothing where most of those that were met were met in time all the same.
    """
    if one.median_hours is None or one.rule is None:
        return None
    longest = longest_time(one.rule)
    if longest.months or (one.numbers[IN_TIME] or 0) > (one.numbers[LATE] or 0):
        return None
    return max(one.median_hours - longest.hours, 0)


def longest_time(rule: DutyRule) -> Duration:
    """The longest that a duty may take."""
    again = [rule.repeats_within] if rule.repeats_within else []
    every = (rule.within, *rule.variants.values(), *again)
    return max(every, key=lambda one: (one.months, one.hours))


def _worst(
    every: Iterable[Fulfilled], badness: Callable[[Fulfilled], float | None]
) -> tuple[Fulfilled, ...]:
    found = [(badness(one) or 0, one) for one in every]
    ranked = sorted(
        (pair for pair in found if pair[0] > 0), key=lambda pair: (-pair[0], pair[1].code)
    )
    return tuple(one for _badness, one in ranked[:MOST])
