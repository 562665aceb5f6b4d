"""The axes of a table: what can stand in its rows and columns, as data.

An axis reads one column of the facts `victims` (a clock reads two: its days and how it ended).
`asked` refuses what is not here; `expressions` turns an axis into the column that is counted.
"""

from dataclasses import dataclass
from typing import Final

from amparo.statistics.facts.columns import MISSING, column
from amparo.terms import N_

NO_ANSWER_TOGETHER: Final = "no_answer"
"""What a release calls the reasons for no answer that few have, together."""
NO_ANSWER: Final = frozenset({*MISSING, NO_ANSWER_TOGETHER})
"""No answers: outside the denominator of a share, and shown apart."""

CLOSED: Final = "closed"
ENDS: Final = ("turned_18", "transferred", "died", "disappeared", CLOSED)
"""What ends the waiting for a guardian, a decision, a solution otherwise than by its coming. Facts
say of a case that was closed meanwhile that it is still waiting; but nothing will come there."""
OVER: Final = ("closed", "concern_closed")
"""States of a case in which nothing more is waited for."""
HAPPENED: Final = "happened"
WAITING: Final = "still_waiting"
NOT_OWED: Final = "not_owed"


@dataclass(frozen=True, slots=True)
class Band:
    """From `low` up to and with `high`; `high` None: no upper end."""

    code: str
    low: int
    high: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """One axis. `code` is also the key under which a figure says how it is restricted.

    `kind`: `code` (one code), `codes` (one child may have several), `number` (in `bands` if there
    are any; NULL where missing, its reason in `COLUMN_missing`), `year` (never missing), `clock`.
    `guarded`: codes that are counted only after a recorded ethics review.
    """

    code: str
    label: str
    column: str
    kind: str = "code"
    bands: tuple[Band, ...] = ()
    guarded: frozenset[str] = frozenset()
    note: str = ""

    @property
    def several(self) -> bool:
        """Whether one child may have several codes, so that shares may exceed 100 %."""
        return self.kind == "codes"


AGES: Final = (
    Band("0_4", 0, 4),
    Band("5_11", 5, 11),
    Band("12_14", 12, 14),
    Band("15_17", 15, 17),
    Band("adult", 18),
)
MONTHS: Final = (
    Band("under_a_month", 0, 29),
    Band("one_to_three_months", 30, 91),
    Band("three_to_twelve_months", 92, 365),
    Band("one_to_three_years", 366, 1095),
    Band("over_three_years", 1096),
)
WAITS: Final = (
    Band("within_a_day", 0, 1),
    Band("within_a_week", 2, 7),
    Band("within_a_month", 8, 30),
    Band("within_three_months", 31, 91),
    Band("within_a_year", 92, 365),
    Band("later", 366),
)

CLOCKS: Final = {
    "guardian": N_("Time to a guardian"),
    "decision": N_("Time to the first best-interests decision"),
    "identification": N_("Time to identification by the competent authority"),
    "solution": N_("Time to a durable solution"),
}
"""What a child waits for, from being noticed: `X_days`, `X_end`, `X_recorded_days`, `X_late`."""

SEVERAL = N_("A child may have several of these, so that the shares may exceed 100 %.")
COMMUNITY: Final = frozenset({"minority", "discrimination"})
"""Codes of factors that say which community a child is of."""


def _one(code: str, label: str) -> Axis:
    return Axis(code=code, label=label, column=code)


def _several(code: str, label: str, guarded: frozenset[str] = frozenset()) -> Axis:
    return Axis(code=code, label=label, column=code, kind="codes", guarded=guarded, note=SEVERAL)


def _number(code: str, label: str, column: str, bands: tuple[Band, ...] = ()) -> Axis:
    return Axis(code=code, label=label, column=column, kind="number", bands=bands)


_ALL = (
    # The child
    _one("sex", N_("Sex")),
    _number("age_band", N_("Age at registration"), "age_at_registration", AGES),
    _number("age_band_at_start", N_("Age when first trafficked"), "age_at_start", AGES),
    _number("age_at_registration", N_("Age at registration, in years"), "age_at_registration"),
    _number("age_at_start", N_("Age when first trafficked, in years"), "age_at_start"),
    _one("age_band_ctdc", N_("Age at registration, in the bands of CTDC")),
    _one("counted_as_child", N_("Counted as a child")),
    _several("citizenships", N_("Citizenship")),
    _one("foreign", N_("In a country not their own")),
    _one("disability", N_("Disability, by the Child Functioning Module")),
    _one("care_before", N_("Care before")),
    # What was done to the child
    _several("forms", N_("Form of exploitation")),
    _several("sub_forms", N_("Sub-form of exploitation")),
    _several("sectors", N_("Sector")),
    _several("acts", N_("Act")),
    _several("means", N_("Means")),
    _several("controls", N_("How the child was kept")),
    _one("movement", N_("Movement")),
    _one("recruited_country", N_("Country of recruitment")),
    _one("recruited_area", N_("Area of recruitment")),
    _several("transit_countries", N_("Country of transit")),
    _one("exploited_country", N_("Country of exploitation")),
    _one("exploited_area", N_("Area of exploitation")),
    _one("recruiter_relation", N_("Recruiter's relation to the child")),
    _one("recruitment_channel", N_("How the child was recruited")),
    _one("online", N_("Online")),
    _one("debt", N_("Debt")),
    _number("duration", N_("Duration of the exploitation"), "duration_days", MONTHS),
    _one("months_ctdc", N_("Duration of the exploitation, in the spans of CTDC")),
    _one("family_involvement", N_("Family involved")),
    _several("factors", N_("What made the child easier to exploit"), COMMUNITY),
    _several("factors_addressed", N_("Factors addressed"), COMMUNITY),
    # What was done for the child
    _one("identified_by", N_("Who first noticed")),
    _one("reported_through", N_("Reported through")),
    _one("standing", N_("Identification status")),
    _one("standing_by", N_("Who decided on the status")),
    _one("un_protocol", N_("Fits the UN Protocol")),
    _one("with_movement", N_("Fits a definition that asks for movement")),
    _one("national_law", N_("Fits national law")),
    _one("detained", N_("Held")),
    _one("charged", N_("Charged or fined")),
    _one("went_missing", N_("Went missing")),
    *(
        Axis(code=f"{clock}_time", label=label, column=clock, kind="clock", bands=WAITS)
        for clock, label in CLOCKS.items()
    ),
    *(_one(f"{clock}_late", N_("Recorded more than 24 hours after")) for clock in CLOCKS),
    _one("solution", N_("Durable solution")),
    _one("outcome_12", N_("Twelve months later")),
    _one("prosecution", N_("Prosecution")),
    _one("state", N_("State of the case")),
    # How it is counted
    Axis(code="registered_year", label=N_("Year registered"), column="registered_year",
         kind="year"),
    _one("source", N_("Source")),
)  # fmt: skip

AXES: Final[dict[str, Axis]] = {axis.code: axis for axis in _ALL}
"""Every axis by its code, in the order in which a page offers them."""


def codes_in_order(axis: Axis) -> tuple[str, ...]:
    """The codes of an axis in the order in which they are shown; empty where there is no list."""
    if axis.kind in ("code", "codes"):
        return column("victims", axis.column).codes
    ends = (*ENDS, WAITING) if axis.kind == "clock" else ()
    return tuple(band.code for band in axis.bands) + ends
