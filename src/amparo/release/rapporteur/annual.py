"""The annual report of a year, put together: figures, how duties were fulfilled, what was
recommended and became of it, and the rapporteur's words. `written` puts it into files.
"""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date

from django.db import connections
from django.utils.translation import gettext as _

from amparo.people.models import User
from amparo.release.rapporteur import duties, filling, folding, fulfilment, queries
from amparo.release.rapporteur.bottlenecks import Bottlenecks, bottlenecks
from amparo.release.rapporteur.folding import Show, nobody_watches
from amparo.release.rapporteur.fulfilment import Fulfilled
from amparo.release.rapporteur.queries import Followed
from amparo.release.rapporteur.safe import shown
from amparo.release.rapporteur.tally import Tally
from amparo.statistics import report as of_figures
from amparo.statistics import showing
from amparo.statistics.facts import reading
from amparo.statistics.report import Report
from amparo.statistics.tables.asked import Asked


@dataclass(frozen=True, slots=True)
class Duties:
    """How duties were fulfilled; `known_on` is the day as on which it is known."""

    of_duties: tuple[Fulfilled, ...]
    of_authorities: tuple[Fulfilled, ...]
    bottlenecks: Bottlenecks


@dataclass(frozen=True, slots=True)
class Annual:
    """One report. `duties` None: not counted yet. `texts`: paragraphs by place; `left_out`: places
    of which paragraphs are missing, with the figures that have no number."""

    year: int
    known_on: date
    figures: Report
    duties: Duties | None
    own: tuple[Followed, ...]
    earlier: tuple[Followed, ...]
    texts: Mapping[str, list[str]]
    left_out: tuple[tuple[str, tuple[str, ...]], ...] = ()


def annual(user: User, year: int, *, count: bool = False, show: Show = nobody_watches) -> Annual:
    """The report in the language that is switched on. `count`: duties are counted if they were not.

    Raises Refused, NoFacts, KeyProblem; NotAskable where nothing is known of that year.
    """
    known = showing.known(user)
    showing.table(user, Asked(start=date(year, 1, 1), end=date(year, 12, 31)))  # or it is refused
    if count:
        with ThreadPoolExecutor(1) as beside:
            counting = beside.submit(_counted, user, show)
            figures = of_figures.report(user, year)
            tally = counting.result()
    else:
        figures = of_figures.report(user, year)
        tally = _kept()
    found = None if tally is None else _fulfilled(tally, year)
    known_on = date.fromisoformat(known.known_on)
    every = queries.recommended(user, year)
    values = filling.values(year, known_on, figures.whole, found.of_duties if found else ())
    texts, left_out = filling.filled(user, year, values)
    return Annual(
        year=year,
        known_on=known_on,
        figures=figures,
        duties=found,
        own=tuple(one for one in every if one.row.year == year),
        earlier=tuple(one for one in every if one.row.year < year),
        texts=texts,
        left_out=left_out,
    )


def _kept() -> Tally | None:
    """How duties ended, where it was counted; never where the facts are of lists alone."""
    try:
        return folding.kept(reading.about())
    except reading.NoFacts:
        return None


def _counted(user: User, show: Show) -> Tally | None:
    """The same, counted if it was not: other processes fold, and tables need not wait for them."""
    try:
        return folding.counted(by=user, making=reading.about(), show=show)
    except reading.NoFacts:
        return None
    finally:
        connections.close_all()  # those of this thread


def _fulfilled(tally: Tally, year: int) -> Duties:
    numbers = shown(tally, year)
    of_duties = fulfilment.by_duty(tally, numbers, year, duties.rules_of(year))
    of_authorities = fulfilment.by_authority(numbers)
    return Duties(tuple(of_duties), tuple(of_authorities), bottlenecks(of_duties, of_authorities))


def title() -> str:
    return _("Annual report of the national rapporteur")
