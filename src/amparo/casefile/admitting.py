"""Decides whether an entry may join a timeline: who may record it, what it corrects, who agreed.

Room `access` decides about people; here is what has to be asked about one entry of one case. What
the kind itself demands is in `rules.checked`.
"""

from datetime import datetime
from uuid import UUID

from amparo.access import (
    CaseAccess,
    Person,
    Refused,
    can_read_entry,
    check_can_record,
    check_can_share,
    check_second_person,
)
from amparo.casefile.involving import BARRED, ENDED, STARTED, identifier
from amparo.casefile.rules import WITHDRAWAL, CheckedEntry
from amparo.casefile.timelines import Row
from amparo.journey import BodyError, JourneyError, narrows
from amparo.people.models import Agency, User
from amparo.people.queries import person_for
from amparo.terms.messages import N_

NO_SUCH_PERSON = N_("there is no such person here")
NO_SUCH_AGENCY = N_("there is no such agency here")
COMPETENT = "competent_authority"
DECISION = "standing_decided"
NOTED = frozenset({"suspected", "presumed"})
CASE_TEAM = frozenset({"caseworker", "supervisor"})
NEEDS_A_SECOND = frozenset({"concern_closed"})
NOBODY = UUID(int=0)
NAMING = {STARTED, ENDED, BARRED}


def check_names(entry: CheckedEntry) -> None:
    """Raises BodyError where an entry that gives or takes access names nobody who is here."""
    body = entry.body
    if entry.kind == "case_assigned" and body.get("to"):
        _person(entry.kind, "to", body["to"])
    if entry.kind in NAMING:
        if body.get("person"):
            _person(entry.kind, "person", body["person"])
        if body.get("agency"):
            _agency(entry.kind, body["agency"])


def _person(kind: str, field: str, value: object) -> User:
    found = User.objects.filter(id=_known(value)).select_related("agency").first()
    if found is None or found.is_a_place:
        raise BodyError(kind, {field: NO_SUCH_PERSON})
    return found


def _known(value: object) -> UUID:
    return identifier(value) or NOBODY


def _agency(kind: str, value: object) -> Agency:
    found = Agency.objects.filter(id=_known(value)).first()
    if found is None:
        raise BodyError(kind, {"agency": NO_SUCH_AGENCY})
    return found


def check_may_record(person: Person, access: CaseAccess, entry: CheckedEntry, at: datetime) -> None:
    """Raises Refused unless the person may record this on this case; sharing has its own rule."""
    check_authority(person, entry)
    if entry.kind == STARTED:
        check_sharing(person, access, entry, at)
    else:
        check_can_record(person, access, entry.kind, entry.section, at)


def check_authority(person: Person, entry: CheckedEntry) -> None:
    """Raises Refused when a decision is recorded as that of an authority one does not speak for.

    A competent authority decides for itself. The case team may note that another authority suspects
    or presumes; everybody else speaks for their own.
    """
    said = entry.body.get("authority")
    if entry.kind != DECISION or said is None:
        return
    if said == COMPETENT:
        allowed = COMPETENT in person.roles
    else:
        noted = entry.body.get("standing") in NOTED and not person.roles.isdisjoint(CASE_TEAM)
        allowed = noted or said == person.authority
    if not allowed:
        raise Refused(
            N_("You cannot record this as a decision of that authority."),
            N_("Record what your own agency thinks, or ask that authority to record its decision."),
            code="not_your_authority",
        )


def check_sharing(person: Person, access: CaseAccess, entry: CheckedEntry, at: datetime) -> None:
    """Raises Refused unless the person may bring in this agency or person, for these sections."""
    body = entry.body
    if body.get("person"):
        authority = _person(entry.kind, "person", body["person"]).agency.authority
    else:
        authority = _agency(entry.kind, body.get("agency")).authority
    sections = frozenset(body["sections"])
    check_can_share(person, access, str(body["role"]), authority, sections, at)


def check_correction(
    person: Person, access: CaseAccess, entry: CheckedEntry, target: Row | None, at: datetime
) -> None:
    """Raises unless `entry` may replace or retract `target`.

    A new entry can only point back, so that corrections never run in a circle.
    """
    if target is None:
        raise JourneyError(f"{entry.kind}: the entry it corrects is not in this case")
    if not can_read_entry(person, access, target.kind, target.section, target.author_id, at):
        raise JourneyError(f"{entry.kind}: the entry it corrects is not in this case")
    if entry.kind != WITHDRAWAL and not narrows(target.section, entry.section):
        raise JourneyError(f"{entry.kind}: a correction may not widen the section")
    if target.kind == DECISION and not _same_agency(target.author_id, person):
        raise Refused(
            N_("This is the decision of another agency, and stays theirs."),
            N_("Record what your own agency thinks, or ask that agency to correct theirs."),
            code="not_your_decision",
        )
    if target.kind != STARTED:
        check_can_record(person, access, target.kind, target.section, at)
    else:
        check_can_record(person, access, ENDED, target.section, at)


def _same_agency(author_id: UUID, person: Person) -> bool:
    return User.objects.filter(id=author_id, agency_id=person.agency_id).exists()


def check_agreed(by: User, kind: str, agreed_by: str, access: CaseAccess, at: datetime) -> None:
    """Raises Refused unless whoever is named as second person may be one."""
    if not agreed_by:
        if kind in NEEDS_A_SECOND:
            raise second_person_needed()
        return
    second = User.objects.filter(id=_known(agreed_by), is_active=True).first()
    if second is None:
        raise Refused(
            N_("The second person is not somebody who works here."),
            N_("Choose a colleague who works on the case and who agreed."),
            code="second_person_needed",
        )
    check_second_person(by.id, person_for(second), access, at)


def second_person_needed() -> Refused:
    return Refused(
        N_("This needs the agreement of a second person."),
        N_("Name somebody else who works on the case."),
        code="second_person_needed",
    )


def withdrawal_target(entry: CheckedEntry) -> UUID:
    """The entry that a withdrawal retracts. Raises BodyError."""
    target = identifier(entry.body.get("entry"))
    if target is None:
        raise BodyError(entry.kind, {"entry": N_("name the entry by its id")})
    return target
