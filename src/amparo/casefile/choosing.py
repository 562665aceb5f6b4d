"""Whom and what a form of a case offers to choose from: (id, label) pairs.

Offering is not allowing: what was chosen is judged again by the action. People are named with their
agency, so that two of one name are told apart.
"""

from collections.abc import Collection, Iterable
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from amparo.access import SECTIONS, Refused, check_second_person, offered, sections_for
from amparo.access.roles import ROLES
from amparo.casefile import wording
from amparo.casefile.accessing import as_involvement, case_access
from amparo.casefile.assigning import CAN_BE_RESPONSIBLE
from amparo.casefile.models import Case
from amparo.casefile.views import CaseView, EntryView
from amparo.people.models import Agency, User
from amparo.people.queries import agencies, holders, of_a_place, person_for
from amparo.ui import formats

Choices = list[tuple[str, str]]
GROUNDS = ("best_interests", "legal_duty", "vital_interests")


def named(user: User) -> str:
    return _("%(person)s, %(agency)s") % {"person": user.display_name, "agency": user.agency.name}


def _people(users: Iterable[User]) -> Choices:
    return [(str(user.id), named(user)) for user in users]


def all_agencies() -> Choices:
    """Every agency that is open."""
    return [(str(agency.id), agency.name) for agency in agencies(only_open=True)]


def second_people(by: User, case: Case) -> Choices:
    """Who may agree as the second person: somebody else who works on the case."""
    at, access = timezone.now(), case_access(case)
    asked = Q(pk__in=[])
    for row in case.involvements.all():
        if as_involvement(row).holds(at):
            asked |= Q(pk=row.person_id) if row.person_id else Q(agency_id=row.agency_id)
    supervisors = holders("supervisor").filter(agency_id=case.agency_id)
    users = User.objects.filter(asked | Q(pk__in=supervisors), is_active=True).exclude(pk=by.pk)
    found = []
    for user in users.select_related("agency"):
        try:
            check_second_person(by.id, person_for(user), access, at)
        except Refused:
            continue
        found.append(user)
    return _people(found)


def in_role(role: str, agency_id: UUID | None = None) -> Choices:
    """Everybody at work who holds a role, in one agency or in all."""
    return _people(holders(role, agency_id=agency_id).select_related("agency"))


def workers(case: Case) -> Choices:
    """Who can be responsible for a case: caseworkers and supervisors of its agency."""
    found = [one for role in CAN_BE_RESPONSIBLE for one in in_role(role, case.agency_id)]
    return list(dict.fromkeys(found))


def is_on(case: Case, person: User, role: str) -> bool:
    """Whether somebody works on a case in this role already."""
    at = timezone.now()
    rows = case.involvements.filter(person=person, role=role)
    return any(as_involvement(row).holds(at) for row in rows)


def parties() -> list[tuple[str, Choices]]:
    """Every agency, whole or by one of its people: grouped by agency, for one question."""
    people: dict[UUID, list[User]] = {}
    for user in User.objects.filter(~of_a_place(), is_active=True).order_by("display_name"):
        people.setdefault(user.agency_id, []).append(user)
    return [
        (agency.name, [_whole(agency), *_of_agency(people.get(agency.id, ()))])
        for agency in agencies(only_open=True)
    ]


def _whole(agency: Agency) -> tuple[str, str]:
    return f"agency:{agency.id}", _("%(agency)s: everybody in this role") % {"agency": agency.name}


def _of_agency(people: Iterable[User]) -> Choices:
    return [(f"person:{user.id}", user.display_name) for user in people]


def case_roles() -> Choices:
    """The roles in which somebody can be brought into a case."""
    return [(code, wording.label("role", code)) for code, rule in ROLES.items() if rule.on_cases]


def sections_to_share(by: User, case: Case) -> Choices:
    """What somebody may pass on: what they read themselves."""
    own = sections_for(person_for(by), case_access(case), timezone.now())
    return [(code, wording.label("section", code)) for code in SECTIONS if code in own]


def sections_to_write(view: CaseView) -> frozenset[str]:
    """The sections that the author of a note may choose, by their roles on the case."""
    return frozenset().union(*(ROLES[role].sections for role in view.roles))


def usual_sections(role: str, authority: str = "") -> list[str]:
    """What is offered first when somebody is brought in; less may always be chosen."""
    if role not in ROLES:
        return []
    return sorted(ROLES[role].usual & offered(role, authority))


def planned_steps(view: CaseView) -> Choices:
    """The steps that were planned, the newest first."""
    return [
        (str(entry.id), step_named(entry))
        for entry in reversed(view.entries)
        if entry.kind == "step_planned" and entry.holds and entry.body
    ]


def step_named(planned: EntryView) -> str:
    """A planned step by what it is and when it was planned."""
    return _("%(purpose)s, %(day)s") % {
        "purpose": wording.label("step", (planned.body or {}).get("step")),
        "day": wording.day(planned.occurred.earliest),
    }


MOST_EVIDENCE = 60
NO_EVIDENCE = frozenset({
    "case_opened", "case_assigned", "involvement_started", "involvement_ended", "access_barred",
    "entry_withdrawn", "step_planned", "duty_not_possible",
})  # fmt: skip


def evidence(view: CaseView, named: Collection[str] = ()) -> Choices:
    """The entries on which a decision may rest, by what they are and when it happened; the newest
    first. What a decision that is corrected rests on already (`named`, ids) stays among them,
    though it was replaced since, is older than those offered, or is not for this reader.
    """
    readable = {str(entry.id): entry for entry in reversed(view.entries)}
    found = [
        id_ for id_, entry in readable.items() if entry.holds and entry.kind not in NO_EVIDENCE
    ][:MOST_EVIDENCE]
    kept = [id_ for id_ in named if id_ not in found]
    return [(id_, _entry_named(readable.get(id_))) for id_ in (*found, *kept)]


def _entry_named(entry: EntryView | None) -> str:
    if entry is None:
        return _("an entry of this case")
    return _("%(purpose)s, %(day)s") % {
        "purpose": wording.kind_label(entry.kind),
        "day": wording.day(entry.occurred.earliest),
    }


def consents(view: CaseView) -> Choices:
    """The consents that hold, by what they are for and when they were given."""
    rows = view.situation.get("consents") or []
    return [
        (str(row["entry"]), _("%(purpose)s, %(day)s") % {
            "purpose": wording.label("consent_purpose", row.get("purpose")),
            "day": formats.moment(str(row.get("at"))[:10]),
        })
        for row in rows
        if row.get("kind") == "consent_recorded"
    ]  # fmt: skip
