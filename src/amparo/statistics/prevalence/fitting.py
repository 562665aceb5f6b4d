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

SMALL = 2**18
"""Products of larger matrices are shared among threads, which costs more than it brings here."""
FEWEST_AT_ONCE, MOST_AT_ONCE = 16, 1024
MOST_STEPS = 60
HALVINGS = 30
CLOSE = 1e-12
"""A fit has converged when what it gives for every term is as counted, to this share of all."""
CLEAR = 1e3
"""How much larger than what is left open the smallest mean must be, to be sure it is not 0."""
SETTLED = 8
"""From which step on a step is looked at for means that go to 0."""
STILL = 1e-5


@dataclass(frozen=True, eq=False)
class Fits:
    """One row for each fit. `unseen`: the expected number on no list; `means`: by pattern.

    `closed`: it has converged with all means above 0, which proves that it exists; `lost`: it goes
    on for ever in a direction that proves that it does not. Neither: ask `existing`.
    """

    unseen: Floats
    likelihood: Floats
    means: Floats
    closed: Flags
    lost: Flags

    def at(self, rows: Wholes | Flags) -> "Fits":
        return Fits(*(getattr(self, name)[rows] for name in FIELDS))


FIELDS = ("unseen", "likelihood", "means", "closed", "lost")


def sufficient(counts: Floats) -> Floats:
    """By table and term: how many cases are on all lists of the term."""
    return np.asarray(counts @ contained(_lists(counts)).T)


def of_terms(by_term: Floats, terms: Wholes) -> Floats:
    """Of each row the columns of its terms, or of the one row of terms that all share."""
    if len(terms) == 1:
        return np.asarray(np.take(by_term, terms[0], axis=1))
    return np.asarray(by_term[np.arange(len(terms))[:, None], terms])


def pairs_of_terms(by_term: Floats, terms: Wholes) -> Floats:
    """Of each row a matrix: for two of its terms what stands for both together."""
    if len(terms) == 1:
        return np.asarray(np.take(by_term, terms[0][:, None] | terms[0], axis=1))
    width = by_term.shape[1]
    places = terms[:, :, None] | terms[:, None, :]
    places += np.arange(0, by_term.size, width)[:, None, None]
    return np.take(by_term, places)


def possible(counts: Floats, terms: Wholes) -> Flags:
    """By fit and pattern: whether it can occur, which is where none of its terms was left at 0."""
    none = of_terms(sufficient(counts), terms) == 0
    found = _by_pattern(none.astype(float), terms, counts.shape[1]) < 0.5
    found[:, 0] = False
    return found


def _by_pattern(values: Floats, terms: Wholes, width: int) -> Floats:
    """Parameters added up to the patterns that contain their terms."""
    at = np.zeros((len(values), width))
    if len(terms) == 1:
        at[:, terms[0]] = values
    else:
        at[np.arange(len(values))[:, None], terms] = values
    return at @ contained(width.bit_length() - 1)


def fit(counts: Floats, terms: Wholes) -> Fits:
    """Fit each row of terms (fits × parameters, or one row for all) to the same row of counts
    (fits × patterns).

    The parameters of every fit must be identifiable (`existing.identifiable`), or numpy raises
    LinAlgError. The likelihood leaves out nothing, so that it can be compared with others'.
    """
    batch = min(max(SMALL // counts.shape[1] ** 2, FEWEST_AT_ONCE), MOST_AT_ONCE)
    parts = [
        _Newton(counts[first : first + batch],
                terms if len(terms) == 1 else terms[first : first + batch]).run()
        for first in range(0, len(counts), batch)
    ]  # fmt: skip
    if not parts:
        none, flags = np.zeros(0), np.zeros(0, bool)
        return Fits(none, none, np.zeros((0, counts.shape[1])), flags, flags)
    return Fits(*(np.concatenate([getattr(part, name) for part in parts]) for name in FIELDS))


def _lists(counts: Floats) -> int:
    return int(counts.shape[1]).bit_length() - 1


class _Newton:
    """One batch. What has converged leaves it, so that the last few do not hold up the others."""

    def __init__(self, counts: Floats, terms: Wholes) -> None:
        self.counts, self.terms = counts, terms
        self.allowed = possible(counts, terms)
        self.wanted = of_terms(sufficient(counts), terms)
        self.cases = counts.sum(axis=1)
        self.constant = np.zeros(len(counts))
        self.logs = np.zeros_like(counts)
        self.left = np.full(len(counts), np.inf)
        self.lost = np.zeros(len(counts), bool)

    def run(self) -> Fits:
        live = self._start()
        for number in range(MOST_STEPS):
            live = self._step(live, settled=number >= SETTLED)
            if not len(live):
                break
        means = self._means(self.logs, self.allowed)
        least = np.where(self.allowed, means, np.inf).min(axis=1)
        closed = ~self.lost & (least > CLEAR * self.left)
        with np.errstate(over="ignore"):
            unseen = np.exp(self.constant)
        return Fits(unseen, _likelihood(self.counts, means), means, closed, self.lost)

    def _terms(self, rows: Wholes) -> Wholes:
        return self.terms if len(self.terms) == 1 else self.terms[rows]

    def _start(self) -> Wholes:
        """One weighted step from the counts themselves; where that goes astray, from the mean."""
        guess = np.where(self.allowed, self.counts + 0.1, 0.0)
        aim = guess * np.log(guess, where=self.allowed, out=np.zeros_like(guess))
        aim += self.counts - guess
        rows = np.arange(len(self.counts))
        found = self._solve(rows, guess, of_terms(sufficient(aim), self.terms))
        self.constant = found[:, 0]
        self.logs = _by_pattern(found, self.terms, self.counts.shape[1])
        flat = np.log(self.cases / self.allowed.sum(axis=1).clip(1))
        astray = ~(self._height(rows, self.logs) >= self._height(rows, flat[:, None]))
        self.constant[astray] = flat[astray]
        self.logs[astray] = flat[astray, None]
        return rows

    def _solve(self, rows: Wholes, weights: Floats, wanted: Floats) -> Floats:
        """The weights' normal equations; a parameter of minus infinity stays where it is, at 0."""
        curve = pairs_of_terms(sufficient(weights), self._terms(rows))
        none = self.wanted[rows] == 0
        spot = np.arange(none.shape[1])
        curve[:, spot, spot] += none
        return np.where(none, 0.0, np.linalg.solve(curve, wanted[..., None])[..., 0])

    def _step(self, live: Wholes, settled: bool) -> Wholes:
        """One step of those that are live; gives those that go on."""
        means = self._means(self.logs[live], self.allowed[live])
        open_ = self.wanted[live] - of_terms(sufficient(means), self._terms(live))
        self.left[live] = np.abs(open_).max(axis=1)
        on = self.left[live] > CLOSE * self.cases[live]
        going: Wholes = live[on]
        if not len(going):
            return going
        step = self._solve(going, means[on], open_[on])
        by_pattern = _by_pattern(step, self._terms(going), self.counts.shape[1])
        if settled:
            self.lost[going] = self._endless(going, by_pattern)
        self._move(going, step[:, 0], by_pattern)
        return np.asarray(going[~self.lost[going]])

    def _endless(self, rows: Wholes, step: Floats) -> Flags:
        """Some log means fall by 1 at every step and all others stay, those with cases among them.

        In that direction the likelihood never falls: there is no largest one.
        """
        allowed = self.allowed[rows]
        stay = np.abs(step) < STILL
        fall = (step < -0.5) & (self.counts[rows] == 0)
        return np.asarray((stay | fall | ~allowed).all(axis=1) & (fall & allowed).any(axis=1))

    def _move(self, rows: Wholes, constant: Floats, step: Floats) -> None:
        """As far as the likelihood does not fall."""
        logs = self.logs[rows]
        was = self._height(rows, logs)
        was -= 1e-9 * np.abs(was)
        share = np.ones(len(rows))
        moved = logs + step
        fell = np.flatnonzero(~(self._height(rows, moved) >= was))
        for _ in range(HALVINGS):
            if not len(fell):
                break
            share[fell] /= 2
            moved[fell] = logs[fell] + share[fell, None] * step[fell]
            fell = fell[~(self._height(rows[fell], moved[fell]) >= was[fell])]
        share[fell], moved[fell] = 0, logs[fell]
        self.logs[rows] = moved
        self.constant[rows] += share * constant

    def _means(self, logs: Floats, allowed: Flags) -> Floats:
        with np.errstate(over="ignore"):
            return np.where(allowed, np.exp(logs), 0.0)

    def _height(self, rows: Wholes, logs: Floats) -> Floats:
        """The log likelihood but for what the counts alone decide."""
        with np.errstate(over="ignore", invalid="ignore"):
            means = self._means(logs, self.allowed[rows])
            return np.asarray((self.counts[rows] * logs - means).sum(axis=1))


def _likelihood(counts: Floats, means: Floats) -> Floats:
    from scipy.special import gammaln, xlogy  # type: ignore[import-untyped]

    return np.asarray((xlogy(counts, means) - means - gammaln(counts + 1)).sum(axis=1))
