"""What a release with noise would be: nothing is drawn, nothing is spent, nothing is kept."""

from dataclasses import dataclass

from amparo.release.noise import ledger, saying
from amparo.release.noise.carried import Noisy
from amparo.release.noise.drawing import DELTA, RECORDS_SHARE, Ready
from amparo.release.noise.ledger import Years
from amparo.release.spec import Spec
from amparo.statistics.synthesis.expected import expected


@dataclass(frozen=True, slots=True)
class NoisyPlan:
    """`lines`: children; `columns`: what is said of each. `least`: about so many children must have
    a code for it to be told at all. `there`: the same was drawn already and its draft would be
    given back, so that nothing is spent. `lost`: a draft is there that was drawn of another file;
    this one would take its place, and what it spent stays spent.

    `found` and `before` are there as in `making.Plan`, and empty: nothing is hidden.
    """

    spec: Spec
    lines: int
    columns: int
    noisy: Noisy
    least: int
    years: tuple[Years, ...]
    limit: float
    there: bool
    lost: bool
    found: tuple[()] = ()
    before: tuple[()] = ()

    @property
    def promise(self) -> str:
        return saying.promise(self.noisy)

    @property
    def weak(self) -> bool:
        return self.noisy.strength == "weak"

    @property
    def width(self) -> int:
        """About how far noise will move 95 of 100 numbers at the most."""
        return self.noisy.width


def planned(of: Ready, *, there: bool, lost: bool) -> NoisyPlan:
    """What is counted and what it would cost."""
    spec, epsilon = of.spec, of.asked.epsilon
    scales = expected(of.records, epsilon, spec.length, DELTA, RECORDS_SHARE)
    return NoisyPlan(
        spec=spec,
        lines=len(of.records.rows),
        columns=len(of.records.columns),
        noisy=Noisy(
            epsilon=epsilon, delta=DELTA, length=spec.length, number=0, scales=scales, counts={}
        ),
        least=round(scales.first_threshold or 0),
        years=tuple(ledger.spans(spec.first, spec.last)),
        limit=ledger.limit(),
        there=there,
        lost=lost,
    )
