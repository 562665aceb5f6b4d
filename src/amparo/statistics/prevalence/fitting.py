"""Fits many log-linear models to many tables at once: Newton's method, a batch at a time.

A model is a row of terms, a table a row of counts; each row of a batch is one fit. What a term
needs of a table is how many cases are on all its lists; where that is 0, its parameter is minus
infinity: every pattern that contains it is fitted as 0, and takes no part. So the papers say
(Chan, Silverman and Vincent 2021), and so a fit exists more often than one would think, though not
always: `existing` decides, and `closed` here says for which fits it need not be asked.
"""

from dataclasses import dataclass

import numpy as np

from amparo.statistics.prevalence.tables import Flags, Floats, Wholes, contained

BATCH = 512
MOST_STEPS = 40
HALVINGS = 30
CLOSE = 1e-10
"""A fit has converged when what it gives for every term is as counted, to this share of all."""
CLEAR = 1e3
"""How much larger than what is left open the smallest mean must be, to be sure it is not 0."""


@dataclass(frozen=True, eq=False)
class Fits:
    """One row for each fit. `unseen`: the expected number on no list; `means`: by pattern.

    `closed`: it has converged with all means above 0, which proves that it exists.
    """

    unseen: Floats
    likelihood: Floats
    means: Floats
    closed: Flags

    def at(self, rows: Wholes | Flags) -> "Fits":
        return Fits(
            self.unseen[rows], self.likelihood[rows], self.means[rows], self.closed[rows]
        )


def sufficient(counts: Floats) -> Floats:
    """By table and term: how many cases are on all lists of the term."""
    return counts @ contained(_lists(counts)).T


def possible(counts: Floats, terms: Wholes) -> Flags:
    """By fit and pattern: whether it can occur, which is where none of its terms was left at 0."""
    none = sufficient(counts)[np.arange(len(counts))[:, None], terms] == 0
    at = np.zeros((len(counts), counts.shape[1]))
    at[np.arange(len(counts))[:, None], terms] = none
    found = at @ contained(_lists(counts)) < 0.5
    found[:, 0] = False
    return found


def fit(counts: Floats, terms: Wholes) -> Fits:
    """Fit each row of terms (fits × parameters) to the same row of counts (fits × patterns).

    The parameters of every fit must be identifiable (`existing.identifiable`), or numpy raises
    LinAlgError. The likelihood leaves out nothing, so that it can be compared with others'.
    """
    parts = [
        _Newton(counts[first : first + BATCH], terms[first : first + BATCH]).run()
        for first in range(0, len(counts), BATCH)
    ]
    if not parts:
        none = np.zeros(0)
        return Fits(none, none, np.zeros((0, counts.shape[1])), none.astype(bool))
    return Fits(
        *(np.concatenate([getattr(part, name) for part in parts]) for name in _FIELDS)
    )


_FIELDS = ("unseen", "likelihood", "means", "closed")


def _lists(counts: Floats) -> int:
    return int(counts.shape[1]).bit_length() - 1


class _Newton:
    """One batch. What has converged leaves it, so that the last few do not hold up the others."""

    def __init__(self, counts: Floats, terms: Wholes) -> None:
        self.counts, self.terms = counts, terms
        self.upward = contained(_lists(counts))
        self.allowed = possible(counts, terms)
        self.own = np.arange(len(counts))[:, None]
        self.wanted = sufficient(counts)[self.own, terms]
        self.logs = np.zeros_like(counts)  # by term
        self.left = np.full(len(counts), np.inf)

    def run(self) -> Fits:
        live = self._start()
        for _step in range(MOST_STEPS):
            live = live[self._step(live)]
            if not len(live):
                break
        means = self._means(np.arange(len(self.counts)))
        least = np.where(self.allowed, means, np.inf).min(axis=1)
        likelihood = _likelihood(self.counts, means)
        with np.errstate(over="ignore"):
            unseen = np.exp(self.logs[:, 0])
        return Fits(unseen, likelihood, means, least > CLEAR * self.left)

    def _start(self) -> Wholes:
        """One weighted step from the counts themselves; where that goes astray, from the mean."""
        guess = np.where(self.allowed, self.counts + 0.1, 0.0)
        with np.errstate(divide="ignore", invalid="ignore"):
            aim = np.where(guess > 0, guess * np.log(guess) + self.counts - guess, 0.0)
        rows = np.arange(len(self.counts))
        found = self._solve(rows, guess, sufficient(aim)[self.own, self.terms])
        self.logs[self.own, self.terms] = found
        flat = np.log(self.counts.sum(axis=1) / self.allowed.sum(axis=1).clip(1))
        even = _height(self.counts, np.exp(flat)[:, None] * self.allowed, flat[:, None])
        astray = ~(self._height_at(rows) >= even)
        self.logs[astray] = 0
        self.logs[astray, 0] = flat[astray]
        return rows

    def _solve(self, rows: Wholes, weights: Floats, wanted: Floats) -> Floats:
        """The weights' normal equations; a parameter of minus infinity stays where it is, at 0."""
        terms = self.terms[rows]
        sums = weights @ self.upward.T
        either = terms[:, :, None] | terms[:, None, :]
        curve = sums[np.arange(len(rows))[:, None, None], either]
        none = self.wanted[rows] == 0
        spot = np.arange(terms.shape[1])
        curve[:, spot, spot] += none
        return np.where(none, 0.0, np.linalg.solve(curve, wanted[..., None])[..., 0])

    def _step(self, live: Wholes) -> Flags:
        """One step of those that are live; gives which of them have not converged."""
        means = self._means(live)
        terms = self.terms[live]
        open_ = self.wanted[live] - sufficient(means)[np.arange(len(live))[:, None], terms]
        self.left[live] = np.abs(open_).max(axis=1)
        on = self.left[live] > CLOSE * self.counts[live].sum(axis=1)
        going = live[on]
        if len(going):
            self._move(going, self._solve(going, means[on], open_[on]))
        return on

    def _move(self, rows: Wholes, step: Floats) -> None:
        """As far as the likelihood does not fall."""
        before, was = self.logs[rows].copy(), self._height_at(rows)
        share = np.ones(len(rows))
        own = np.arange(len(rows))[:, None]
        terms = self.terms[rows]
        for _ in range(HALVINGS):
            moved = before.copy()
            moved[own, terms] += share[:, None] * step
            self.logs[rows] = moved
            fell = ~(self._height_at(rows) >= was - 1e-9 * np.abs(was))
            if not fell.any():
                return
            share[fell] /= 2
        self.logs[rows[fell]] = before[fell]

    def _means(self, rows: Wholes) -> Floats:
        with np.errstate(over="ignore"):
            return np.where(self.allowed[rows], np.exp(self.logs[rows] @ self.upward), 0.0)

    def _height_at(self, rows: Wholes) -> Floats:
        logs = self.logs[rows] @ self.upward
        with np.errstate(over="ignore"):
            means = np.where(self.allowed[rows], np.exp(logs), 0.0)
        return _height(self.counts[rows], means, logs)


def _height(counts: Floats, means: Floats, logs: Floats) -> Floats:
    """The log likelihood but for what the counts alone decide."""
    return np.asarray((counts * logs - means).sum(axis=1))


def _likelihood(counts: Floats, means: Floats) -> Floats:
    from scipy.special import gammaln, xlogy  # type: ignore[import-untyped]

    return np.asarray((xlogy(counts, means) - means - gammaln(counts + 1)).sum(axis=1))
