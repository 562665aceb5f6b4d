"""Shows a case to room `access` as it wants to see one: its state and who stands how to it."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from amparo.access import BreakGlass, CaseAccess, Involvement, Person
from amparo.audit.statements import Prepared
from amparo.casefile import involving, models, protocols
from amparo.casefile.folding import agencies_of
from amparo.casefile.involving import Involved
from amparo.journey import Timeline
from amparo.people.remembering import once


def case_access(case: models.Case) -> CaseAccess:
    """How one case stands now."""
    return cases_access([case])[case.id]


def cases_access(
    cases: Iterable[models.Case], person: Person | None = None
) -> dict[UUID, CaseAccess]:
    """How several cases stand, in three queries; with `person`, only as far as it concerns them:
    then only the first is asked for these cases, and the others once while a page is read.
    """
    found = {case.id: case for case in cases}
    involvements: dict[UUID, list[Involvement]] = {}
    rows = models.Involvement.objects.filter(case_id__in=found).order_by("id")
    if person is not None:
        rows = rows.filter(agency_id=person.agency_id)
    for row in rows:
        involvements.setdefault(row.case_id, []).append(as_involvement(row))
    barrings: dict[UUID, list[models.Barring]] = {}
    for barring in _barrings(found, person):
        barrings.setdefault(barring.case_id, []).append(barring)
    broken: dict[UUID, list[BreakGlass]] = {}
    for glass in _emergencies(found, person):
        broken.setdefault(glass.case_id, []).append(as_break_glass(glass))
    return {
        case.id: CaseAccess(
            state=case.state,
            involvements=tuple(involvements.get(case.id, ())),
            barred_agencies=frozenset(
                b.agency_id for b in barrings.get(case.id, ()) if b.agency_id
            ),
            barred_persons=frozenset(b.person_id for b in barrings.get(case.id, ()) if b.person_id),
            break_glass=tuple(broken.get(case.id, ())),
            author_ids=frozenset({case.reported_by_id} if case.reported_by_id else ()),
            receiving_agency_id=case.triage_agency_id,
        )
        for case in found.values()
    }


def _barrings(cases: Iterable[UUID], person: Person | None) -> list[models.Barring]:
    if person is None:
        return list(models.Barring.objects.filter(case_id__in=cases))
    of_them = Q(person_id=person.id) | Q(agency_id=person.agency_id)
    return once(("barrings", person), lambda: list(models.Barring.objects.filter(of_them)))


def _emergencies(cases: Iterable[UUID], person: Person | None) -> list[models.BreakGlass]:
    if person is None:
        return list(models.BreakGlass.objects.filter(case_id__in=cases))
    now = timezone.now()
    theirs = models.BreakGlass.objects.filter(person_id=person.id, ends_at__gte=now)
    return once(("broken_glass", person), lambda: list(theirs))


def access_from(case: models.Case, timeline: Timeline) -> CaseAccess:
    """How one case stands by its opened entries: what the indexes say, without reading them."""
    agency_of = agencies_of(involving.people_named(timeline))
    barred = involving.barred(timeline)
    return CaseAccess(
        state=case.state,
        involvements=tuple(
            _from_entry(one) for one in involving.involved(timeline, agency_of, protocols.zone())
        ),
        barred_agencies=frozenset(one.agency for one in barred if one.agency),
        barred_persons=frozenset(one.person for one in barred if one.person),
        break_glass=tuple(as_break_glass(glass) for glass in _broken(case.id)),
        author_ids=frozenset({case.reported_by_id} if case.reported_by_id else ()),
        receiving_agency_id=case.triage_agency_id,
    )


@Prepared
def _broken(case_id: UUID) -> QuerySet[models.BreakGlass]:
    return models.BreakGlass.objects.filter(case_id=case_id)


def _from_entry(one: Involved) -> Involvement:
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


def as_involvement(row: models.Involvement) -> Involvement:
    return Involvement(
        agency_id=row.agency_id,
        role=row.role,
        sections=frozenset(row.sections),
        starts=row.starts,
        person_id=row.person_id,
        ground=row.ground,
        until=row.until,
        ended_at=row.ended_at,
        shared_by_lawyer=row.shared_by_lawyer,
    )


def as_break_glass(row: models.BreakGlass) -> BreakGlass:
    return BreakGlass(
        person_id=row.person_id,
        opened_at=row.opened_at,
        until=row.ends_at,
        whereabouts=row.whereabouts_agreed_by_id is not None,
    )


__all__ = ["Person", "as_involvement", "case_access", "cases_access"]
