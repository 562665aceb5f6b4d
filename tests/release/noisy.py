"""Releases with noise: as an analyst asks for them, and one made by hand without drawing any."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import combinations
from math import sqrt
from random import Random
from typing import Any

from amparo.release.made import Release
from amparo.release.noise.carried import YES, Noisy, as_csv
from amparo.release.noise.drawing import DELTA, RECORDS_SHARE
from amparo.release.noise.tables import tables_of
from amparo.release.spec import TableSpec
from amparo.statistics.synthesis.expected import expected
from amparo.statistics.synthesis.quality import Quality, compare, counted
from amparo.statistics.synthesis.records import Combination, Records
from tests.figure_pages.facts import YEAR
from tests.release.asking import HEAD, spec
from tests.release.site.made_up import released

FIRST = YEAR - 8
"""The facts have few children in one year, of whom noise would leave nothing."""
HEAD_OF_YEARS = HEAD.replace(f"from = {YEAR}", f"from = {FIRST}\nto = {YEAR}")
BARE = "[noise]\nepsilon = 2\nrecords = false\n"
WITH_RECORDS = "[noise]\nepsilon = 2\n"
TABLES = ("sex: sex", "sex-and-movement: sex movement", "forms: forms")


def noisy(*tables: str, noise: str = BARE, head: str = HEAD_OF_YEARS) -> str:
    """As `asking.spec`, with noise."""
    return spec(*tables, head=head) + noise


SMALL = noisy(*TABLES)
COLUMNS = ("forms:begging", "forms:forced_labour", "movement", "sex")
SHAPES = (
    TableSpec("sex", ("sex",)),
    TableSpec("sex-and-movement", ("sex", "movement")),
    TableSpec("forms", ("forms", "sex")),
)


def by_hand(epsilon: float = 2.0, **more: Any) -> Release:
    """A release whose noise is made up as well, of the scales that pac-synth would use."""
    people = Records(COLUMNS, [_person(Random(number)) for number in range(3_000)])
    scales = expected(people, epsilon, 2, DELTA, RECORDS_SHARE)
    counts = _told(counted(COLUMNS, people.rows, 2), scales.first_threshold or 0)
    rows = [_person(Random(number)) for number in range(10_000, 13_010)]
    rows = [row for row in rows if set(counted(COLUMNS, [row], 2)) <= set(counts)]
    found = counted(COLUMNS, rows, 2)
    quality = Quality(
        records=len(rows),
        deviations=scales.deviations(),
        rows=[compare(counts, found, size) for size in (1, 2)],
    )
    noise = Noisy(
        epsilon=epsilon, delta=DELTA, length=2, number=3_004, scales=scales, counts=counts,
        columns=COLUMNS, records=as_csv(COLUMNS, rows), quality=quality.to_json(),
    )  # fmt: skip
    return with_noise(replace(noise, **more))


def with_noise(noise: Noisy) -> Release:
    return replace(released(*tables_of(SHAPES, noise), name="noisy"), threshold=0, noise=noise)


def _told(true: Mapping[Combination, int], least: float) -> dict[Combination, int]:
    """With something added, and without what is left out."""
    found: dict[Combination, int] = {}
    for at, (one, count) in enumerate(sorted(true.items())):
        moved = count + round(10 * sqrt(3) * ((at * 7) % 11 - 5) / 5)
        if moved > (least if len(one) == 1 else 0):
            found[one] = moved
    return {
        one: many for one, many in found.items()
        if all(part in found for part in combinations(one, len(one) - 1) if part)
    }  # fmt: skip


def _person(chance: Random) -> tuple[str, ...]:
    return (
        YES if chance.random() < 0.3 else "",
        YES if chance.random() < 0.5 else "",
        chance.choices(("none", "internal", "cross_border", "refused"), (50, 30, 19, 1))[0],
        chance.choices(("female", "male"), (70, 30))[0],
    )
