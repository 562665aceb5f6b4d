"""What is wrong with a release with noise, as far as its file alone can tell.

The second accountant adds up anew what the noise cost, from the scales that the file says were
used; every number is looked up among the noisy counts; made-up records must not say more than
these. That the scales are those that were used, only the ledger's own deployment knows.
"""

from collections.abc import Iterator
from itertools import combinations
from math import floor
from typing import Final

from amparo.release.made import TOTAL, Codes, Release
from amparo.release.noise.carried import Noisy, rows_of
from amparo.release.noise.tables import tables_of
from amparo.statistics.synthesis.accounting import account
from amparo.statistics.synthesis.quality import Quality, compare, counted
from amparo.statistics.synthesis.refused import NotSynthesisable

LARGEST_DELTA: Final = 1e-5
MOST_TOLD: Final = 20


def faults(release: Release) -> list[str]:
    """One line for each; none for a release without noise."""
    if release.noise is None:
        return []
    found = [*_of_cost(release.noise), *_of_counts(release.noise)]
    found += _of_tables(release, release.noise)
    found += _of_records(release.noise)
    rest = len(found) - MOST_TOLD
    return found[:MOST_TOLD] + ([f"and {rest} more"] if rest > 0 else [])


def _of_cost(noisy: Noisy) -> Iterator[str]:
    if noisy.delta > LARGEST_DELTA:
        yield f"delta {noisy.delta:g} (the chance that the promise fails) is over {LARGEST_DELTA:g}"
    try:
        account(noisy.scales, noisy.epsilon, noisy.delta)
    except NotSynthesisable as error:
        yield str(error).removesuffix(": nothing is written")
    except (ArithmeticError, ValueError):
        yield "what the noise costs cannot be added up"


def _of_counts(noisy: Noisy) -> Iterator[str]:
    """Counts of a length of which no noise is said; single values that few children may have."""
    # The library compares a count before it rounds it.
    least = floor((noisy.scales.first_threshold or 0) + 0.5)
    for one, count in sorted(noisy.counts.items()):
        size = len(one)
        if not noisy.scales.used_sigmas[size - 1]:
            yield f"{_said(one)}: counted, and of {size} values together no noise is said"
        elif size == 1 and count < least:
            yield f"{_said(one)}: below {least}, which is not kept out as promised"


def _of_tables(release: Release, noisy: Noisy) -> Iterator[str]:
    """What does not follow from the noisy counts, or is not there and does."""
    longest = max(len(table.axes) for table in release.tables)
    if longest > noisy.length:
        yield f"a table has {longest} axes and {noisy.length} values were counted together"
        return
    for table, whole in zip(release.tables, tables_of(release.tables, noisy), strict=True):
        if set(table.counts) != set(whole.counts):
            yield f"{table.name}: does not have the rows that follow from the noisy counts"
            continue
        for codes, count in sorted(table.counts.items()):
            if whole.counts[codes] != count:
                yield f"{table.name}: {_place(codes)}: is not among the noisy counts"


def _of_records(noisy: Noisy) -> Iterator[str]:
    """Made-up lines say nothing that the noisy counts do not say, and are as near as is said."""
    if not noisy.records:
        return
    rows = rows_of(noisy)
    found = counted(noisy.columns, rows, noisy.length)
    for one in sorted(found):
        if len(one) <= 2 and any(
            part not in noisy.counts
            for size in range(1, len(one) + 1)
            for part in combinations(one, size)
        ):
            yield f"made-up records: {_said(one)}: is not among the noisy counts"
    sizes = range(1, noisy.length + 1)
    quality = Quality(
        records=len(rows),
        deviations=noisy.scales.deviations(),
        rows=[compare(noisy.counts, found, size) for size in sizes],
    )
    if noisy.quality != quality.to_json():
        yield "made-up records: their quality is not what is said of it"


def _said(one: tuple[tuple[str, str], ...]) -> str:
    return " / ".join(f"{column} {value}" for column, value in one)


def _place(codes: Codes) -> str:
    return " / ".join(codes) or TOTAL
