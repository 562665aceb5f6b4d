"""Whether a model has an estimate at all, and only one (Chan, Silverman and Vincent 2021).

Where a term has no case, its patterns take no part (`fitting.possible`). Of what is left:

- *identifiable*: the parameters that are left are not more than the patterns can tell apart;
- *exists*: some table with every pattern above 0 agrees with what was counted for every term. Only
  which patterns have cases matters, so one answer serves all tables that share those: bootstrap
  samples do so by the hundred.

What has no estimate is no model of these data. It is left out, not fitted badly.
"""

import numpy as np

from amparo.statistics.prevalence.fitting import of_terms, pairs_of_terms, possible, sufficient
from amparo.statistics.prevalence.models import Model, generators
from amparo.statistics.prevalence.tables import Flags, Floats, Wholes

ABOVE_ZERO = 1e-7


class Existence:
    """Answers, and what was answered before. One for each run, so that nothing grows for ever."""

    def __init__(self) -> None:
        self._identifiable: dict[tuple[Model, bytes], bool] = {}
        self._exists: dict[tuple[Model, bytes], bool] = {}

    def identifiable(self, counts: Floats, terms: Wholes) -> Flags:
        """By fit (rows as `fitting.fit` takes them)."""
        none = of_terms(sufficient(counts), terms) == 0
        if not none.any():
            return np.ones(len(counts), bool)
        models = [tuple(model) for model in terms.tolist()] * (len(none) // len(terms))
        packed = (zeros.tobytes() for zeros in np.packbits(none, axis=1))
        keys = list(zip(models, packed, strict=True))
        new = {key: row for row, key in enumerate(keys) if key not in self._identifiable}
        rows = np.fromiter(new.values(), int, len(new))
        asked = terms if len(terms) == 1 else terms[rows]
        found = _full_rank(possible(counts[rows], asked), asked, none[rows])
        self._identifiable.update(zip(new, found.tolist(), strict=True))
        return np.fromiter((self._identifiable[key] for key in keys), bool, len(keys))

    def exists(self, counts: Floats, model: Model) -> bool:
        """Of one table and an identifiable model."""
        seen = counts > 0
        key = model, np.packbits(seen).tobytes()
        if key not in self._exists:
            terms = np.array([model])
            allowed = possible(seen[None].astype(float), terms)[0]
            self._exists[key] = not _empty_margin(seen, allowed, model) and bool(
                largest_least(seen, allowed, model) > ABOVE_ZERO
            )
        return self._exists[key]


def _full_rank(allowed: Flags, terms: Wholes, none: Flags) -> Flags:
    """The Gram matrix of a design of 0 and 1 has a whole number as determinant: 0, or at least 1.

    Patterns are weighed by 1, and parameters that take no part stand on a diagonal of their own.
    """
    gram = pairs_of_terms(sufficient(allowed.astype(float)), terms)
    spot = np.arange(terms.shape[1])
    gram[:, spot, spot] += none
    sign, log = np.linalg.slogdet(gram)
    return np.asarray((sign > 0) & (log > np.log(0.5)))


def _empty_margin(seen: Flags, allowed: Flags, model: Model) -> bool:
    """Whether some cell of a margin that the model reproduces is empty though it can occur.

    Then no table above 0 agrees. This settles most of what does not exist, in little time.
    """
    every = np.arange(len(seen))
    for term in generators(model):
        can = np.bincount(every[allowed] & term, minlength=term + 1)
        has = np.bincount(every[seen] & term, minlength=term + 1)
        if ((can > 0) & (has == 0)).any():
            return True
    return False


def largest_least(seen: Flags, allowed: Flags, model: Model) -> float:
    """How far above 0 the least pattern can be in a table that agrees; 0 if one must be 0.

    A linear programme: the largest s with x >= s >= 0 and for every term the sum of x as that of
    `seen` (1 where there are cases).
    """
    from scipy.optimize import linprog  # type: ignore[import-untyped]

    patterns = np.flatnonzero(allowed)
    terms = np.array(model)
    design = ((patterns[:, None] & terms) == terms).astype(float)
    wanted = seen[patterns].astype(float) @ design
    whole = np.vstack([design, design.sum(axis=0)]).T  # x = y + s, y >= 0
    aim = np.zeros(len(patterns) + 1)
    aim[-1] = -1
    found = linprog(aim, A_eq=whole, b_eq=wanted, bounds=(0, None), method="highs")
    if found.status != 0:  # the counts themselves agree: there is always a solution
        raise ArithmeticError(found.message)
    return float(-found.fun)
