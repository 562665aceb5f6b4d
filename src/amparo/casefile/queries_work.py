"""What is owed today, and how much an agency carries. Index look-ups, whatever the number of cases.

Numbers are capped: beyond `CAP` nobody needs to know by how much. Duties are cut down by section
like entries are.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from amparo.access import ROLES, Person, can_act, check_can_act
from amparo.casefile import models
from amparo.casefile.crowds import of_crowds
from amparo.casefile.emergency import opened_reason
from amparo.casefile.keeping import WORKERS_ROLE
from amparo.casefile.meeting import form_for, rule_of
from amparo.casefile.models import AwaitedAnswer, BreakGlass, Case, OpenDuty, PassedGate
from amparo.casefile.protocols import gate_asks
from amparo.casefile.queries import heads
from amparo.casefile.views import AwaitedView, DutyView, GlassView, Head, PassedGateView, WorkerLoad
from amparo.casefile.visibility import (
    TAKE_UP,
    barred,
    few_cases,
    is_involved,
    is_visible,
    seen_since,
)
from amparo.people.models import User
from amparo.people.queries import holders, names_of, person_for

CAP = 200
FURTHER = 5  # a few rows may turn out not to be for this reader
TODAY = timedelta(hours=24)
SUPERVISED = ("supervisor", WORKERS_ROLE)
GUARDIAN = "guardian"


def owed_today(user: User, limit: int = 25, within: timedelta = TODAY) -> list[DutyView]:
    """What somebody in the roles of `user` owes to children now or within a day, overdue first.

    For a caseworker: their own cases. For a supervisor: what the caseworkers and supervisors of the
    agency owe. For any other role: what that role owes on the cases they are on.
    """
    person, at = person_for(user), timezone.now()
    found: dict[int, OpenDuty] = {}
    for rows in _owed(person, at):
        due = rows.filter(due_at__lte=at + within).order_by("due_at")
        found.update({row.id: row for row in due.select_related("case")[: limit + FURTHER]})
    ordered = sorted(found.values(), key=lambda row: (row.due_at, row.id))
    return duty_views(person, ordered, at)[:limit]


def owed_counts(user: User) -> dict[str, int]:
    """How much is overdue and how much falls due within a day; each capped."""
    person, at = person_for(user), timezone.now()
    overdue = today = 0
    for rows in _owed(person, at):
        overdue += rows.filter(due_at__lt=at)[:CAP].count()
        today += rows.filter(due_at__gte=at, due_at__lte=at + TODAY)[:CAP].count()
    return {"overdue": min(overdue, CAP), "today": min(today, CAP)}


def _owed(person: Person, at: datetime) -> list[QuerySet[OpenDuty]]:
    """The rows to look through, each walking along an index of its own."""
    running = Q(starts_at__lte=at) & (Q(ends_at__isnull=True) | Q(ends_at__gt=at))
    rows = OpenDuty.objects.filter(running).exclude(of_crowds(person))
    seen = is_visible(person, at)
    found: list[QuerySet[OpenDuty]] = []
    if "supervisor" in person.roles:
        found.append(rows.filter(seen, agency_id=person.agency_id, by__in=SUPERVISED))
    elif WORKERS_ROLE in person.roles:
        found.append(rows.filter(seen, assigned_to_id=person.id))
    others = sorted(role for role in person.roles - set(SUPERVISED) if ROLES[role].on_cases)
    if others:
        few = few_cases(person, at)
        by_role = rows.filter(by__in=others)
        found.append(by_role.filter(seen) if few is None else by_role.filter(seen, case_id__in=few))
    return found


def duty_views(person: Person, rows: list[OpenDuty], at: datetime) -> list[DutyView]:
    shown = heads(person, {row.case_id: row.case for row in rows}.values(), at)
    names = names_of(row.assigned_to_id for row in rows)
    return [
        _duty_view(row, shown[row.case_id], names, at)
        for row in rows
        if row.case_id in shown and _may_see(row, shown[row.case_id])
    ]


def _may_see(row: OpenDuty, head: Head) -> bool:
    """A duty of one's own role is seen even where what it is about may not be read."""
    return row.section in head.sections or row.by in head.roles


def _duty_view(row: OpenDuty, head: Head, names: Mapping[UUID, str], at: datetime) -> DutyView:
    rule = rule_of(row.code, row.protocol_version)
    at_once = row.due_at == row.starts_at
    overdue = at > row.due_at or (at_once and at >= row.due_at)
    return DutyView(
        case=head,
        code=row.code,
        owed=rule.owed if rule else {"en": row.code},
        section=row.section,
        by=row.by,
        starts_at=row.starts_at,
        due_at=row.due_at,
        state="overdue" if overdue else "open",
        late=at - row.due_at,
        source=rule.source if rule else "",
        time_from_source=bool(rule and rule.time_from_source),
        form=form_for(rule),
        ends_at=row.ends_at,
        within=str(rule.within) if rule else "",
        assigned_to=names.get(row.assigned_to_id, "") if row.assigned_to_id else "",
    )


# The agency


def caseload(user: User) -> list[WorkerLoad]:
    """What each worker of the agency carries. Raises Refused for who may not see that."""
    person, at = person_for(user), timezone.now()
    check_can_act(person, "see_agency_work")
    workers = holders(WORKERS_ROLE, agency_id=person.agency_id).order_by("display_name", "id")
    return [_load(worker, at) for worker in workers]


def _load(worker: User, at: datetime) -> WorkerLoad:
    cases = Case.objects.filter(assigned_to_id=worker.id, state=models.OPEN)
    owed = OpenDuty.objects.filter(assigned_to_id=worker.id, starts_at__lte=at)
    return WorkerLoad(
        person_id=worker.id,
        name=worker.display_name,
        open_cases=cases[:CAP].count(),
        overdue=owed.filter(due_at__lt=at)[:CAP].count(),
        due_today=owed.filter(due_at__gte=at, due_at__lte=at + TODAY)[:CAP].count(),
    )


def gates_passed(user: User, limit: int = 25) -> list[PassedGateView]:
    """Gates that were passed with a reason, latest first.

    For whoever sees the agency's work: in its cases. For a guardian: in the cases where they are
    guardian, until they have opened the case since.
    """
    person, at = person_for(user), timezone.now()
    found: dict[int, PassedGate] = {}
    for rows in _passed(person, at):
        latest = rows.order_by("-recorded_at").select_related("case")
        found.update({row.id: row for row in latest[: limit + FURTHER]})
    passed = sorted(found.values(), key=lambda row: row.recorded_at, reverse=True)
    shown = heads(person, {row.case_id: row.case for row in passed}.values(), at)
    places = bool(person.roles & TAKE_UP)
    names = names_of((row.author_id for row in passed), places=places)
    return [
        PassedGateView(
            case=shown[row.case_id],
            entry_id=row.entry_id,
            gate=row.gate,
            asks=gate_asks(row.gate),
            author=names.get(row.author_id, ""),
            recorded_at=row.recorded_at,
        )
        for row in passed
        if row.case_id in shown and row.section in shown[row.case_id].sections
    ][:limit]


def _passed(person: Person, at: datetime) -> list[QuerySet[PassedGate]]:
    """The rows to look through, each walking along an index of its own."""
    rows, found = PassedGate.objects.filter(is_visible(person, at)), []
    if can_act(person, "see_agency_work"):
        found.append(rows.filter(agency_id=person.agency_id))
    if GUARDIAN in person.roles:
        as_guardian = rows.filter(is_involved(replace(person, roles=frozenset({GUARDIAN})), at))
        few = few_cases(person, at)
        if few is not None:
            as_guardian = as_guardian.filter(case_id__in=few)
        found.append(as_guardian.exclude(seen_since(person.id)))
    return found


def glass_to_review(user: User, limit: int = 25) -> list[GlassView]:
    """Emergency openings that wait for a supervisor of the agency: never one's own."""
    person = person_for(user)
    if not can_act(person, "review_break_glass"):
        return []
    waiting = BreakGlass.objects.filter(reviewed_at__isnull=True).exclude(person_id=person.id)
    if "coordinator" not in person.roles:
        waiting = waiting.filter(agency_id=person.agency_id)
    waiting = waiting.exclude(barred(person, "case_id"))
    rows = list(waiting.order_by("opened_at").select_related("case")[:limit])
    names = names_of(row.person_id for row in rows)
    return [glass_view(row, names) for row in rows]


def glass_view(row: BreakGlass, names: Mapping[UUID, str]) -> GlassView:
    return GlassView(
        id=row.id,
        reference=row.case.reference,
        person_id=row.person_id,
        person=names.get(row.person_id, ""),
        opened_at=row.opened_at,
        ends_at=row.ends_at,
        reason=opened_reason(row),
        whereabouts=row.whereabouts_agreed_by_id is not None,
    )


# The guardian


def waiting_for_me(user: User, limit: int = 25) -> list[AwaitedView]:
    """Planned steps on which the guardian has not been heard, the oldest first."""
    person, at = person_for(user), timezone.now()
    if GUARDIAN not in person.roles:
        return []
    rows = AwaitedAnswer.objects.filter(is_visible(person, at))
    few = few_cases(person, at)
    if few is not None:
        rows = rows.filter(case_id__in=few)
    found = list(rows.order_by("asked_at").select_related("case")[:limit])
    shown = heads(person, {row.case_id: row.case for row in found}.values(), at)
    return [
        AwaitedView(shown[row.case_id], row.entry_id, row.step, row.asked_at)
        for row in found
        if row.case_id in shown and row.section in shown[row.case_id].sections
    ]
