"""What people do with a concern: report, correct, open as a case, join to one, close.

A concern is a case in state `to_triage`. It waits in the agency that receives it; its reporter
reads nothing afterwards, and may correct what they reported. One concern may open several cases.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid5

from django.utils import timezone

from amparo.access import (
    Refused,
    can_act_on,
    check_can_act,
    check_can_act_on,
    check_can_correct_concern,
    check_can_open,
    roles_on,
)
from amparo.audit import actions as audit
from amparo.casefile import models, reference, timelines
from amparo.casefile.accessing import case_access
from amparo.casefile.appending import CaseFile, writing
from amparo.casefile.assigning import assignment, involvement
from amparo.casefile.keyring import Keyring
from amparo.casefile.models import Case, CaseLink, Entry
from amparo.casefile.receiving import receiving_agency
from amparo.casefile.rules import WITHDRAWAL, IdTaken, NewEntry
from amparo.journey import JourneyError, narrows
from amparo.people.models import Agency, User
from amparo.people.queries import person_for
from amparo.terms.messages import N_

REPORTED, IDENTITY, WHEREABOUTS = "concern_reported", "identity_recorded", "whereabouts_noted"
REPORTER = "person_linked"
# What may come with a report, and the section it lies in.
SECTION_OF = {
    REPORTED: "protection",
    IDENTITY: "identity",
    WHEREABOUTS: "whereabouts",
    REPORTER: "identity",
}
OF_A_REPORT = frozenset(SECTION_OF)


def report_concern(
    *,
    by: User,
    concern: Mapping[str, Any],
    identity: Mapping[str, Any] | None = None,
    whereabouts: Mapping[str, Any] | None = None,
    reporter: Mapping[str, Any] | None = None,
    occurred_at: Any = None,
    entry_id: UUID | None = None,
    agency: Agency | None = None,
    despite: Mapping[str, str] | None = None,
) -> Case:
    """Report a concern: the bodies of up to four entries from one form; the answer has its
    reference.

    `reporter` is how the reporter may be reached, sealed with the identity. `agency` receives the
    concern; by default one that does casework in the reporter's province. Sent twice with the same
    `entry_id`, the first answer comes again.
    """
    parts = {REPORTED: concern, IDENTITY: identity, WHEREABOUTS: whereabouts, REPORTER: reporter}
    entries = [
        NewEntry(kind, body, occurred_at, entry_id=_part_id(entry_id, kind), despite=despite or {})
        for kind, body in parts.items()
        if body is not None
    ]
    with writing(by):
        if entry_id:
            # One report of a person at a time: a double click must find what the first one sent.
            User.objects.select_for_update(of=("self",), no_key=True).get(id=by.id)
        check_can_act(person_for(by), "report_concern")
        file = _known_report(by, entry_id) or _new_file(by, agency or receiving_agency(by))
        for new in entries:
            file.add(new, trusted=True)
        file.save("concern_reported")
        return file.case


def _part_id(entry_id: UUID | None, kind: str) -> UUID | None:
    return entry_id if entry_id is None or kind == REPORTED else uuid5(entry_id, kind)


def _known_report(by: User, entry_id: UUID | None) -> CaseFile | None:
    there = models.Entry.objects.filter(id=entry_id).first() if entry_id else None
    if there is None:
        return None
    if there.author_id != by.id or there.kind != REPORTED:
        raise IdTaken
    file = CaseFile.lock(there.case_id, by)
    check_can_correct_concern(file.person, file.access)
    return file


def _new_file(by: User, agency: Agency, state: str = models.TO_TRIAGE) -> CaseFile:
    at = timezone.now()
    case = Case.objects.create(
        reference=_free_reference(),
        state=state,
        created_at=at,
        triage_agency=agency,
        agency=agency,
        reported_by=by if state == models.TO_TRIAGE else None,
    )
    return CaseFile.start(case, by, at)


def _free_reference() -> str:
    fresh = reference.new()
    while Case.objects.filter(reference=fresh).exists():
        fresh = reference.new()
    return fresh


def correct_concern(
    *,
    by: User,
    case: Case,
    kind: str,
    body: Mapping[str, Any],
    supersedes: UUID | None = None,
    occurred_at: Any = None,
    entry_id: UUID | None = None,
    despite: Mapping[str, str] | None = None,
) -> Entry:
    """Let the reporter correct what they reported, or add a name or a place, without seeing the
    case.
    """
    with writing(by, case):
        file = CaseFile.lock(case.id, by)
        check_can_correct_concern(file.person, file.access)
        new = NewEntry(kind, body, occurred_at, entry_id, supersedes, despite or {})
        _check_own_report(file, new)
        file.add(new, trusted=True)
        return file.save("concern_corrected")[0]


def withdraw_own_report(*, by: User, case: Case, entry_id: UUID, reason: str) -> Entry:
    """Let the reporter retract what they reported. The concern itself stays and is taken up."""
    with writing(by, case):
        file = CaseFile.lock(case.id, by)
        check_can_correct_concern(file.person, file.access)
        new = NewEntry(WITHDRAWAL, {"entry": str(entry_id), "reason": reason})
        _check_own_report(file, new, entry_id)
        file.add(new, trusted=True)
        return file.save("concern_corrected")[0]


def _check_own_report(file: CaseFile, new: NewEntry, target_id: UUID | None = None) -> None:
    target_id = target_id or new.supersedes
    if target_id is None and new.kind in OF_A_REPORT - {REPORTED}:
        return
    target = next((r.row for r in file.opened.own(file.case.id) if r.row.id == target_id), None)
    if target is None or target.author_id != file.by.id or target.kind not in OF_A_REPORT:
        raise JourneyError(f"{new.kind}: the entry it corrects is not one that you reported")
    if new.kind == WITHDRAWAL:
        return
    if new.kind not in OF_A_REPORT:
        raise JourneyError(f"{new.kind}: only what was reported can be corrected")
    if not narrows(target.section, SECTION_OF[new.kind]):
        raise JourneyError(f"{new.kind}: a correction may not widen the section")


def open_case(
    *,
    by: User,
    case: Case,
    caseworker: User | None = None,
    remarks: str = "",
    entry_id: UUID | None = None,
) -> Case:
    """Make a concern a case, with one responsible worker if one is named."""
    with writing(by, case):
        file = CaseFile.lock(case.id, by)
        if entry_id is None or not Entry.objects.filter(id=entry_id).exists():
            check_can_act_on(file.person, file.access, "open_case", file.at)
            _check_waiting(file.case)
        _open(file, caseworker, remarks, entry_id)
        file.save("case_opened")
        return file.case


def open_another(*, by: User, concern: Case, caseworker: User | None = None) -> Case:
    """Open a further case from a concern about several children. It reads what was reported."""
    with writing(by, concern):
        source = CaseFile.lock(concern.id, by)
        check_can_act_on(source.person, source.access, "open_case", source.at)
        file = _new_file(by, source.case.triage_agency, models.OPEN)
        file.access = source.access
        _read_report(file, source.case)
        opened = _open(file, caseworker, "", None)
        CaseLink.objects.create(concern=source.case, case=file.case, whole=False, entry_id=opened)
        file.save("case_opened_too")
        return file.case


def _read_report(file: CaseFile, concern: Case) -> None:
    file.opened.ring.keep()
    ids = [file.case.id, concern.id]
    read = timelines.Source(concern.id, concern.reference, whole=False)
    file.opened = timelines.open_with(file.case.id, [read], Keyring.of(ids))


def _open(file: CaseFile, worker: User | None, remarks: str, entry_id: UUID | None) -> UUID:
    _check_may_name(file, worker)
    body = {"remarks": remarks} if remarks else {}
    file.add(NewEntry("case_opened", body, entry_id=entry_id), trusted=True)
    opened: UUID = file.results[0].id
    if not file.added:
        return opened
    if worker is None:
        # Nobody is responsible yet: the supervisors of the agency that took it up keep it in sight.
        file.add(involvement(file.case.triage_agency, "supervisor"), trusted=True)
    else:
        for new in assignment(worker, file):
            file.add(new, trusted=True)
    return opened


def _check_may_name(file: CaseFile, worker: User | None) -> None:
    if worker is None or worker.id == file.by.id:
        return
    if "coordinator" in roles_on(file.person, file.access, file.at):
        return
    if not can_act_on(file.person, file.access, "assign_case", file.at):
        raise Refused(
            N_("You can take up this concern yourself, but not hand it to somebody else."),
            N_("Open the case for yourself, or ask your supervisor."),
            code="role_may_not_act",
            values={"action": "assign_case"},
        )


def _check_waiting(case: Case) -> None:
    if case.state != models.TO_TRIAGE:
        raise Refused(
            N_("Somebody has already taken up this concern."),
            N_("Look at the list of concerns again."),
            code="not_waiting",
        )


def join_concern(
    *, by: User, concern: Case, case: Case, remarks: str = "", entry_id: UUID | None = None
) -> Case:
    """Join a concern to the case of the same child, which from now on reads through it."""
    with writing(by, concern):
        file = CaseFile.lock(concern.id, by, also=[case.id])
        check_can_act_on(file.person, file.access, "join_concern", file.at)
        _check_waiting(file.case)
        target = next((one for one in file.readers if one.id == case.id), None)
        if target is None or target.id == file.case.id:
            raise Refused(N_("A concern cannot be joined to itself."), code="same_case")
        check_can_open(file.person, case_access(target), file.at)
        if target.state not in (models.OPEN, models.CLOSED):
            raise Refused(
                N_("A concern is joined to a case, not to another concern."),
                N_("Open one of them as a case first."),
                code="not_a_case",
            )
        body = {"case": target.reference} | ({"remarks": remarks} if remarks else {})
        file.add(NewEntry("concern_joined", body, entry_id=entry_id), trusted=True)
        joined = file.results[0].id
        CaseLink.objects.create(concern=file.case, case=target, entry_id=joined)
        file.save("concern_joined")
        audit.write("concern_read_through", by=by, case=target, detail={"concern": file.case.id})
        return target


def close_concern(
    *, by: User, concern: Case, reason: str, agreed_by: User, entry_id: UUID | None = None
) -> Case:
    """Close a concern with a reason that a second person agrees to. It stays in the record."""
    body = {"reason": reason, "agreed_by": str(agreed_by.id)}
    with writing(by, concern):
        file = CaseFile.lock(concern.id, by)
        check_can_act_on(file.person, file.access, "close_concern", file.at)
        _check_waiting(file.case)
        file.add(NewEntry("concern_closed", body, entry_id=entry_id))
        file.save("concern_closed")
        return file.case
