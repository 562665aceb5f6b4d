"""Which figures may be added, divided, charted together or compared, and why not.

Refused where unit, population, stock or flow, length of a flow, definition, standing counted,
counting rule, method or detection differ. Allowed where only period, place or the restrictions
(girls, boys) differ. A break is shown where coverage, source, version or who identified differ, or
a period is not over. To be added, figures must also be of nobody twice; to be divided, one must be
part of the other, or the other declared as the reference population of the first.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from amparo.statistics.figures.parts import (
    DEMOGRAPHIC,
    HAPPENINGS,
    ONCE,
    ONCE_A_YEAR,
    SINGLE,
    WORLD,
    YEARS,
    Meaning,
    Stock,
    alternatives,
    key_of,
)


class Act(StrEnum):
    """What is to be done with two figures. DIVIDE is the first by the second."""

    ADD = "add"
    DIVIDE = "divide"
    CHART = "chart"
    COMPARE = "compare"


@dataclass(frozen=True, slots=True, order=True)
class Reason:
    """One part in which two figures differ, or one rule that they break; the codes of both sides.

    `words.REASONS` has the sentence for each `part`.
    """

    part: str
    one: tuple[str, ...] = ()
    other: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether it is allowed; if not, every reason; and what must be shown as a break."""

    allowed: bool
    reasons: tuple[Reason, ...] = ()
    breaks: tuple[Reason, ...] = ()


class NotComparable(ValueError):
    """Figures were to be used together that may not be. `verdict` has the reasons."""

    def __init__(self, verdict: Verdict) -> None:
        self.verdict = verdict
        super().__init__("; ".join(_plain(reason) for reason in verdict.reasons))


def _plain(reason: Reason) -> str:
    sides = " / ".join(", ".join(side) for side in (reason.one, reason.other) if side)
    return f"{reason.part} ({sides})" if sides else reason.part


def compare(one: Meaning, other: Meaning, act: Act) -> Verdict:
    """Whether two figures of these meanings may be used together by `act`.

    The order matters for DIVIDE only.
    """
    reasons = tuple(dict.fromkeys(_REASONS[act](one, other)))
    breaks = () if act is Act.DIVIDE else tuple(_breaks(one, other))
    return Verdict(not reasons, reasons, breaks)


def check(one: Meaning, other: Meaning, act: Act) -> tuple[Reason, ...]:
    """The breaks to show; raises NotComparable."""
    verdict = compare(one, other, act)
    if not verdict.allowed:
        raise NotComparable(verdict)
    return verdict.breaks


def refuse(part: str, one: tuple[str, ...] = (), other: tuple[str, ...] = ()) -> NotComparable:
    """What is raised for a rule that two meanings alone do not show."""
    return NotComparable(Verdict(False, (Reason(part, one, other),)))


# What must always be the same

SAME = ("unit", "population", "stock", "definition", "standings", "counting", "method", "detected")


def _different(one: Meaning, other: Meaning, parts: tuple[str, ...] = SAME) -> Iterator[Reason]:
    for part in parts:
        if part == "stock":
            yield from _different_stocks(one, other)
        elif getattr(one, part) != getattr(other, part):
            yield differing(part, _codes(one, part), _codes(other, part))
    if one.reference_for != other.reference_for:
        sides = (_codes(meaning, "reference_for") for meaning in (one, other))
        yield differing("reference_for", *sides)


def _different_stocks(one: Meaning, other: Meaning) -> Iterator[Reason]:
    """A flow and a stock; or those who were known and those who were in exploitation. Any other
    stock is of those who were there at the time, and that is what being in exploitation is.
    """
    if one.stock.at_a_time != other.stock.at_a_time:
        yield differing("stock", _codes(one, "stock"), _codes(other, "stock"))
    elif (one.stock is Stock.KNOWN) != (other.stock is Stock.KNOWN):
        yield differing("stock_kind", _codes(one, "stock"), _codes(other, "stock"))


def differing(part: str, one: tuple[str, ...], other: tuple[str, ...]) -> Reason:
    """Said the same whichever of the two comes first."""
    return Reason(part, *sorted((one, other)))


def _codes(meaning: Meaning, part: str) -> tuple[str, ...]:
    value = getattr(meaning, part)
    if isinstance(value, tuple):
        return value
    if isinstance(value, bool):
        return ("yes" if value else "no",)
    return (str(value),) if value != "" else ()


def _side_by_side(one: Meaning, other: Meaning) -> Iterator[Reason]:
    yield from _different(one, other)
    if one.stock is other.stock is Stock.FLOW and one.length != other.length:
        yield differing("length", _period(one), _period(other))


def _period(meaning: Meaning) -> tuple[str, ...]:
    return meaning.start.isoformat(), meaning.end.isoformat()


# Adding: nobody twice


def _added(one: Meaning, other: Meaning) -> Iterator[Reason]:
    different = tuple(_different(one, other))
    yield from different or _not_disjoint(one, other)


def _not_disjoint(one: Meaning, other: Meaning) -> Iterator[Reason]:
    apart = [name for name, differs in _APART.items() if differs(one, other)]
    if not apart:
        yield Reason("same_twice")
    elif len(apart) > 1:
        yield Reason("two_differ", tuple(apart))
    elif apart == ["period"]:
        yield from _periods(one, other)
    elif apart == ["place"]:
        yield from _places(one, other)
    else:
        yield from _groups(one, other)


_APART: dict[str, Callable[[Meaning, Meaning], bool]] = {
    "period": lambda one, other: _period(one) != _period(other),
    "place": lambda one, other: one.place != other.place,
    "restrictions": lambda one, other: one.restrictions != other.restrictions,
}


def _periods(one: Meaning, other: Meaning) -> Iterator[Reason]:
    if one.stock.at_a_time or other.stock.at_a_time:
        yield Reason("stocks_over_time")
    elif ONCE_A_YEAR in (one.counting, other.counting):
        yield Reason("once_a_year_over_years")
    elif one.counting == ONCE and one.unit not in HAPPENINGS:
        yield Reason("once_over_periods")
    first, second = sorted((one, other), key=_period)
    if second.start <= first.end:
        yield differing("periods_overlap", _period(one), _period(other))
    elif second.start != first.end + timedelta(days=1):
        yield differing("gap", _period(one), _period(other))
    yield from _counted_twice_by(one, other)


def _places(one: Meaning, other: Meaning) -> Iterator[Reason]:
    if not apart(one.place, other.place):
        yield differing("places_overlap", (one.place,), (other.place,))


def apart(place: str, other: str) -> bool:
    """Whether the two have no ground in common as far as their codes show; else False.

    Countries are apart, and so are areas of which neither lies in the other. Of a region with a
    name of its own nobody can tell which countries lie in it.
    """
    return all(_two_apart(a, b) for a in place.split("+") for b in other.split("+"))


def _two_apart(place: str, other: str) -> bool:
    if not (_in_a_country(place) and _in_a_country(other)):
        return False
    one, two = place.split("-"), other.split("-")
    shorter = min(len(one), len(two))
    return one[:shorter] != two[:shorter]


def _in_a_country(place: str) -> bool:
    country = place.partition("-")[0]
    return place != WORLD and len(country) == 3 and country.isascii() and country.isupper()


def _groups(one: Meaning, other: Meaning) -> Iterator[Reason]:
    mine = set(one.restrictions) - set(other.restrictions)
    theirs = set(other.restrictions) - set(one.restrictions)
    keys = {key_of(each) for each in mine | theirs}
    key = min(keys)
    if len(keys) > 1 or len(mine) != 1 or len(theirs) != 1:
        yield differing("groups_overlap", one.restrictions, other.restrictions)
    elif key not in SINGLE:
        yield Reason("several_each", (key,))
    elif alternatives(*mine) & alternatives(*theirs):
        yield differing("groups_overlap", one.restrictions, other.restrictions)
    elif key in YEARS and one.counting == ONCE_A_YEAR:
        yield Reason("once_a_year_over_years")
    yield from _counted_twice_by(one, other)
    if one.coverage != other.coverage:
        yield Reason("parts_by_others")


def _counted_twice_by(one: Meaning, other: Meaning) -> Iterator[Reason]:
    """Two sources, or two states of one, may have the same child in different places."""
    for part in ("source", "version", "identified_by", "known_on"):
        if getattr(one, part) != getattr(other, part):
            yield differing(f"{part}_added", _codes(one, part), _codes(other, part))


# Dividing: a part by its whole, or by the population it is declared for


def _divided(one: Meaning, other: Meaning) -> Iterator[Reason]:
    over = other.reference_for and not one.reference_for
    yield from _over_reference(one, other) if over else _of_whole(one, other)


def _of_whole(part: Meaning, whole: Meaning) -> Iterator[Reason]:
    yield from _different(part, whole)
    for name in ("source", "version", "known_on", "coverage", "identified_by"):
        if getattr(part, name) != getattr(whole, name):
            shown = () if name == "coverage" else _codes(part, name), _codes(whole, name)
            yield Reason(f"{name}_of_whole", *(() if name == "coverage" else shown))
    if _period(part) != _period(whole):
        yield Reason("period_of_whole", _period(part), _period(whole))
    if part.place != whole.place:
        yield Reason("place_of_whole", (part.place,), (whole.place,))
    if not all(_narrowed(part, each) for each in whole.restrictions):
        yield Reason("not_part_of_whole", part.restrictions, whole.restrictions)


def _narrowed(part: Meaning, restriction: str) -> bool:
    """Whether whoever is in the part surely fulfils the restriction of the whole."""
    same_key = (one for one in part.restrictions if key_of(one) == key_of(restriction))
    return any(alternatives(one) <= alternatives(restriction) for one in same_key)


def _over_reference(figure: Meaning, reference: Meaning) -> Iterator[Reason]:
    if figure.population != reference.reference_for:
        yield Reason("not_declared_for", (figure.population,), (reference.reference_for,))
    if figure.place != reference.place:
        yield Reason("reference_place", (figure.place,), (reference.place,))
    if not _same_time(figure, reference):
        yield Reason("reference_period", _period(figure), _period(reference))
    mine, theirs = figure.restricted, reference.restricted
    demographic = (mine.keys() | theirs.keys()) & DEMOGRAPHIC
    if any(mine.get(key) != theirs.get(key) for key in demographic | theirs.keys()):
        yield Reason("reference_group", figure.restrictions, reference.restrictions)


def _same_time(figure: Meaning, reference: Meaning) -> bool:
    """A day inside the figure's period, or a period for which the reference is declared."""
    inside = figure.start <= reference.start and reference.end <= figure.end
    around = reference.start <= figure.start and figure.end <= reference.end
    return around or (inside and reference.stock.at_a_time)


# Breaks


def _breaks(one: Meaning, other: Meaning) -> Iterator[Reason]:
    if one.coverage != other.coverage:
        yield differing("coverage", coverage_codes(one), coverage_codes(other))
    for part in ("source", "identified_by", "version"):
        if getattr(one, part) != getattr(other, part):
            yield differing(part, _codes(one, part), _codes(other, part))
    if not (one.over and other.over):
        late = (meaning for meaning in (one, other) if not meaning.over)
        yield Reason("not_over", max(_period(meaning) for meaning in late))


def coverage_codes(meaning: Meaning) -> tuple[str, ...]:
    """How many reported, as a break says it; empty where the source does not say."""
    number = meaning.coverage.reported_number
    return () if number is None else (str(number), meaning.coverage.of)


_REASONS: dict[Act, Callable[[Meaning, Meaning], Iterator[Reason]]] = {
    Act.ADD: _added,
    Act.DIVIDE: _divided,
    Act.CHART: _side_by_side,
    Act.COMPARE: _side_by_side,
}
