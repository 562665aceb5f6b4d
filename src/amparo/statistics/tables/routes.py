"""Routes: from where children were recruited, through where, to where they were exploited.

Data for a flow diagram and a map. A flow of fewer than 11 children is not shown as itself: its
places become “other places” until every flow that is shown is large enough, so that what flows into
a place and what flows out of it still agree, and nothing is left to subtract.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import narwhals.stable.v2 as nw

from amparo.statistics.facts.columns import MISSING
from amparo.statistics.figures.meaning import Figure, Meaning
from amparo.statistics.tables.asked import COUNT, Asked
from amparo.statistics.tables.axes import AXES
from amparo.statistics.tables.draft import few
from amparo.statistics.tables.expressions import Frame, counted, exploded, frame_of, rows_of
from amparo.statistics.tables.hiding import SMALLEST_SHOWN
from amparo.statistics.tables.making import About, meaning_of
from amparo.statistics.tables.refused import NotAskable
from amparo.statistics.tables.table import Note
from amparo.terms import N_

OTHER: Final = "other_places"
NOWHERE: Final = ""
RECRUITED, TRANSIT, EXPLOITED = "recruited", "transit", "exploited"
STAGES: Final = (RECRUITED, TRANSIT, EXPLOITED)
COLUMNS: Final = {
    "country": ("recruited_country", "transit_countries", "exploited_country"),
    "area": ("recruited_area", NOWHERE, "exploited_area"),
}
Path = tuple[str, str, str]
"""Recruited in, through (NOWHERE: straight), exploited in."""
End = tuple[str, str]
"""A stage and a place."""


@dataclass(frozen=True, slots=True)
class Flow:
    """So many children, as a figure, from one place to another."""

    start: End
    end: End
    figure: Figure


@dataclass(frozen=True, slots=True)
class Routes:
    """`nodes`: how many children pass each place, of those shown. `flows`: the largest first."""

    nodes: Mapping[End, int]
    flows: tuple[Flow, ...]
    notes: tuple[Note, ...]
    meaning: Meaning


def routes(asked: Asked, facts: Any, about: About, by: str = "country") -> Routes:
    """The flows between countries, or between areas (`by`). Raises NotAskable."""
    if by not in COLUMNS:
        raise NotAskable(N_("Routes are between countries or areas."))
    if asked.axes or asked.measure != COUNT:
        raise NotAskable(N_("Routes are counts without axes; a filter may narrow them down."))
    frame = frame_of(facts)
    meaning = meaning_of(asked, about, frame)
    paths, unknown = _paths(frame, asked, by)
    columns = dict(zip((RECRUITED, TRANSIT, EXPLOITED), COLUMNS[by], strict=True))

    def figure(start: End, end: End, number: int) -> Figure:
        said = tuple(f"{columns[stage]}={place}" for stage, place in (start, end))
        return Figure(value=number, measure=COUNT, meaning=meaning.narrowed(*said))

    shown = protected(paths)
    flows = [Flow(*ends, figure(*ends, number)) for ends, number in flows_of(shown).items()]
    flows.sort(key=lambda one: (-int(one.figure.value or 0), one.start, one.end))
    return Routes(_nodes(shown), tuple(flows), tuple(_notes(paths, unknown)), meaning)


def _paths(facts: Frame, asked: Asked, by: str) -> tuple[Counter[Path], int]:
    """Children by path, and for how many one of the ends is not known."""
    start, through, end = COLUMNS[by]
    axes = [AXES[column] for column in (start, through, end) if column]
    columns = [axis.column for axis in axes]
    frame = exploded(counted(facts, asked, columns), axes)
    rows = rows_of(frame.group_by(*columns).agg(nw.len().alias("__n")))
    found: Counter[Path] = Counter()
    unknown = 0
    for *places, number in rows:
        one, *way, other = places
        if one in MISSING or other in MISSING:
            unknown += number
        else:
            passed = way[0] if way and way[0] not in MISSING else NOWHERE
            found[one, passed, other] += number
    return found, unknown


def flows_of(paths: Mapping[Path, int]) -> Counter[tuple[End, End]]:
    """Children by flow: one for a straight path, two for one that passes a third place."""
    found: Counter[tuple[End, End]] = Counter()
    for path, number in paths.items():
        for ends in _steps(path):
            found[ends] += number
    return found


def _steps(path: Path) -> list[tuple[End, End]]:
    start, through, end = (RECRUITED, path[0]), (TRANSIT, path[1]), (EXPLOITED, path[2])
    return [(start, through), (through, end)] if path[1] != NOWHERE else [(start, end)]


def _nodes(paths: Mapping[Path, int]) -> Counter[End]:
    found: Counter[End] = Counter()
    for path, number in paths.items():
        for end in dict.fromkeys(end for ends in _steps(path) for end in ends):
            found[end] += number
    return found


def protected(paths: Mapping[Path, int]) -> Counter[Path]:
    """The paths with places merged until no flow is of 1 to 10 children; none if even that fails.

    What is merged first is the end that fewer children pass, of all small flows at once; a flow
    that is other places at both ends takes the smallest flow of its kind with it.
    """
    found = Counter({path: number for path, number in paths.items() if number})
    while small := sorted(
        (number, ends) for ends, number in flows_of(found).items() if number < SMALLEST_SHOWN
    ):
        named = [ends for _, ends in small if any(end[1] != OTHER for end in ends)]
        merged = _merged(found, named) if named else _widened(found, small[0][1])
        if not merged:
            return Counter()
        found = merged
    return found


def _merged(paths: Counter[Path], small: Sequence[tuple[End, End]]) -> Counter[Path]:
    passing = _nodes(paths)
    which = {
        ends: min((end for end in ends if end[1] != OTHER), key=lambda end: (passing[end], end))
        for ends in small
    }
    found: Counter[Path] = Counter()
    for path, number in paths.items():
        gone = {which[ends] for ends in _steps(path) if ends in which}
        places = [
            OTHER if (stage, place) in gone else place
            for stage, place in zip(STAGES, path, strict=True)
        ]
        found[places[0], places[1], places[2]] += number
    return found


def _widened(paths: Counter[Path], ends: tuple[End, End]) -> Counter[Path] | None:
    """A small flow of other places at both ends: the smallest other of its kind joins it."""
    kind = [end[0] for end in ends]
    like = [
        (number, other)
        for other, number in flows_of(paths).items()
        if [end[0] for end in other] == kind and other != ends
    ]
    if not like:
        return _without_way(paths)
    other = min(like)[1]
    return _renamed(paths, other, min(end for end in other if end[1] != OTHER))


def _renamed(paths: Counter[Path], ends: tuple[End, End], which: End) -> Counter[Path]:
    """The paths along this flow with one of its places among the other places."""
    at = STAGES.index(which[0])
    found: Counter[Path] = Counter()
    for path, number in paths.items():
        along = ends in _steps(path)
        places = [OTHER if along and at == place else one for place, one in enumerate(path)]
        found[places[0], places[1], places[2]] += number
    return found


def _without_way(paths: Counter[Path]) -> Counter[Path] | None:
    """Few passed any third place, or few went straight: then it is not said who did."""
    if all(path[1] == NOWHERE for path in paths):
        return None
    found: Counter[Path] = Counter()
    for path, number in paths.items():
        found[path[0], NOWHERE, path[2]] += number
    return found


def _notes(paths: Mapping[Path, int], unknown: int) -> list[Note]:
    found = [
        Note(N_("Flows of fewer than 11 children are shown as of other places.")),
        Note(N_("A child that passed several countries is in the flow of each.")),
    ]
    if unknown:
        values = {"number": few(unknown)}
        found.append(Note(N_("For %(number)s it is not known from where or to where."), values))
    return found if paths else found[2:]
