"""What is logged before it is shown: a case page, an identity, an emergency opening and its review.

Half-filled forms are `drafts`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from amparo.access import (
    NotFound,
    Refused,
    can_open,
    check_can_agree_to_whereabouts,
    check_can_break_glass,
    check_can_correct_concern,
    check_can_open,
    check_can_reveal_identity,
    check_can_review,
)
from amparo.access.emergency import ends
from amparo.audit import actions as audit
from amparo.audit import queries as log
from amparo.casefile import effects, reference, telling, timelines
from amparo.casefile.accessing import case_access
from amparo.casefile.appending import writing
from amparo.casefile.emergency import sealed_words
from amparo.casefile.keyring import Keyring
from amparo.casefile.models import TO_TRIAGE, BreakGlass, Case
from amparo.casefile.queries_case import case_view
from amparo.casefile.timelines import Read
from amparo.casefile.views import CaseView
from amparo.journey import Moment
from amparo.people.models import User
from amparo.people.queries import person_for
from amparo.terms.messages import N_

SEEN_AGAIN_AFTER = timedelta(hours=1)


def see_case(*, by: User, case: Case) -> CaseView:
    """Open a case page, identity covered. Logged first, once for a person, case and hour."""
    at, person, access = timezone.now(), person_for(by), case_access(case)
    lately = log.said_lately(
        "case_seen", actor_id=by.id, case_id=case.id, within=SEEN_AGAIN_AFTER, now=at
    )
    if not lately or not can_open(person, access, at):
        with writing(by, case):
            check_can_open(person, access, at)
            if case.state == TO_TRIAGE:
                effects.happened(effects.ConcernSeen(case.id, by.id, at))
            audit.write("case_seen", by=by, case=case, at=at)
    return case_view(by, case)


def reveal_identity(*, by: User, case: Case) -> CaseView:
    """Uncover the child's identity: the same view with names, birth and contacts. Logged every
    time.
    """
    with writing(by, case):
        check_can_reveal_identity(person_for(by), case_access(case), timezone.now())
        audit.write("identity_revealed", by=by, case=case)
    return case_view(by, case, uncovered=True)


def note_prompts_shown(*, by: User, case: Case) -> None:
    """Keep that somebody was shown what could still be asked, before it is shown."""
    with writing(by, case):
        check_can_open(person_for(by), case_access(case), timezone.now())
        audit.write("prompts_shown", by=by, case=case)


@dataclass(frozen=True, slots=True)
class OwnEntry:
    """One entry of a concern, shown to the person who wrote it so that they can correct it."""

    id: UUID
    kind: str
    occurred: Moment
    recorded_at: datetime
    body: Mapping[str, Any]


def read_own_concern(*, by: User, case: Case) -> list[OwnEntry]:
    """What `by` reported themselves and still holds; nothing else of the case. Logged first."""
    with writing(by, case):
        check_can_correct_concern(person_for(by), case_access(case))
        audit.write("concern_read_by_author", by=by, case=case)
    opened = timelines.open_case(case.id)
    own = {str(read.row.id) for read in opened.reads if _is_own_report(read, by)}
    held = [entry for entry in opened.timeline().live if entry.id in own]
    return [
        OwnEntry(UUID(one.id), one.kind, one.occurred, one.recorded_at, one.body) for one in held
    ]


def _is_own_report(read: Read, by: User) -> bool:
    from amparo.casefile.actions_concern import OF_A_REPORT

    return read.row.author_id == by.id and read.row.kind in OF_A_REPORT


# Emergencies


def break_glass(*, by: User, reference_text: str, reason: str) -> BreakGlass:
    """Open a case in an emergency. Its supervisors are told at once and must review it.

    Raises reference.Mistyped, NotFound, Refused. An opening that still lasts is given again.
    """
    case = Case.objects.filter(reference=reference.check(reference_text)).first()
    if case is None:
        raise NotFound
    at = timezone.now()
    with writing(by, case):
        check_can_break_glass(person_for(by), case_access(case), reason)
        lasting = BreakGlass.objects.filter(case=case, person=by, ends_at__gt=at).first()
        if lasting is not None:
            return lasting
        glass = BreakGlass(
            case=case, person=by, agency_id=by.agency_id, opened_at=at, ends_at=ends(at)
        )
        glass.reason = sealed_words(Keyring.of_case(case.id), case.id, glass.id, "reason", reason)
        glass.save(force_insert=True)
        tell = tuple(sorted(telling.supervisors(by.agency_id) - {by.id}))
        effects.happened(effects.GlassBroken(case.id, case.reference, glass.id, by.id, tell, at))
        audit.write("glass_broken", by=by, case=case, detail={"glass": glass.id}, at=at)
        return glass


def allow_whereabouts(*, by: User, glass: BreakGlass) -> BreakGlass:
    """Agree, as a second person, that an emergency opens the whereabouts."""
    with writing(by, glass.case):
        check_can_agree_to_whereabouts(person_for(by), glass.person_id, case_access(glass.case))
        _check_same_agency(by, glass)
        glass.whereabouts_agreed_by = by
        glass.save(update_fields=["whereabouts_agreed_by"])
        audit.write("whereabouts_agreed", by=by, case=glass.case, detail={"glass": glass.id})
        return glass


def _check_same_agency(by: User, glass: BreakGlass) -> None:
    if by.agency_id != glass.agency_id and "coordinator" not in person_for(by).roles:
        raise Refused(
            N_("Somebody of the same agency agrees, or the coordinator."),
            N_("Ask a supervisor or a colleague of that agency."),
            code="second_person_needed",
        )


def review_break_glass(*, by: User, glass: BreakGlass, justified: bool, note: str) -> BreakGlass:
    """Say whether an emergency opening was right. An opening that was not ends at once."""
    at = timezone.now()
    with writing(by, glass.case):
        row = (
            BreakGlass.objects.select_for_update(of=("self",))
            .select_related("case")
            .get(id=glass.id)
        )
        check_can_review(person_for(by), row.person_id, row.agency_id, case_access(row.case))
        if row.reviewed_at is not None:
            raise Refused(N_("This opening was reviewed already."), code="reviewed_already")
        row.reviewed_by, row.reviewed_at, row.justified = by, at, justified
        row.review = sealed_words(Keyring.of_case(row.case_id), row.case_id, row.id, "review", note)
        if not justified:
            row.ends_at = min(row.ends_at, at)
        row.save(update_fields=["reviewed_by", "reviewed_at", "justified", "review", "ends_at"])
        detail = {"glass": row.id, "justified": justified}
        audit.write("glass_reviewed", by=by, case=row.case, detail=detail, at=at)
        return row


__all__ = [
    "OwnEntry",
    "allow_whereabouts",
    "break_glass",
    "read_own_concern",
    "reveal_identity",
    "review_break_glass",
    "see_case",
]
