"""Who is on a case, for what, how long: worked out from the entries of its timeline. Pure.

An involvement ends by an entry that ends it, by the end of the consent it rests on, or at its
`until`, which is compared when asked (room `access`). `folding` keeps the result as an index.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import Any
from uuid import UUID

from amparo.journey import Entry, Timeline

STARTED, ENDED, BARRED = "involvement_started", "involvement_ended", "access_barred"
GIVEN, WITHDRAWN = "consent_recorded", "consent_withdrawn"
LEGAL = "legal"


@dataclass(frozen=True, slots=True)
class Involved:
    """One involvement. `agency` is that of the person at the time; `ground` a code or a consent's
    id.
    """

    entry: UUID
    agency: UUID
    person: UUID | None
    role: str
    sections: tuple[str, ...]
    ground: str
    starts: datetime
    until: datetime | None
    ended_at: datetime | None
    shared_by_lawyer: bool


@dataclass(frozen=True, slots=True)
class Barred:
    """An agency or a person that must never see the case."""

    entry: UUID
    agency: UUID | None
    person: UUID | None


def involved(
    timeline: Timeline, agency_of: Mapping[UUID, UUID], zone: tzinfo = UTC
) -> list[Involved]:
    """Every involvement there ever was and that holds as an entry, in order.

    `agency_of` gives the agency of people (`people_named`) where an entry names none. Entries that
    name nobody known are left out: they give nobody access.
    """
    found: list[Involved] = []
    for entry in timeline.of(STARTED):
        if entry.joined_from:
            continue
        person = identifier(entry.says("person"))
        agency = identifier(entry.says("agency")) or (agency_of.get(person) if person else None)
        if agency is not None:
            by_lawyer = _by_lawyer(entry, found, agency_of)
            found.append(_involved(timeline, entry, agency, person, by_lawyer, zone))
    return found


def _by_lawyer(entry: Entry, before: list[Involved], agency_of: Mapping[UUID, UUID]) -> bool:
    """Whether the child's own lawyer shared the legal section by this entry, and nothing else."""
    if set(entry.says("sections") or ()) != {LEGAL}:
        return False
    author = identifier(entry.author)
    return any(
        one.role == "lawyer"
        and (one.person == author or (one.person is None and one.agency == agency_of.get(author)))
        for one in before
        if author is not None
    )


def _involved(
    timeline: Timeline,
    entry: Entry,
    agency: UUID,
    person: UUID | None,
    by_lawyer: bool,
    zone: tzinfo,
) -> Involved:
    ground = str(entry.says("ground") or "")
    until = entry.moment("until", zone)
    consent_until, consent_ended = _consent_end(timeline, ground, zone)
    limits = [at for at in (until.latest if until else None, consent_until) if at]
    ends = [at for at in (_explicit_end(timeline, entry), consent_ended) if at]
    return Involved(
        entry=UUID(entry.id),
        agency=agency,
        person=person,
        role=str(entry.says("role") or ""),
        sections=tuple(sorted(entry.says("sections") or ())),
        ground=ground,
        starts=entry.occurred.earliest,
        until=min(limits, default=None),
        ended_at=min(ends, default=None),
        shared_by_lawyer=by_lawyer,
    )


def _explicit_end(timeline: Timeline, started: Entry) -> datetime | None:
    for ended in timeline.of(ENDED):
        if ended.order > started.order and _ends(ended, started):
            return ended.occurred.earliest
    return None


def _ends(ended: Entry, started: Entry) -> bool:
    if ended.says("involvement"):
        return str(ended.says("involvement")) == started.id
    if ended.says("person") is None and ended.says("agency") is None:
        return False
    same = all(ended.says(name) in (None, started.says(name)) for name in ("agency", "person"))
    return same and ended.says("role") in (None, started.says("role"))


def _consent_end(
    timeline: Timeline, ground: str, zone: tzinfo
) -> tuple[datetime | None, datetime | None]:
    """How long the consent lasts, and when it was withdrawn; both None for other grounds."""
    named = identifier(ground)
    consent = timeline.get(str(named)) if named else None
    if consent is None:
        return None, None
    standing = _standing(timeline, consent)
    if standing is None:
        return None, _retracted_at(timeline, consent)
    until = standing.moment("until", zone)
    withdrawals = [e for e in timeline.of(WITHDRAWN) if _withdraws(e, consent, standing)]
    ended = min((e.occurred.earliest for e in withdrawals), default=None)
    return (until.latest if until else None), ended


def _standing(timeline: Timeline, consent: Entry) -> Entry | None:
    """The consent as it was last corrected; None when nothing of it holds any more."""
    entry, given = consent, {one.id for one in timeline.of(GIVEN)}
    while entry.id not in given:
        corrections = timeline.corrections_of(entry.id)
        if not corrections:
            return None
        entry = max(corrections, key=lambda one: (one.recorded_at, one.id))
    return entry


def _retracted_at(timeline: Timeline, consent: Entry) -> datetime:
    retractions = [entry.recorded_at for entry in timeline.corrections_of(consent.id)]
    return min(retractions, default=consent.recorded_at)


def _withdraws(withdrawal: Entry, first: Entry, consent: Entry) -> bool:
    named = withdrawal.says("consent")
    if named:
        return str(named) in (first.id, consent.id)
    if withdrawal.order < consent.order or withdrawal.says("purpose") != consent.says("purpose"):
        return False
    theirs, ours = withdrawal.says("recipients") or [], consent.says("recipients") or []
    return not theirs or not ours or not set(theirs).isdisjoint(ours)


def barred(timeline: Timeline) -> list[Barred]:
    """Who must never see the case; a concern that is read through bars as well."""
    found = []
    for entry in timeline.of(BARRED):
        # A person named with their agency is barred alone; to bar the agency, no person is named.
        agency, person = identifier(entry.says("agency")), identifier(entry.says("person"))
        if agency or person:
            found.append(Barred(UUID(entry.id), None if person else agency, person))
    return found


def people_named(timeline: Timeline) -> set[UUID]:
    """The people whose agency `involved` may have to look up."""
    named: set[UUID | None] = set()
    for entry in timeline.of(STARTED):
        if not identifier(entry.says("agency")):
            named.add(identifier(entry.says("person")))
        if set(entry.says("sections") or ()) == {LEGAL}:
            named.add(identifier(entry.author))
    return {person for person in named if person}


def identifier(value: Any) -> UUID | None:
    """A UUID from text, None for anything else."""
    if isinstance(value, UUID):
        return value
    try:
        return UUID(str(value)) if value else None
    except ValueError:
        return None
