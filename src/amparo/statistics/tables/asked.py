"""What is asked of the facts: axes, filter, period, unit, standings, definition, measure.

Everything that makes no sense is refused here, in one line, before any fact is read.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from amparo.statistics.figures.parts import EACH_EPISODE, ONCE, ONCE_A_YEAR, Stock
from amparo.statistics.tables.axes import AXES, CLOCKS, Axis
from amparo.statistics.tables.refused import NotAskable
from amparo.terms import N_

MOST_AXES: Final = 3
COUNT, SHARE, RATE, MEDIAN = "count", "share", "rate", "median"
INCIDENCE, IN_TIME = "cumulative_incidence", "in_time"
MEASURES: Final = (COUNT, SHARE, RATE, MEDIAN, INCIDENCE, IN_TIME)
"""`in_time`: the share of children for whom it came by `within_days`, as it occurred."""
TIMED: Final = frozenset({MEDIAN, INCIDENCE, IN_TIME})
COUNTINGS: Final = (ONCE, ONCE_A_YEAR, EACH_EPISODE)
STANDINGS: Final = ("suspected", "presumed", "identified")
VICTIMS: Final = ("presumed", "identified")
OVER: Final = (Stock.FLOW, Stock.IN_EXPLOITATION, Stock.KNOWN)
"""Over the course of a period, or of one day in either of the two ways in which facts bear it."""
DEFINITIONS: Final = ("un_protocol", "with_movement", "national_law")
LONGEST_DAYS: Final = 3653
LONGEST_TEXT: Final = 80
REVIEW_FIRST: Final = N_(
    "“%(codes)s” says which community a child is of: it is counted only after a recorded ethics"
    " review."
)
ONCE_IN_A_PERIOD: Final = N_("On one day a child is there once; once a year is for a period.")
ONCE_ON_A_DAY: Final = N_("On one day a child is in exploitation once: count each child once.")
RATE_AXES: Final = frozenset({"sex", "age_band", "age_at_registration", "registered_year"})
"""Axes by which a population can be brought as well."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EthicsReview:
    """That a body looked at why ethnicity or community is counted, and when it agreed."""

    body: str
    on: date

    def __post_init__(self) -> None:
        if not self.body.strip() or len(self.body) > LONGEST_TEXT:
            raise NotAskable(N_("An ethics review names the body that made it, in one short line."))


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A table, asked for. Raises NotAskable.

    `start` and `end`: both days of the period in which children were registered; for a stock the
    same day twice. `stock`: FLOW, KNOWN (all who were known to the register on that day) or
    IN_EXPLOITATION (who were in exploitation on that day, whenever they were registered).
    `filters`: axis and the codes that are kept. `within`: the axes within whose codes shares are
    taken; none: of all. `clock`: what is waited for, where time is measured; `within_days`: by
    when, in days from being noticed.
    """

    start: date
    end: date
    axes: tuple[str, ...] = ()
    measure: str = COUNT
    stock: Stock = Stock.FLOW
    counting: str = ONCE
    standings: tuple[str, ...] = VICTIMS
    definition: str = "un_protocol"
    filters: tuple[tuple[str, tuple[str, ...]], ...] = ()
    within: tuple[str, ...] = ()
    clock: str = ""
    within_days: int = 365
    review: EthicsReview | None = field(default=None)

    def __post_init__(self) -> None:
        for check in _CHECKS:
            check(self)

    @property
    def read(self) -> tuple[Axis, ...]:
        """The axes themselves."""
        return tuple(AXES[code] for code in self.axes)


def _refuse_unless(fine: bool, reason: str, **values: object) -> None:
    if not fine:
        raise NotAskable(reason, values)


def _known_axes(asked: Asked) -> None:
    named = (*asked.axes, *asked.within, *(code for code, _ in asked.filters))
    for code in named:
        _refuse_unless(code in AXES, N_("There is no axis “%(axis)s”."), axis=code[:LONGEST_TEXT])
    _refuse_unless(len(asked.axes) <= MOST_AXES, N_("A table has at most three axes."))
    twice = len(set(asked.axes)) < len(asked.axes)
    _refuse_unless(not twice, N_("The same axis stands in the table twice."))
    columns = [AXES[code].column for code in asked.axes]
    _refuse_unless(
        len(set(columns)) == len(columns),
        N_("Two of the axes say the same in different words; choose one."),
    )
    _refuse_unless(
        set(asked.within) < set(asked.axes) or not asked.within,
        N_("Shares are taken within some of the table's axes, not within all or others."),
    )


def _known_words(asked: Asked) -> None:
    for value, known, reason in (
        (asked.measure, MEASURES, N_("There is no measure “%(word)s”.")),
        (asked.counting, COUNTINGS, N_("There is no rule of counting “%(word)s”.")),
        (asked.definition, DEFINITIONS, N_("There is no definition “%(word)s”.")),
        (asked.stock, OVER, N_("There is no way of counting over time “%(word)s”.")),
    ):
        _refuse_unless(value in known, reason, word=str(value)[:LONGEST_TEXT])
    _refuse_unless(bool(asked.standings), N_("Say which identification statuses are counted."))
    for standing in asked.standings:
        _refuse_unless(
            standing in STANDINGS,
            N_("“%(word)s” is not an identification status that counts as trafficked."),
            word=standing[:LONGEST_TEXT],
        )


def _period(asked: Asked) -> None:
    _refuse_unless(asked.start <= asked.end, N_("The period ends before it begins."))
    _refuse_unless(
        asked.stock == Stock.FLOW or asked.start == asked.end,
        N_("A stock is counted on one day."),
    )
    _refuse_unless(
        asked.stock == Stock.FLOW or asked.counting != ONCE_A_YEAR,
        ONCE_IN_A_PERIOD,
    )
    _refuse_unless(
        asked.stock != Stock.IN_EXPLOITATION or asked.counting != EACH_EPISODE,
        ONCE_ON_A_DAY,
    )
    by_year = "registered_year" in asked.axes and asked.counting == ONCE
    _refuse_unless(
        not by_year or asked.start.year == asked.end.year,
        N_("By year, count a child once in each year: counted once, it would stand in the first."),
    )


def _filters(asked: Asked) -> None:
    seen = [code for code, _ in asked.filters]
    _refuse_unless(len(set(seen)) == len(seen), N_("The same axis is filtered twice."))
    for code, kept in asked.filters:
        _refuse_unless(bool(kept), N_("The filter of “%(axis)s” keeps nothing."), axis=code)


def _timed(asked: Asked) -> None:
    if asked.measure in TIMED:
        _refuse_unless(asked.clock in CLOCKS, N_("Say what is waited for, to measure the time."))
        _refuse_unless(
            0 < asked.within_days <= LONGEST_DAYS,
            N_("Measure the time over 1 to 3653 days."),
        )
        _refuse_unless(
            asked.counting != EACH_EPISODE, N_("Waiting is measured for children, not episodes.")
        )
        own = {f"{asked.clock}_time", f"{asked.clock}_late"}
        _refuse_unless(
            not own & set(asked.axes), N_("What is measured cannot be an axis of the same table.")
        )


def _measured(asked: Asked) -> None:
    _refuse_unless(
        asked.measure == SHARE or not asked.within, N_("Only shares are taken within an axis.")
    )
    _refuse_unless(
        asked.measure != SHARE or bool(asked.axes), N_("A share needs an axis to be a share by.")
    )
    if asked.measure == RATE:
        by = {*asked.axes, *(code for code, _ in asked.filters)}
        _refuse_unless(
            set(asked.axes) <= RATE_AXES,
            N_("A rate is by sex, age and year: a population is not known by “%(axis)s”."),
            axis=", ".join(sorted(by - RATE_AXES)),
        )


def _reviewed(asked: Asked) -> None:
    """Ethnicity and community only after a recorded ethics review; an axis leaves them out."""
    for code, kept in asked.filters if asked.review is None else ():
        shown = AXES[code].guarded & set(kept)
        _refuse_unless(
            not shown,
            REVIEW_FIRST,
            codes=", ".join(sorted(shown)),
        )


_CHECKS: tuple[Callable[[Asked], None], ...] = (
    _known_axes, _known_words, _period, _filters, _timed, _measured, _reviewed,
)  # fmt: skip
