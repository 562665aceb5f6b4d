"""What may be appended, corrected and sent twice; pure.

Neighbours: `actions` applies these inside its transaction, room `access` decides who may at all,
room `journey` what a body must look like.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from typing import Any
from uuid import UUID

from amparo.access import SECTIONS, Refused
from amparo.casefile.of_two import OF_TWO
from amparo.journey import (
    Entry,
    JourneyError,
    Moment,
    MomentError,
    check_body,
    check_not_future,
    kind,
    narrows,
    parse_moment,
)
from amparo.protocol import GateSpeaks
from amparo.terms.messages import N_

WITHDRAWAL = "entry_withdrawn"
# These change what a case is, and belong to an action that does all that goes with it.
BY_ACTION_ONLY = frozenset({"case_opened", "concern_joined", *OF_TWO})


class IdTaken(Refused):
    """The same id was used for something else."""

    def __init__(self) -> None:
        super().__init__(
            N_("This id is taken."),
            N_("Nothing was changed. Record it again from a fresh form."),
            code="id_taken",
        )


def check_recorded_here(kind: str) -> None:
    """Raises Refused for a kind that is never recorded by itself."""
    if kind in OF_TWO:
        raise Refused(
            N_("This is not recorded by itself."),
            N_("Compare the two cases and decide there, so that it stands in both."),
            code="by_action_only",
        )
    if kind in BY_ACTION_ONLY:
        raise Refused(
            N_("This is not recorded by itself."),
            N_("Open or join a concern from the list of concerns."),
            code="by_action_only",
        )


@dataclass(frozen=True, slots=True)
class SpokenGate:
    """A gate that speaks before an entry, and what it still needs to be passed."""

    index: int
    kind: str
    gate: GateSpeaks
    needs_reason: bool
    needs_second: bool


class GatesSpeak(Exception):
    """Gates advise against what is about to be recorded. Nothing was written.

    Recording it all the same takes `despite={gate: reason}`, and `agreed_by` another person where a
    gate asks for one.
    """

    def __init__(self, gates: Sequence[SpokenGate]) -> None:
        super().__init__(", ".join(spoken.gate.code for spoken in gates))
        self.gates = list(gates)


@dataclass(frozen=True, slots=True)
class NewEntry:
    """What somebody wants to record.

    `occurred_at` as `journey.moments` allows, or an aware datetime; None is now.
    """

    kind: str
    body: Mapping[str, Any]
    occurred_at: Any = None
    entry_id: UUID | None = None
    supersedes: UUID | None = None
    despite: Mapping[str, str] = field(default_factory=dict)
    agreed_by: str = ""
    section: str = ""
    recorded_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class CheckedEntry:
    """A new entry whose form is right: kind, body, moment and section are settled."""

    kind: str
    body: Mapping[str, Any]
    occurred: Moment
    section: str
    entry_id: UUID
    supersedes: UUID | None
    despite: Mapping[str, str]
    agreed_by: str
    recorded_at: datetime
    dated: bool = True

    def target(self) -> UUID | None:
        """The entry that this one replaces or retracts."""
        if self.kind == WITHDRAWAL:
            return UUID(str(self.body["entry"]))
        return self.supersedes

    def content(self, authority: str) -> dict[str, Any]:
        """What is sealed. The authority is that of the author's agency at the time."""
        return {
            "body": dict(self.body),
            "despite": dict(self.despite),
            "agreed_by": self.agreed_by,
            "authority": authority,
        }

    def as_entry(self, authority: str, author: str) -> Entry:
        """As room `journey` knows it."""
        return Entry(
            id=str(self.entry_id),
            kind=self.kind,
            occurred=self.occurred,
            recorded_at=self.recorded_at,
            body=self.body,
            section=self.section,
            agency=authority,
            author=author,
            supersedes=str(self.supersedes) if self.supersedes else "",
            despite=self.despite,
            agreed_by=self.agreed_by,
        )


def same_again(new: CheckedEntry, there: Entry) -> bool:
    """Whether an entry with a known id says again what was said the first time.

    When it was recorded is left out, for a device may send it again with a later clock; so is when
    it occurred if that was "now", and reasons given for gates that did not speak.
    """
    return (
        new.kind == there.kind
        and dict(new.body) == dict(there.body)
        and (not new.dated or new.occurred == there.occurred)
        and new.section == there.section
        and (str(new.supersedes) if new.supersedes else "") == there.supersedes
        and new.agreed_by == there.agreed_by
        and there.despite.items() <= new.despite.items()
    )


def checked(new: NewEntry, entry_id: UUID, now: datetime, zone: tzinfo = UTC) -> CheckedEntry:
    """Settle kind, body, moment and section. Raises JourneyError, BodyError among them."""
    declared = kind(new.kind)
    names = {field.name for field in declared.fields}
    body = dict(new.body)
    if new.section and "section" in names:
        body["section"] = new.section
    agreed_by = new.agreed_by or str(body.get("agreed_by") or "")
    if agreed_by and "agreed_by" in names:
        body["agreed_by"] = agreed_by
    check_body(declared, body, zone)
    dated = new.occurred_at is not None
    occurred = moment_of(new.occurred_at, zone) if dated else Moment(now, now)
    check_not_future(occurred, now)
    section = declared.section_of(body)
    if new.section and new.section != section:
        if new.section not in SECTIONS or not narrows(section, new.section):
            raise JourneyError(f"{new.kind} belongs into the section {section}")
        section = new.section
    recorded_at = min(new.recorded_at or now, now).astimezone(UTC)
    despite = {gate: reason.strip() for gate, reason in new.despite.items() if reason.strip()}
    return CheckedEntry(
        kind=declared.code,
        body=body,
        occurred=occurred,
        section=section,
        entry_id=entry_id,
        supersedes=new.supersedes,
        despite=despite,
        agreed_by=agreed_by,
        recorded_at=recorded_at,
        dated=dated,
    )


def moment_of(value: Any, zone: tzinfo) -> Moment:
    """A moment from any form in which one is given. Raises JourneyError."""
    if isinstance(value, Moment):
        return value
    if isinstance(value, datetime) and value.tzinfo is not None:
        return Moment(value.astimezone(UTC), value.astimezone(UTC))
    try:
        return parse_moment(value, zone)
    except MomentError as error:
        raise JourneyError(f"occurred_at: {error}") from error
