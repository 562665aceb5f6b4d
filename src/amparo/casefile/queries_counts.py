"""Counts without any child in them, for analysts and rapporteurs. Small cells are not shown.

Published figures need more (a definition, a period, a method); these only say how the work stands
today.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.cache import cache
from django.db.models import Count
from django.utils import timezone

from amparo.access import check_can_act
from amparo.casefile.models import Case
from amparo.people.models import User
from amparo.people.queries import person_for

SMALLEST_SHOWN = 11
DIMENSIONS = ("state", "standing", "movement", "age_band", "sex", "risk")
KEPT_FOR = timedelta(minutes=5)
_CACHE = "amparo.casefile.counts"


@dataclass(frozen=True, slots=True)
class Counts:
    """How many cases there are now, by one thing at a time. None: too few to be shown."""

    at: datetime
    total: int | None
    by: Mapping[str, Mapping[str, int | None]]


def counts(user: User) -> Counts:
    """Raises Refused for anybody whose role does not see counts. At most five minutes old."""
    check_can_act(person_for(user), "see_counts")
    kept: Counts | None = cache.get(_CACHE)
    if kept is None:
        kept = _counted(timezone.now())
        cache.set(_CACHE, kept, KEPT_FOR.total_seconds())
    return kept


def _counted(at: datetime) -> Counts:
    tables: dict[str, Counter[str]] = {name: Counter() for name in DIMENSIONS}
    total = 0
    for row in Case.objects.order_by().values(*DIMENSIONS).annotate(number=Count("id")):
        total += row["number"]
        for name in DIMENSIONS:
            tables[name][row[name] or "unknown"] += row["number"]
    shown = {name: without_small(table) for name, table in tables.items()}
    return Counts(at, total if total >= SMALLEST_SHOWN else None, shown)


def without_small(table: Mapping[str, int]) -> dict[str, int | None]:
    """A table with small cells hidden, and one more where a single hidden cell follows from the
    total.
    """
    hidden = {name for name, number in table.items() if 0 < number < SMALLEST_SHOWN}
    if len(hidden) == 1:
        others = [name for name, number in table.items() if name not in hidden and number]
        hidden.update(sorted(others, key=lambda name: table[name])[:1])
    return {name: None if name in hidden else number for name, number in sorted(table.items())}
