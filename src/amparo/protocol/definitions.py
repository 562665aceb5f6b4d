"""What the facts of a case amount to, under each definition that the field uses.

The same child is trafficked under one definition and not under the next: the UN Protocol asks for
an act and a purpose, ILO and ECPAT for movement besides, a national law for what it says. A case is
read under all of them, so that it can be counted under each; none of them decides what the child is
owed. What nobody has recorded is missing, never "no".

Source: UN Trafficking Protocol, article 3; ECPAT 2008 §2.1.1; UN Protocol against the Smuggling of
Migrants, articles 3(a) and 5.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import Any

from amparo.journey import Timeline
from amparo.journey.ages import counted_as_child
from amparo.protocol.model import Definition

ACT, PURPOSE, MOVEMENT, MEANS, CROSSING = "act", "purpose", "movement", "means", "crossing"
THERE, MISSING, NOT_SO = "there", "missing", "not_so"
FITS, NOT_KNOWN_YET, DOES_NOT_FIT = "fits", "not_known_yet", "does_not_fit"

UNKNOWN = "unknown"
MOVED = frozenset({"internal", "cross_border"})


@dataclass(frozen=True, slots=True)
class Facts:
    """What is recorded of a case, by code. `movement` is empty and `smuggled` None where nobody
    knows; `child`: the rules for a child hold.
    """

    acts: frozenset[str] = frozenset()
    purposes: frozenset[str] = frozenset()
    means: frozenset[str] = frozenset()
    movement: str = ""
    smuggled: bool | None = None
    child: bool = True

    def with_more(self, body: Mapping[str, Any]) -> "Facts":
        """These facts, and those of one more `standing_decided` that is only being written."""
        movement = body.get("movement")
        smuggled = body.get("smuggled")
        return Facts(
            acts=self.acts | _codes(body.get("acts")),
            purposes=self.purposes | _codes(body.get("purposes")),
            means=self.means | _codes(body.get("means")),
            movement=str(movement) if _is_known(movement) else self.movement,
            smuggled=self.smuggled if smuggled is None else smuggled,
            child=self.child,
        )


@dataclass(frozen=True, slots=True)
class Element:
    """One thing that a definition asks for, and whether it is there."""

    name: str
    state: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What the facts amount to under one definition: `fits`, `not_known_yet` or `does_not_fit`."""

    definition: Definition
    elements: tuple[Element, ...]

    @property
    def says(self) -> str:
        states = {element.state for element in self.elements}
        if NOT_SO in states:
            return DOES_NOT_FIT
        return NOT_KNOWN_YET if MISSING in states else FITS


def facts_of(timeline: Timeline, at: datetime, zone: tzinfo = UTC) -> Facts:
    """What the entries that hold say of acts, purposes, means and movement up to now."""
    kinds = ("exploitation_described", "standing_decided")
    said = ((entry.kind, entry.body) for entry in timeline.of(*kinds))
    return facts_from(said, child=counted_as_child(timeline, at, zone))


def facts_from(said: Iterable[tuple[str, Mapping[str, Any]]], *, child: bool) -> Facts:
    """The same from kinds and bodies of entries that hold, oldest first; other kinds say nothing.

    Facts add up over the decisions of all authorities; of movement and smuggling the latest that
    is known holds. A decision stands above what the places of the exploitation only suggest.
    """
    entries = list(said)
    facts = Facts(child=child)
    for body in (body for kind, body in entries if kind == "exploitation_described"):
        facts = facts.with_more({"purposes": body.get("forms"), "movement": _moved(body)})
    for body in (body for kind, body in entries if kind == "standing_decided"):
        facts = facts.with_more(body)
    return facts


def _moved(body: Mapping[str, Any]) -> str | None:
    """Whether the places of an exploitation lie apart; None where they do not say."""
    ways = [body.get("recruited_at"), *(body.get("transit") or ()), body.get("exploited_at")]
    countries = {place.get("country") for place in ways if place} - {None, ""}
    areas = {place.get("area") for place in ways if place} - {None, ""}
    if len(countries) > 1:
        return "cross_border"
    return "internal" if len(areas) > 1 else None


def amounts_to(facts: Facts, definitions: Iterable[Definition]) -> tuple[Reading, ...]:
    """The facts under each definition, in the order given."""
    return tuple(Reading(one, tuple(_elements(facts, one))) for one in definitions)


def _elements(facts: Facts, asked: Definition) -> Iterable[Element]:
    if asked.act == "needed":
        yield Element(ACT, _some_of(facts.acts, asked.acts))
    elif asked.act == "none_known":
        yield Element(ACT, NOT_SO if facts.acts else THERE)
    if asked.purpose == "needed":
        yield Element(PURPOSE, _some_of(facts.purposes, asked.purposes))
    if asked.movement != "not_needed":
        yield Element(MOVEMENT, _movement(facts.movement, asked.movement))
    if asked.means == "needed" or (asked.means == "for_adults" and not facts.child):
        yield Element(MEANS, THERE if facts.means else MISSING)
    if asked.crossing == "needed":
        yield Element(CROSSING, _three_valued(facts.smuggled))


def _some_of(found: frozenset[str], counted: tuple[str, ...]) -> str:
    # That none of those recorded counts says nothing of those that nobody has recorded yet.
    return THERE if (found & frozenset(counted) if counted else found) else MISSING


def _movement(known: str, asked: str) -> str:
    if not known:
        return MISSING
    enough = {"cross_border"} if asked == "across_a_border" else MOVED
    return THERE if known in enough else NOT_SO


def _three_valued(value: bool | None) -> str:
    return MISSING if value is None else (THERE if value else NOT_SO)


def _codes(value: Any) -> frozenset[str]:
    return frozenset(value or ()) - {UNKNOWN}


def _is_known(value: Any) -> bool:
    return bool(value) and value != UNKNOWN
