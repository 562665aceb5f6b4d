"""What one child is owed, whatever case it stands in: for those who may know all of them.

Each case keeps its own situation and its own duties. Here the timelines are read together, folded
by the protocol as one, and nothing is kept of it: a duty that was met in one case is met for the
child.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

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
from amparo.journey import Timeline
from amparo.people.models import User
from amparo.people.queries import person_for
from amparo.protocol import duties

OPEN = ("open", "overdue")


@dataclass(frozen=True, slots=True)
class Met:
    """A duty that stands open in this case and was met in another one of the child."""

    duty: DutyView
    case: Head
    met_at: datetime | None


@dataclass(frozen=True, slots=True)
class Together:
    """The other cases of a child, with what is owed there, and what is owed for the child."""

    reference: str
    cases: list[Head]
    duties: Mapping[str, list[DutyView]]
    met: list[Met]
    owed: list[DutyView]
    related: list[Head]
    suggested: list[Head]
    may_decide: bool


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
    still = _still_owed(person, [view.case, *others], at) if others else {}
    return Together(
        reference=view.head.reference,
        cases=[shown[case.id] for case in others],
        duties={one.head.reference: one.open_duties for one in views},
        met=list(_met(view, views, still)),
        owed=[duty for duty in _each_once([view, *views]) if still.get(duty.code) in OPEN],
        related=[shown[case.id] for case in related],
        suggested=[shown[case.id] for case in suggested],
        may_decide=True,
    )


def _still_owed(person: Person, cases: list[Case], at: datetime) -> dict[str, str]:
    """The state of each duty of the child as a whole: the timelines read as one. Only of sections
    that the person may read in every case; a duty open in any round counts as open.
    """
    access = cases_access(cases, person)
    sections = frozenset.intersection(*(sections_for(person, access[c.id], at) for c in cases))
    entries = {
        entry.id: entry for case in cases for entry in timelines.open_case(case.id).timeline().entries
    }
    found: dict[str, str] = {}
    for duty in duties(Timeline(entries.values()), protocols.in_force(), at, protocols.zone()):
        if duty.section in sections and found.get(duty.code) not in OPEN:
            found[duty.code] = duty.state
    return found


def _met(view: CaseView, others: list[CaseView], still: Mapping[str, str]) -> Iterable[Met]:
    """What is open here and met for the child, with the case in which it was met."""
    for duty in view.open_duties:
        if duty.code not in still or still[duty.code] in OPEN:
            continue
        for other in others:
            met = [d for d in other.duties if d.code == duty.code and d.state in ("met", "met_late")]
            if met:
                yield Met(duty, other.head, met[-1].met_at)
                break


def _each_once(views: list[CaseView]) -> list[DutyView]:
    """The open duties of all cases, each kind once: the one that is due first."""
    first: dict[str, DutyView] = {}
    for duty in (duty for view in views for duty in view.open_duties):
        if duty.code not in first or duty.due_at < first[duty.code].due_at:
            first[duty.code] = duty
    return sorted(first.values(), key=lambda duty: duty.due_at)
