"""What higher rooms show on pages of this room, and offer there, without this room knowing them.

A higher room registers functions when it starts. What they show was decided by room `access`, as
everywhere: a function is given who reads, and gives None where there is nothing for them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from amparo.access import Person
from amparo.casefile.views import CaseView
from amparo.people.models import User


@dataclass(frozen=True, slots=True)
class Panel:
    """A part of a page: a template, and what it is given under the name `panel`."""

    template: str
    panel: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Offer:
    """A way to a page of a higher room: its label (an English message id) and its address."""

    label: str
    href: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A part of the start page: its template, what it is given under the name `part`, and whether
    something in it cannot wait.
    """

    template: str
    context: Mapping[str, Any]
    at_once: bool = False


PartsOf = Callable[[User, Person], Shown | None]
PanelOf = Callable[[User, CaseView], Panel | None]
OffersOf = Callable[[Person], Offer | None]


@dataclass
class _Registry:
    of_concerns: dict[str, PanelOf] = field(default_factory=dict)
    of_cases: dict[str, PanelOf] = field(default_factory=dict)
    offers: dict[str, OffersOf] = field(default_factory=dict)
    with_concerns: dict[str, OffersOf] = field(default_factory=dict)
    unfinished: dict[str, Callable[[], Offer]] = field(default_factory=dict)
    at_home: dict[str, PartsOf] = field(default_factory=dict)


_registry = _Registry()


def show_beside_concern(function: PanelOf) -> None:
    """Show what `function` gives on the page of a concern that waits; registered twice is once."""
    _registry.of_concerns[_name(function)] = function


def show_beside_case(function: PanelOf) -> None:
    """Show what `function` gives on the first page of a case; registered twice is once."""
    _registry.of_cases[_name(function)] = function


def offer(function: OffersOf) -> None:
    """Offer what `function` gives in the main navigation; registered twice is once."""
    _registry.offers[_name(function)] = function


def go_on_with(kind: str, function: Callable[[], Offer]) -> None:
    """Say where a half-filled form of no case, kept under `kind`, goes on (`drafts`)."""
    _registry.unfinished[kind] = function


def unfinished(kind: str) -> Offer | None:
    """Where a half-filled form of another room goes on; None for one that nobody knows."""
    function = _registry.unfinished.get(kind)
    return function() if function else None


def offer_with_concerns(function: OffersOf) -> None:
    """Offer what `function` gives at the head of the list of concerns; registered twice is once."""
    _registry.with_concerns[_name(function)] = function


def show_at_home(function: PartsOf) -> None:
    """Show what `function` gives on the start page; registered twice is once."""
    _registry.at_home[_name(function)] = function


def parts_at_home(user: User, person: Person) -> list[Shown]:
    """Everything that higher rooms show on the start page of this person."""
    shown = (function(user, person) for function in _registry.at_home.values())
    return [part for part in shown if part is not None]


def panels_of_concern(user: User, view: CaseView) -> list[Panel]:
    """Everything that higher rooms show about a concern."""
    shown = (function(user, view) for function in _registry.of_concerns.values())
    return [panel for panel in shown if panel is not None]


def panels_of_case(user: User, view: CaseView) -> list[Panel]:
    """Everything that higher rooms show about a case, on its first page."""
    shown = (function(user, view) for function in _registry.of_cases.values())
    return [panel for panel in shown if panel is not None]


def offers_for(person: Person) -> list[Offer]:
    """What higher rooms offer to this person in the main navigation."""
    return _offered(_registry.offers, person)


def offers_with_concerns(person: Person) -> list[Offer]:
    """What they offer at the head of the list of concerns."""
    return _offered(_registry.with_concerns, person)


def _offered(functions: Mapping[str, OffersOf], person: Person) -> list[Offer]:
    offered = (function(person) for function in functions.values())
    return [one for one in offered if one is not None]


def _name(function: Callable[..., Any]) -> str:
    return f"{function.__module__}.{function.__qualname__}"
