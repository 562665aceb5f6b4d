"""What a national rapporteur publishes of one year: the same tables every year, with their meaning.

`report_written` puts it into files.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from amparo.people.models import User
from amparo.statistics import queries, showing, warned
from amparo.statistics.figures import wording
from amparo.statistics.figures.comparing import Act, NotComparable
from amparo.statistics.figures.meaning import Figure
from amparo.statistics.figures.parts import ONCE_A_YEAR
from amparo.statistics.figures.together import verdict
from amparo.statistics.figures.trends import refused_said
from amparo.statistics.ledger.as_figure import figure_of
from amparo.statistics.ledger.estimates import estimates
from amparo.statistics.several import Several, several
from amparo.statistics.tables.asked import IN_TIME, INCIDENCE, MEDIAN, Asked
from amparo.statistics.tables.axes import CLOCKS
from amparo.statistics.tables.refused import NotAskable
from amparo.statistics.tables.table import Table
from amparo.terms import N_

YEARS_BACK: Final = 6
IN_TIME_DAYS: Final = 90
BY: Final = (
    ("age_band", "sex"), ("forms",), ("movement",), ("exploited_country",), ("recruiter_relation",),
    ("means",), ("factors",), ("disability",), ("identified_by",), ("standing",), ("solution",),
    ("outcome_12",), ("prosecution",),
)  # fmt: skip
"""What the children of the year are divided by, in the order of the report. Nothing stands in two
tables: each is made safe for itself, and what one hides would follow from the other. So over years
there is one line of all."""


@dataclass(frozen=True, slots=True)
class Part:
    """A table or a series under a name that is also that of its files, or why there is none."""

    name: str
    found: Table | Several | None
    refused: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chapter:
    """Parts that belong together, under an English heading."""

    heading: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class OfOthers:
    """A figure that others published, and why it must not be held against those of the report."""

    named: str
    counts: str
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """`whole`: how many children were detected in the year."""

    year: int
    whole: Figure
    chapters: tuple[Chapter, ...]
    warnings: tuple[str, ...]
    of_others: tuple[OfOthers, ...]


def report(user: User, year: int) -> Report:
    """Raises Refused, NoFacts; NotAskable where nothing is known of that year."""
    whole = showing.table(user, _of(year)).whole
    return Report(
        year,
        whole,
        (
            Chapter(N_("Children detected in the year"), tuple(_tables(user, year))),
            Chapter(N_("How long children waited"), tuple(_waits(user, year))),
            Chapter(N_("Year by year"), (_over_time(user, year),)),
        ),
        tuple(warned.said(one) for one in _warnings(user, year)),
        tuple(not_comparable(whole)),
    )


def _of(year: int, **more: object) -> Asked:
    return Asked(start=date(year, 1, 1), end=date(year, 12, 31), **more)  # type: ignore[arg-type]


def _tables(user: User, year: int) -> Iterator[Part]:
    for axes in ((), *BY):
        name = "_by_".join(("children", "_and_".join(axes))) if axes else "children"
        yield _part(name, lambda axes=axes: showing.table(user, _of(year, axes=axes)))  # type: ignore[misc]


def _waits(user: User, year: int) -> Iterator[Part]:
    for clock in CLOCKS:
        for measure, days in ((MEDIAN, 365), (IN_TIME, IN_TIME_DAYS), (INCIDENCE, 365)):
            asked = _of(year, measure=measure, clock=clock, within_days=days)
            yield _part(f"{clock}_{measure}", lambda asked=asked: showing.table(user, asked))  # type: ignore[misc]


def _over_time(user: User, year: int) -> Part:
    asked = Asked(
        start=date(year - YEARS_BACK, 1, 1),
        end=date(year, 12, 31),
        axes=("registered_year",),
        counting=ONCE_A_YEAR,
    )
    return _part("over_time", lambda: _one_series(user, asked))


def _one_series(user: User, asked: Asked) -> Several | None:
    found = showing.series(user, asked)
    told = warned.beside(found.values(), queries.warnings(user))
    return several("", found, told) if found else None


def _part(name: str, make: Callable[[], Table | Several | None]) -> Part:
    try:
        return Part(name, make())
    except (NotAskable, NotComparable) as refusal:
        return Part(name, None, refused(refusal))


def refused(refusal: NotAskable | NotComparable) -> tuple[str, ...]:
    """Why not, in the reader's language."""
    if isinstance(refusal, NotComparable):
        return tuple(refused_said(refusal))
    reason = _(refusal.reason)
    said = reason % wording.places(refusal.values) if refusal.values else reason
    if refusal.line:
        said = _("Line %(number)s: %(said)s.") % {"number": refusal.line, "said": said}
    return (said,)


def _warnings(user: User, year: int) -> Iterator[queries.Warned]:
    for one in queries.warnings(user):
        if year - YEARS_BACK <= one.warning.issued.year <= year:
            yield one


def not_comparable(whole: Figure) -> Iterator[OfOthers]:
    """The figures of the ledger that may not be held against that of the year, with the reasons."""
    language = get_language() or "en"
    for one in estimates():
        figure = figure_of(one, language)
        if figure is None:
            continue
        found = verdict(whole, figure, Act.COMPARE)
        if not found.allowed:
            named = f"{one.name.said(language)} ({one.issuer.said(language)}, {one.published})"
            yield OfOthers(named, one.counts.said(language), tuple(refused_said(found)))
