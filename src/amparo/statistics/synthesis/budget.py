"""What a release costs the people in it: epsilon and delta, which add up over releases.

The same people are in each release of a register, so what two releases give away is at most the sum
(basic composition: Dwork and Roth 2014, theorem 3.16). Finer sums exist; a ledger that is kept for
years by people who did not study them should be one that can be checked on paper.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

STRONG: Final = 1.0
FAIR: Final = 4.0
WEAKEST: Final = 12.0
"""As releases of this kind have used. Above it hardly anything is promised, and that is said."""


@dataclass(frozen=True, slots=True)
class Budget:
    """`length`: the longest combination that was counted."""

    epsilon: float
    delta: float
    length: int


@dataclass(frozen=True, slots=True)
class Spent:
    """What all releases together cost whoever is in all of them."""

    epsilon: float
    delta: float
    releases: int


def spent(releases: Iterable[Budget]) -> Spent:
    """The sum; nothing where there are no releases."""
    every = list(releases)
    return Spent(sum(one.epsilon for one in every), sum(one.delta for one in every), len(every))


def strength(epsilon: float) -> str:
    """A word for how much an epsilon promises: strong, fair or weak."""
    if epsilon <= STRONG:
        return "strong"
    return "fair" if epsilon <= FAIR else "weak"


def sure_at_most(epsilon: float) -> float:
    """Of whether one record was in the data, for whom it was an even bet: of a hundred."""
    sure = 100 / (1 + 2.718281828459045 ** -min(epsilon, 700.0))
    return round(sure) if sure < 99 else min(int(sure * 1000) / 1000, 99.999)


def in_words(epsilon: float) -> str:
    """One sentence for those who read the release.

    What it says is the definition: whoever wonders whether one record was in the data, and thinks
    the odds even, may be this sure of it after the release, at the very most.
    """
    if epsilon > WEAKEST:
        return (
            f"epsilon {epsilon:g} promises next to nothing: somebody who holds it for an even bet "
            "that one record is in the data can be all but certain of it after this release"
        )
    said = {
        "strong": "a strong promise",
        "fair": "a fair promise",
        "weak": "a weak promise, better than none",
    }[strength(epsilon)]
    return (
        f"epsilon {epsilon:g} is {said}: somebody who holds it for an even bet that one record is "
        f"in the data can be up to {sure_at_most(epsilon):g} % sure of it after this release"
    )
