"""Figures made out of figures. Nothing of their meaning is lost; what is refused, NotComparable.

Values stay exact: whole numbers and Fractions; only `sentences` rounds.
"""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import combinations, pairwise

from amparo.statistics.figures.comparing import Act, refuse
from amparo.statistics.figures.meaning import Figure
from amparo.statistics.figures.parts import Break, Meaning, alternatives, key_of
from amparo.statistics.figures.together import check_together


def add(figures: Iterable[Figure]) -> Figure:
    """The sum of counts of nobody twice, in whatever order they are given.

    They are of one place and consecutive periods, or of one period and different places, or of
    groups of one whole. A part that is not shown leaves the sum not shown. Raises ValueError for
    no figure at all.
    """
    parts = sorted(figures, key=_order)
    if not parts:
        raise ValueError("there is nothing to add")
    if len(parts) == 1:
        return parts[0]
    found = {one for part in parts for one in part.breaks} | _checked(parts)
    hidden = next((part.not_shown for part in parts if part.value is None), "")
    total = None if hidden else sum(int(part.value or 0) for part in parts)
    return replace(
        parts[0],
        value=total,
        meaning=_sum_of([part.meaning for part in parts]),
        breaks=tuple(found),
        not_shown=hidden or parts[0].not_shown,
    )


def _order(figure: Figure) -> tuple[object, ...]:
    meant = figure.meaning
    return meant.start, meant.end, meant.place, meant.restrictions, repr(figure)


def _checked(parts: Sequence[Figure]) -> set[Break]:
    """The breaks among the parts. In time each is checked with the next, else all with all."""
    ways: dict[str, set[Hashable]] = {
        "period": {(part.meaning.start, part.meaning.end) for part in parts},
        "place": {part.meaning.place for part in parts},
        "restrictions": {part.meaning.restrictions for part in parts},
    }
    differ = tuple(way for way, values in ways.items() if len(values) > 1)
    if len(differ) > 1:
        raise refuse("two_differ", differ)
    pairs = pairwise(parts) if differ == ("period",) else combinations(parts, 2)
    return {one for pair in pairs for one in check_together(*pair, Act.ADD)}


def _sum_of(meanings: Sequence[Meaning]) -> Meaning:
    first = meanings[0]
    everybody = any(not meaning.identified_by for meaning in meanings)
    return replace(
        first,
        start=min(meaning.start for meaning in meanings),
        end=max(meaning.end for meaning in meanings),
        place="+".join(_united(meaning.place.split("+") for meaning in meanings)),
        restrictions=_restrictions(meanings),
        identified_by=()
        if everybody
        else tuple(_united(meaning.identified_by for meaning in meanings)),
        source="; ".join(_united(meaning.source.split("; ") for meaning in meanings)),
        version="; ".join(_united(meaning.version.split("; ") for meaning in meanings)),
        coverage=first.coverage.together(*(meaning.coverage for meaning in meanings)),
        known_on=min(meaning.known_on for meaning in meanings),
    )


def _united(values: Iterable[Iterable[str]]) -> list[str]:
    return sorted({one for each in values for one in each})


def _restrictions(meanings: Sequence[Meaning]) -> tuple[str, ...]:
    """Those that all have, and the one in which they differ as either of its values."""
    common = set(meanings[0].restrictions).intersection(*(one.restrictions for one in meanings))
    own = {one for meaning in meanings for one in meaning.restrictions} - common
    if not own:
        return tuple(sorted(common))
    values = sorted({value for one in own for value in alternatives(one)})
    return (*common, f"{key_of(min(own))}={'|'.join(values)}")


def share(part: Figure, whole: Figure) -> Figure:
    """What part of the whole, from 0 to 1. Raises NotComparable, also where it is no part of it.

    A share of nobody is not shown.
    """
    found = check_together(part, whole, Act.DIVIDE)
    _check_counts(part, whole)
    if whole.meaning.reference_for:
        raise refuse("share_of_reference")
    if part.value is not None and whole.value is not None and part.value > whole.value:
        raise refuse("more_than_whole")
    return _divided(part, whole, "share", 1, found)


def shares(parts: Sequence[Figure], whole: Figure) -> tuple[Figure, ...]:
    """The share of each part of a whole that the parts make up: together exactly 1.

    Raises NotComparable where the parts overlap, or do not add up to the whole.
    """
    total = add(parts)
    if None not in (total.value, whole.value) and total.value != whole.value:
        raise refuse("not_the_whole", (str(total.value),), (str(whole.value),))
    return tuple(share(part, whole) for part in parts)


def rate(figure: Figure, reference: Figure, per: int = 100_000) -> Figure:
    """How many for each `per` of a population that is declared as the reference of this one."""
    found = check_together(figure, reference, Act.DIVIDE)
    _check_counts(figure, reference)
    if not reference.meaning.reference_for:
        raise refuse("not_a_reference")
    return replace(_divided(figure, reference, "rate", per, found), per=per)


def over_representation(among_known: Figure, in_reference: Figure) -> Figure:
    """A share among the known over the same share in the reference population; never a risk."""
    found = check_together(among_known, in_reference, Act.DIVIDE)
    if among_known.measure != "share" or in_reference.measure != "share":
        raise refuse("divided_measures", (among_known.measure,), (in_reference.measure,))
    return _divided(among_known, in_reference, "ratio", 1, found)


def _check_counts(one: Figure, other: Figure) -> None:
    if {one.measure, other.measure} != {"count"}:
        raise refuse("divided_measures", (one.measure,), (other.measure,))


def _divided(
    over: Figure, under: Figure, measure: str, per: int, found: tuple[Break, ...]
) -> Figure:
    unknown = over.value is None or under.value is None
    value = None if unknown or not under.value else Fraction(over.value or 0) * per / under.value
    hidden = over if over.value is None else under
    return Figure(
        value=value,
        measure=measure,
        meaning=over.meaning,
        of=under.meaning,
        of_value=under.base,
        breaks=(*over.breaks, *under.breaks, *found),
        not_shown=hidden.not_shown if unknown else "nobody",
    )
