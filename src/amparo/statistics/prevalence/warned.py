"""What is said with every estimate, and what is said because of what was found.

The warnings are those of the critics: Whitehead and others 2021 (what the method promises, and on
what it rests), Binette and Steorts 2022 (how far off it can be while it looks certain).
"""

from itertools import combinations
from typing import Final

from amparo.statistics.prevalence.graphs import Averaged
from amparo.statistics.prevalence.refused import Note
from amparo.statistics.prevalence.resampling import Resampled
from amparo.statistics.prevalence.tables import ENOUGH_OVERLAP, Table
from amparo.terms import N_

ALWAYS: Final = (
    N_(
        "This is a range of models, not a number that was counted: give the range and the"
        " interval, and never the estimate alone."
    ),
    N_(
        "Lists joined by referral depend on each other by design. A capture is a child found on the"
        " agency's own initiative; if referred children are counted as overlaps, this is wrong."
    ),
    N_(
        "Children who are on two lists and were not recognised make the estimate too large. Repeat"
        " it with lists linked at other thresholds."
    ),
)
ALONE: Final = N_("No case of %(lists)s is on another list: it may be of other people.")
THIN: Final = N_(
    "%(thin)s of %(pairs)s pairs of lists share fewer than %(enough)s cases: %(which)s. One wrong"
    " link changes the answer."
)
APART: Final = N_(
    "Models that these data do not tell apart differ by a factor of %(factor)s: the data do not say"
    " how many there are."
)
MISSING: Final = N_("Left out are models that have no estimate for these data: %(number)s.")
NO_INTERVAL: Final = N_("There is no interval: hardly any bootstrap sample has an estimate.")
AMONG: Final = N_(
    "The interval chooses anew in each of %(samples)s samples. It chooses among the models of"
    " lowest BIC in the table; their number: %(models)s."
)
ANEW: Final = N_("The interval builds the model anew in each of %(samples)s samples.")
FEW: Final = N_(
    "Building a model step by step looks at few models: others that it never met may agree with the"
    " data as well, and give another answer."
)
FAILED: Final = N_("Left out are samples that have no estimate: %(failed)s of %(samples)s.")
TOO_FEW: Final = N_(
    "%(samples)s samples are too few for the ends of an interval: take 1000 or more."
)
WEIGHED: Final = N_("The interval is that of the weighed graphs; nothing was drawn by chance.")
PRIOR: Final = N_(
    "A weight of %(weight)s lies on the graph in which every list depends on every other: there the"
    " data say nothing about who is on no list, only the prior does."
)
CUT: Final = N_("Larger totals than were tried cannot be excluded: there is no upper end.")
HANGS: Final = N_(
    "Leaving out one list changes the answer by more than half: %(lists)s. Find out what is"
    " particular about it before anything is published."
)

TWICE: Final = 2
LIKELY: Final = 0.05
ENOUGH_SAMPLES: Final = 200


def about_table(table: Table) -> list[Note]:
    """Lists that share little, and how little."""
    names = table.lists
    shared = {pair: table.overlap(*pair) for pair in combinations(range(len(names)), 2)}
    alone = [
        name
        for place, name in enumerate(names)
        if not any(number for pair, number in shared.items() if place in pair)
    ]
    thin = [
        f"{names[one]} & {names[other]} ({number})"
        for (one, other), number in shared.items()
        if number < ENOUGH_OVERLAP
    ]
    said = []
    if alone:
        said.append(Note(ALONE, {"lists": ", ".join(alone)}))
    if thin:
        counted = {"thin": len(thin), "pairs": len(shared), "enough": ENOUGH_OVERLAP}
        said.append(Note(THIN, counted | {"which": ", ".join(thin)}))
    return said


def about_models(low: float, high: float, missing: int) -> list[Note]:
    said = []
    if high > TWICE * low:
        said.append(Note(APART, {"factor": round(high / low, 1)}))
    if missing:
        said.append(Note(MISSING, {"number": missing}))
    return said


def about_samples(samples: int, found: Resampled | None, among: int | None) -> list[Note]:
    if found is None:
        return [Note(NO_INTERVAL)]
    said = []
    if among is not None:
        said.append(Note(AMONG, {"samples": samples, "models": among}))
    else:
        said.append(Note(ANEW, {"samples": samples}))
    if found.failed:
        said.append(Note(FAILED, {"failed": found.failed, "samples": samples}))
    if samples < ENOUGH_SAMPLES:
        said.append(Note(TOO_FEW, {"samples": samples}))
    return said


def about_graphs(averaged: Averaged, lists: int) -> list[Note]:
    said = [Note(WEIGHED)]
    whole = (1 << lists) - 1
    full = next(one for one in averaged.graphs if one.graph.cliques == (whole,))
    if full.probability > LIKELY:
        said.append(Note(PRIOR, {"weight": round(full.probability, 2)}))
    if averaged.cut:
        said.append(Note(CUT))
    return said
