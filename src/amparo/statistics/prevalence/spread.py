"""The same estimate over lists that were linked at several thresholds.

Wrong links make an estimate smaller, missed ones make it larger, and no interval of one table knows
of either: how far the answers lie apart is part of the answer.
"""

from collections.abc import Sequence
from typing import Final

from amparo.statistics.prevalence.answers import Asked, Progress, Spread
from amparo.statistics.prevalence.estimating import check_asked, estimate
from amparo.statistics.prevalence.refused import NotEstimable
from amparo.statistics.prevalence.tables import Table
from amparo.terms import N_

Named = tuple[str, Table]

OTHER_LISTS: Final = N_("%(name)s: its lists are not those of %(first)s")


def over(
    tables: Sequence[Named], asked: Asked, progress: Progress = lambda done, total: None
) -> Spread:
    """Raises NotEstimable, before anything long is begun, if one of them cannot be worked with."""
    first = set(tables[0][1].lists)
    for name, table in tables:
        if set(table.lists) != first:
            raise NotEstimable(OTHER_LISTS, {"name": name, "first": tables[0][0]})
        try:
            check_asked(table, asked)
        except NotEstimable as refused:
            raise refused.of(name) from refused
    return Spread(tuple((name, estimate(table, asked, progress)) for name, table in tables))
