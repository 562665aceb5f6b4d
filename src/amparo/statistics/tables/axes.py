"""The axes of a table: what can stand in its rows and columns, as data.

An axis reads one column of the facts `victims` (a clock reads two: its days and how it ended).
`asked` refuses what is not here; `expressions` turns an axis into the column that is counted.
"""

from dataclasses import dataclass
from typing import Final

from amparo.terms import N_

MISSING: Final = ("not_asked", "not_known", "refused", "not_applicable")
UNKNOWN: Final = "unknown"
"""Some code lists have a code of their own for what is not known; it is no answer either."""
NO_ANSWER: Final = frozenset({*MISSING, UNKNOWN})

ENDS: Final = ("turned_18", "transferred", "died", "disappeared")
"""What ends the waiting for a guardian, a decision, a solution otherwise than by its coming."""
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

    `kind`: `code` (one code), `codes` (one child may have several), `number` (banded, NULL where
    missing, its reason in `COLUMN_missing`), `year` (a number as it stands), `clock`.
    `codes`: the name of the code list in room terms, or the codes themselves, or nothing.
    `reviewed`: shown only after a recorded ethics review. `guarded` are codes of which this holds.
    """

    code: str
    label: str
    column: str
    kind: str = "code"
    codes: str | tuple[str, ...] = ()
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

FITS: Final = ("fits", "does_not_fit", "not_known")
THREE: Final = ("true", "false", "unknown")
SEVERAL = N_("A child may have several of these, so that the shares may exceed 100 %.")
REVIEWED: Final = frozenset({"minority", "discrimination"})
"""Codes of factors that say which community a child is of."""


def _one(code: str, label: str, codes: str | tuple[str, ...] = (), column: str = "") -> Axis:
    return Axis(code=code, label=label, column=column or code, codes=codes)


def _several(code: str, label: str, codes: str, guarded: frozenset[str] = frozenset()) -> Axis:
    return Axis(code=code, label=label, column=code, kind="codes", codes=codes, guarded=guarded,
                note=SEVERAL)  # fmt: skip


def _number(code: str, label: str, bands: tuple[Band, ...], column: str) -> Axis:
    return Axis(code=code, label=label, column=column, kind="number", bands=bands)


_ALL = (
    # The child
    _one("sex", N_("Sex"), "sex"),
    _number("age_band", N_("Age at registration"), AGES, "age_at_registration"),
    _number("age_band_at_start", N_("Age when first trafficked"), AGES, "age_at_start"),
    Axis(code="age_at_registration", label=N_("Age at registration, in years"),
         column="age_at_registration", kind="year"),
    Axis(code="age_at_start", label=N_("Age when first trafficked, in years"),
         column="age_at_start", kind="year"),
    _one("counted_as_child", N_("Counted as a child"), THREE),
    _several("citizenships", N_("Citizenship"), "citizenship"),
    _one("foreign", N_("In a country not their own"), "foreign"),
    _one("disability", N_("Disability, by the Child Functioning Module"), THREE),
    _one("care_before", N_("Care before"), "care"),
    # What was done to the child
    _several("forms", N_("Form of exploitation"), "exploitation_form"),
    _several("sub_forms", N_("Sub-form of exploitation"), "sub_form"),
    _several("sectors", N_("Sector"), "sector"),
    _several("acts", N_("Act"), "act"),
    _several("means", N_("Means"), "means"),
    _several("controls", N_("How the child was kept"), "control"),
    _one("movement", N_("Movement"), "movement"),
    _one("recruited_country", N_("Country of recruitment"), "country"),
    _one("recruited_area", N_("Area of recruitment")),
    _several("transit_countries", N_("Country of transit"), "country"),
    _one("exploited_country", N_("Country of exploitation"), "country"),
    _one("exploited_area", N_("Area of exploitation")),
    _one("recruiter_relation", N_("Recruiter's relation to the child"), "relation"),
    _one("recruitment_channel", N_("How the child was recruited"), "recruitment_channel"),
    _one("online", N_("Online"), THREE),
    _one("debt", N_("Debt"), THREE),
    _number("duration", N_("Duration of the exploitation"), MONTHS, "duration_days"),
    _one("family_involvement", N_("Family involved"), "family_involvement"),
    _several("factors", N_("What made the child easier to exploit"), "factor", REVIEWED),
    _several("factors_addressed", N_("Factors addressed"), "factor", REVIEWED),
    # What was done for the child
    _one("identified_by", N_("Who first noticed"), "authority"),
    _one("reported_through", N_("Reported through"), "channel"),
    _one("standing", N_("Identification status"), "standing"),
    _one("standing_by", N_("Who decided on the status"), "authority"),
    _one("un_protocol", N_("Fits the UN Protocol"), FITS),
    _one("with_movement", N_("Fits a definition that asks for movement"), FITS),
    _one("national_law", N_("Fits national law"), FITS),
    _one("detained", N_("Held"), THREE),
    _one("charged", N_("Charged or fined"), THREE),
    _one("went_missing", N_("Went missing"), THREE),
    *(
        Axis(code=f"{clock}_time", label=label, column=clock, kind="clock", bands=WAITS)
        for clock, label in CLOCKS.items()
    ),
    *(
        Axis(code=f"{clock}_late", label=N_("Recorded more than 24 hours after"),
             column=f"{clock}_late", codes=("true", "false"))
        for clock in CLOCKS
    ),
    _one("solution", N_("Durable solution"), "solution"),
    _one("outcome_12", N_("Twelve months later"), ("well", "not_well", "not_seen", "not_yet")),
    _one("prosecution", N_("Prosecution"),
         ("none", "reported", "charged", "convicted_trafficking", "convicted_other", "acquitted",
          "dropped")),
    # How it is counted
    Axis(code="registered_year", label=N_("Year registered"), column="registered_year",
         kind="year"),
    _one("source", N_("Source")),
)  # fmt: skip

AXES: Final[dict[str, Axis]] = {axis.code: axis for axis in _ALL}
"""Every axis by its code, in the order in which a page offers them."""

ORDERED: Final = frozenset({"number", "year", "clock"})
"""Kinds whose codes have an order of their own; others are shown by size or by their code list."""


def codes_in_order(axis: Axis) -> tuple[str, ...]:
    """The codes of an axis whose order is given here; empty where it is that of its code list."""
    ends = (*ENDS, WAITING) if axis.kind == "clock" else ()
    own = axis.codes if isinstance(axis.codes, tuple) else ()
    return tuple(band.code for band in axis.bands) + ends or own
