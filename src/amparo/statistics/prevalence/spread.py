"""The same estimate over lists that were linked at several thresholds.

Wrong links make an estimate smaller, missed ones make it larger, and no interval of one table knows
of either: how far the answers lie apart is part of the answer.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from amparo.statistics.prevalence.estimating import Asked, Estimate, check_asked, estimate
from amparo.statistics.prevalence.refused import NotEstimable
from amparo.statistics.prevalence.resampling import Progress
from amparo.statistics.prevalence.tables import Table

Named = tuple[str, Table]


@dataclass(frozen=True, slots=True)
class Spread:
    """By table its name and estimate, in the order given. `low`, `high`: of the chosen models."""

    estimates: tuple[tuple[str, Estimate], ...]

    @property
    def low(self) -> float:
        return min(found.estimate for _name, found in self.estimates)

    @property
    def high(self) -> float:
        return max(found.estimate for _name, found in self.estimates)


def over(
    tables: Sequence[Named], asked: Asked, progress: Progress = lambda done, total: None
) -> Spread:
    """Raises NotEstimable, before anything long is begun, if one of them cannot be worked with."""
    first = set(tables[0][1].lists)
    for name, table in tables:
        if set(table.lists) != first:
            raise NotEstimable(f"{name}: its lists are not those of {tables[0][0]}")
        try:
            check_asked(table, asked)
        except NotEstimable as refused:
            raise NotEstimable(f"{name}: {refused}") from refused
    return Spread(tuple((name, estimate(table, asked, progress)) for name, table in tables))
