"""All hierarchical models of a table, the best first by Schwarz's criterion (BIC).

BIC is parameters times the logarithm of the number of cases, less twice the log likelihood; a
parameter of minus infinity counts as one. Lower is better.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from amparo.statistics.prevalence.existing import Existence
from amparo.statistics.prevalence.fitting import Fits, fit
from amparo.statistics.prevalence.models import Model, hierarchical
from amparo.statistics.prevalence.tables import Flags, Floats, Table, Wholes


@dataclass(frozen=True, slots=True)
class Ranked:
    """A model that exists for these data. `estimate`: observed and unseen together."""

    model: Model
    estimate: float
    bic: float


def rank(table: Table, max_order: int, existence: Existence | None = None) -> list[Ranked]:
    """Every model up to that order that has an estimate, the lowest BIC first."""
    return rank_of(table, hierarchical(len(table.lists), max_order), existence or Existence())


def rank_of(table: Table, models: Sequence[Model], existence: Existence) -> list[Ranked]:
    """Those of the models that have an estimate, the lowest BIC first."""
    by_size: dict[int, list[Model]] = {}
    for model in models:
        by_size.setdefault(len(model), []).append(model)
    found: list[Ranked] = []
    for parameters, same in by_size.items():
        terms = np.array(same)
        counts = np.broadcast_to(table.counts, (len(same), len(table.counts)))
        rows, fits = fitted(counts, terms, existence)
        bic = bic_of(fits.likelihood, parameters, table.observed)
        found += (
            Ranked(same[row], table.observed + float(unseen), float(value))
            for row, unseen, value in zip(rows, fits.unseen, bic, strict=True)
        )
    return sorted(found, key=lambda one: (one.bic, one.model))


def bic_of(likelihood: Floats, parameters: int, cases: int) -> Floats:
    return np.asarray(parameters * np.log(cases) - 2 * likelihood)


def fitted(counts: Floats, terms: Wholes, existence: Existence) -> tuple[Wholes, Fits]:
    """The fits that exist, and which rows they are of (rows as `fitting.fit` takes them)."""
    rows = np.flatnonzero(existence.identifiable(counts, terms))
    fits = fit(counts[rows], terms if len(terms) == 1 else terms[rows])
    sure: Flags = fits.closed.copy()
    for place in np.flatnonzero(~sure & ~fits.lost):
        row = rows[place]
        model = terms[0 if len(terms) == 1 else row]
        sure[place] = existence.exists(counts[row], tuple(model.tolist()))
    return rows[sure], fits.at(sure)
