"""What a table says about how many there are: a range of models, with what speaks against each.

A single number would be read as if it had been counted. So all models stand in the answer, beside
the interval that chooses anew, beside what comes out when a list is left out, and beside what must
be known before any of it is believed.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from amparo.statistics.prevalence import graphs, stepwise
from amparo.statistics.prevalence.answers import (
    AS_USUAL,
    BAYES,
    BIC,
    LISTS_TO_LEAVE_OUT,
    STEPWISE,
    Asked,
    Estimate,
    Interval,
    Progress,
    Tried,
    Without,
)
from amparo.statistics.prevalence.models import Model, hierarchical, named
from amparo.statistics.prevalence.ranking import Ranked, rank
from amparo.statistics.prevalence.refused import Note, NotEstimable
from amparo.statistics.prevalence.resampling import ByBic, Choice, Stepwise, resample
from amparo.statistics.prevalence.tables import Table, check_estimable
from amparo.statistics.prevalence.warned import (
    ALWAYS,
    FEW,
    HANGS,
    about_graphs,
    about_models,
    about_samples,
    about_table,
)
from amparo.terms import N_

WITHIN: Final = 10
"""Models whose BIC is within so much of the lowest are not told apart: those further away have
very strong evidence against them (Kass and Raftery 1995). Together they are the range."""
LEVELS: Final = (0.95, 0.80)

NO_MODEL: Final = N_("no model has an estimate for these data: the lists overlap too little")


def estimate(
    table: Table, asked: Asked = AS_USUAL, progress: Progress = lambda done, total: None
) -> Estimate:
    """Raises NotEstimable where the table is too little, or no model has an estimate."""
    check_asked(table, asked)
    found = _found(table, asked)
    sampled, said = found.interval(table, asked, progress)
    without = _each_left_out(table, asked)
    near = found.near()
    return Estimate(
        lists=table.lists,
        observed=table.observed,
        estimate=found.estimate,
        interval95=sampled[0],
        interval80=sampled[1],
        method=asked.method_for(len(table.lists)),
        models=tuple(found.tried(table)),
        low=min(near),
        high=max(near),
        near=len(near),
        without=without,
        warnings=(
            *map(Note, ALWAYS),
            *about_table(table),
            *about_models(min(near), max(near), found.missing),
            *said,
            *_about_left_out(found.estimate, without),
        ),
    )


def check_asked(table: Table, asked: Asked) -> None:
    """Raises NotEstimable before anything long is begun."""
    check_estimable(table)
    asked.check()
    if asked.method_for(len(table.lists)) == BIC:
        hierarchical(len(table.lists), asked.max_order)


class _ByModels:
    """What is chosen among models that were fitted."""

    def __init__(self, ranked: list[Ranked], choice: Choice, missing: int) -> None:
        self.ranked, self.choice, self.missing = ranked, choice, missing
        self.estimate = ranked[0].estimate

    def near(self) -> list[float]:
        best = min(one.bic for one in self.ranked)
        return [
            one.estimate for one in self.ranked if one is self.ranked[0] or one.bic <= best + WITHIN
        ]

    def tried(self, table: Table) -> list[Tried]:
        return [Tried(named(one.model, table.lists), one.estimate, one.bic) for one in self.ranked]

    def interval(
        self, table: Table, asked: Asked, progress: Progress
    ) -> tuple[Sequence[Interval | None], list[Note]]:
        few = [] if isinstance(self.choice, ByBic) else [Note(FEW)]
        if not asked.samples:
            return (None, None), few
        found = resample(table, self.estimate, self.choice, asked.samples, asked.seed,
                         asked.processes, progress)  # fmt: skip
        among = len(self.choice.models) if isinstance(self.choice, ByBic) else None
        said = [*about_samples(asked.samples, found, among), *few]
        if found is None:
            return (None, None), said
        return [found.interval(level) for level in LEVELS], said


class _ByGraphs:
    """What is averaged over graphs: the weights are the interval, and nothing is drawn."""

    missing = 0

    def __init__(self, averaged: graphs.Averaged) -> None:
        self.averaged = averaged
        self.estimate = averaged.quantile(0.5)

    def near(self) -> list[float]:
        return [
            one.estimate
            for place, one in enumerate(self.averaged.graphs)
            if not place or one.probability >= 0.01
        ]

    def tried(self, table: Table) -> list[Tried]:
        return [
            Tried(named(one.graph.model, table.lists), one.estimate, None, one.probability)
            for one in self.averaged.graphs
        ]

    def interval(
        self, table: Table, asked: Asked, progress: Progress
    ) -> tuple[Sequence[Interval | None], list[Note]]:
        ends = [((1 - level) / 2, (1 + level) / 2) for level in LEVELS]
        found = [(self.averaged.quantile(low), self.averaged.quantile(high)) for low, high in ends]
        return found, about_graphs(self.averaged, len(table.lists))


def _found(table: Table, asked: Asked) -> _ByModels | _ByGraphs:
    method = asked.method_for(len(table.lists))
    if method == BAYES:
        return _ByGraphs(graphs.average(table))
    if method == STEPWISE:
        return _ByModels(stepwise.steps(table), Stepwise(), 0)
    models: Sequence[Model] = hierarchical(len(table.lists), asked.max_order)
    ranked = rank(table, asked.max_order)
    if not ranked:
        raise NotEstimable(NO_MODEL)
    best = tuple(one.model for one in ranked[: asked.best])
    return _ByModels(ranked, ByBic(best), len(models) - len(ranked))


def _each_left_out(table: Table, asked: Asked) -> tuple[Without, ...]:
    if len(table.lists) < LISTS_TO_LEAVE_OUT:
        return ()
    return tuple(_left_out(table, place, asked) for place in range(len(table.lists)))


def _left_out(table: Table, place: int, asked: Asked) -> Without:
    """By the same method: going from stepwise to BIC would be another change at the same time."""
    fewer = table.without(place)
    same = replace(asked, method=asked.method_for(len(table.lists)), samples=0)
    name = table.lists[place]
    try:
        check_asked(fewer, same)
        return Without(name, fewer.observed, _found(fewer, same).estimate)
    except NotEstimable as refused:
        return Without(name, fewer.observed, None, refused.note)


FAR: Final = 1.5


def _about_left_out(whole: float, without: tuple[Without, ...]) -> list[Note]:
    far = [
        one.left_out
        for one in without
        if one.estimate is not None and not 1 / FAR <= one.estimate / whole <= FAR
    ]
    return [Note(HANGS, {"lists": ", ".join(far)})] if far else []
