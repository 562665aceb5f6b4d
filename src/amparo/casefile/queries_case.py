"""One case, as one person may see it: entries, situation and duties, each cut down by section.

Opening a case is logged before it is shown: pages call `actions_looking.see_case`, which calls
this.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from amparo.access import (
    CaseAccess,
    Person,
    Way,
    check_can_act_on,
    check_can_open,
    roles_on,
    sections_for,
    ways,
)
from amparo.access.roles import KINDS_THAT_ACT
from amparo.audit import verbs
from amparo.casefile import models, protocols, second_case, timelines
from amparo.casefile.accessing import as_involvement, case_access
from amparo.casefile.meeting import form_for, rule_of
from amparo.casefile.rules import BY_ACTION_ONLY
from amparo.casefile.situations import situation_of
from amparo.casefile.timelines import Read
from amparo.casefile.views import (
    CaseView,
    DutyView,
    EntryView,
    Head,
    InvolvementView,
    Seen,
    head_of,
)
from amparo.casefile.visibility import takes_up
from amparo.journey import KINDS, SITUATION_SECTIONS, Moment, Timeline, adult_between, corrects
from amparo.people.models import User
from amparo.people.queries import agency_names, names_of, person_for
from amparo.protocol import DutyOccurrence, duties

IDENTITY = "identity"
SEEN_LIMIT = 500
# Which kinds were recorded says what stands in sections that the reader may not have.
SHOWN_DETAIL = ("entries", "found", "justified")


def case_view(user: User, case: models.Case, *, uncovered: bool = False) -> CaseView:
    """Everything of a case that `user` may read. Raises a hidden Refused without a way to it."""
    at, person, access = timezone.now(), person_for(user), case_access(case)
    check_can_open(person, access, at)
    found = ways(person, access, at)
    sections = sections_for(person, access, at)
    opened = timelines.open_case(case.id, timelines.WHOLE)
    timeline = opened.timeline()
    of_two = second_case.readable(person, case, opened.of_two, at)
    names = _names(case, [*opened.reads, *of_two], places=takes_up(person, case))
    head = head_of(case, sections, _kinds(found), names, roles_on(person, access, at))
    return CaseView(
        case=case,
        head=head,
        at=at,
        sections=sections,
        roles=roles_on(person, access, at),
        actions=frozenset().union(*(way.actions for way in found)),
        situation=_situation(timeline, sections, at, uncovered),
        entries=_entries([*opened.reads, *of_two], person, found, names, uncovered),
        duties=_duties(timeline, head, sections, roles_on(person, access, at), at),
        records=recordable(found),
        involvements=involvement_views(case, names, at) if "protection" in sections else [],
        identity_covered=not uncovered,
        adulthood=adult_between(timeline, sections),
        by_break_glass=all(way.by == "break_glass" for way in found),
    )


def _kinds(found: Iterable[Way]) -> frozenset[str]:
    return frozenset().union(*(way.kinds for way in found))


def recordable(found: Iterable[Way]) -> list[str]:
    """The kinds that somebody may record by these ways, in the order of the journey."""
    found = tuple(found)
    return [
        code
        for code, kind in KINDS.items()
        if code not in BY_ACTION_ONLY
        and any(
            way.role in kind.records
            and (code not in KINDS_THAT_ACT or KINDS_THAT_ACT[code] & way.actions)
            for way in found
        )
    ]


def _names(case: models.Case, reads: list[Read], *, places: bool) -> Mapping[UUID, str]:
    people = {read.row.author_id for read in reads} | {case.assigned_to_id}
    agencies = {read.row.agency_id for read in reads} | {case.agency_id}
    involved = case.involvements.values_list("person_id", "agency_id")
    people |= {person for person, _agency in involved}
    agencies |= {agency for _person, agency in involved}
    return {**names_of(people, places=places), **agency_names(agencies)}


# Situation


def _situation(
    timeline: Timeline, sections: frozenset[str], at: datetime, uncovered: bool
) -> dict[str, Any]:
    whole = situation_of(timeline, at).to_json()
    readable = sections if uncovered else sections - {IDENTITY}
    shown = {
        name: value for name, value in whole.items() if SITUATION_SECTIONS.get(name) in readable
    }
    if "whereabouts" not in sections and "restrictions" in shown:
        # A restriction by closed care names the care, which says where the child is.
        shown["restrictions"] = [
            {name: value for name, value in row.items() if name != "care"}
            for row in shown["restrictions"]
        ]
    return shown


# Entries


def _entries(
    reads: list[Read],
    person: Person,
    found: tuple[Way, ...],
    names: Mapping[UUID, str],
    uncovered: bool,
) -> list[EntryView]:
    timeline = Timeline(read.entry for read in reads if read.entry is not None)
    holding = {entry.id for entry in timeline.live}
    corrections = {corrects(entry): entry for entry in timeline.entries if corrects(entry)}
    views = []
    for read in reads:
        if not _readable(read, person, found):
            continue
        covered = read.row.section == IDENTITY and not uncovered
        views.append(_entry_view(read, names, holding, corrections, covered))
    return sorted(views, key=lambda view: (view.occurred.earliest, view.recorded_at, str(view.id)))


def _readable(read: Read, person: Person, found: tuple[Way, ...]) -> bool:
    row = read.row
    # As `access.can_read_entry`, with the ways worked out once for the whole timeline.
    return row.author_id == person.id or any(
        row.section in way.sections or row.kind in way.kinds for way in found
    )


def _entry_view(
    read: Read,
    names: Mapping[UUID, str],
    holding: set[str],
    corrections: Mapping[str, Any],
    covered: bool,
) -> EntryView:
    row, entry = read.row, read.entry
    correction = corrections.get(str(row.id))
    return EntryView(
        id=row.id,
        kind=row.kind,
        section=row.section,
        occurred=Moment(row.occurred_earliest, row.occurred_latest),
        recorded_at=row.recorded_at,
        received_at=row.received_at,
        author_id=row.author_id,
        author=names.get(row.author_id, ""),
        agency=names.get(row.agency_id, ""),
        body=None if covered or entry is None else entry.body,
        despite={} if covered or entry is None else entry.despite,
        agreed_by=entry.agreed_by if entry else "",
        supersedes=row.supersedes,
        corrected_by=UUID(correction.id) if correction else None,
        holds=str(row.id) in holding,
        withdrawn=correction is not None and correction.kind == "entry_withdrawn",
        joined_from=read.joined_from,
        covered=covered,
        erased=entry is None,
    )


# Duties


def _duties(
    timeline: Timeline,
    head: Head,
    sections: frozenset[str],
    roles: frozenset[str],
    at: datetime,
) -> list[DutyView]:
    """Duties of readable sections, and those that the reader's own role owes."""
    found = duties(timeline, protocols.in_force(), at, protocols.zone())
    return [
        _duty_view(duty, head, at) for duty in found if duty.section in sections or duty.by in roles
    ]


def _duty_view(duty: DutyOccurrence, head: Head, at: datetime) -> DutyView:
    rule = rule_of(duty.code, duty.protocol_version)
    return DutyView(
        case=head,
        code=duty.code,
        owed=duty.owed,
        section=duty.section,
        by=duty.by,
        starts_at=duty.starts_at,
        due_at=duty.due_at,
        state=duty.state,
        late=at - duty.due_at,
        source=duty.source,
        time_from_source=bool(rule and rule.time_from_source),
        form=form_for(rule),
        ends_at=duty.ends_at,
        within=str(rule.within) if rule else "",
        met_at=duty.met_at,
        recorded_at=duty.recorded_at,
    )


# Involvement, and who has seen


def involvements(user: User, case: models.Case) -> list[InvolvementView]:
    """Everything anybody was ever given on a case. Raises Refused without that section."""
    at, person, access = timezone.now(), person_for(user), case_access(case)
    check_can_open(person, access, at)
    if "protection" not in sections_for(person, access, at):
        check_can_act_on(person, access, "see_who_has_seen", at)
    rows = case.involvements.values_list("person_id", "agency_id")
    names = {**names_of(p for p, _a in rows), **agency_names(a for _p, a in rows)}
    return involvement_views(case, names, at)


def involvement_views(
    case: models.Case, names: Mapping[UUID, str], at: datetime
) -> list[InvolvementView]:
    return [
        InvolvementView(
            id=row.id,
            entry_id=row.entry_id,
            role=row.role,
            sections=tuple(row.sections),
            ground=row.ground,
            agency=names.get(row.agency_id, ""),
            person=names.get(row.person_id, "") if row.person_id else "",
            starts=row.starts,
            until=row.until,
            ended_at=row.ended_at,
            holds=as_involvement(row).holds(at),
        )
        for row in case.involvements.order_by("starts", "id")
    ]


def who_has_seen(user: User, case: models.Case) -> list[Seen]:
    """Who looked at a case or did something there, latest first. Raises Refused."""
    at, person, access = timezone.now(), person_for(user), case_access(case)
    check_can_act_on(person, access, "see_who_has_seen", at)
    lines = second_case.lines_shown(person, case, at, SEEN_LIMIT)
    people = names_of((line.actor_id for line in lines), places=takes_up(person, case))
    agencies = agency_names(line.actor_agency_id for line in lines)
    return [
        Seen(
            at=line.at,
            who=people.get(line.actor_id, "") if line.actor_id else "",
            agency=agencies.get(line.actor_agency_id, "") if line.actor_agency_id else "",
            verb=line.verb,
            said=verbs.sentence(line.verb),
            detail={name: line.detail[name] for name in SHOWN_DETAIL if name in line.detail},
        )
        for line in lines
    ]


def access_of(user: User, case: models.Case) -> tuple[Person, CaseAccess]:
    """A person and a case as room `access` sees them; for pages that ask what to offer."""
    return person_for(user), case_access(case)
