"""What the commands say of noise: in English, as they are. Pages and the site have `saying`."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from amparo.release.noise.carried import Noisy
from amparo.statistics.synthesis.budget import in_words

if TYPE_CHECKING:  # a file is checked without a deployment
    from amparo.release.noise.ledger import Years
    from amparo.release.noise.planning import NoisyPlan


def cost(noisy: Noisy) -> str:
    """The promise, in one line."""
    return f"noisy numbers; {in_words(noisy.epsilon)} (delta {noisy.delta:.2g})"


def planned(plan: "NoisyPlan") -> Iterator[str]:
    """What would be drawn of how many, what it costs, what is left."""
    spec = plan.spec
    yield f"{spec.name}, {spec.first} to {spec.last}; noisy numbers, nothing is drawn yet"
    yield in_words(plan.noisy.epsilon)
    yield f"{plan.lines:,} children, {plan.columns} columns, {spec.length} values together at most"
    yield (
        f"noise would move 95 of 100 numbers by less than about {plan.width:,}; what fewer than "
        f"about {plan.least:,} children have would be “few or none”"
    )
    if plan.there:
        yield "drawn already: making it gives the draft that is there, and spends nothing"
    if plan.lost:
        yield "the draft that is there is of another file: this is a new draw, which adds up"
    for one in plan.years:
        after = "" if plan.there else f"; this would leave {one.left - plan.noisy.epsilon:.4g}"
        yield (
            f"  registered in {one}: {one.spent:.4g} of {plan.limit:g} is spent, draws so "
            f"far: {one.draws}{after}"
        )


def drawn(noisy: Noisy, years: Iterable["Years"]) -> Iterator[str]:
    """What was drawn, what is left, and that it stays spent."""
    yield f"{in_words(noisy.epsilon)} (delta {noisy.delta:.2g})"
    yield f"noise moves 95 of 100 numbers by less than {noisy.width:,}"
    for one in years:
        yield f"  registered in {one}: {one.spent:.4g} is spent, {one.left:.4g} is left"
    yield "made again of the same file it is this draft; another file is another draw, and adds up"
