"""What a write sets in motion in higher rooms, without this room knowing them.

A higher room registers functions when it starts; they run inside the transaction of the write,
after everything else and before the audit line. What must not happen when the transaction fails (a
message, an index in memory) is put off by the function itself with `transaction.on_commit`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Appended:
    """An entry joined a timeline. `body` is open: keep nothing of it unsealed."""

    case_id: UUID
    reference: str
    entry_id: UUID
    kind: str
    section: str
    body: Mapping[str, Any]
    supersedes: UUID | None
    author_id: UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class GatePassed:
    """Somebody took a step a gate advised against; guardian and supervisors are told at once."""

    case_id: UUID
    reference: str
    entry_id: UUID
    gate: str
    section: str
    author_id: UUID
    agreed_by: str
    tell: tuple[UUID, ...]
    at: datetime


@dataclass(frozen=True, slots=True)
class GlassBroken:
    """A case was opened in an emergency; the supervisors of that agency are told at once."""

    case_id: UUID
    reference: str
    glass_id: UUID
    person_id: UUID
    tell: tuple[UUID, ...]
    at: datetime


@dataclass(frozen=True, slots=True)
class InvolvementChanged:
    """Who works on a case changed: begun, ended, or barred."""

    case_id: UUID
    reference: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ConcernSeen:
    """Somebody who may take it up opened a concern that waits."""

    case_id: UUID
    person_id: UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class KeysDestroyed:
    """Keys of these cases are gone for good: what was made from what they opened must go too."""

    case_ids: frozenset[UUID]


@dataclass(frozen=True, slots=True)
class TimelinesImported:
    """Somebody imported whole timelines; the made-up country, which nobody imports, is none."""

    case_ids: tuple[UUID, ...]
    at: datetime


@dataclass(frozen=True, slots=True)
class Ticked:
    """Time went on: what it alone brings about can be done now. Comes about once a minute."""

    at: datetime


Event = (
    Appended
    | GatePassed
    | GlassBroken
    | InvolvementChanged
    | ConcernSeen
    | KeysDestroyed
    | TimelinesImported
    | Ticked
)
Effect = Callable[[Any], None]


@dataclass
class _Registry:
    effects: dict[str, dict[str, Effect]] = field(default_factory=dict)


NAMES: dict[str, type[Any]] = {
    "appended": Appended,
    "gate_passed": GatePassed,
    "glass_broken": GlassBroken,
    "involvement_changed": InvolvementChanged,
    "concern_seen": ConcernSeen,
    "keys_destroyed": KeysDestroyed,
    "timelines_imported": TimelinesImported,
    "ticked": Ticked,
}
_NAME_OF = {event: name for name, event in NAMES.items()}
_registry = _Registry()


def register(name: str, function: Effect) -> None:
    """Run `function` whenever `name` happens; registered twice is once. KeyError: no such name."""
    if name not in NAMES:
        raise KeyError(f"nothing called {name!r} happens here; there is {', '.join(NAMES)}")
    where = f"{function.__module__}.{function.__qualname__}"
    _registry.effects.setdefault(name, {})[where] = function


def unregister(name: str, function: Effect) -> None:
    """Undo `register`; for tests."""
    _registry.effects.get(name, {}).pop(f"{function.__module__}.{function.__qualname__}", None)


def registered(name: str) -> tuple[Effect, ...]:
    return tuple(_registry.effects.get(name, {}).values())


def happened(event: Event) -> None:
    """Run what is registered for this event, in the caller's transaction."""
    for function in registered(_NAME_OF[type(event)]):
        function(event)
