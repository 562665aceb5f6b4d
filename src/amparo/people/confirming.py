"""Decides who confirms a role that sees content.

An administrator gives roles; a supervisor of the same agency, who knows the person, confirms. An
agency without a supervisor cannot start by itself, so a coordinator confirms its first one.
"""

from amparo.access import Refused, can_act
from amparo.people import queries
from amparo.people.models import RoleGrant, User
from amparo.terms.messages import N_

WHO_CONFIRMS = N_("A supervisor of the person's agency confirms it, not the one who gave the role.")


def to_confirm(user: User) -> list[RoleGrant]:
    """The grants that `user` may confirm now, oldest first."""
    return [grant for grant in queries.waiting_for_confirmation() if can_confirm(user, grant)]


def can_confirm(by: User, grant: RoleGrant) -> bool:
    """`check_can_confirm` as a bool."""
    try:
        check_can_confirm(by, grant)
    except Refused:
        return False
    return True


def check_can_confirm(by: User, grant: RoleGrant) -> None:
    """Raises Refused unless `by` may confirm this grant now."""
    if grant.ended_at is not None or grant.confirmed_at is not None:
        raise Refused(N_("This role is not waiting to be confirmed."), code="nothing_to_confirm")
    if not grant.user.is_active or not grant.user.has_usable_password():
        raise Refused(
            N_("This person has not accepted the invitation yet."),
            N_("Confirm the role once they have chosen a password themselves."),
            code="not_accepted",
        )
    if by.pk in (grant.user_id, grant.granted_by_id) or not _is_in_place(by, grant):
        raise Refused(
            N_("You cannot confirm this role."), WHO_CONFIRMS, code="not_yours_to_confirm"
        )


def _is_in_place(by: User, grant: RoleGrant) -> bool:
    person = queries.person_for(by)
    if "administrator" in person.roles:
        return False
    if can_act(person, "confirm_roles") and person.agency_id == grant.user.agency_id:
        return True
    return can_act(person, "confirm_first_supervisor") and _is_first_supervisor(grant)


def _is_first_supervisor(grant: RoleGrant) -> bool:
    agency_id = grant.user.agency_id
    return (
        grant.role == "supervisor"
        and not queries.holders("supervisor", agency_id=agency_id).exists()
    )
