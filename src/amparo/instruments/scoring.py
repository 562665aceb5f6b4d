"""What the answers to an instrument add up to, and because of which of them.

The rule is that of the ILO/EC operational indicators (2009): a dimension is positive with two
strong indicators, one strong and another, three medium, or two medium and a weak one. For a child
an act and exploitation are enough, and the means never matter (Palermo Protocol art. 3 (c)).
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from typing import Any

from amparo.instruments.answers import (
    NO,
    NOT_ASKED,
    OPEN,
    REFUSED,
    UNKNOWN,
    WORST_FORMS,
    YES,
    Answers,
)
from amparo.instruments.model import EXPLOITATION, MEANS, STRENGTHS, Dimension, Instrument
from amparo.terms.messages import N_

INDICATED, NOT_YET, INSUFFICIENT = "indicated", "not_indicated_yet", "insufficient"
ADULT_FROM = 18
DOUBTED_TO = 20
"""An age of 18 to 20 may be wrong, or said for the child by others: the child rules hold."""

PROTECT = N_("Protect the child, whatever this result says.")
ACT_UNKNOWN = N_(
    "Whether the child was recruited, moved, handed over, housed or received is not known."
)
NO_ACT = N_(
    "Exploitation without recruiting, moving or receiving the child is a child-protection case all"
    " the same."
)
AGE_UNKNOWN = N_("The age is not known: the rules for children hold.")
AGE_DOUBTED = N_("An age from 18 to 20 may be wrong: the rules for children hold.")
OUTSIDE_AGES = N_("The age is outside the ages for which this instrument was made.")
NOT_VERIFIED = N_("The text of this instrument was not checked against its official source.")
MEANS_NEEDED = N_(
    "For an adult a means must be shown too (deception, force, abuse of vulnerability);"
    " exploitation without it is a matter of labour rights."
)
WORST_FORM = N_("A worst form of child labour is exploitation, whatever the other answers say.")


@dataclass(frozen=True, slots=True)
class DimensionResult:
    """How one dimension stands: counts of *yes* by strength, and of what is not known.

    `positive` is None where the instrument counts nothing. `because` are the items answered yes;
    `still_open` those not asked or not known; `reachable`: they could still make it positive.
    """

    code: str
    positive: bool | None
    strong: int
    medium: int
    weak: int
    no: int
    unknown: int
    refused: int
    not_asked: int
    because: tuple[str, ...]
    still_open: tuple[str, ...]
    reachable: bool

    @property
    def known(self) -> int:
        """How many items were answered yes or no."""
        return len(self.because) + self.no


@dataclass(frozen=True, slots=True)
class Result:
    """What the answers add up to. Evidence for a person's decision, never the decision.

    `exploitation_positive` and `finding` are None where the instrument counts nothing.
    """

    set: str
    version: str
    dimensions: tuple[DimensionResult, ...]
    worst_forms: DimensionResult
    exploitation_positive: bool | None
    finding: str | None
    child_rules: bool
    warnings: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """As `amparo screen --json` prints it."""
        return asdict(self)


def is_positive(strong: int, medium: int, weak: int) -> bool:
    """Whether so many indicators answered yes make a dimension positive."""
    if strong:
        return strong + medium + weak >= 2
    return medium >= 3 or (medium == 2 and weak >= 1)


def holds_child_rules(age: int | None) -> bool:
    """Whether the rules for children hold: also where the age is not known, or doubted."""
    return age is None or age <= DOUBTED_TO


def score(instrument: Instrument, answers: Answers) -> Result:
    """What these answers add up to under the rule of their instrument."""
    counts = instrument.scoring == "ilo"
    dimensions = tuple(_dimension(one, answers, counts) for one in instrument.dimensions)
    worst = _worst_forms(answers)
    child = holds_child_rules(answers.age)
    exploited = _exploited(dimensions, worst, child) if counts else None
    finding = None if exploited is None else _finding(dimensions, worst, answers.act, exploited)
    result = Result(
        set=instrument.code,
        version=instrument.version,
        dimensions=dimensions,
        worst_forms=worst,
        exploitation_positive=exploited,
        finding=finding,
        child_rules=child,
        warnings=(),
    )
    return replace(result, warnings=(*_warnings(instrument, answers, result), PROTECT))


def _dimension(dimension: Dimension, answers: Answers, counts: bool) -> DimensionResult:
    given = {item.code: answers.to(item.code) for item in dimension.items}
    strength = {item.code: item.strength for item in dimension.items}
    yes = [code for code, answer in given.items() if answer == YES]
    still_open = [code for code, answer in given.items() if answer in OPEN]
    numbers = [sum(strength[code] == one for code in yes) for one in STRENGTHS]
    at_most = [sum(strength[code] == one for code in [*yes, *still_open]) for one in STRENGTHS]
    return _result(
        dimension.code,
        given,
        is_positive(*numbers) if counts else None,
        numbers,
        is_positive(*at_most) if counts else bool(still_open),
    )


def _worst_forms(answers: Answers) -> DimensionResult:
    given = {form: answers.to_worst_form(form) for form in WORST_FORMS}
    positive = YES in given.values()
    return _result(
        "worst_forms", given, positive, [0, 0, 0], positive or not OPEN.isdisjoint(given.values())
    )


def _result(
    code: str, given: dict[str, str], positive: bool | None, numbers: list[int], reachable: bool
) -> DimensionResult:
    said = list(given.values())
    return DimensionResult(
        code=code,
        positive=positive,
        strong=numbers[0],
        medium=numbers[1],
        weak=numbers[2],
        no=said.count(NO),
        unknown=said.count(UNKNOWN),
        refused=said.count(REFUSED),
        not_asked=said.count(NOT_ASKED),
        because=tuple(item for item, answer in given.items() if answer == YES),
        still_open=tuple(item for item, answer in given.items() if answer in OPEN),
        reachable=reachable,
    )


def _of(dimensions: tuple[DimensionResult, ...], code: str) -> DimensionResult:
    return next(one for one in dimensions if one.code == code)


def _exploited(
    dimensions: tuple[DimensionResult, ...], worst: DimensionResult, child: bool
) -> bool:
    return bool(_of(dimensions, EXPLOITATION).positive or (child and worst.positive))


def _finding(
    dimensions: tuple[DimensionResult, ...],
    worst: DimensionResult,
    act: bool | None,
    exploited: bool,
) -> str:
    """`insufficient` while nothing at all is known of exploitation."""
    if exploited:
        return NOT_YET if act is False else INDICATED
    known = _of(dimensions, EXPLOITATION).known + worst.known
    return NOT_YET if known else INSUFFICIENT


def _warnings(instrument: Instrument, answers: Answers, result: Result) -> Iterator[str]:
    age = answers.age
    if instrument.verification != "official":
        yield NOT_VERIFIED
    if age is None:
        yield AGE_UNKNOWN
    elif ADULT_FROM <= age <= DOUBTED_TO:
        yield AGE_DOUBTED
    low, high = instrument.ages
    if age is not None and not low <= age <= high:
        yield OUTSIDE_AGES
    if not result.exploitation_positive:
        return
    if result.child_rules and result.worst_forms.positive:
        yield WORST_FORM
    if answers.act is None:
        yield ACT_UNKNOWN
    elif not answers.act:
        yield NO_ACT
    if not result.child_rules and not any(_of(result.dimensions, m).positive for m in MEANS):
        yield MEANS_NEEDED
