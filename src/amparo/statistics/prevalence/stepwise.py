"""One model, built pair by pair: each time the overlap that the model explains least.

It begins with lists that are independent. For every pair that is not in the model it asks how
probable an overlap as small, or as large, as the counted one would be, and takes in the least
probable while that is below the threshold. A pair with which the model has no estimate is passed
over.
"""

from itertools import combinations

import numpy as np

from amparo.statistics.prevalence.existing import Existence
from amparo.statistics.prevalence.fitting import sufficient
from amparo.statistics.prevalence.models import independent, ordered
from amparo.statistics.prevalence.ranking import Ranked, bic_of, fitted
from amparo.statistics.prevalence.refused import NotEstimable
from amparo.statistics.prevalence.tables import Floats, Table, Wholes
from amparo.statistics.prevalence.tails import log_p
from amparo.terms import N_

THRESHOLD = 0.02
NONE = N_("not even independent lists have an estimate: the lists overlap too little")


def steps(table: Table, threshold: float = THRESHOLD) -> list[Ranked]:
    """Every model on the way, the last and chosen one first. Raises NotEstimable."""
    found: list[Ranked] = []
    walk = _Walk(table.counts[None], threshold)
    while len(walk.live):
        model = ordered(walk.terms[0].tolist())
        value = bic_of(walk.likelihood[:1], len(model), table.observed)[0]
        found.insert(0, Ranked(model, table.observed + float(walk.unseen[0]), float(value)))
        walk.step()
    if not found:
        raise NotEstimable(NONE)
    return found


def chosen(counts: Floats, threshold: float = THRESHOLD) -> Floats:
    """How many are on no list, for many tables (rows) at once; nan where nothing exists."""
    walk = _Walk(counts, threshold)
    while len(walk.live):
        walk.step()
    return walk.unseen


class _Walk:
    """All tables take a step at a time, so that the models of all have the same size."""

    def __init__(self, counts: Floats, threshold: float) -> None:
        lists = int(counts.shape[1]).bit_length() - 1
        self.counts, self.threshold = counts, threshold
        self.pairs = np.array(
            [1 << one | 1 << other for one, other in combinations(range(lists), 2)]
        )
        self.seen = sufficient(counts)[:, self.pairs]
        self.existence = Existence()
        self.unseen = np.full(len(counts), np.nan)
        self.likelihood = np.full(len(counts), np.nan)
        self.means = np.zeros_like(counts)
        self.terms = np.array([independent(lists)] * len(counts))
        self.live = self._fit(np.arange(len(counts)), self.terms)

    def _fit(self, rows: Wholes, terms: Wholes) -> Wholes:
        """Fit the rows; those for which it exists take the fit over, and are given back."""
        good, fits = fitted(self.counts[rows], terms, self.existence)
        done = rows[good]
        self.unseen[done], self.likelihood[done] = fits.unseen, fits.likelihood
        self.means[done] = fits.means
        return done

    def step(self) -> None:
        """Each live table takes in one more pair, or has reached its model."""
        wider = np.pad(self.terms, ((0, 0), (0, 1)))
        improbable = self._improbable()
        waiting, took = self.live, [self.live[:0]]
        while len(waiting):
            best = improbable[waiting].argmin(axis=1)
            going = improbable[waiting, best] < np.log(self.threshold)
            waiting, best = waiting[going], best[going]
            wider[waiting, -1] = self.pairs[best]
            improbable[waiting, best] = 0
            done = self._fit(waiting, wider[waiting])
            took.append(done)
            waiting = np.setdiff1d(waiting, done)
        self.terms, self.live = wider, np.sort(np.concatenate(took))

    def _improbable(self) -> Floats:
        """By table and pair the log probability; 0 for pairs that are in the model."""
        found = np.zeros(self.seen.shape)
        expected = sufficient(self.means[self.live])[:, self.pairs]
        absent = (self.terms[self.live][:, :, None] != self.pairs).all(axis=1)
        found[self.live] = np.where(absent, log_p(self.seen[self.live], expected), 0.0)
        return found
