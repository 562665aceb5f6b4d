"""What a protocol is: duties that a child is owed with their times, gates that speak before a step,
and the definitions under which a case is read.

A protocol is data, read from a file by `loading`. A rule names its predicates ("when does the clock
start", "what meets it"); the functions behind the names live in `starts`, `fulfilment`, `states`,
`conditions` and `gate_conditions`, and `engine` and `gates` put them to work. Nothing here looks at
a timeline.
"""

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Self

from amparo.journey.moments import add_months
from amparo.terms import Text

ANY_KIND = "kind:"
"""Before a kind of entry, where a name of a predicate may stand: any entry of that kind."""

VARIANTS = ("urgent", "high", "medium", "low", "unknown")
"""The kinds of occurrence for which a duty may give another time, as `within_<variant>`."""

_PART = re.compile(r"([0-9]{1,5}) ?(h|d|months?)")
_DAY = 24
_EARLIEST = datetime.min.replace(tzinfo=UTC)
_LATEST = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time: calendar months, then hours, nights and weekends included; a day is 24."""

    hours: int = 0
    months: int = 0

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `24 h`, `7 d`, `1 month`, `1 month + 14 d`. Raises ValueError."""
        amounts: dict[str, int] = {}
        for part in text.split("+"):
            found = _PART.fullmatch(part.strip())
            if found is None:
                raise ValueError(f"not a length of time: {text!r}")
            unit = found[2].removesuffix("s")
            if unit in amounts:
                raise ValueError(f"the same unit twice: {text!r}")
            amounts[unit] = int(found[1])
        hours = amounts.get("h", 0) + amounts.get("d", 0) * _DAY
        return cls(hours=hours, months=amounts.get("month", 0))

    def after(self, start: datetime) -> datetime:
        """This long after `start`, in UTC: months first, the day clamped to the month."""
        try:
            return add_months(start, self.months) + timedelta(hours=self.hours)
        except (OverflowError, ValueError):
            return _LATEST

    def before(self, end: datetime) -> datetime:
        """This long before `end`, in UTC: months first, the day clamped to the month."""
        try:
            return add_months(end, -self.months) - timedelta(hours=self.hours)
        except (OverflowError, ValueError):
            return _EARLIEST

    def __str__(self) -> str:
        """As a protocol file writes it: hours up to three days, days beyond."""
        days = self.hours > 72 and self.hours % _DAY == 0
        rest = f"{self.hours // _DAY} d" if days else f"{self.hours} h"
        if not self.months:
            return rest
        months = f"{self.months} month" + ("s" if self.months > 1 else "")
        return f"{months} + {rest}" if self.hours else months


@dataclass(frozen=True, slots=True)
class DutyRule:
    """What a child is owed, from when, within what time, by whom, and which source says so.

    `starts` and `met_by` are names of predicates, or `kind:CODE` for "an entry of this kind". A
    `state` duty is met while something is true and falls due again when it ends; `met_by` then
    names one state. `variants` gives other times for some occurrences (`within_urgent`). `repeats`
    starts the next occurrence when the last was met, due within `repeats_within`, or `within` if
    that is None. `lead` is how long before a known date the clock starts. `once` duties are not
    owed again when a case is reopened; `survives_closure` ones are not ended by closing it.
    `time_from_source` is false where the time is a default and not the source's.
    """

    code: str
    owed: Text
    starts: str
    within: Duration
    by: str
    met_by: tuple[str, ...]
    source: str
    variants: dict[str, Duration] = field(default_factory=dict)
    state: bool = False
    not_owed_when: tuple[str, ...] = ()
    missed_when: tuple[str, ...] = ()
    repeats: bool = False
    repeats_within: Duration | None = None
    survives_closure: bool = False
    once: bool = False
    lead: Duration | None = None
    time_from_source: bool = False


@dataclass(frozen=True, slots=True)
class GateRule:
    """What must hold before a step, or a reason be given; `second_person`: another agrees as well.

    `before` names the step, `asks_for` what is asked, one predicate each. `within` and `attempts`
    are the numbers that some of them compare with (risks assessed within so long; so many
    attempts).
    """

    code: str
    asks: Text
    before: str
    asks_for: tuple[str, ...]
    source: str
    second_person: bool = False
    within: Duration | None = None
    attempts: int = 0


@dataclass(frozen=True, slots=True)
class Definition:
    """What one law or practice calls trafficking of a child, or something that lies beside it.

    Each element is `needed` or `not_needed`; an act also `none_known`, movement also
    `across_a_border`, means also `for_adults`. `acts` and `purposes` are those that count; empty:
    all. `follows` says what follows for the child where it fits.
    """

    code: str
    name: Text
    follows: Text
    source: str
    act: str = "needed"
    purpose: str = "needed"
    movement: str = "not_needed"
    means: str = "for_adults"
    crossing: str = "not_needed"
    acts: tuple[str, ...] = ()
    purposes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Protocol:
    """The duties and gates in force in a country from a day on; `country` is empty in the default.

    Duties, gates and definitions stand in the order of the file, which is that of the journey.
    """

    name: str
    country: str
    version: str
    valid_from: date
    duties: dict[str, DutyRule]
    gates: dict[str, GateRule]
    definitions: dict[str, Definition] = field(default_factory=dict)
    extends: str = ""
