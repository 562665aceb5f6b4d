"""Tables for people who may see counts: facts opened once, small cells hidden, nothing by case.

The facts are read into memory when they are first asked for, and again when they were made anew or
a list of another source came in, was replaced or withdrawn. Nobody waits for the table of another;
what two ask for at once is made once (`at_once`).
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from threading import Lock
from typing import Any

from amparo.access import check_can_act
from amparo.casefile import protocols
from amparo.people.models import Agency, User
from amparo.people.queries import person_for
from amparo.statistics import over_time, queries
from amparo.statistics.at_once import AtOnce
from amparo.statistics.facts import lists, reading
from amparo.statistics.facts.reading import Making, NoFacts
from amparo.statistics.facts.sealed import Keys
from amparo.statistics.figures.parts import (
    FULL_COUNT,
    HERE,
    LINKED_LISTS,
    LIST,
    REGISTER_AND_LISTS,
    Coverage,
    Meaning,
    Stock,
)
from amparo.statistics.figures.series import Series
from amparo.statistics.tables.asked import Asked
from amparo.statistics.tables.axes import Axis
from amparo.statistics.tables.disproportion import (
    OverRepresentation,
    Reference,
    over_representation,
)
from amparo.statistics.tables.lines import Line, lines
from amparo.statistics.tables.making import About, make
from amparo.statistics.tables.populations import Population
from amparo.statistics.tables.routes import Routes
from amparo.statistics.tables.routes import routes as routes_of
from amparo.statistics.tables.small import without_small
from amparo.statistics.tables.table import Table

__all__ = ["NoFacts", "forget", "known", "place", "series", "sources", "table"]

REGISTER = "register"
MOST_AT_ONCE = 2
"""Each table may hold the rows that it counts in memory a second time."""


@dataclass
class _Opened:
    read: tuple[tuple[str, str], ...]
    version: str
    source: str
    connection: Any


_LOCK = Lock()  # around opening the facts, not around counting them
_at_once = AtOnce(MOST_AT_ONCE)
_kept: dict[str, _Opened] = {}


def forget() -> None:
    """Let go of the facts that were read."""
    with _LOCK:
        _kept.clear()


def known(user: User) -> Making:
    """Which facts there are: the register's, or where there are none those of lists alone.

    `rows` is of all sources. Raises Refused, NoFacts.
    """
    check_can_act(person_for(user), "see_counts")
    makings = _makings()
    victims = sum(one.rows.get("victims", 0) for one in makings.values())
    last = max(makings.values(), key=lambda one: one.known_on)
    return Making(last.id, last.known_on, {"victims": victims})


def sources(user: User) -> tuple[str, ...]:
    """Whose facts are counted: the register, and the names of lists. Raises Refused, NoFacts."""
    check_can_act(person_for(user), "see_counts")
    return tuple(_makings())


def place() -> str:
    """How the place of every figure is written, also in a population that is brought."""
    return protocols.in_force()[-1].country or HERE


def table(user: User, asked: Asked, population: Population | None = None) -> Table:
    """The table as a screen may show it. Raises Refused, NoFacts, NotAskable, NotComparable."""
    check_can_act(person_for(user), "see_counts")
    return for_operator(asked, population)


def for_operator(asked: Asked, population: Population | None = None) -> Table:
    """The same for whoever runs this machine, by command: also with small cells hidden."""
    what = (asked, _read(_makings())) if population is None else None
    return _at_once.made(what, lambda: _table(asked, population))


def to_be_protected(asked: Asked) -> Table:
    """The same with small numbers in it: for room `release` alone, which hides them; no screen.

    Raises NoFacts, NotAskable, NotComparable.
    """
    with _reading() as opened:
        return make(asked, opened.connection, _about(opened, asked))


def to_be_counted_with_noise(asked: Asked, axes: Sequence[Axis]) -> tuple[Meaning, list[Line]]:
    """One line for each child: for room `release` alone, which counts them with noise; no screen.

    Raises NoFacts, NotAskable, NotComparable.
    """
    with _reading() as opened:
        return lines(asked, opened.connection, _about(opened, asked), axes)


def series(user: User, asked: Asked) -> dict[str, Series]:
    """The same over years, with every break that was marked. Raises as `table`."""
    found = table(user, asked)
    with _reading() as opened:
        years = range(asked.start.year, asked.end.year + 1)
        reported = {year: _coverage(opened, date(year, 1, 1), date(year, 12, 31)) for year in years}
    return over_time.series_of(found, queries.breaks(), reported)


def routes(user: User, asked: Asked, by: str) -> Routes:
    """Ways between places, small flows merged. Raises as `table`."""
    check_can_act(person_for(user), "see_counts")
    what = (asked, by, _read(_makings()))
    return _at_once.made(what, lambda: _routes(asked, by))


def over_represented(user: User, asked: Asked, reference: Reference) -> list[OverRepresentation]:
    """Every factor that the reference speaks of, the highest ratio first. Raises as `table`."""
    check_can_act(person_for(user), "see_counts")
    found = _at_once.made(None, lambda: _over_represented(asked, reference))
    return sorted(found, key=lambda one: (one.ratio.value is None, -(one.ratio.value or 0)))


def _table(asked: Asked, population: Population | None) -> Table:
    with _reading() as opened:
        return without_small(make(asked, opened.connection, _about(opened, asked), population))


def _routes(asked: Asked, by: str) -> Routes:
    with _reading() as opened:
        return routes_of(asked, opened.connection, _about(opened, asked), by)


def _over_represented(asked: Asked, reference: Reference) -> list[OverRepresentation]:
    with _reading() as opened:
        about = _about(opened, asked)
        factors = sorted({factor for factor, _place in reference.groups})
        return [
            over_representation(factor, asked, opened.connection, about, reference)
            for factor in factors
        ]


def _about(opened: _Opened, asked: Asked) -> About:
    return About(
        place=place(),
        coverage=_coverage(opened, *_reported_in(asked)),
        version=opened.version,
        source=opened.source,
        method=_method({name for name, _id in opened.read}, asked),
    )


def _reported_in(asked: Asked) -> tuple[date, date]:
    """When agencies took part in what is counted: in the period; for a stock ever until that day;
    and who was in exploitation on a day may have become known ever since.
    """
    first = asked.start if asked.stock == Stock.FLOW else date.min
    return first, date.max if asked.stock == Stock.IN_EXPLOITATION else asked.end


def _method(among: set[str], asked: Asked) -> str:
    """A list of an agency is no register: what it counts depends on whom the agency meets."""
    kept = set(dict(asked.filters).get("source", among)) & among
    if kept <= {REGISTER}:
        return FULL_COUNT
    if REGISTER in kept:
        return REGISTER_AND_LISTS
    return LIST if len(kept) == 1 else LINKED_LISTS


def _makings() -> dict[str, Making]:
    """The making of each source that is counted, the register first. Raises NoFacts."""
    found: dict[str, Making] = {}
    missing: NoFacts | None = None
    try:
        found[REGISTER] = reading.about()
    except NoFacts as none:
        missing = none
    found |= {name: reading.about(lists.folder() / name) for name in lists.sources()}
    if missing is not None and not found:
        raise missing
    return found


def _read(makings: Mapping[str, Making]) -> tuple[tuple[str, str], ...]:
    """Which making of each source is read."""
    return tuple((name, making.id) for name, making in makings.items())


@contextmanager
def _reading() -> Iterator[_Opened]:
    """The facts under a connection of one's own, on which nobody else counts meanwhile.

    The facts stay open as long as it lasts, also where they are made anew in between.
    """
    with _LOCK:
        kept = _opened()
        own = kept.connection.cursor()
    with closing(own):
        yield replace(kept, connection=own)


def _opened() -> _Opened:
    makings = _makings()
    read = _read(makings)
    kept = _kept.get("facts")
    if kept is None or kept.read != read:
        kept = _Opened(read, _version(makings), "; ".join(makings), reading.for_counting())
        _kept["facts"] = kept
    return kept


def _version(makings: Mapping[str, Making]) -> str:
    """Another one whenever any source is another: of the register alone, its own."""
    if len(makings) == 1:
        return next(iter(makings.values())).id[:8]
    together = "|".join(f"{name}:{one.id}" for name, one in makings.items())
    return sha256(together.encode()).hexdigest()[:8]


def _coverage(opened: _Opened, start: date, end: date) -> Coverage:
    """Which agencies took part in what was registered then, and which of those at work did not."""
    rows = opened.connection.execute(
        'select distinct agency from entities where "on" between ? and ?', [start, end]
    ).fetchall()
    taken = {str(row[0]) for row in rows}
    name_of = Keys.of_deployment().namer()
    named = {name_of("agency", str(one.id)): one.name for one in Agency.objects.filter(open=True)}
    reported = tuple(name for key, name in named.items() if key in taken)
    silent = tuple(name for key, name in named.items() if key not in taken)
    if not reported:
        return Coverage.not_stated()
    return Coverage(reported=reported, silent=silent)
