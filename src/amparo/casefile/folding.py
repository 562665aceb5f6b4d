"""What is derived from a timeline, and how it is kept beside the entries so that lists are quick.

`fold_timeline` works it out; `keeping` writes what changed. Both are used by an append, an import
and a rebuild, so that all three give the same.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from amparo.casefile import involving, protocols
from amparo.casefile.involving import Barred, Involved
from amparo.casefile.keyring import APART_SECTIONS
from amparo.casefile.models import NEVER_DUE, OPEN
from amparo.casefile.situations import situation_of
from amparo.journey import SITUATION_SECTIONS, Entry, History, Timeline, Unverified, unverified
from amparo.people.models import User
from amparo.protocol import OpenDuty, open_duties


@dataclass(frozen=True, slots=True)
class Passed:
    """A gate that an entry passed with a reason."""

    entry: UUID
    gate: str
    section: str
    author: UUID
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class Awaited:
    """A planned step on which the guardian has not been heard yet."""

    entry: UUID
    step: str
    section: str
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class Folded:
    """Everything derived from one timeline. `situation` and `apart` are JSON, split by section."""

    columns: dict[str, Any]
    situation: dict[str, Any]
    apart: dict[str, Any]
    duties: list[OpenDuty]
    involved: list[Involved]
    barred: list[Barred]
    passed: list[Passed]
    awaited: list[Awaited]
    unverified: list[Unverified]
    worker: UUID | None
    joined_to: tuple[str, UUID] | None
    at: datetime


def fold_timeline(
    timeline: Timeline, at: datetime, agency_of: Mapping[UUID, UUID] | None = None
) -> Folded:
    """Fold a timeline at a moment; `agency_of` as `involving.involved` wants it."""
    zone = protocols.zone()
    whole = dict(vars(situation_of(timeline, at)))
    involvements = involving.involved(timeline, agency_of or {}, zone)
    whole["involvements"] = _with_ends(whole["involvements"], involvements)
    duties = [
        _kept_in_the_clear(duty) for duty in open_duties(timeline, protocols.in_force(), zone)
    ]
    opened = timeline.of("case_opened")
    return Folded(
        columns=_columns(whole, duties, timeline, opened),
        situation={name: value for name, value in whole.items() if not _is_apart(name)},
        apart={name: value for name, value in whole.items() if _is_apart(name)},
        duties=duties,
        involved=involvements,
        barred=involving.barred(timeline),
        passed=_passed(timeline),
        awaited=_awaited(timeline) if whole["guardian"] else [],
        unverified=unverified(timeline) if whole["state"] == OPEN else [],
        worker=involving.identifier(whole["assigned_to"]),
        joined_to=_joined_to(timeline),
        at=at,
    )


def _kept_in_the_clear(duty: OpenDuty) -> OpenDuty:
    """A duty as its row may say it: times that would tell the birth date, by their month only.

    It is then owed up to a month early, which costs nobody anything.
    """
    if not duty.tells_birth:
        return duty
    starts_at, due_at = (
        at.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
        for at in (duty.starts_at, duty.due_at)
    )
    return replace(duty, starts_at=starts_at, due_at=due_at)


def _is_apart(name: str) -> bool:
    return SITUATION_SECTIONS.get(name) in APART_SECTIONS


def _with_ends(rows: list[dict[str, Any]], involvements: list[Involved]) -> list[dict[str, Any]]:
    ends = {str(one.entry): one.ended_at for one in involvements}
    return [{**row, "ended_at": _text(ends.get(row["entry"])) or row["ended_at"]} for row in rows]


def _text(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


def _columns(
    whole: Mapping[str, Any], duties: list[OpenDuty], timeline: Timeline, opened: tuple[Any, ...]
) -> dict[str, Any]:
    own = [entry for entry in opened if not entry.joined_from]
    return {
        "state": whole["state"],
        "standing": whole["standing"] or "",
        "age_band": whole["age_band"] or "",
        "sex": whole["sex"] or "",
        "movement": whole["movement"] or "",
        "risk": (whole["risk"] or {}).get("level") or "",
        "care": (whole["placement"] or {}).get("care") or "",
        "missing": whole["missing"] is not None,
        "detained": not whole["at_liberty"],
        "under_removal": whole["removal"] is not None,
        "has_guardian": whole["guardian"] is not None,
        "urgent": History(timeline).urgent,
        "opened_at": own[0].occurred.earliest if own else None,
        "next_due_at": min((duty.due_at for duty in duties), default=NEVER_DUE),
    }


def _passed(timeline: Timeline) -> list[Passed]:
    return [
        Passed(UUID(entry.id), gate, entry.section, UUID(entry.author), entry.recorded_at)
        for entry in timeline.live
        if not entry.joined_from and entry.author
        for gate in entry.despite
    ]


def _awaited(timeline: Timeline) -> list[Awaited]:
    # Who asks for more has not answered yet.
    heard = [entry for entry in timeline.of("guardian_consulted") if entry.says("view") != "asks"]
    return [
        Awaited(UUID(entry.id), str(entry.says("step")), entry.section, entry.occurred.earliest)
        for entry in timeline.of("step_planned")
        if not entry.joined_from and not any(_answers(one, entry) for one in heard)
    ]


def _answers(heard: Entry, planned: Entry) -> bool:
    """Whether a guardian was heard on this step: on it by name, or later on what is not named."""
    named = heard.says("planned")
    return named == planned.id if named else heard.occurred.latest >= planned.occurred.earliest


def _joined_to(timeline: Timeline) -> tuple[str, UUID] | None:
    """The reference of the case that this concern was joined to, and the entry that says so."""
    for entry in timeline.of("concern_joined"):
        if not entry.joined_from and entry.says("case"):
            return str(entry.says("case")), UUID(entry.id)
    return None


def agencies_of(people: Iterable[UUID]) -> dict[UUID, UUID]:
    """The agency of each of these people, as far as they exist."""
    wanted = list(people)
    if not wanted:
        return {}
    return dict(User.objects.filter(id__in=wanted).values_list("id", "agency_id"))
