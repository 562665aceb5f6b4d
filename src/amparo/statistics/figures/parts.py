"""What a number must say before it is a figure: its meaning, and who reported.

`comparing` decides from these parts which figures may be used together, `meaning` makes figures,
`sentences` says the parts in words. Every part is a code or a text that can be printed; what each
code is called stands in `words`.
"""

from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

WORLD: Final = "world"
HERE: Final = "this_country"
"""The place of a register whose protocol names no country."""
ONCE, ONCE_A_YEAR, EACH_EPISODE, EACH_TIME = "once", "once_a_year", "each_episode", "each_time"
COUNTINGS: Final = frozenset({ONCE, ONCE_A_YEAR, EACH_EPISODE, EACH_TIME})
"""Rules of counting: a child once in the period, once in each year of it, each episode, or each
time that it was detected or recorded."""

HAPPENINGS: Final = frozenset(
    {"episode", "event", "detection", "case", "concern", "court_case", "conviction", "usd"}
)
"""Units of which each belongs to one period only. A person may be known in several."""

FULL_COUNT: Final = "full_count"
LIST, LINKED_LISTS, REGISTER_AND_LISTS = "list", "linked_lists", "register_and_lists"
WHOLE: Final = frozenset({FULL_COUNT, LIST, LINKED_LISTS, REGISTER_AND_LISTS})
"""Methods that count every record there is: nothing is drawn, and so there is no sampling."""
DETECTING: Final = WHOLE | {"case_records", "questionnaire"}
"""Methods that count what somebody came to know of. Such a count is of the detected, and says so;
the others count or estimate everybody, known or not."""


class Stock(StrEnum):
    """How many there are at a time (a stock, of one of three kinds), or how many come up in a
    period (flow).

    IN_EXPLOITATION: a register's stock of those who were in exploitation on that day, whenever it
    came to know of them. KNOWN: of all whom it had come to know by that day, since it began; they
    may be safe long since. STOCK: anything else that there is at a time, as inhabitants, or those
    whom an estimate takes to be in exploitation.
    """

    STOCK = "stock"
    IN_EXPLOITATION = "in_exploitation"
    KNOWN = "known"
    FLOW = "flow"

    @property
    def at_a_time(self) -> bool:
        return self is not Stock.FLOW


class MeaningMissing(ValueError):
    """A number was to become a figure without one part of its meaning, which `part` names."""

    def __init__(self, part: str, why: str) -> None:
        self.part = part
        super().__init__(f"{part}: {why}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """Which reporting entities reported, and which did not. `of`: what they are (a code).

    Where a source gives only how many, `reported_number` and `silent_number` stand instead of the
    names; where it says nothing, `stated` is False. To say nothing at all is not possible.
    """

    reported: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()
    reported_number: int | None = None
    silent_number: int | None = None
    of: str = "agency"
    stated: bool = True

    def __post_init__(self) -> None:
        for name in ("reported", "silent"):
            _keep(self, name, _codes("coverage", getattr(self, name)))
        if both := set(self.reported) & set(self.silent):
            raise MeaningMissing("coverage", f"{min(both)} cannot both report and be silent")
        for name in ("reported", "silent"):
            _keep(self, f"{name}_number", self._number(name))
        if self.stated and not self.reported_number:
            raise MeaningMissing("coverage", "say who reported, or that the source does not say it")
        if not self.stated and (self.reported_number or self.silent_number):
            raise MeaningMissing("coverage", "who reported is stated and not stated")

    def _number(self, name: str) -> int | None:
        named, number = getattr(self, name), getattr(self, f"{name}_number")
        if number is None:
            return len(named) if named else None
        if isinstance(number, bool) or not isinstance(number, int) or number < 0:
            raise MeaningMissing("coverage", "how many reported is a whole number")
        if named and number != len(named):
            raise MeaningMissing("coverage", f"{number} are said and {len(named)} are named")
        return number

    @classmethod
    def not_stated(cls) -> "Coverage":
        """The source does not say who reported."""
        return cls(stated=False)

    @property
    def incomplete(self) -> bool:
        return not self.stated or bool(self.silent_number)

    def together(self, *others: "Coverage") -> "Coverage":
        """Who reported to any of these; silent is who was silent to one and reported to none."""
        every = {self, *others}
        if len(every) == 1:
            return self
        if len({one.of for one in every}) == 1 and all(one.reported for one in every):
            reported = {name for one in every for name in one.reported}
            silent = {name for one in every for name in one.silent} - reported
            return Coverage(reported=tuple(reported), silent=tuple(silent), of=self.of)
        # Without names nobody can tell who is in both; the break between them keeps the numbers.
        return Coverage.not_stated()


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What a number counts. Each part is given, or there is no figure: raises MeaningMissing.

    `place` is an ISO 3166 alpha-3 code, an area inside one written `KEN-…`, or `world`.
    `restrictions` narrow the population down, as `sex=female`, or `sex=female|male` for either;
    they hold what a table's axes say. All of them apply at once.
    `reference_for` makes it a denominator: the population that it is the reference for.
    `start` and `end` are both days of the period; a stock on one day has the same twice.
    """

    unit: str
    counting: str
    stock: Stock
    start: date
    end: date
    place: str
    definition: str
    standings: tuple[str, ...]
    identified_by: tuple[str, ...]
    source: str
    method: str
    coverage: Coverage
    version: str
    known_on: date
    population: str
    detected: bool
    restrictions: tuple[str, ...] = ()
    reference_for: str = ""

    def __post_init__(self) -> None:
        for name in ("unit", "counting", "place", "definition", "source", "method", "version"):
            _text(name, getattr(self, name))
        _text("population", self.population)
        _keep(self, "stock", _stock(self.stock))
        for name in ("start", "end", "known_on"):
            _day(name, getattr(self, name))
        for name in ("standings", "identified_by", "restrictions"):
            _keep(self, name, _codes(name, getattr(self, name)))
        self._check_whole()

    def _check_whole(self) -> None:
        if self.counting not in COUNTINGS:
            raise MeaningMissing("counting", f"is one of {', '.join(sorted(COUNTINGS))}")
        if self.end < self.start:
            raise MeaningMissing("end", "the period ends before it begins")
        if not self.standings:
            raise MeaningMissing("standings", "say which are counted, or not_applicable")
        if not isinstance(self.coverage, Coverage):
            raise MeaningMissing("coverage", "say who reported")
        if not isinstance(self.detected, bool):
            raise MeaningMissing("detected", "say whether only the detected are counted")
        if self.method in DETECTING and not (self.detected or self.reference_for):
            raise MeaningMissing("detected", f"the method {self.method} counts the detected only")
        if self.detected and self.known_on < self.start:
            raise MeaningMissing("known_on", "nothing was known before the period began")
        self._check_restrictions()

    def _check_restrictions(self) -> None:
        seen: set[str] = set()
        for one in self.restrictions:
            key, equals, value = one.partition("=")
            if not (key and equals and value):
                raise MeaningMissing("restrictions", "are written as key=value")
            if key in seen and key in SINGLE:
                raise MeaningMissing("restrictions", f"{key} cannot have two values")
            seen.add(key)

    def narrowed(self, *more: str) -> "Meaning":
        """The same of those alone to whom more applies. Raises MeaningMissing."""
        # A table has thousands of cells: what was checked in the whole is not checked in each.
        narrowed = object.__new__(Meaning)
        for part in PARTS:
            _keep(narrowed, part, getattr(self, part))
        _keep(narrowed, "restrictions", _codes("restrictions", (*self.restrictions, *more)))
        narrowed._check_restrictions()
        return narrowed

    @property
    def restricted(self) -> dict[str, frozenset[str]]:
        """The restrictions by their key, each as it is written."""
        keys = {key_of(one) for one in self.restrictions}
        return {
            key: frozenset(one for one in self.restrictions if key_of(one) == key) for key in keys
        }

    @property
    def over(self) -> bool:
        """Whether the period was over on the day as known on which the figure is."""
        return self.known_on >= self.end

    @property
    def length(self) -> tuple[str, int]:
        """How long the period is: whole months where it begins and ends with months, else days."""
        after = self.end + timedelta(days=1)
        if self.start.day == 1 and after.day == 1:
            return "months", (after.year - self.start.year) * 12 + after.month - self.start.month
        if (self.start.day, self.start.month) == (after.day, after.month):
            return "months", (after.year - self.start.year) * 12
        return "days", (after - self.start).days


SINGLE: Final = frozenset(
    {
        "sex", "age_group", "age_band", "age_band_ctdc", "months_ctdc", "age_at_registration",
        "age_at_start", "age_band_at_start",
        "movement", "standing", "identified_by", "standing_by", "reported_through", "source",
        "registered_year", "registered", "counted_as_child", "un_protocol", "with_movement",
        "national_law", "recruited_country", "recruited_area", "exploited_country",
        "exploited_area", "recruiter_relation", "recruitment_channel", "online", "debt",
        "disability", "care_before", "family_involvement", "foreign", "detained", "went_missing",
        "charged", "solution", "outcome_12", "prosecution", "guardian_end", "decision_end",
        "identification_end", "solution_end", "guardian_late", "decision_late",
        "identification_late", "solution_late", "role", "relation", "in_group", "certainty",
        "authority", "part", "duration", "episode", "year", "guardian_time", "decision_time",
        "identification_time", "solution_time", "state",
    }
)  # fmt: skip
"""What each child, event or perpetrator has exactly one of. Of anything else one child may have
several, so that the children of two such groups overlap and are not added."""

YEARS: Final = frozenset({"year", "registered_year", "registered"})

DEMOGRAPHIC: Final = frozenset(
    {"sex", "age_group", "age_band", "age_band_ctdc", "citizenship", "citizenships"}
)
"""What a reference population can be narrowed down to, and so must be, like the figure over it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """Something that changed what a series counts. Figures before and after differ by it also.

    `kind`: law_changed, training, new_reporting_agency, new_definition, campaign, conflict,
    coverage, source, method, identified_by, version, not_over. `text` is public, never of a child.
    `before` and `after` are the codes that differ, where it was found by comparing meanings.
    """

    kind: str
    on: date
    place: str = ""
    text: str = ""
    source: str = ""
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


def alternatives(restriction: str) -> frozenset[str]:
    """The values of which any is enough: `sex=female|male` is female and male."""
    return frozenset(restriction.partition("=")[2].split("|"))


def key_of(restriction: str) -> str:
    return restriction.partition("=")[0]


def _keep(of: object, name: str, value: object) -> None:
    object.__setattr__(of, name, value)


def _text(part: str, value: object) -> None:
    if not isinstance(value, str) or not value.strip():
        raise MeaningMissing(part, "is missing")
    if value != value.strip() or not value.isprintable():
        raise MeaningMissing(part, "is one line without space around it")


def _day(part: str, value: object) -> None:
    if not isinstance(value, date) or isinstance(value, datetime):
        raise MeaningMissing(part, "is a day")


def _stock(value: object) -> Stock:
    try:
        return Stock(value)  # type: ignore[arg-type]
    except ValueError:
        kinds = ", ".join(Stock)
        raise MeaningMissing("stock", f"is one of {kinds}") from None


def _codes(part: str, value: object) -> tuple[str, ...]:
    if isinstance(value, str) or not isinstance(value, (tuple, list, set, frozenset)):
        raise MeaningMissing(part, "is a list, empty if need be")
    for one in value:
        _text(part, one)
    return tuple(sorted(set(value)))


PARTS: Final = tuple(field.name for field in fields(Meaning))
"""The names of the parts, in the order in which they are declared."""
