"""What one child is owed, whatever case it stands in: for those who may know all of them.

Each case keeps its own situation and its own duties. Here the timelines are read together, folded
by the protocol as one, and nothing is kept of it: a duty that was met in one case is met for the
child.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from amparo.access import Person, sections_for
from amparo.casefile import protocols, timelines
from amparo.casefile.accessing import cases_access
from amparo.casefile.models import Case
from amparo.casefile.queries import heads
from amparo.casefile.queries_case import case_view
from amparo.casefile.views import CaseView, DutyView, Head
from amparo.finding.same import groups
from amparo.finding.same.queries import suggested_with
from amparo.journey import Entry, Timeline
from amparo.people.models import User
from amparo.people.queries import person_for
from amparo.protocol import DutyOccurrence, duties

OPEN, MET = ("open", "overdue"), ("met", "met_late")


@dataclass(frozen=True, slots=True)
class Met:
    """A duty that stands open in this case and was met in another one of the child."""

    duty: DutyView
    case: Head
    met_at: datetime | None


@dataclass(frozen=True, slots=True)
class Together:
    """The other cases of a child: what was met there, is owed `there`, and in all together."""

    reference: str
    cases: list[Head]
    met: list[Met]
    there: list[DutyView]
    owed: list[DutyView]
    related: list[Head]
    suggested: list[Head]


def together(user: User, view: CaseView) -> Together | None:
    """None where there is nothing that `user` may know of besides this case."""
    person, at = person_for(user), timezone.now()
    group = groups.group_of(person, view.case, at)
    others = [case for case in group if case.id != view.case.id]
    related = groups.related_to(person, group or [view.case], at)
    suggested = suggested_with(user, view.case)
    if not others and not related and not suggested:
        return None
    shown = heads(person, [*others, *related, *suggested], at)
    views = [case_view(user, case) for case in others]
    joint = _Joint.of(person, [view.case, *others], at) if others else _Joint({}, {})
    return Together(
        reference=view.head.reference,
        cases=[shown[case.id] for case in others],
        met=list(_met(view, joint, shown)),
        there=[duty for duty in _each_once(views) if joint.is_open(duty.code)],
        owed=[duty for duty in _each_once([view, *views]) if joint.is_open(duty.code)],
        related=[shown[case.id] for case in related],
        suggested=[shown[case.id] for case in suggested],
    )


@dataclass(frozen=True, slots=True)
class _Joint:
    """The duties of the child as a whole, each kind once, and in which case each was met."""

    duties: Mapping[str, DutyOccurrence]
    met_in: Mapping[str, UUID]

    @classmethod
    def of(cls, person: Person, cases: list[Case], at: datetime) -> "_Joint":
        """The timelines read as one. Only duties of sections that the person may read in every
        case; where several of a kind are there, one that is open counts.
        """
        access = cases_access(cases, person)
        sections = frozenset.intersection(*(sections_for(person, access[c.id], at) for c in cases))
        entries: dict[str, Entry] = {}
        case_of: dict[datetime, UUID] = {}
        for case in cases:
            for entry in timelines.open_case(case.id).timeline().entries:
                entries[entry.id] = entry
                case_of.setdefault(entry.recorded_at, case.id)
        found: dict[str, DutyOccurrence] = {}
        for duty in duties(Timeline(entries.values()), protocols.in_force(), at, protocols.zone()):
            if duty.section in sections and not _is_open(found.get(duty.code)):
                found[duty.code] = duty
        met = {
            code: case_of[duty.recorded_at]
            for code, duty in found.items()
            if duty.state in MET and duty.recorded_at in case_of
        }
        return cls(found, met)

    def is_open(self, code: str) -> bool:
        return _is_open(self.duties.get(code))


def _is_open(duty: DutyOccurrence | None) -> bool:
    return duty is not None and duty.state in OPEN


def _met(view: CaseView, joint: _Joint, shown: Mapping[UUID, Head]) -> Iterator[Met]:
    """What is open here and met for the child, with the case in which it was met."""
    for duty in view.open_duties:
        case_id = joint.met_in.get(duty.code)
        if case_id is not None and case_id in shown:
            yield Met(duty, shown[case_id], joint.duties[duty.code].met_at)


def _each_once(views: list[CaseView]) -> list[DutyView]:
    """The open duties of all cases, each kind once: the one that is due first."""
    first: dict[str, DutyView] = {}
    for duty in (duty for view in views for duty in view.open_duties):
        if duty.code not in first or duty.due_at < first[duty.code].due_at:
            first[duty.code] = duty
    return sorted(first.values(), key=lambda duty: duty.due_at)
