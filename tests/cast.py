"""The named people of the tests and where they work, made through the same actions as anybody.

          the school        the helpline       the guardians      the law office     the shelter
          teacher           operator           guardian           lawyer             provider

          social services   the police         the prosecution    the border         abroad
          caseworker        police             prosecutor         border             focal_point
          colleague
          supervisor

          the mechanism's office               the authority      the panel          the rapporteur
          coordinator, administrator,          competent_         panel              rapporteur,
          complaints                           authority                             analyst

          another agency: the outsider, a caseworker who is on no case; outside_supervisor

The outsider must never see anything: put them into every table of tests.
"""

from dataclasses import dataclass, fields
from datetime import UTC, datetime

from amparo.people import actions, queries
from amparo.people.models import Agency, RoleGrant, User

PASSWORD = "a quiet lamp by the door"
BEGAN = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)

# agency: kind of authority
AGENCIES = {
    "social_services": "social_services",
    "school": "school",
    "helpline": "helpline",
    "guardians": "guardianship",
    "law_office": "ngo",
    "shelter": "ngo",
    "police": "police",
    "prosecution": "prosecution",
    "border_post": "border",
    "abroad": "social_services",
    "authority": "competent_authority",
    "panel": "guardianship",
    "rapporteur_office": "other",
    "other_agency": "social_services",
}

# person: agency and role
PEOPLE = {
    "teacher": ("school", "first_responder"),
    "operator": ("helpline", "helpline"),
    "caseworker": ("social_services", "caseworker"),
    "colleague": ("social_services", "caseworker"),
    "guardian": ("guardians", "guardian"),
    "lawyer": ("law_office", "lawyer"),
    "provider": ("shelter", "provider"),
    "police": ("police", "police"),
    "prosecutor": ("prosecution", "prosecutor"),
    "border": ("border_post", "border"),
    "focal_point": ("abroad", "focal_point"),
    "competent_authority": ("authority", "competent_authority"),
    "panel": ("panel", "panel"),
    "complaints": ("office", "complaints"),
    "analyst": ("rapporteur_office", "analyst"),
    "rapporteur": ("rapporteur_office", "rapporteur"),
    "outsider": ("other_agency", "caseworker"),
}
SUPERVISORS = {"supervisor": "social_services", "outside_supervisor": "other_agency"}


@dataclass(frozen=True)
class Cast:
    """Everybody by name, their roles in effect. `agencies` are by the names above."""

    agencies: dict[str, Agency]
    administrator: User
    coordinator: User
    supervisor: User
    outside_supervisor: User
    teacher: User
    operator: User
    caseworker: User
    colleague: User
    guardian: User
    lawyer: User
    provider: User
    police: User
    prosecutor: User
    border: User
    focal_point: User
    competent_authority: User
    panel: User
    complaints: User
    analyst: User
    rapporteur: User
    outsider: User

    def everybody(self) -> dict[str, User]:
        """Each person by name; the outsider is the last."""
        names = [field.name for field in fields(self) if field.name != "agencies"]
        return {name: getattr(self, name) for name in names}


def make_cast() -> Cast:
    """A whole mechanism with everybody in it. Needs the database; all share PASSWORD."""
    founded = actions.found_mechanism(
        by=None,
        agency_name="office",
        authority="competent_authority",
        administrator=(address("administrator"), "administrator"),
        coordinator=(address("coordinator"), "coordinator"),
        neutral_name="Office for children",
        now=BEGAN,
    )
    administrator = _accept(founded.administrator)
    coordinator = _accept(founded.coordinator)
    agencies = {"office": founded.agency} | {
        name: actions.create_agency(
            by=administrator, name=name, authority=authority, neutral_name="Children and families"
        )
        for name, authority in AGENCIES.items()
    }
    people = {
        name: join(administrator, agencies[agency], name, "supervisor", confirmed_by=coordinator)
        for name, agency in SUPERVISORS.items()
    }
    for name, (agency, role) in PEOPLE.items():
        people[name] = join(administrator, agencies[agency], name, role)
    for grant in queries.waiting_for_confirmation():
        by = _who_confirms(administrator, coordinator, grant.user.agency)
        actions.confirm_role(by=by, grant=grant, now=BEGAN)
    return Cast(agencies=agencies, administrator=administrator, coordinator=coordinator, **people)


def address(name: str) -> str:
    return f"{name}@example.org"


def join(
    administrator: User, agency: Agency, name: str, role: str, confirmed_by: User | None = None
) -> User:
    """Invited, accepted and, with `confirmed_by`, confirmed."""
    invited = actions.invite(
        by=administrator,
        email=address(name),
        display_name=name,
        agency=agency,
        roles=(role,),
        now=BEGAN,
    )
    user = _accept(invited)
    if confirmed_by is not None:
        _confirm_waiting(user, confirmed_by)
    return user


def _who_confirms(administrator: User, coordinator: User, agency: Agency) -> User:
    """The supervisor of `agency`; one is made, and confirmed, where there is none yet."""
    known = RoleGrant.objects.filter(
        user__agency=agency, role="supervisor", confirmed_at__isnull=False, ended_at=None
    ).first()
    if known is not None:
        return known.user
    name = f"supervisor-of-{agency.name}".replace("_", "-")
    return join(administrator, agency, name, "supervisor", confirmed_by=coordinator)


def _accept(invited: actions.Invited) -> User:
    accepted = actions.accept_invitation(token=invited.token, password=PASSWORD, now=BEGAN)
    return User.objects.select_related("agency").get(pk=accepted.user.pk)


def _confirm_waiting(user: User, by: User) -> None:
    for grant in queries.waiting_for_confirmation().filter(user=user):
        actions.confirm_role(by=by, grant=grant, now=BEGAN)
