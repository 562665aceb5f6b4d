"""Which life the child with a number lives: how it begins, whose brother, sister or double it is.

A plot is drawn from the seed and the number alone, so that any process can work out any life, and a
life can ask who comes before and after it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Final

from amparo.demo.chance import Chance

# Lives are made in groups; nobody is joined or related across the border of a group.
GROUP: Final = 50
SPAN = timedelta(days=540)
# This child has an account of their own.
OWN: Final = 0

CASE, SIBLING, DOUBLE, CLOSED, WAITING = "case", "sibling", "double", "closed_at_triage", "waiting"
PLOTS = {CASE: 73, SIBLING: 7, DOUBLE: 7, CLOSED: 10.5, WAITING: 2.5}
# How long ago children were first noticed: most long ago, enough of them these days.
SINCE = {"today": 2, "this_week": 4, "this_month": 10, "before": 84}
WINDOWS = {"today": (0.0, 1.2), "this_week": (1.2, 7), "this_month": (7, 31), "before": (31, 540)}


@dataclass(frozen=True, slots=True)
class Plot:
    """What kind of life, and when it is first noticed; `chance` goes on where the plot ends."""

    index: int
    kind: str
    begins: datetime
    chance: Chance


def plot(seed: int, index: int, until: datetime) -> Plot:
    """The plot of one number; `until` is now in the made-up country."""
    chance = Chance(Random(f"{seed}:{index}"))
    kind = chance.weighed(PLOTS)
    if index == OWN:
        return Plot(index, CASE, until - chance.days(70, 80), chance)
    if index % GROUP == 0 and kind in (SIBLING, DOUBLE):
        kind = CASE
    if kind == WAITING:
        return Plot(index, kind, until - chance.hours(0.1, 4), chance)
    begins = until - chance.days(*WINDOWS[chance.weighed(SINCE)])
    begins = begins.replace(microsecond=0)
    if chance.happens(0.75) and (begins.hour < 7 or begins.hour > 20):
        begins = min(begins.replace(hour=9 + begins.hour % 10), until - timedelta(minutes=9))
    return Plot(index, kind, begins, chance)


def elder(seed: int, index: int, until: datetime) -> int | None:
    """The number of the last life before that is a case of its own; None if the group has none."""
    for before in range(index - 1, index - 1 - index % GROUP, -1):
        if plot(seed, before, until).kind == CASE:
            return before
    return None


def younger(seed: int, index: int, until: datetime) -> list[int]:
    """The numbers of the brothers and sisters that follow a case."""
    found = []
    for after in range(index + 1, index - index % GROUP + GROUP):
        kind = plot(seed, after, until).kind
        if kind == SIBLING:
            found.append(after)
        if kind == CASE:
            break
    return found
