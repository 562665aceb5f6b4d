"""Ways of children from place to place as a diagram and as a map, and as rows of a table."""

from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from amparo.statistics.drawing import flows, world
from amparo.statistics.drawing.marks import Column, Flow, Mark
from amparo.statistics.figures import wording
from amparo.statistics.tables.routes import EXPLOITED, OTHER, RECRUITED, TRANSIT, End, Routes
from amparo.terms import code_list, label
from amparo.ui import formats

STAGES = (RECRUITED, TRANSIT, EXPLOITED)
DRAWN = 60  # ways; of more nobody sees one


@dataclass(frozen=True, slots=True)
class Drawn:
    """The diagram, the map (empty where no country is known), and the rows of the table.

    `left` flows stand in the table only: of so many nobody would see one.
    """

    diagram: SafeString
    chart: SafeString
    rows: tuple[tuple[str, str, str], ...]
    left: int


def drawn(routes: Routes) -> Drawn:
    """Largest flows first in the table; the drawings hold the largest of them."""
    some = [
        Flow(_key(one.start), _key(one.end), _mark(one.start, one.end, one.figure.value))
        for one in routes.flows[:DRAWN]
    ]
    seen = {end for flow in routes.flows[:DRAWN] for end in (flow.start, flow.end)}
    columns = [Column(_heading(stage), _places(routes, stage, seen)) for stage in STAGES]
    there = [column for column in columns if column.places]
    left = max(0, len(routes.flows) - DRAWN)
    rows = tuple(
        (_place(one.start), _place(one.end), wording.value(one.figure)) for one in routes.flows
    )
    return Drawn(flows.flows(there, some) if some else SafeString(""), _map(routes), rows, left)


def _heading(stage: str) -> str:
    return {
        RECRUITED: _("Recruited in"),
        TRANSIT: _("Through"),
        EXPLOITED: _("Exploited in"),
    }[stage]


def _places(routes: Routes, stage: str, seen: set[End]) -> dict[str, str]:
    """The places of one stage, most passed first, other places last."""
    ends = [end for end in routes.nodes if end[0] == stage and end in seen]
    ends.sort(key=lambda end: (end[1] == OTHER, -routes.nodes[end], end[1]))
    return {_key(end): _place(end) for end in ends}


def _key(end: End) -> str:
    return ":".join(end)


def _place(end: End) -> str:
    code = end[1]
    if code == OTHER:
        return _("other places")
    if code in code_list("country").codes:
        return label("country", code, get_language() or "en")
    return code.replace("_", " ")


def _mark(start: End, end: End, value: object) -> Mark:
    number = int(value or 0)  # type: ignore[call-overload]
    way = _("%(start)s to %(end)s") % {"start": _place(start), "end": _place(end)}
    return Mark(way, float(number), formats.number(number))


def _map(routes: Routes) -> SafeString:
    """By country: how many were exploited there, and the ways across borders."""
    passed: dict[str, int] = {}
    for (stage, code), number in routes.nodes.items():
        if code != OTHER:
            passed[code] = max(passed.get(code, 0), number if stage == EXPLOITED else 0)
    places = {
        code: Mark(_place((EXPLOITED, code)), float(number), formats.number(number))
        for code, number in passed.items()
    }
    ways = [
        Flow(one.start[1], one.end[1], _mark(one.start, one.end, one.figure.value))
        for one in routes.flows[:DRAWN]
    ]
    return world.world(places, ways)
