"""Figures for the tests: a register of one country, and what hypothesis makes of it."""

from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import strategies as st

from amparo.statistics.figures.meaning import Coverage, Figure, Meaning, Stock


def year(number: int) -> dict[str, date]:
    return {"start": date(number, 1, 1), "end": date(number, 12, 31)}


AGENCIES = Coverage(reported=("helpline", "police"), silent=("labour inspection",))

DETECTED = Meaning(
    unit="child",
    counting="once",
    stock=Stock.FLOW,
    **year(2022),
    place="KEN",
    definition="un_protocol",
    standings=("presumed", "identified"),
    identified_by=(),
    source="Register of the referral mechanism",
    method="full_count",
    coverage=AGENCIES,
    version="1",
    known_on=date(2024, 2, 1),
    population="register",
    detected=True,
)

RESIDENT = replace(
    DETECTED,
    stock=Stock.STOCK,
    start=date(2022, 7, 1),
    end=date(2022, 7, 1),
    definition="resident_population",
    standings=("not_applicable",),
    source="National statistics office",
    method="projection",
    coverage=Coverage.not_stated(),
    version="2019 census",
    known_on=date(2023, 5, 1),
    population="resident_children",
    detected=False,
    reference_for="register",
)

STOCK_OF_1_2_MILLION = replace(
    DETECTED,
    stock=Stock.STOCK,
    start=date(1995, 1, 1),
    end=date(2004, 12, 31),
    place="world",
    definition="forced_labour_trafficking",
    standings=("not_applicable",),
    source="ILO",
    method="extrapolation",
    coverage=Coverage.not_stated(),
    version="2005",
    known_on=date(2005, 5, 1),
    population="trafficked_children",
    detected=False,
)


def count(value: int | None = 100, meaning: Meaning = DETECTED, **changed: Any) -> Figure:
    return Figure(value=value, measure="count", meaning=replace(meaning, **changed))


# What hypothesis makes

CHANGES: dict[str, list[Any]] = {
    "unit": ["child", "person", "episode", "court_case"],
    "counting": ["once", "once_a_year", "each_episode"],
    "place": ["KEN", "UGA", "KEN-110", "KEN-120", "world", "east_africa"],
    "definition": ["un_protocol", "with_movement", "national_law"],
    "standings": [("presumed", "identified"), ("identified",), ("assisted",)],
    "identified_by": [(), ("police",), ("ngo",)],
    "source": ["Register of the referral mechanism", "List of a shelter"],
    "method": ["full_count", "case_records"],
    "version": ["1", "2"],
    "known_on": [date(2024, 2, 1), date(2024, 3, 1), date(2022, 6, 1)],
    "coverage": [
        AGENCIES,
        Coverage(reported=("police",)),
        Coverage(reported_number=141, of="country"),
        Coverage.not_stated(),
    ],
    "population": ["register", "trafficked_children"],
    "restrictions": [
        (),
        ("sex=female",),
        ("sex=male",),
        ("sex=female", "forms=begging"),
        ("forms=begging",),
        ("forms=sexual",),
        ("registered_year=2021",),
        ("registered_year=2022",),
    ],
}
PERIODS = [
    year(2021),
    year(2022),
    {"start": date(2020, 1, 1), "end": date(2022, 12, 31)},
    {"start": date(2022, 1, 1), "end": date(2022, 1, 31)},
]


@st.composite
def meanings(draw: st.DrawFn, changes: int = 3) -> Meaning:
    """A meaning near DETECTED, so that two of them often may be used together."""
    changed: dict[str, Any] = {}
    for part in draw(st.lists(st.sampled_from([*CHANGES, "period", "stock"]), max_size=changes)):
        if part == "period":
            changed |= draw(st.sampled_from(PERIODS))
        elif part == "stock":
            changed |= {"stock": Stock.STOCK, "start": date(2022, 1, 1), "end": date(2022, 1, 1)}
        else:
            changed[part] = draw(st.sampled_from(CHANGES[part]))
    return replace(DETECTED, **changed)


@st.composite
def counts(draw: st.DrawFn) -> Figure:
    return count(draw(st.integers(0, 10_000) | st.none()), draw(meanings()))


@st.composite
def estimates(draw: st.DrawFn) -> Figure:
    """Of everybody, detected or not."""
    meaning = replace(
        draw(meanings()), method="capture_recapture", detected=False, version="estimate"
    )
    return count(draw(st.integers(0, 10**9)), meaning)


@st.composite
def partitions(draw: st.DrawFn) -> tuple[list[Figure], Figure]:
    """A whole and parts of it that have nobody in common."""
    values = draw(st.lists(st.integers(0, 5000), min_size=1, max_size=12))
    whole = draw(meanings(changes=1).filter(lambda one: "age_band" not in str(one.restrictions)))
    parts = [
        count(value, whole, restrictions=(*whole.restrictions, f"age_band={index}"))
        for index, value in enumerate(values)
    ]
    return parts, count(sum(values), whole)
