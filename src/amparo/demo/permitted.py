"""Holds every entry of a life against the role table, as appending one by one would. Pure.

A life that records what its author may not is a mistake in the life: `NotPermitted` names it.
Neighbours: room `access` decides; `casefile.involving` says from the entries who is on the case.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from amparo.access import (
    CaseAccess,
    Involvement,
    Person,
    Refused,
    can_read_entry,
    check_can_act,
    check_can_act_on,
    check_can_record,
    check_can_share,
    check_second_person,
)
from amparo.casefile import involving
from amparo.demo.country import Country
from amparo.demo.life.recording import Recorded
from amparo.journey import Entry, Timeline, corrects

REPORT = frozenset({"concern_reported", "identity_recorded", "whereabouts_noted"})
OPENED, OPENING = "case_opened", frozenset({"case_assigned", involving.STARTED})
CHANGES = frozenset({involving.STARTED, involving.ENDED, involving.BARRED, involving.WITHDRAWN})
LOOKED_AT = CHANGES | {involving.GIVEN}


class NotPermitted(Exception):
    """Somebody recorded what they may not record; the message names kind and role."""


def people_of(country: Country) -> dict[str, Person]:
    """Everybody as room `access` sees them, by id."""
    return {
        one.id: Person(
            UUID(one.id), UUID(one.agency.id), one.agency.authority, frozenset({one.role})
        )
        for one in country.people.values()
    }


@dataclass
class _Case:
    """A case as it stands to people while its entries come in."""

    people: dict[str, Person]
    access: CaseAccess
    entries: list[Entry] = field(default_factory=list)
    opened: tuple[str, datetime] | None = None

    def __post_init__(self) -> None:
        self.agency_of = {person.id: person.agency_id for person in self.people.values()}

    def check(self, one: Recorded) -> None:
        person, entry, at = self.people[one.by], one.entry, one.entry.recorded_at
        if entry.agreed_by:
            check_second_person(person.id, self.people[entry.agreed_by], self.access, at)
        if self._is_report(one) or self._is_opening(one):
            return
        if entry.kind == OPENED:
            check_can_act_on(person, self.access, "open_case", at)
            self.opened = (one.by, at)
        elif entry.kind == involving.STARTED:
            self._check_sharing(person, entry, at)
        else:
            check_can_record(person, self.access, entry.kind, entry.section, at)
        if corrects(entry):
            self._check_correction(person, entry, at)

    def _is_report(self, one: Recorded) -> bool:
        """The report itself, and what its author adds or corrects later."""
        first = self.entries[0] if self.entries else one.entry
        if one.entry.kind not in REPORT or one.by != first.author:
            return False
        check_can_act(self.people[one.by], "report_concern")
        return True

    def _is_opening(self, one: Recorded) -> bool:
        """What belongs to opening a case was decided upon with it."""
        return one.entry.kind in OPENING and self.opened == (one.by, one.entry.recorded_at)

    def _check_sharing(self, person: Person, entry: Entry, at: datetime) -> None:
        named = entry.says("person")
        authority = (
            self.people[named].authority
            if named
            else next(
                p.authority
                for p in self.people.values()
                if str(p.agency_id) == entry.says("agency")
            )
        )
        sections = frozenset(entry.body["sections"])
        check_can_share(person, self.access, entry.body["role"], authority, sections, at)

    def _check_correction(self, person: Person, entry: Entry, at: datetime) -> None:
        target = next(one for one in self.entries if one.id == corrects(entry))
        author = UUID(target.author)
        if not can_read_entry(person, self.access, target.kind, target.section, author, at):
            raise NotPermitted(f"{entry.kind} corrects what its author may not read")

    def add(self, entry: Entry) -> None:
        self.entries.append(entry)
        if entry.kind == OPENED:
            self.access = replace(self.access, state="open")
        if entry.kind in CHANGES:
            self._involve()

    def _involve(self) -> None:
        timeline = Timeline(entry for entry in self.entries if entry.kind in LOOKED_AT)
        self.access = replace(
            self.access,
            involvements=tuple(
                _as_involvement(one) for one in involving.involved(timeline, self.agency_of)
            ),
            barred_persons=frozenset(
                one.person for one in involving.barred(timeline) if one.person
            ),
        )


def _as_involvement(one: involving.Involved) -> Involvement:
    return Involvement(
        agency_id=one.agency,
        role=one.role,
        sections=frozenset(one.sections),
        starts=one.starts,
        person_id=one.person,
        ground=one.ground,
        until=one.until,
        ended_at=one.ended_at,
        shared_by_lawyer=one.shared_by_lawyer,
    )


def check_life(entries: Sequence[Recorded], triage_agency: str, people: dict[str, Person]) -> None:
    """Raises NotPermitted for the first entry that its author may not have recorded then."""
    author = UUID(entries[0].by)
    case = _Case(
        people,
        CaseAccess(
            "to_triage", author_ids=frozenset({author}), receiving_agency_id=UUID(triage_agency)
        ),
    )
    for one in entries:
        try:
            case.check(one)
        except Refused as refused:
            who = ", ".join(sorted(people[one.by].roles))
            raise NotPermitted(f"{one.entry.kind} by {who}: {refused}") from refused
        case.add(one.entry)
