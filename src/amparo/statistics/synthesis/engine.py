"""Counts combinations with noise: the differentially private aggregates of pac-synth.

The noise is pac-synth's own and is never seeded: a seed that somebody knows would take it away.
"""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from math import log
from typing import Final

from amparo.statistics.synthesis.accounting import Noise
from amparo.statistics.synthesis.asking import ask
from amparo.statistics.synthesis.records import ABSENT, Attribute, Combination, Records
from amparo.statistics.synthesis.refused import NotSynthesisable

PERCENTILE: Final = 99
PERCENTILE_SHARE: Final = 0.01
RECORDS_SHARE: Final = 0.005

_NUMBER = r"([-+0-9.eE]+)"
_LENGTHS = re.compile(
    rf"noise to aggregates with length = (\d+), sigma = {_NUMBER}, l1_sensitivity = (\d+)"
)
_SIGMAS = re.compile(rf"percentile epsilon = {_NUMBER}, calculated sigmas = \[([^\]]*)\]")
_RECORDS = re.compile(rf"number of records with epsilon = {_NUMBER}")
_THRESHOLDS = re.compile(rf"used threshold = {_NUMBER}")


@dataclass(frozen=True, slots=True)
class Counted:
    """All that is known of the records from here on. `number`: how many there are, with the noise
    that is said of it; `records`: so many, or as many as the aggregates ask for (`at_least`)."""

    aggregates: Mapping[Combination, int]
    number: int
    records: int
    delta: float
    noise: Noise


def count(
    records: Records,
    epsilon: float,
    length: int,
    delta: float | None = None,
    records_share: float = RECORDS_SHARE,
) -> Counted:
    """`records_share`: how much of epsilon the number of records takes. Raises NotSynthesisable
    where the library gives up, or says nothing of its noise."""
    table, meanings = _coded(records)
    asked = {
        "table": table, "epsilon": epsilon, "length": length, "delta": delta,
        "percentile": PERCENTILE, "percentile_share": PERCENTILE_SHARE,
        "records_share": records_share,
    }  # fmt: skip
    answer = ask("count", asked, lambda what, done, total: None)
    number = int(answer["records"])
    if number < 2:
        raise NotSynthesisable("too few records for so small an epsilon: with noise none are left")
    used = delta if delta is not None else default_delta(number)
    aggregates = {
        _decoded(name, meanings): int(many) for name, many in sorted(answer["aggregates"].items())
    }
    if not aggregates:
        raise NotSynthesisable("with so much noise nothing is left; take a larger epsilon")
    noise = noise_in(answer["said"], length)
    return Counted(aggregates, number, at_least(aggregates, number), used, noise)


def at_least(aggregates: Mapping[Combination, int], records: int) -> int:
    """The noisy number of records; where more have a value in one column, so many: that number has
    far more noise than those counts, and everybody has at most one value in a column."""
    with_value: Counter[str] = Counter()
    for one, many in aggregates.items():
        if len(one) == 1:
            with_value[one[0][0]] += many
    return max(records, *with_value.values())


def default_delta(records: int) -> float:
    """pac-synth's, of the noisy number of records: far less than one in all."""
    return 1 / (records * log(records))


def noise_in(said: str, length: int) -> Noise:
    """What the library says it used. Raises NotSynthesisable where it does not say it."""
    scales, shared = _SIGMAS.search(said), _RECORDS.search(said)
    if not (scales and shared):
        raise NotSynthesisable("pac-synth does not say how much noise it used (is it 0.0.8?)")
    used = {int(at): (float(sigma), int(many)) for at, sigma, many in _LENGTHS.findall(said)}
    thresholds = [float(one) for one in _THRESHOLDS.findall(said)]
    return Noise(
        records_epsilon=float(shared.group(1)),
        percentile_epsilon=float(scales.group(1)),
        sigmas=tuple(float(one) for one in scales.group(2).split(",")),
        used_sigmas=tuple(used.get(at, (0.0, 0))[0] for at in range(1, length + 1)),
        sensitivities=tuple(used.get(at, (0.0, 0))[1] for at in range(1, length + 1)),
        first_threshold=thresholds[0] if thresholds else None,
    )


def _coded(records: Records) -> tuple[list[list[str]], list[list[str]]]:
    """The table in numbers, so that no text of a cell can be taken for a delimiter.

    Values are numbered from 1 in the order of their text: 0 would be absent.
    """
    meanings = [sorted(records.values(place)) for place in range(len(records.columns))]
    codes = [{value: str(n) for n, value in enumerate(known, 1)} for known in meanings]
    for known in codes:
        known.update(dict.fromkeys(ABSENT, ""))
    heading = [str(place) for place in range(len(records.columns))]
    rows = [[known[cell] for known, cell in zip(codes, row, strict=True)] for row in records.rows]
    named = [[name, *known] for name, known in zip(records.columns, meanings, strict=True)]
    return [heading, *rows], named


def _decoded(name: str, meanings: list[list[str]]) -> Combination:
    return tuple(sorted(_attribute(part, meanings) for part in name.split(";")))


def _attribute(part: str, meanings: list[list[str]]) -> Attribute:
    column, _, value = part.partition(":")
    known = meanings[int(column)]
    return known[0], known[int(value)]
