"""A diary in the order of recording, as entries of a timeline file; and which gates were passed.

Where a gate speaks, whoever acted gave a reason, and named a second person where it asks for one.
That is worked out here with the protocol itself, so that no life passes a gate that did not speak.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC
from typing import Any

from amparo.demo.life.diary import Body, Diary, Event, stamp
from amparo.journey import Entry, Timeline, parse_entry
from amparo.protocol import Protocol, gates

# No gate looks at anything else; the others are not asked, which saves half of the time. A test
# holds that none of them would have spoken.
GATED = frozenset({
    "placement_started", "tracing_opened", "focal_point_contacted", "solution_started",
    "testimony_planned", "testimony_given", "case_closed", "step_planned",
})  # fmt: skip
GATED_WHERE: dict[str, Callable[[Body], bool]] = {
    "concern_reported": lambda body: "intercepted" in body,
    "standing_decided": lambda body: body["standing"] == "not_trafficked",
    "age_considered": lambda body: body["outcome"] == "adult",
    "risk_assessed": lambda body: "restricts_phone" in body or "restricts_movement" in body,
    "interview_held": lambda body: (
        body["purpose"] == "criminal" or "exploitation" in body["asked_about"]
    ),
    "best_interests_decided": lambda body: body["level"] == "determination",
}


@dataclass(frozen=True, slots=True)
class Recorded:
    """One entry as in a timeline file, its author's id, and the same as room `journey` reads it."""

    by: str
    item: dict[str, Any]
    entry: Entry


def recorded(d: Diary, protocols: Sequence[Protocol]) -> list[Recorded]:
    """Every entry that was recorded by now, in the order in which it was."""
    found: list[Recorded] = []
    for event in sorted(d.events, key=lambda e: (e.recorded, e.order)):
        item = _item(event)
        entry = _read(item, event, d)
        if event.kind in GATED or ((asked := GATED_WHERE.get(event.kind)) and asked(event.body)):
            entry = _past_gates(d, event, item, entry, [one.entry for one in found], protocols)
        found.append(Recorded(event.by.id, item, entry))
    return found


def _item(event: Event) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": event.id,
        "kind": event.kind,
        "occurred_at": event.occurred,
        "recorded_at": stamp(event.recorded),
        "agency": event.by.agency.authority,
        "body": event.body,
    }
    if event.supersedes:
        item["supersedes"] = event.supersedes
    if event.agreed_by:
        item["agreed_by"] = event.agreed_by
    return item


def _read(item: dict[str, Any], event: Event, d: Diary) -> Entry:
    return replace(parse_entry(item, UTC, d.until), author=event.by.id)


def _past_gates(
    d: Diary,
    event: Event,
    item: dict[str, Any],
    entry: Entry,
    before: list[Entry],
    protocols: Sequence[Protocol],
) -> Entry:
    spoken = gates(Timeline(before), entry, protocols)
    if not spoken:
        return entry
    item["despite"] = {gate.code: d.say("gate_reason", gate.code) for gate in spoken}
    if any(gate.second_person for gate in spoken) and not event.agreed_by:
        second = d.team.supervisor if event.by != d.team.supervisor else d.team.worker
        item["agreed_by"] = second.id
    return _read(item, event, d)
