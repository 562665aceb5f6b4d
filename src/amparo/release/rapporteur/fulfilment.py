"""How each duty was fulfilled in a year, in numbers that may be shown. Pure, but for words."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from amparo.protocol import DutyRule
from amparo.release.rapporteur.safe import Shown
from amparo.release.rapporteur.tally import ALL, IN_TIME, LATE, OUTCOMES, OVERDUE, RUN_OUT, Tally
from amparo.statistics.disclosure.suppress import THRESHOLD

HALF: Final = 0.5
NEARLY_ALL: Final = 100  # of so many one, and no more, was not in time


@dataclass(frozen=True, slots=True)
class Fulfilled:
    """One duty, or one kind of authority. `code` is its code, `rule` None for an authority.

    None is a number that is hidden; a median also where there is nothing to measure.
    """

    code: str
    rule: DutyRule | None
    arose: int | None
    numbers: Mapping[str, int | None]
    median_hours: int | None = None
    overdue_hours: int | None = None

    @property
    def ran_out(self) -> tuple[int, int] | None:
        """Of how many the time has run: at least and at most, as follows from what is shown."""
        if self.arose is None:
            known = _sum(self.numbers[one] for one in RUN_OUT)
            return None if known is None else (known, known)
        shown = {one: number for one, number in self.numbers.items() if number is not None}
        hidden = set(self.numbers) - set(shown)
        left = self.arose - sum(shown.values())
        least = sum(shown.get(one, 0) for one in RUN_OUT)
        if not hidden & set(RUN_OUT):
            return least, least
        return (least + left if hidden <= set(RUN_OUT) else least), least + left

    @property
    def share(self) -> tuple[Fraction, Fraction] | None:
        """In time, of those whose time has run: at least and at most. Worked out from numbers that
        are shown alone, so that it tells nothing of the hidden ones."""
        in_time, of = self.numbers[IN_TIME], self.ran_out
        if in_time is None:
            return self._at_most
        if of is None or not of[0]:
            return None
        return Fraction(in_time, of[1]), min(Fraction(in_time, of[0]), Fraction(1))

    @property
    def _at_most(self) -> tuple[Fraction, Fraction] | None:
        """Where it is hidden how many were in time: as if all were that are not shown otherwise.
        None where that might be all of them, or nearly all."""
        if self.arose is None:
            return None
        late = self.surely_not_in_time
        left = self.arose - sum(number or 0 for number in self.numbers.values())
        if late * NEARLY_ALL < left + late or not late:
            return None
        return Fraction(0), Fraction(left, left + late)

    @property
    def surely_not_in_time(self) -> int:
        """How many were met late, or not at all: at least, as follows from what is shown."""
        in_time, of = self.numbers[IN_TIME], self.ran_out
        if in_time is not None and of is not None:
            return of[0] - in_time
        return sum(self.numbers[one] or 0 for one in RUN_OUT if one != IN_TIME)

    @property
    def exact_share(self) -> Fraction | None:
        """The share, where it is known exactly."""
        share = self.share
        return share[0] if share and share[0] == share[1] else None


def by_duty(
    tally: Tally, shown: Shown, year: int, rules: Mapping[str, DutyRule]
) -> list[Fulfilled]:
    """Each duty of the protocol in force, also where it never arose."""
    met, overdue = _hours(tally.met_after, year), _hours(tally.overdue_for, year)
    found = []
    for code, rule in rules.items():
        numbers = {one: shown.number(code, ALL, one) for one in OUTCOMES}
        found.append(
            Fulfilled(
                code=code,
                rule=rule,
                arose=shown.number(code, ALL, ALL),
                numbers=numbers,
                median_hours=_median(met.get(code), numbers, (IN_TIME, LATE)),
                overdue_hours=_median(overdue.get(code), numbers, (OVERDUE,)),
            )
        )
    return found


def by_authority(shown: Shown) -> list[Fulfilled]:
    """Each kind of authority, over all duties; nothing where there is one kind alone."""
    if not shown.by_authority:
        return []
    codes = {key[1] for key in (*shown.numbers, *shown.hidden)} - {ALL}
    found = []
    for code in sorted(codes):
        numbers = {one: shown.number(ALL, code, one) for one in OUTCOMES}
        arose = shown.number(ALL, code, ALL)
        found.append(Fulfilled(code, None, arose, numbers))
    return found


def _sum(numbers: Iterable[int | None]) -> int | None:
    found = 0
    for one in numbers:
        if one is None:
            return None
        found += one
    return found


def _hours(waits: Counter[tuple[int, str, int]], year: int) -> dict[str, Counter[int]]:
    found: dict[str, Counter[int]] = {}
    for (of_year, code, hours), number in waits.items():
        if of_year == year:
            found.setdefault(code, Counter())[hours] += number
    return found


def _median(
    hours: Counter[int] | None, numbers: Mapping[str, int | None], of: tuple[str, ...]
) -> int | None:
    """In whole hours; None where the number that it is of is hidden, or too small."""
    number = _sum(numbers[one] for one in of)
    if not hours or number is None or number < THRESHOLD:
        return None
    before, half = 0, HALF * hours.total()
    for value in sorted(hours):
        before += hours[value]
        if before >= half:
            return value
    return None
