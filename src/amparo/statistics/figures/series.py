"""Figures of one thing in the order of time, the breaks between them, and what may be read in them.

More detected is never read as more trafficking: what is detected depends on who looks, who reports
and what the law calls it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Final

from amparo.statistics.figures.comparing import Act, refuse
from amparo.statistics.figures.meaning import Figure
from amparo.statistics.figures.parts import WORLD, Break, Meaning
from amparo.statistics.figures.together import check_together, side_by_side

SMALL: Final = 20
"""Below this a percentage says more than the cases can carry."""

KINDS: Final = (
    "law_changed", "training", "new_reporting_agency", "new_definition", "campaign", "conflict",
    "coverage", "source", "method",
)  # fmt: skip
"""The breaks that an analyst marks. Some others are found by comparing what the figures mean."""


@dataclass(frozen=True, slots=True, init=False)
class Series:
    """Figures in the order of time, and every break among them, marked or found.

    Raises NotComparable where two are not of the same thing, ValueError for none.
    """

    figures: tuple[Figure, ...]
    breaks: tuple[Break, ...]

    def __init__(self, figures: Iterable[Figure], breaks: Iterable[Break] = ()) -> None:
        ordered = tuple(sorted(figures, key=lambda one: (one.meaning.start, one.meaning.end)))
        if not ordered:
            raise ValueError("a series has at least one figure")
        side_by_side(ordered)
        found = {mark for pair in pairwise(ordered) for mark in _checked(*pair)}
        found |= {mark for one in ordered for mark in one.breaks}
        found |= {mark for mark in breaks if _applies(mark, ordered)}
        kept = sorted(found, key=lambda mark: (mark.on, mark.kind, mark.text, mark.before))
        object.__setattr__(self, "figures", ordered)
        object.__setattr__(self, "breaks", tuple(kept))

    def between(self, one: Figure, other: Figure) -> tuple[Break, ...]:
        """The breaks by which the second differs from the first, those inside both included."""
        first, last = one.meaning, other.meaning
        return tuple(mark for mark in self.breaks if first.start < mark.on <= last.end)

    @property
    def gaps(self) -> tuple[tuple[Figure, Figure], ...]:
        """Neighbours between which a time is missing: a line must not be drawn through it."""
        return tuple(pair for pair in pairwise(self.figures) if _gap(*pair))


def _checked(one: Figure, other: Figure) -> tuple[Break, ...]:
    for part in ("place", "restrictions"):
        if getattr(one.meaning, part) != getattr(other.meaning, part):
            raise refuse(f"series_{part}")
    if other.meaning.start <= one.meaning.end:
        raise refuse("series_overlap", _days(one.meaning), _days(other.meaning))
    return check_together(one, other, Act.CHART)


def _days(meaning: Meaning) -> tuple[str, str]:
    return meaning.start.isoformat(), meaning.end.isoformat()


def _applies(mark: Break, figures: Sequence[Figure]) -> bool:
    place = figures[0].meaning.place
    inside = figures[0].meaning.start <= mark.on <= figures[-1].meaning.end
    places = place.split("+")
    return inside and (
        not mark.place
        or place == WORLD
        or any(mark.place == one or one.startswith(f"{mark.place}-") for one in places)
        or any(mark.place.startswith(f"{one}-") for one in places)
    )


def _gap(one: Figure, other: Figure) -> bool:
    return (other.meaning.start - one.meaning.end).days > 1 and one.meaning.length[0] == "months"


@dataclass(frozen=True, slots=True)
class Trend:
    """From the first to the last figure with a value; `direction`: rose fell same unknown.

    `change` is relative to the first (None from zero), `points` the difference of shares.
    `readable` says whether it may be read as a change of what is counted, and `why_not` names every
    reason: detected breaks coverage not_over too_few_figures not_shown intervals_overlap. `small`:
    the cases are too few for a percentage.
    """

    first: Figure | None
    last: Figure | None
    direction: str
    change: Fraction | None
    points: Fraction | None
    readable: bool
    why_not: tuple[str, ...]
    breaks: tuple[Break, ...]
    small: bool


def trend(series: Series) -> Trend:
    known = [figure for figure in series.figures if figure.value is not None]
    if len(known) < 2:
        why = "too_few_figures" if len(series.figures) < 2 else "not_shown"
        return Trend(None, None, "unknown", None, None, False, (why,), series.breaks, False)
    first, last = known[0], known[-1]
    before, after = Fraction(first.value or 0), Fraction(last.value or 0)
    marks = series.between(first, last)
    why_not = tuple(_why_not(series, first, last, marks))
    is_share = first.measure in ("share", "cumulative_incidence")
    return Trend(
        first=first,
        last=last,
        direction=_direction(before, after),
        change=None if is_share or not before else (after - before) / before,
        points=after - before if is_share else None,
        readable=not why_not,
        why_not=why_not,
        breaks=marks,
        small=min(_base(first), _base(last)) < SMALL,
    )


def _base(figure: Figure) -> int:
    return SMALL if figure.base is None else figure.base


def _direction(before: Fraction, after: Fraction) -> str:
    if before == after:
        return "same"
    return "rose" if after > before else "fell"


def _why_not(series: Series, first: Figure, last: Figure, marks: Sequence[Break]) -> Iterator[str]:
    if first.meaning.detected:
        yield "detected"
    if any(mark.kind not in ("coverage", "not_over") for mark in marks):
        yield "breaks"
    if first.meaning.coverage != last.meaning.coverage or "coverage" in {m.kind for m in marks}:
        yield "coverage"
    if not last.meaning.over:
        yield "not_over"
    if any(figure.value is None for figure in series.figures):
        yield "not_shown"
    if _overlap(first, last):
        yield "intervals_overlap"


def _overlap(first: Figure, last: Figure) -> bool:
    one, other = first.interval, last.interval
    return bool(one and other and one.low <= other.high and other.low <= one.high)
