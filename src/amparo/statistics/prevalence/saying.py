"""An estimate as a text to be read: what is uncertain first, the whole ranking last."""

from collections.abc import Iterator

from amparo.statistics.prevalence.estimating import BAYES, BIC, Estimate
from amparo.statistics.prevalence.resampling import Interval
from amparo.statistics.prevalence.spread import Spread

METHOD = {
    BIC: "all hierarchical models, the lowest BIC chosen",
    "stepwise": "stepwise: pair by pair, the most improbable overlap first",
    BAYES: "all decomposable graphs, weighed by their posterior probability",
}


def lines(spread: Spread) -> Iterator[str]:
    """The account of the first table, beside the others where there are some."""
    name, found = spread.estimates[0]
    yield f"{name}: {whole(found.observed)} cases observed on {len(found.lists)} lists"
    yield f"method: {METHOD[found.method]}"
    yield ""
    yield from _range(found)
    if len(spread.estimates) > 1:
        yield ""
        yield from _over_tables(spread)
    if found.without:
        yield ""
        yield from _without(found)
    yield ""
    yield "Before this is used:"
    yield from (f"  - {warning}" for warning in found.warnings)
    yield ""
    yield from _ranking(found)


def whole(number: float) -> str:
    return f"{number:,.0f}"


def _between(ends: Interval | None) -> str:
    return f"{whole(ends[0])} to {whole(ends[1])}" if ends else "none computed"


def _range(found: Estimate) -> Iterator[str]:
    kind = "graphs" if found.method == BAYES else "models"
    if found.near == 1:
        yield f"A range of {kind}, of which only one is near the best: {whole(found.low)} in total"
    else:
        yield (
            f"A range of {kind}: {whole(found.low)} to {whole(found.high)} in total"
            f" ({found.near} {kind} that the data do not tell apart)"
        )
    what = "median over all graphs" if found.method == BAYES else "the model chosen"
    yield f"  {what:24} {whole(found.estimate)}"
    yield f"  {'interval, 95 %':24} {_between(found.interval95)}"
    yield f"  {'interval, 80 %':24} {_between(found.interval80)}"


def _over_tables(spread: Spread) -> Iterator[str]:
    yield (
        f"Linked at other thresholds: the models chosen lie from {whole(spread.low)} to"
        f" {whole(spread.high)}"
    )
    wide = max(len(name) for name, _found in spread.estimates)
    for name, found in spread.estimates:
        yield (
            f"  {name:{wide}}  observed {whole(found.observed)}, chosen {whole(found.estimate)},"
            f" range {whole(found.low)} to {whole(found.high)}, 95 % {_between(found.interval95)}"
        )


def _without(found: Estimate) -> Iterator[str]:
    yield "If one list had never been kept:"
    wide = max(len(one.left_out) for one in found.without)
    for one in found.without:
        said = one.why_not if one.estimate is None else whole(one.estimate)
        yield f"  without {one.left_out:{wide}}  {said}"


def _ranking(found: Estimate) -> Iterator[str]:
    if found.method == BAYES:
        yield "All graphs, the most probable first: probability, total, lists that depend"
    elif found.method == BIC:
        yield "All models that have an estimate, the best first: BIC, total, lists that depend"
    else:
        yield "The models on the way, the chosen one first: BIC, total, lists that depend"
    for one in found.models:
        weight = f"{one.bic:10.2f}" if one.bic is not None else f"{one.probability or 0:10.4f}"
        together = [" & ".join(names) for names in one.terms if len(names) > 1]
        yield f"{weight} {whole(one.estimate):>14}  {', '.join(together) or 'none'}"
