"""What is said with every estimate, and what is said because of what was found.

The warnings are those of the critics: Whitehead and others 2021 (what the method promises, and on
what it rests), Binette and Steorts 2022 (how far off it can be while it looks certain).
"""

from itertools import combinations
from typing import Final

from amparo.statistics.prevalence.graphs import Averaged
from amparo.statistics.prevalence.resampling import Resampled
from amparo.statistics.prevalence.tables import ENOUGH_OVERLAP, Table
from amparo.terms import N_

QUESTIONS: Final = {
    "referral": N_(
        "Does any of these agencies tell another of the children it finds? A child who was referred"
        " is on both lists because of that. Count a child on a list only where that agency came"
        " upon it on its own initiative; a referred child is no overlap."
    ),
    "linked": N_(
        "Were the lists linked, so that each child is one line, however it is spelled? Every pair"
        " that was missed makes the estimate larger."
    ),
    "same": N_(
        "Are all lists about the same children: the same place, period, ages and definition? A"
        " child whom a list could not have held is not missing from it."
    ),
    "closed": N_(
        "Could any child have come or gone in between: crossed the border, turned 18, died? Then"
        " take a shorter period."
    ),
    "unlike": N_(
        "Are there children whom none of these agencies could ever find? They are in no estimate."
    ),
}
"""What is to be answered before anything is computed, in this order."""

RANGE: Final = N_(
    "This is a range of models, not a number that was counted: give the range and the interval, and"
    " never the estimate alone."
)
REFERRAL: Final = N_(
    "Lists joined by referral depend on each other by design. A capture is a child found on the"
    " agency's own initiative; if referred children are counted as overlaps, this is wrong."
)
LINKED: Final = N_(
    "Children who are on two lists and were not recognised make the estimate too large. Repeat it"
    " with lists linked at other thresholds."
)

FEW: Final = N_(
    "Building a model step by step looks at few models: others that it never met may agree with the"
    " data as well, and give another answer."
)

TWICE: Final = 2
LIKELY: Final = 0.05


def always() -> list[str]:
    return [RANGE, REFERRAL, LINKED]


def about_table(table: Table) -> list[str]:
    """Lists that share little, and how little."""
    names = table.lists
    shared = {pair: table.overlap(*pair) for pair in combinations(range(len(names)), 2)}
    alone = [
        name for place, name in enumerate(names)
        if not any(number for pair, number in shared.items() if place in pair)
    ]  # fmt: skip
    thin = [
        f"{names[one]} and {names[other]} ({number})"
        for (one, other), number in shared.items()
        if number < ENOUGH_OVERLAP
    ]
    said = []
    if alone:
        said.append(f"No case of {', '.join(alone)} is on another list: it may be of other people.")
    if thin:
        said.append(
            f"{len(thin)} of {len(shared)} pairs of lists share fewer than {ENOUGH_OVERLAP} cases:"
            f" {', '.join(thin)}. One wrong link changes the answer."
        )
    return said


def about_models(low: float, high: float, missing: int, kind: str) -> list[str]:
    said = []
    if high > TWICE * low:
        said.append(
            f"The {kind}s that these data do not tell apart differ by a factor of"
            f" {high / low:.1f}: the data do not say how many there are."
        )
    if missing:
        said.append(f"{missing} {kind}s have no estimate for these data and were left out.")
    return said


def about_samples(samples: int, found: Resampled | None, among: int | None) -> list[str]:
    if found is None:
        return ["There is no interval: hardly any bootstrap sample has an estimate."]
    said = []
    if among is not None:
        said.append(
            f"The interval chooses anew in each of {samples} samples, among the {among} models of"
            " lowest BIC in the table."
        )
    else:
        said.append(f"The interval builds the model anew in each of {samples} samples.")
        said.append(FEW)
    if found.failed:
        said.append(f"{found.failed} of {samples} samples have no estimate and were left out.")
    if samples < ENOUGH_SAMPLES:
        said.append(
            f"{samples} samples are too few for the ends of an interval: take 1000 or more."
        )
    return said


ENOUGH_SAMPLES: Final = 200


def about_graphs(averaged: Averaged, lists: int) -> list[str]:
    said = ["The interval is that of the weighed graphs; nothing was drawn by chance."]
    whole = (1 << lists) - 1
    full = next(one for one in averaged.graphs if one.graph.cliques == (whole,))
    if full.probability > LIKELY:
        said.append(
            f"A weight of {full.probability:.2f} lies on the graph in which every list depends on"
            " every other: there the data say nothing about who is on no list, only the prior does."
        )
    if averaged.cut:
        said.append("Larger totals than were tried cannot be excluded: there is no upper end.")
    return said
