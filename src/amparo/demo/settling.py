"""Settles the people of the made-up country: agencies, accounts, roles, each with its audit line.

It writes the tables itself instead of inviting everybody: so ids are the same in every copy of the
country, and forty people who share one passphrase do not cost forty slow password hashes. Nobody
confirms their own role, or one they gave (a test holds that).
"""

from datetime import datetime
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.db import transaction

from amparo.audit import actions as audit
from amparo.demo.accounts import PASSPHRASE
from amparo.demo.country import Country, MadeUpAgency, MadeUpPerson
from amparo.people.models import Agency, RoleGrant, User
from amparo.people.queries import NEEDS_CONFIRMING

# Whose supervisor noted that they learnt to hear children.
LEARNT_TO_HEAR = frozenset({"caseworker"})
FOUNDERS = ("administrator", "coordinator")


def settle(country: Country, at: datetime) -> dict[str, User]:
    """Make every agency and person; the people by id. They began to work at `at`."""
    with transaction.atomic():
        agencies = {one.id: _agency(one) for one in country.agencies.values()}
        Agency.objects.bulk_create(agencies.values())
        password = make_password(PASSPHRASE)
        users = {one.id: _user(one, agencies, password, at) for one in country.people.values()}
        User.objects.bulk_create(users.values())
        founders = [users[country.people[key].id] for key in FOUNDERS]
        grants = [_grant(one, country, users, at) for one in country.people.values()]
        RoleGrant.objects.bulk_create(grants)
        detail = {"agency": founders[0].agency_id, "users": [user.id for user in founders]}
        audit.write("mechanism_founded", by=None, detail=detail)
        for agency in agencies.values():
            made = {"agency": agency.id, "authority": agency.authority}
            audit.write("agency_created", by=founders[0], detail=made)
        for grant in grants:
            _said(grant, founders[0])
    return users


def _agency(one: MadeUpAgency) -> Agency:
    return Agency(
        id=UUID(one.id),
        name=one.name,
        authority=one.authority,
        province=one.province,
        neutral_name=one.neutral,
    )


def _user(one: MadeUpPerson, agencies: dict[str, Agency], password: str, at: datetime) -> User:
    return User(
        id=UUID(one.id),
        email=one.email,
        display_name=one.name,
        agency=agencies[one.agency.id],
        language=one.language,
        password=password,
        invited_at=at,
        trained_since=at if one.role in LEARNT_TO_HEAR else None,
    )


def _grant(one: MadeUpPerson, country: Country, users: dict[str, User], at: datetime) -> RoleGrant:
    given_by = None if one.key in FOUNDERS else users[country.people["administrator"].id]
    confirms = _who_confirms(one, country)
    return RoleGrant(
        user=users[one.id],
        role=one.role,
        granted_by=given_by,
        granted_at=at,
        confirmed_by=users[confirms.id] if confirms else None,
        confirmed_at=at if one.role in NEEDS_CONFIRMING else None,
    )


def _who_confirms(one: MadeUpPerson, country: Country) -> MadeUpPerson | None:
    """The supervisor of the agency; the coordinator for supervisors; nobody for the founders."""
    if one.role not in NEEDS_CONFIRMING or one.key in FOUNDERS:
        return None
    if one.role == "supervisor":
        return country.people["coordinator"]
    return country.team_of(one.agency.key, "supervisor")[0]


def _said(grant: RoleGrant, administrator: User) -> None:
    detail = {"user": grant.user_id, "role": grant.role}
    if grant.granted_by_id:
        invited = {"user": grant.user_id, "roles": [grant.role]}
        audit.write("user_invited", by=administrator, detail=invited)
        audit.write("invitation_accepted", by=grant.user)
    if grant.confirmed_by_id:
        audit.write("role_confirmed", by=grant.confirmed_by, detail=detail)
    if grant.user.trained_since:
        audit.write("training_noted", by=grant.confirmed_by, detail={"user": grant.user_id})
