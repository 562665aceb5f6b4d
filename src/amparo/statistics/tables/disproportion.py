"""Who is disproportionately trafficked: a factor among known cases against a reference population.

The ratio says how much more often the factor stands with children who were found than with children
of the same sex and age in the same place. It is never a risk: children who were not found are not
in it, and who is found depends on who is looked for.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from math import exp, sqrt
from typing import Any, Final

from amparo.statistics.facts.columns import MISSING, column
from amparo.statistics.figures.meaning import Figure, Interval
from amparo.statistics.figures.parts import ONCE, Coverage, Meaning, Stock
from amparo.statistics.tables.asked import COUNT, REVIEW_FIRST, Asked
from amparo.statistics.tables.axes import AXES, COMMUNITY
from amparo.statistics.tables.counting import denominators, numbers
from amparo.statistics.tables.expressions import counted, frame_of, held, needed
from amparo.statistics.tables.hiding import SMALLEST_SHOWN
from amparo.statistics.tables.making import POPULATION, About, meaning_of
from amparo.statistics.tables.populations import fault, rows_of_file, short_text, whole_number
from amparo.statistics.tables.refused import NotAskable
from amparo.statistics.tables.table import Note
from amparo.terms import N_

HEADER: Final = ("year", "place", "sex", "age_band", "factor", "having", "people", "source")
KINDS: Final = ("full_count", "survey")
BROAD_FROM: Final = Fraction(1, 2)
"""A factor that half of all children have tells nobody where to act."""
LEVEL: Final = Fraction(19, 20)
Z: Final = 1.959964
STRATA: Final = ("sex", "age_band")
Stratum = tuple[str, str]

DOMAINS: Final = {
    "family_violence": "family", "parental_loss": "family", "family_involved": "family",
    "child_marriage": "family", "debt": "family", "residential_care": "care",
    "out_of_school": "school", "no_birth_registration": "registration",
    "statelessness": "registration", "displacement": "displacement", "conflict": "displacement",
    "disaster": "displacement", "minority": "community", "discrimination": "community",
    "harmful_practice": "community", "migration_wish": "community",
    "disability_barrier": "services", "substance_use": "health", "online_contact": "online",
    "earlier_exploitation": "protection",
}  # fmt: skip
"""In whose hands it lies to do something. What is not here (poverty alone, other) has no domain."""
FIELDS: Final = {
    "family": N_("support to families"), "care": N_("care outside the family"),
    "school": N_("schools"), "registration": N_("civil registration"),
    "displacement": N_("help to displaced people"), "community": N_("work with communities"),
    "services": N_("services for children with disabilities"), "health": N_("health services"),
    "online": N_("safety online"), "protection": N_("child protection"),
}  # fmt: skip
"""Each domain in words."""

DETECTION = N_(
    "Only children who were found are counted: the figure also shows where one looks, and is no"
    " measure of risk."
)
FULL = N_("The reference is a full count: there is no sampling interval.")
SAMPLE = N_("The interval is the sampling error of the reference survey, and of nothing else.")
BROAD = N_("Too broad to act on: it describes most children, or nobody's field of work.")
LEFT = N_("Left out are %(number)s children for whom the reference has no group of sex and age.")


@dataclass(frozen=True, slots=True)
class Reference:
    """How many have each factor: by factor and place, then by sex and age band.

    `design_effect` of a survey: by how much its sampling widens the variance.
    """

    kind: str
    year: int
    source: str
    groups: Mapping[tuple[str, str], Mapping[Stratum, tuple[int, int]]]
    design_effect: Fraction = Fraction(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class OverRepresentation:
    """`ratio`: share among known cases over `in_reference`, the share in the reference population
    had it the known cases' sexes and ages. `too_broad`: nobody should act on it alone.
    """

    factor: str
    ratio: Figure
    among_known: Figure
    in_reference: Fraction
    domain: str
    too_broad: bool
    notes: tuple[Note, ...]


def over_representation(
    factor: str, asked: Asked, facts: Any, about: About, reference: Reference
) -> OverRepresentation:
    """How much more often a factor stands with known cases. Raises NotAskable.

    `asked` gives period, standings, definition and filter; it has no axes. `minority` and
    `discrimination` need its ethics review.
    """
    _check(factor, asked)
    meaning = meaning_of(asked, about, frame_of(facts))
    groups = reference.groups.get((factor, about.place))
    if not groups:
        values = {"factor": factor, "place": about.place}
        raise NotAskable(N_("The reference says nothing of %(factor)s in %(place)s."), values)
    known = _known(factor, asked, facts)
    both = {one: number for one, number in known.items() if one in groups}
    left = sum(of for one, (_, of) in known.items() if one not in groups)
    return _compared(factor, meaning, both, {one: groups[one] for one in both}, reference, left)


def _check(factor: str, asked: Asked) -> None:
    if factor not in column("victims", "factors").codes:
        raise NotAskable(N_("There is no factor “%(factor)s”."), {"factor": factor[:80]})
    if factor in COMMUNITY and asked.review is None:
        raise NotAskable(REVIEW_FIRST, {"codes": factor})
    if asked.axes or asked.measure != COUNT or asked.counting != ONCE:
        raise NotAskable(N_("Over-representation counts each child once, and has no axes."))
    if any(code.endswith(("_area", "_country", "citizenships")) for code, _ in asked.filters):
        raise NotAskable(N_("The reference is of the whole place: do not filter by place."))
    if "factors" in dict(asked.filters):
        raise NotAskable(N_("What is compared cannot be filtered as well."))


def _known(factor: str, asked: Asked, facts: Any) -> dict[Stratum, tuple[int, int]]:
    """Known cases by sex and age band: how many have the factor, of how many it is answered."""
    axes = [AXES[code] for code in (*STRATA, "factors")]
    with held(facts, counted(frame_of(facts), asked, needed(axes, "", ""))) as units:
        found = numbers(units, axes).of
        of = denominators(units, axes, STRATA)
    return {
        (sex, band): (found.get((sex, band, factor), 0), number)
        for (sex, band, _), number in of.items()
    }


def _compared(
    factor: str,
    meaning: Meaning,
    known: Mapping[Stratum, tuple[int, int]],
    groups: Mapping[Stratum, tuple[int, int]],
    reference: Reference,
    left: int,
) -> OverRepresentation:
    having = sum(number for number, _ in known.values())
    of = sum(number for _, number in known.values())
    if not of:
        raise NotAskable(N_("No known case has an answer on factors in a group of the reference."))
    expected = sum(
        (Fraction(known[one][1] * have, people) for one, (have, people) in groups.items()),
        Fraction(0),
    )
    if not expected:
        raise NotAskable(N_("In the reference nobody has it: there is nothing to compare with."))
    ratio = having / expected
    narrowed = replace(
        meaning, restrictions=(*meaning.restrictions, f"factors={factor}", "answered=factors")
    )
    whole = replace(meaning, restrictions=(*meaning.restrictions, "answered=factors"))
    hide = any(0 < number < SMALLEST_SHOWN for number in (having, of - having, of))
    interval = _interval(ratio, expected, known, groups, reference)
    return OverRepresentation(
        factor=factor,
        ratio=Figure(
            value=None if hide else ratio, measure="ratio", meaning=narrowed,
            of=_reference_meaning(meaning, reference), interval=None if hide else interval,
        ),
        among_known=Figure(
            value=None if hide else Fraction(having, of), measure="share", meaning=narrowed,
            of=whole, of_value=None if hide else of,
        ),
        in_reference=expected / of,
        domain=DOMAINS.get(factor, ""),
        too_broad=factor not in DOMAINS or expected / of >= BROAD_FROM,
        notes=tuple(_notes(factor, expected / of, reference, left)),
    )  # fmt: skip


def _interval(
    ratio: Fraction,
    expected: Fraction,
    known: Mapping[Stratum, tuple[int, int]],
    groups: Mapping[Stratum, tuple[int, int]],
    reference: Reference,
) -> Interval | None:
    """The sampling error of the reference alone: the known cases are counted, not sampled."""
    if reference.kind != "survey":
        return None
    variance = sum(
        known[one][1] ** 2 * (have / people) * (1 - have / people) / people
        for one, (have, people) in groups.items()
    )
    spread = exp(Z * sqrt(variance * float(reference.design_effect)) / float(expected))
    wide = Fraction(spread).limit_denominator(10**6)
    return Interval(low=ratio / wide, high=ratio * wide, expresses="reference_sample", level=LEVEL)


def _reference_meaning(meaning: Meaning, reference: Reference) -> Meaning:
    return Meaning(
        unit="person", counting=ONCE, stock=Stock.STOCK, start=date(reference.year, 1, 1),
        end=date(reference.year, 12, 31), place=meaning.place, definition="not_applicable",
        standings=("not_applicable",), identified_by=(), source=reference.source,
        method="census" if reference.kind == "full_count" else "survey",
        coverage=Coverage.not_stated(), version=str(reference.year), known_on=meaning.known_on,
        population="children", detected=False, reference_for=POPULATION,
        restrictions=tuple(
            one for one in meaning.restrictions if one.startswith(("sex=", "age_band="))
        ),
    )  # fmt: skip


def _notes(factor: str, share: Fraction, reference: Reference, left: int) -> Iterable[Note]:
    yield Note(DETECTION)
    yield Note(SAMPLE if reference.kind == "survey" else FULL)
    if factor not in DOMAINS or share >= BROAD_FROM:
        yield Note(BROAD)
    if left:
        yield Note(LEFT, {"number": left if left >= SMALLEST_SHOWN else f"1–{SMALLEST_SHOWN - 1}"})


def read(data: bytes, *, kind: str, design_effect: Fraction = Fraction(1)) -> Reference:
    """A reference from CSV: year,place,sex,age_band,factor,having,people,source, of one year.

    `people` of a survey are those who were asked. Raises NotAskable with the line of a fault.
    """
    if kind not in KINDS:
        raise NotAskable(N_("Say whether the reference is a full count or a survey."))
    if not 1 <= design_effect <= 100:
        raise NotAskable(N_("A design effect lies between 1 and 100."))
    groups: dict[tuple[str, str], dict[Stratum, tuple[int, int]]] = {}
    years: set[int] = set()
    sources: set[str] = set()
    for line, row in rows_of_file(data, HEADER):
        years.add(whole_number(line, row, "year", 1900, 2200))
        if len(years) > 1:
            raise fault(line, N_("a reference is of one year"))
        stratum, factor = _stratum(line, row)
        there = groups.setdefault((factor, short_text(line, row, "place")), {})
        if stratum in there:
            raise fault(line, N_("some of these people stand in an earlier line already"))
        people = whole_number(line, row, "people", 1, 10**10)
        there[stratum] = (whole_number(line, row, "having", 0, people), people)
        sources.add(short_text(line, row, "source"))
    return Reference(kind, years.pop(), "; ".join(sorted(sources)), groups, design_effect)


def _stratum(line: int, row: Mapping[str, str]) -> tuple[Stratum, str]:
    bands = tuple(band.code for band in AXES["age_band"].bands)
    for name, codes in (
        ("sex", column("victims", "sex").codes),
        ("age_band", bands),
        ("factor", column("victims", "factors").codes),
    ):
        if row[name] not in codes or row[name] in MISSING:
            values = {"name": name, "codes": ", ".join(codes)}
            raise fault(line, N_("%(name)s must be one of %(codes)s"), **values)
    return (row["sex"], row["age_band"]), row["factor"]
