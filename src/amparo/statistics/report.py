"""What a national rapporteur publishes of one year: the same tables every year, with their meaning.

`report_written` puts it into files.
"""

from collections.abc import Callable, Iterator, Sequence
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
    ("sex",), ("age_band",), ("age_band", "sex"), ("forms", "sex"), ("movement",),
    ("exploited_country",), ("recruiter_relation",), ("means",), ("factors",), ("disability",),
    ("identified_by",), ("standing",), ("solution",), ("outcome_12",), ("prosecution",),
)  # fmt: skip
"""What the children of the year are divided by, in the order of the report."""


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


SERIES_BY: Final = ("", "sex", "movement")
"""What the children of each year are divided by, over years; empty: all together."""


def report(
    user: User,
    year: int,
    *,
    by: Sequence[tuple[str, ...]] = BY,
    series_by: Sequence[str] = SERIES_BY,
) -> Report:
    """Raises Refused, NoFacts; NotAskable where nothing is known of that year."""
    whole = showing.table(user, _of(year)).whole
    return Report(
        year,
        whole,
        (
            Chapter(N_("Children detected in the year"), tuple(_tables(user, year, by))),
            Chapter(N_("How long children waited"), tuple(_waits(user, year))),
            Chapter(N_("Year by year"), tuple(_series(user, year, series_by))),
        ),
        tuple(warned.said(one) for one in _warnings(user, year)),
        tuple(not_comparable(whole)),
    )


def _of(year: int, **more: object) -> Asked:
    return Asked(start=date(year, 1, 1), end=date(year, 12, 31), **more)  # type: ignore[arg-type]


def _tables(user: User, year: int, by: Sequence[tuple[str, ...]]) -> Iterator[Part]:
    for axes in ((), *by):
        name = "_by_".join(("children", "_and_".join(axes))) if axes else "children"
        yield _part(name, lambda axes=axes: showing.table(user, _of(year, axes=axes)))  # type: ignore[misc]


def _waits(user: User, year: int) -> Iterator[Part]:
    for clock in CLOCKS:
        for measure, days in ((MEDIAN, 365), (IN_TIME, IN_TIME_DAYS), (INCIDENCE, 365)):
            asked = _of(year, measure=measure, clock=clock, within_days=days)
            yield _part(f"{clock}_{measure}", lambda asked=asked: showing.table(user, asked))  # type: ignore[misc]


def _series(user: User, year: int, series_by: Sequence[str]) -> Iterator[Part]:
    start = date(year - YEARS_BACK, 1, 1)
    for by in series_by:
        asked = Asked(
            start=start,
            end=date(year, 12, 31),
            axes=(*((by,) if by else ()), "registered_year"),
            counting=ONCE_A_YEAR,
        )
        name = f"over_time_by_{by}" if by else "over_time"
        yield _part(name, lambda by=by, asked=asked: _one_series(user, by, asked))  # type: ignore[misc]


def _one_series(user: User, by: str, asked: Asked) -> Several | None:
    found = showing.series(user, asked)
    told = warned.beside(found.values(), queries.warnings(user))
    return several(by, found, told) if found else None


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
