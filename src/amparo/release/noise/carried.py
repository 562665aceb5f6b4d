"""What a release with noise says of it: promise, scales, noisy counts, made-up records.

Everything a reader needs to quote a number, and the second accountant to add up what it cost. The
counts stand here once, by columns and values; the tables of the release are taken from them.
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from math import ceil, isfinite, log
from typing import Any, Final

from amparo.statistics.synthesis import budget
from amparo.statistics.synthesis.accounting import Noise
from amparo.statistics.synthesis.quality import NINETY_FIVE
from amparo.statistics.synthesis.records import LONGEST_LENGTH, Combination

YES: Final = "yes"
"""In the column of one code of which a child may have several."""
_DIGITS: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Noisy:
    """`number`: of children, with noise. `scales`: what the noise that was used was. `counts`: of
    columns and values, what pac-synth gave. `columns`: those of `records`, which is CSV with a line
    for each made-up child; empty, as `quality`, where none were asked for.
    """

    epsilon: float
    delta: float
    length: int
    number: int
    scales: Noise
    counts: Mapping[Combination, int]
    columns: tuple[str, ...] = ()
    records: str = ""
    quality: Mapping[str, Any] | None = None

    @property
    def strength(self) -> str:
        """strong, fair or weak."""
        return budget.strength(self.epsilon)

    @property
    def widths(self) -> tuple[float, ...]:
        """Noise moves 95 of 100 numbers by less: of the number of all children, then by how many
        values are counted together."""
        of_all = log(20) / self.scales.records_epsilon
        return (of_all, *(NINETY_FIVE * one for one in self.scales.deviations()))

    @property
    def width(self) -> int:
        """The same for whichever number of the tables: the largest."""
        return ceil(max(self.widths))


def as_csv(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Records as text, a line for each below the names of the columns."""
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows([columns, *rows])
    return written.getvalue()


def rows_of(noisy: Noisy) -> list[tuple[str, ...]]:
    """The made-up records, without the names of the columns. Raises ValueError."""
    read = csv.reader(io.StringIO(noisy.records, newline=""), strict=True)
    try:
        heading, *rows = map(tuple, read)
    except csv.Error as error:
        raise ValueError(f"the made-up records are no CSV: {error}") from error
    if heading != noisy.columns or any(len(row) != len(heading) for row in rows):
        raise ValueError("the made-up records have other columns than are named")
    return rows


def to_data(noisy: Noisy) -> dict[str, Any]:
    """As plain data. What follows from the scales is written out for readers."""
    return {
        "epsilon": noisy.epsilon,
        "delta": noisy.delta,
        "length": noisy.length,
        "promise": noisy.strength,
        "within_95_of_100": [round(width, _DIGITS) for width in noisy.widths],
        "noisy_number_of_children": noisy.number,
        "scales": asdict(noisy.scales),
        "noisy_counts": [
            [*(part for attribute in one for part in attribute), count]
            for one, count in sorted(noisy.counts.items())
        ],
        "made_up_columns": list(noisy.columns),
        "made_up_records": noisy.records,
        "quality": None if noisy.quality is None else dict(noisy.quality),
    }


def from_data(data: Any) -> Noisy:
    """Raises ValueError, KeyError, TypeError; also where it says more than its scales bear out."""
    length = _whole(data["length"])
    if not 1 <= length <= LONGEST_LENGTH:
        raise ValueError(f"length {length} is not from 1 to {LONGEST_LENGTH}")
    found = Noisy(
        epsilon=_positive(data["epsilon"]),
        delta=_positive(data["delta"]),
        length=length,
        number=_whole(data["noisy_number_of_children"]),
        scales=_scales(data["scales"], length),
        counts=_counts(data["noisy_counts"], length),
        columns=tuple(map(_text, data["made_up_columns"])),
        records=_text(data["made_up_records"]),
        quality=data["quality"],
    )
    if data["promise"] != found.strength:
        raise ValueError(f"epsilon {found.epsilon:g} is called {str(data['promise'])[:20]}")
    if data["within_95_of_100"] != [round(width, _DIGITS) for width in found.widths]:
        raise ValueError("the width that is said is not that of the noise")
    if found.records:
        rows_of(found)
    return found


def _scales(data: Any, length: int) -> Noise:
    found = Noise(
        records_epsilon=_positive(data["records_epsilon"]),
        percentile_epsilon=_positive(data["percentile_epsilon"]),
        sigmas=tuple(map(_positive, data["sigmas"])),
        used_sigmas=tuple(map(_number, data["used_sigmas"])),
        sensitivities=tuple(map(_whole, data["sensitivities"])),
        first_threshold=_number(data["first_threshold"]),
    )
    for one in (found.sigmas, found.used_sigmas, found.sensitivities):
        if len(one) != length:
            raise ValueError(f"the scales are not of {length} lengths")
    return found


def _counts(data: Any, length: int) -> dict[Combination, int]:
    found: dict[Combination, int] = {}
    for *parts, count in data:
        pairs = list(zip(parts[::2], parts[1::2], strict=True))
        one = tuple(sorted((_text(column), _text(value)) for column, value in pairs))
        if not 1 <= len(one) <= length or len({column for column, _value in one}) < len(one):
            raise ValueError(f"{' / '.join(map(str, parts))[:80]} is no combination of values")
        if one in found:
            raise ValueError(f"{' / '.join(parts)[:80]} is counted twice")
        found[one] = _whole(count)
    return found


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError(f"“{str(value)[:40]}” is no text")
    return value


def _whole(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ValueError(f"“{str(value)[:40]}” is no whole number")
    return value


def _number(value: Any) -> float:
    fine = isinstance(value, int | float) and not isinstance(value, bool)
    if not fine or not isfinite(value) or value < 0:
        raise ValueError(f"“{str(value)[:40]}” is no scale of noise")
    return float(value)


def _positive(value: Any) -> float:
    if not (found := _number(value)):
        raise ValueError("0 is no scale of noise")
    return found
