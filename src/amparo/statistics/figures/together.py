"""Two or more figures at once: the rules of `comparing` for what they mean, and for what they are.

A share and a count, or a rate for each thousand and one for each hundred thousand, are no more
comparable than a stock and a flow. Everything that puts figures together asks here.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from amparo.statistics.figures.comparing import (
    Act,
    NotComparable,
    Reason,
    Verdict,
    compare,
    differing,
)
from amparo.statistics.figures.meaning import Figure
from amparo.statistics.figures.parts import Break, Meaning

_KIND_OF_FIGURE = ("measure", "per", "measures", "measured_in", "within_days")


def verdict(one: Figure, other: Figure, act: Act) -> Verdict:
    """Whether the two figures may be used together by `act`, with every reason why not."""
    meant = compare(one.meaning, other.meaning, act)
    reasons = (*_figures(one, other, act), *meant.reasons)
    breaks = (*meant.breaks, *_references(one, other, act))
    return Verdict(not reasons, tuple(dict.fromkeys(reasons)), breaks)


def _references(one: Figure, other: Figure, act: Act) -> Iterator[Reason]:
    """Populations counted by two sources make a break in the rates over them."""
    if act is Act.DIVIDE or not (one.of and other.of and one.of.reference_for):
        return
    if one.of.source != other.of.source:
        yield differing("reference_source", (one.of.source,), (other.of.source,))


def check_together(one: Figure, other: Figure, act: Act) -> tuple[Break, ...]:
    """The breaks between the two; raises NotComparable."""
    found = verdict(one, other, act)
    if not found.allowed:
        raise NotComparable(found)
    return breaks_between(one.meaning, other.meaning, found.breaks)


def side_by_side(figures: Sequence[Figure]) -> tuple[Break, ...]:
    """What every table, chart and export asks before it shows figures: the breaks to be shown.

    Raises NotComparable. What is refused is the same whichever figure comes first.
    """
    found: dict[Break, None] = {}
    for other in figures[1:]:
        found.update(dict.fromkeys(check_together(figures[0], other, Act.CHART)))
    return tuple(sorted(found, key=lambda one: (one.on, one.kind, one.before, one.after)))


def breaks_between(one: Meaning, other: Meaning, reasons: Sequence[Reason]) -> tuple[Break, ...]:
    """The differences of two meanings as breaks on the day on which the later of them begins."""
    return tuple(_break(one, other, reason) for reason in reasons)


def _break(one: Meaning, other: Meaning, reason: Reason) -> Break:
    first, later = (one, other) if _begins(one) <= _begins(other) else (other, one)
    before, after = reason.one, reason.other
    # A reason is said the same both ways; a break has a before and an after.
    if reason.part in ("source", "version") and before != (getattr(first, reason.part),):
        before, after = after, before
    if reason.part == "coverage" and _coverage(first) not in ((), before):
        before, after = after, before
    place = first.place if first.place == later.place else ""
    return Break(kind=reason.part, on=later.start, place=place, before=before, after=after)


def _begins(meaning: Meaning) -> tuple[date, date, str]:
    return meaning.start, meaning.end, meaning.place


def _coverage(meaning: Meaning) -> tuple[str, ...]:
    number = meaning.coverage.reported_number
    return () if number is None else (str(number), meaning.coverage.of)


def _figures(one: Figure, other: Figure, act: Act) -> Iterator[Reason]:
    if act is Act.DIVIDE:
        yield from _divided(one, other)
    elif act is Act.ADD:
        yield from _added(one, other)
    else:
        yield from _alike(one, other)


def _alike(one: Figure, other: Figure) -> Iterator[Reason]:
    for part in _KIND_OF_FIGURE:
        sides = [str(getattr(figure, part) or "") for figure in (one, other)]
        if sides[0] != sides[1]:
            yield differing(part, *((side,) if side else () for side in sides))
    if one.of and other.of:
        yield from _denominators(one.of, other.of)


def _denominators(one: Meaning, other: Meaning) -> Iterator[Reason]:
    for reason in compare(one, other, Act.CHART).reasons:
        yield Reason("denominator", (reason.part,))


def _added(one: Figure, other: Figure) -> Iterator[Reason]:
    if {one.measure, other.measure} != {"count"}:
        yield differing("only_counts_added", (one.measure,), (other.measure,))
    if one.interval or other.interval:
        yield Reason("intervals_added")


def _divided(one: Figure, other: Figure) -> Iterator[Reason]:
    measures = {one.measure, other.measure}
    if measures not in ({"count"}, {"share"}):
        yield Reason("divided_measures", (one.measure,), (other.measure,))
    if measures == {"share"} and not other.meaning.reference_for:
        yield Reason("share_of_share")
