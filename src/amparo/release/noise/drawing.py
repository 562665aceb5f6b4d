"""From what is asked for to numbers with noise: everything before the draw, and the draw itself.

The noise has no seed and is never drawn twice for the same: what was drawn is kept. Delta is the
same for every release, as one that follows from how many children there are would tell how many.
"""

from dataclasses import dataclass, replace
from typing import Final

from amparo.release.made import Release
from amparo.release.noise.carried import Noisy, as_csv
from amparo.release.noise.lines import records_of
from amparo.release.noise.tables import codes_of, tables_of
from amparo.release.refused import ReleaseError
from amparo.release.spec import NoiseSpec, Spec
from amparo.statistics import showing
from amparo.statistics.figures.comparing import NotComparable
from amparo.statistics.figures.parts import Meaning
from amparo.statistics.report import refused
from amparo.statistics.synthesis import engine
from amparo.statistics.synthesis.accounting import account
from amparo.statistics.synthesis.asking import Say
from amparo.statistics.synthesis.making import quality_of
from amparo.statistics.synthesis.records import FEWEST, Combination, Records, check
from amparo.statistics.synthesis.refused import NotSynthesisable
from amparo.statistics.tables.asked import Asked
from amparo.statistics.tables.axes import AXES
from amparo.statistics.tables.refused import NotAskable

DELTA: Final = 1e-6
RECORDS_SHARE: Final = 0.05
"""Of epsilon, for the number of all children: it is quoted more than any other."""
MOST_NUMBERS: Final = 60_000
COUNTING: Final = "counting with noise"


@dataclass(frozen=True, slots=True)
class Ready:
    """What a draw needs. `records` are children, as they are: nobody is shown them."""

    spec: Spec
    asked: NoiseSpec
    meaning: Meaning
    records: Records


def ready(spec: Spec) -> Ready:
    """Raises ReleaseError where nothing can be drawn; then nothing is spent. Raises NoFacts."""
    assert spec.noise is not None
    axes = [axis for code, axis in AXES.items() if code in spec.axes]
    asked = Asked(
        start=spec.start,
        end=spec.end,
        counting=spec.counting,
        standings=spec.standings,
        definition=spec.definition,
    )
    try:
        meaning, lines = showing.to_be_counted_with_noise(asked, axes)
    except (NotAskable, NotComparable) as refusal:
        raise ReleaseError(" ".join(refused(refusal))) from refusal
    if len(lines) < FEWEST:
        raise ReleaseError(
            f"noise: fewer than {FEWEST} children: noise would hide everything or protect nobody; "
            "ask for more years, or for tables without noise"
        )
    records = records_of(axes, lines)
    try:
        check(records, spec.noise.epsilon, spec.length, DELTA)
    except NotSynthesisable as error:
        raise ReleaseError(f"noise: {error}") from error
    _check_size(spec, records)
    return Ready(spec, spec.noise, meaning, records)


def _check_size(spec: Spec, records: Records) -> None:
    """With every code that some child has there are at least as many rows as there will be."""
    every: dict[Combination, int] = {
        ((column, value),): 1
        for place, column in enumerate(records.columns)
        for value in records.values(place)
    }
    size = 0
    for table in spec.tables:
        numbers = 1
        for axis in table.axes:
            numbers *= 1 + len(codes_of(axis, every))
        size += numbers
    if size > MOST_NUMBERS:
        raise ReleaseError(f"{size:,} numbers are more than {MOST_NUMBERS:,}: ask for fewer axes")


def draw(of: Ready, say: Say | None = None) -> Release:
    """A release of one draw, with no version yet. Raises ReleaseError; it is spent all the same."""
    try:
        noisy = _drawn(of, say)
    except NotSynthesisable as error:
        raise ReleaseError(
            f"noise: {error} (it counts as drawn: what was spent stays spent)"
        ) from error
    spec = of.spec
    return Release(
        name=spec.name,
        version=0,
        title=spec.title,
        licence=spec.licence,
        threshold=0,
        base=1,
        meaning=of.meaning,
        tables=tables_of(spec.tables, noisy),
        noise=noisy,
    )


def _drawn(of: Ready, say: Say | None) -> Noisy:
    epsilon, length = of.asked.epsilon, of.spec.length
    if say is not None:
        say(COUNTING, 0, 1)
    found = engine.count(of.records, epsilon, length, DELTA, RECORDS_SHARE)
    account(found.noise, epsilon, DELTA)
    noisy = Noisy(
        epsilon=epsilon,
        delta=DELTA,
        length=length,
        number=found.number,
        scales=found.noise,
        counts=found.aggregates,
    )
    return _with_records(noisy, found, say) if of.asked.records else noisy


def _with_records(noisy: Noisy, found: engine.Counted, say: Say | None) -> Noisy:
    """Made of the noisy counts, and of nothing else: columns without any are left out too."""
    from amparo.statistics.synthesis.rows import rows_of

    columns = tuple(sorted({one[0][0] for one in found.aggregates if len(one) == 1}))
    rows = rows_of(found.aggregates, columns, found.records, noisy.length, 0, say)
    quality = quality_of(found, columns, rows, noisy.length)
    return replace(noisy, columns=columns, records=as_csv(columns, rows), quality=quality.to_json())
