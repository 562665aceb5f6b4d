"""How sure an estimate is, the choice of the model included: bias-corrected accelerated bootstrap.

Cases are drawn again from those observed, and the model is chosen anew for each sample (Silverman,
Chan and Vincent 2024): an interval within one model would only say how sure one is if that model
were known to be true. By BIC it is chosen among the best models of the observed table; with all of
them it takes much longer and says about the same.
"""

import multiprocessing
import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from math import isnan

import numpy as np

from amparo.statistics.prevalence import stepwise
from amparo.statistics.prevalence.answers import BEST_MODELS as BEST_MODELS
from amparo.statistics.prevalence.answers import Interval, Progress
from amparo.statistics.prevalence.existing import Existence
from amparo.statistics.prevalence.models import Model
from amparo.statistics.prevalence.ranking import bic_of, fitted
from amparo.statistics.prevalence.tables import Floats, Table

WORTH_SHARING = 1_500_000
"""Fits times patterns from which on it pays to start processes."""
PIECES = 10


@dataclass(frozen=True, slots=True)
class ByBic:
    """The model of lowest BIC among these."""

    models: tuple[Model, ...]

    @property
    def fits(self) -> int:
        return len(self.models)

    def __call__(self, counts: Floats) -> Floats:
        """How many are on no list, for each row of counts; nan where no model exists."""
        existence = Existence()
        cases = counts.sum(axis=1)
        best = np.full(len(counts), np.inf)
        unseen = np.full(len(counts), np.nan)
        for model in self.models:
            rows, fits = fitted(counts, np.array([model]), existence)
            bic = bic_of(fits.likelihood, len(model), cases[rows])
            better = bic < best[rows]
            best[rows[better]] = bic[better]
            unseen[rows[better]] = fits.unseen[better]
        return unseen


@dataclass(frozen=True, slots=True)
class Stepwise:
    """The model that is built pair by pair."""

    threshold: float = stepwise.THRESHOLD
    fits: int = 10

    def __call__(self, counts: Floats) -> Floats:
        return stepwise.chosen(counts, self.threshold)


Choice = ByBic | Stepwise


@dataclass(frozen=True, eq=False)
class Resampled:
    """What the samples gave (totals, in order), and how many gave nothing.

    `shift` and `skew` correct the interval: of the samples, and of leaving out one case.
    """

    totals: Floats
    failed: int
    shift: float
    skew: float

    def interval(self, level: float) -> Interval:
        """The two ends of the interval that holds that share, 0.95 for instance."""
        from scipy.special import ndtr, ndtri  # type: ignore[import-untyped]

        z = self.shift + ndtri(np.array([(1 - level) / 2, (1 + level) / 2]))
        at = ndtr(self.shift + z / (1 - self.skew * z))
        low, high = np.quantile(self.totals, at, method="median_unbiased")
        return float(low), float(high)


def resample(
    table: Table,
    estimate: float,
    choice: Choice,
    samples: int,
    seed: int,
    processes: int | None = None,
    progress: Progress = lambda done, total: None,
) -> Resampled | None:
    """None where fewer than two samples have any model. The seed decides all, not the processes."""
    fewer, weights = _one_fewer(table)
    counts = np.vstack([fewer, drawn(table, samples, seed)])
    unseen = _shared(counts, choice, processes, progress)
    totals = table.observed + unseen[len(fewer) :]
    there = np.sort(totals[~np.isnan(totals)])
    if len(there) < 2:
        return None
    skew = _skew(table.observed - 1 + unseen[: len(fewer)], weights)
    return Resampled(there, samples - len(there), _shift(there, estimate), skew)


def drawn(table: Table, samples: int, seed: int) -> Floats:
    """Samples of the observed cases, as many in each as were observed.

    Each is drawn as if by lot, pattern after pattern, the rarest first. The lots themselves are
    scrambled Sobol points, which fill the space more evenly than chance does: the ends of an
    interval, which hang on few samples, then depend less on the seed.
    """
    from scipy.stats import binom, qmc  # type: ignore[import-untyped]

    patterns = sorted(table.patterns, key=lambda pattern: (table.counts[pattern], pattern))
    found = np.zeros((samples, len(table.counts)))
    left, share = np.full(samples, float(table.observed)), 1.0
    if len(patterns) > 1:
        sobol = qmc.Sobol(len(patterns) - 1, rng=np.random.default_rng(seed))
        lots = sobol.random_base2(max(samples - 1, 1).bit_length())[:samples]
        for place, pattern in enumerate(patterns[:-1]):
            part = table.counts[pattern] / table.observed
            found[:, pattern] = binom.ppf(lots[:, place], left, min(part / share, 1.0))
            left -= found[:, pattern]
            share -= part
    found[:, patterns[-1]] = left
    return found


def _one_fewer(table: Table) -> tuple[Floats, Floats]:
    """The tables with one case left out, and how many cases each stands for."""
    patterns = table.patterns
    fewer = np.repeat(table.counts[None], len(patterns), axis=0)
    fewer[np.arange(len(patterns)), patterns] -= 1
    return fewer, table.counts[patterns]


def _shift(totals: Floats, estimate: float) -> float:
    from scipy.special import ndtri

    # In small tables samples give the estimate itself, but for rounding: they are not below it.
    below = (totals < estimate * (1 - 1e-9)).mean()
    edge = 1 / (2 * len(totals))
    return float(ndtri(min(max(below, edge), 1 - edge)))


def _skew(totals: Floats, weights: Floats) -> float:
    there = ~np.isnan(totals)
    totals, weights = totals[there], weights[there]
    away = (weights * totals).sum() / weights.sum() - totals if len(totals) else totals
    spread = (weights * away**2).sum()
    skew = (weights * away**3).sum() / (6 * spread**1.5) if spread > 0 else 0.0
    return 0.0 if isnan(skew) else float(skew)


def _shared(counts: Floats, choice: Choice, processes: int | None, progress: Progress) -> Floats:
    """The choice for all rows, by as many processes as it is worth."""
    if processes is None:
        worth = counts.size * choice.fits >= WORTH_SHARING
        processes = os.cpu_count() or 1 if worth else 1
    pieces = np.array_split(counts, min(len(counts), PIECES))
    found: list[Floats] = []
    for one in _each(choice, pieces, processes):
        found.append(one)
        progress(sum(len(part) for part in found), len(counts))
    return np.concatenate(found)


def _each(choice: Choice, pieces: list[Floats], processes: int) -> Iterator[Floats]:
    if processes == 1:
        yield from map(choice, pieces)
        return
    # Forked processes would share what belongs to this one: open files, threads.
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, fresh) as pool:
        try:
            yield from pool.map(choice, pieces)
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
