"""Tables made up by chance: up to four dimensions, sparse or full, with all sums, some or none."""

from dataclasses import dataclass
from itertools import product
from random import Random

from tests.disclosure.attacker import TOTAL, Codes, places

THRESHOLDS = (2, 3, 5, 11, 11, 11, 20)


@dataclass(frozen=True)
class Made:
    """rows: as the owner has them. truth: every cell that can be."""

    rows: list[tuple[Codes, int]]
    truth: dict[Codes, int]
    threshold: int
    impossible: bool

    @property
    def dimensions(self) -> list[str]:
        return [f"d{axis}" for axis in range(len(self.rows[0][0]))]


def table(seed: int) -> Made:
    """The table of a number: always the same."""
    chance = Random(seed)
    size = chance.choice((1, 2, 2, 3, 3, 4))
    most = {1: 12, 2: 6, 3: 4, 4: 3}[size]
    codes = [[f"c{n}" for n in range(chance.randint(1, most))] for _ in range(size)]
    dense, mean = chance.choice((0.3, 0.7, 1.0)), chance.choice((2, 10, 40, 200))
    every = {
        cell: int(chance.expovariate(1 / mean)) if chance.random() < dense else 0
        for cell in product(*codes)
    }
    listed = {cell for cell, count in every.items() if count or chance.random() < 0.6}
    impossible = chance.random() < 0.3
    if not listed:
        listed = set(every)
    used = [sorted({cell[axis] for cell in listed}) for axis in range(size)]
    truth = {cell: every[cell] for cell in product(*used) if cell in listed or not impossible}
    sums = [place for place in places(sorted(truth)) if TOTAL in place]
    rows = [(cell, every[cell]) for cell in sorted(listed)]
    rows += [(place, _sum(truth, place)) for place in _given(sums, chance)]
    chance.shuffle(rows)
    return Made(rows, truth, chance.choice(THRESHOLDS), impossible)


def _given(sums: list[Codes], chance: Random) -> list[Codes]:
    """All sums, none, all of some kinds, or any."""
    how = chance.choice(("all", "all", "none", "kinds", "any"))
    if how == "kinds":
        kinds = sorted({tuple(code == TOTAL for code in place) for place in sums})
        kept = {kind for kind in kinds if chance.random() < 0.6}
        return [place for place in sums if tuple(code == TOTAL for code in place) in kept]
    share = {"all": 1.0, "none": 0.0, "any": 0.6}[how]
    return [place for place in sums if chance.random() < share]


def _sum(truth: dict[Codes, int], place: Codes) -> int:
    return sum(
        count for cell, count in truth.items()
        if all(code in (TOTAL, at) for code, at in zip(place, cell, strict=True))
    )  # fmt: skip
