"""How near made-up rows come to the noisy aggregates.

What is compared with the real records tells about them, and a quality report with true errors in it
would be one more release, without noise. So what goes with a release compares rows with what is
published anyway, and says how much noise the aggregates have, which follows from the budget alone.
`compare` with true counts is for those who hold the records, and for measurements.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import combinations
from statistics import fmean, median
from typing import Any, Final

from amparo.statistics.synthesis.records import ABSENT, Combination, Row

SMALL: Final = 10
"""Errors are those of counts from here on: of smaller ones a share says nothing."""
NINETY_FIVE: Final = 1.96


@dataclass(frozen=True, slots=True)
class Errors:
    """Of combinations of one length. `combinations`: how many have a count of 10 or more; `mean`
    and `median` are shares of that count; `lost`: how many of them are not there at all; `made_up`:
    how many are there that were not counted."""

    length: int
    combinations: int
    mean: float
    median: float
    mean_count: float
    lost: int
    made_up: int


@dataclass(frozen=True, slots=True)
class Quality:
    """What goes with a release. `deviations`: by length, of the noise on each published count.

    Besides the noise, counts are too low by what was left out so that nobody counts in too many
    combinations; how much that is only the records could tell.
    """

    records: int
    deviations: Sequence[float]
    rows: Sequence[Errors]

    def within(self) -> tuple[float, ...]:
        """By length: noise moves 95 of 100 counts by less than this."""
        return tuple(NINETY_FIVE * one for one in self.deviations)

    def to_json(self) -> dict[str, Any]:
        return {
            "records": self.records,
            "noise_of_aggregates": [
                {
                    "length": length,
                    "standard_deviation": round(deviation, 2),
                    "within_95_of_100": round(NINETY_FIVE * deviation, 1),
                }
                for length, deviation in enumerate(self.deviations, 1)
            ],
            "rows_beside_aggregates": [_rounded(asdict(one)) for one in self.rows],
        }


def counted(columns: Sequence[str], rows: Iterable[Row], length: int) -> dict[Combination, int]:
    """Every combination of up to `length` values, without noise: of true records this is secret."""
    found: dict[Combination, int] = {}
    for row, many in Counter(tuple(row) for row in rows).items():
        given = sorted(
            (name, cell) for name, cell in zip(columns, row, strict=True) if cell not in ABSENT
        )
        for size in range(1, length + 1):
            for one in combinations(given, size):
                found[one] = found.get(one, 0) + many
    return found


def compare(
    wanted: Mapping[Combination, int], found: Mapping[Combination, int], length: int
) -> Errors:
    """How far `found` is from `wanted`, over combinations of exactly this length."""
    large = {one: many for one, many in wanted.items() if len(one) == length and many >= SMALL}
    off = [abs(found.get(one, 0) - many) for one, many in large.items()]
    shares = [error / many for error, many in zip(off, large.values(), strict=True)]
    return Errors(
        length=length,
        combinations=len(large),
        mean=fmean(shares) if shares else 0.0,
        median=median(shares) if shares else 0.0,
        mean_count=fmean(off) if off else 0.0,
        lost=sum(one not in found for one in large),
        made_up=sum(len(one) == length and one not in wanted for one in found),
    )


def _rounded(said: dict[str, Any]) -> dict[str, Any]:
    return {key: round(one, 4) if isinstance(one, float) else one for key, one in said.items()}
