"""Every write about agencies, accounts and roles. Keyword-only, `by` acts, one line in the log.

An administrator makes accounts without ever seeing content: a role that sees content waits until
somebody `confirming` allows has confirmed it. What people do for themselves is in `signing_in`.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from amparo.access import ROLES, Refused, check_can_act
from amparo.access.roles import APART_FROM_CONTENT
from amparo.audit import actions as audit
from amparo.people import queries
from amparo.people.confirming import check_can_confirm
from amparo.people.models import Agency, Invitation, RoleGrant, User
from amparo.people.places import (
    check_no_place_of,
    check_person,
    close_account_of_a_place,
    make_account_for_a_place,
)
from amparo.people.rules import INVITATION_LASTS, is_of_a_place, normalised_email, token_hash
from amparo.people.signing_in import (
    SignedIn,
    accept_invitation,
    change_password,
    note_seen,
    set_language,
    sign_in,
    sign_out,
)
from amparo.terms import LANGUAGES, code_list
from amparo.terms.messages import N_

__all__ = [
    "Founded",
    "Invited",
    "SignedIn",
    "accept_invitation",
    "change_password",
    "close_account_of_a_place",
    "close_agency",
    "confirm_role",
    "create_agency",
    "deactivate_user",
    "end_role",
    "found_mechanism",
    "grant_role",
    "invite",
    "invite_again",
    "make_account_for_a_place",
    "note_seen",
    "set_language",
    "sign_in",
    "sign_out",
]


@dataclass(frozen=True, slots=True)
class Invited:
    """A person, and the token of their invitation: shown once, handed over, never kept."""

    user: User
    token: str


@dataclass(frozen=True, slots=True)
class Founded:
    """What a new deployment begins with."""

    agency: Agency
    administrator: Invited
    coordinator: Invited


# Agencies


def create_agency(
    *, by: User, name: str, authority: str, province: str = "", neutral_name: str = ""
) -> Agency:
    """Add an agency. `authority` is a code of the list `authority`; raises Refused."""
    check_can_act(queries.person_for(by), "manage_agencies")
    with transaction.atomic():
        agency = _new_agency(name, authority, province, neutral_name)
        audit.write("agency_created", by=by, detail={"agency": agency.pk, "authority": authority})
    return agency


def _new_agency(name: str, authority: str, province: str, neutral_name: str) -> Agency:
    name = name.strip()
    if not name or authority not in code_list("authority").codes:
        raise Refused(
            N_("An agency needs a name and the kind of authority it is."), code="agency_incomplete"
        )
    if Agency.objects.filter(name=name).exists():
        raise Refused(
            N_("There is an agency with this name already."),
            N_("Choose another name, or use the agency that is there."),
            code="agency_exists",
        )
    neutral = neutral_name.strip() or name
    return Agency.objects.create(
        name=name, authority=authority, province=province.strip(), neutral_name=neutral
    )


def close_agency(*, by: User, agency: Agency) -> None:
    """No more accounts in this agency. Raises Refused while active people belong to it."""
    check_can_act(queries.person_for(by), "manage_agencies")
    with transaction.atomic():
        agency = Agency.objects.select_for_update().get(pk=agency.pk)
        check_no_place_of(agency)
        if agency.people.filter(is_active=True).exists():
            raise Refused(
                N_("People still work in this agency."),
                N_("Close their accounts first, so that no child is left without anybody."),
                code="agency_not_empty",
            )
        agency.open = False
        agency.save(update_fields=["open"])
        audit.write("agency_closed", by=by, detail={"agency": agency.pk})


# Accounts


def invite(
    *,
    by: User,
    email: str,
    display_name: str,
    agency: Agency,
    roles: tuple[str, ...] = (),
    language: str = "en",
    now: datetime | None = None,
) -> Invited:
    """Make an account that can do nothing until its owner accepts. Raises Refused, ValidationError.

    Roles that see content wait to be confirmed as well.
    """
    check_can_act(queries.person_for(by), "manage_accounts")
    now = now or timezone.now()
    with transaction.atomic():
        if not Agency.objects.select_for_update().get(pk=agency.pk).open:
            raise Refused(N_("This agency is closed."), code="agency_closed")
        invited = _new_account(email, display_name, agency, language, now)
        for role in roles:
            _new_grant(invited.user, role, by, now)
        audit.write("user_invited", by=by, detail={"user": invited.user.pk, "roles": list(roles)})
    return invited


def _new_account(
    email: str, display_name: str, agency: Agency, language: str, now: datetime
) -> Invited:
    address = normalised_email(email)
    validate_email(address)
    if not display_name.strip() or language not in LANGUAGES or is_of_a_place(address):
        raise Refused(N_("An account needs a name and a language."), code="account_incomplete")
    if User.objects.filter(email=address).exists():
        raise Refused(
            N_("There is an account with this address already."),
            N_("Invite that person again, or use another address."),
            code="address_taken",
        )
    user = User(
        email=address,
        display_name=display_name.strip(),
        agency=agency,
        language=language,
        invited_at=now,
    )
    user.set_unusable_password()
    user.save(force_insert=True)
    return Invited(user, _new_invitation(user, now))


def _new_invitation(user: User, now: datetime) -> str:
    """A token of 256 random bits; every earlier invitation of the person is void."""
    token = secrets.token_urlsafe(32)
    Invitation.objects.filter(user=user, used_at=None).update(expires_at=now)
    Invitation.objects.create(
        user=user, token_hash=token_hash(token), expires_at=now + INVITATION_LASTS
    )
    return token


def invite_again(*, by: User, user: User, now: datetime | None = None) -> Invited:
    """A new invitation for somebody who lost theirs, or forgot their password.

    Whoever holds the new invitation could be somebody else, so the old password stops working, and
    roles that see content wait to be confirmed anew.
    """
    check_can_act(queries.person_for(by), "manage_accounts")
    check_person(user)
    now = now or timezone.now()
    with transaction.atomic():
        user = User.objects.select_for_update(of=("self",)).select_related("agency").get(pk=user.pk)
        if not user.is_active or user.pk == by.pk:
            raise Refused(
                N_("This account cannot be invited again."),
                N_("Ask another administrator, or invite the person with a new account."),
                code="not_to_invite_again",
            )
        user.set_unusable_password()
        user.invited_at = now
        user.save(update_fields=["password", "invited_at"])
        _unconfirm(user, by, now)
        token = _new_invitation(user, now)
        audit.write("user_invited_again", by=by, detail={"user": user.pk})
    return Invited(user, token)


def _unconfirm(user: User, by: User, now: datetime) -> None:
    standing = RoleGrant.objects.filter(
        user=user, ended_at=None, confirmed_at__isnull=False, role__in=queries.NEEDS_CONFIRMING
    )
    roles = list(standing.values_list("role", flat=True))
    standing.update(ended_at=now)
    for role in roles:
        RoleGrant.objects.create(user=user, role=role, granted_by=by, granted_at=now)


def deactivate_user(*, by: User, user: User, now: datetime | None = None) -> None:
    """Close an account at once: its sessions end, its roles end, its name stays in the record."""
    _check_can_end(by, user)
    now = now or timezone.now()
    with transaction.atomic():
        user = User.objects.select_for_update().get(pk=user.pk)
        user.is_active = False
        user.set_unusable_password()
        user.save(update_fields=["is_active", "password"])
        RoleGrant.objects.filter(user=user, ended_at=None).update(ended_at=now)
        Invitation.objects.filter(user=user, used_at=None).update(expires_at=now)
        audit.write("user_deactivated", by=by, detail={"user": user.pk})


def _check_can_end(by: User, user: User) -> None:
    """An administrator, or a supervisor of the same agency; never oneself. Raises Refused."""
    check_person(user)
    person = queries.person_for(by)
    of_same_agency = "confirm_roles" in _actions_of(person.roles) and by.agency_id == user.agency_id
    if by.pk == user.pk or not of_same_agency:
        if by.pk == user.pk:
            raise Refused(
                N_("You cannot end this for yourself."),
                N_("Ask another administrator or supervisor."),
                code="not_oneself",
            )
        check_can_act(person, "manage_accounts")


def _actions_of(roles: frozenset[str]) -> frozenset[str]:
    return frozenset().union(*(ROLES[role].actions for role in roles if role in ROLES))


# Training


def note_training(*, by: User, user: User, trained: bool, now: datetime | None = None) -> User:
    """Say that a person of one's own agency learnt to hear children, or does so no longer.

    Raises Refused: a supervisor says it, never of themselves.
    """
    person = queries.person_for(by)
    check_can_act(person, "confirm_roles")
    check_person(user)
    if by.pk == user.pk or by.agency_id != user.agency_id:
        raise Refused(
            N_("You cannot say this of this person."),
            N_("A supervisor of the person's agency says it, never of themselves."),
            code="not_yours_to_confirm",
        )
    with transaction.atomic():
        user = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
        user.trained_since = (now or timezone.now()) if trained else None
        user.save(update_fields=["trained_since"])
        verb = "training_noted" if trained else "training_withdrawn"
        audit.write(verb, by=by, detail={"user": user.pk})
    return user


# Roles


def grant_role(*, by: User, user: User, role: str, now: datetime | None = None) -> RoleGrant:
    """Give a role. One that sees content takes effect once it is confirmed. Raises Refused."""
    check_can_act(queries.person_for(by), "manage_accounts")
    now = now or timezone.now()
    with transaction.atomic():
        user = User.objects.select_for_update().get(pk=user.pk)
        grant = _new_grant(user, role, by, now)
        audit.write("role_granted", by=by, detail={"user": user.pk, "role": role})
    return grant


def _new_grant(user: User, role: str, by: User | None, now: datetime) -> RoleGrant:
    check_person(user)
    if role not in ROLES or not user.is_active:
        raise Refused(N_("This role cannot be given to this person."), code="no_such_role")
    standing = RoleGrant.objects.filter(user=user, ended_at=None)
    held = set(standing.values_list("role", flat=True))
    if role in held:
        raise Refused(N_("The person has this role already."), code="role_held")
    _check_apart(held | {role})
    return RoleGrant.objects.create(user=user, role=role, granted_by=by, granted_at=now)


def _check_apart(roles: set[str]) -> None:
    if APART_FROM_CONTENT in roles and roles & queries.NEEDS_CONFIRMING:
        raise Refused(
            N_("Whoever looks after accounts may not also see content."),
            N_("Give one of the two roles to another person."),
            code="roles_apart",
        )


def confirm_role(*, by: User, grant: RoleGrant, now: datetime | None = None) -> RoleGrant:
    """Let a role that sees content take effect. Raises Refused; see `confirming` for who may."""
    with transaction.atomic():
        waiting = RoleGrant.objects.select_for_update(of=("self",)).select_related("user__agency")
        grant = waiting.get(pk=grant.pk)
        check_can_confirm(by, grant)
        grant.confirmed_by = by
        grant.confirmed_at = now or timezone.now()
        grant.save(update_fields=["confirmed_by", "confirmed_at"])
        detail: dict[str, UUID | str] = {"user": grant.user_id, "role": grant.role}
        audit.write("role_confirmed", by=by, detail=detail)
    return grant


def end_role(*, by: User, grant: RoleGrant, now: datetime | None = None) -> None:
    """End a role at once: an administrator, or a supervisor of that agency. Raises Refused."""
    _check_can_end(by, grant.user)
    with transaction.atomic():
        grant = RoleGrant.objects.select_for_update().get(pk=grant.pk)
        if grant.ended_at is not None:
            raise Refused(N_("This role has ended already."), code="role_ended")
        grant.ended_at = now or timezone.now()
        grant.save(update_fields=["ended_at"])
        audit.write("role_ended", by=by, detail={"user": grant.user_id, "role": grant.role})


# The beginning


def found_mechanism(
    *,
    by: None,
    agency_name: str,
    authority: str,
    administrator: tuple[str, str],
    coordinator: tuple[str, str],
    province: str = "",
    neutral_name: str = "",
    language: str = "en",
    now: datetime | None = None,
) -> Founded:
    """The first agency with its administrator and coordinator, each (address, name).

    Only the command line of the machine does this, and only while there is no account at all; from
    then on everybody is invited by somebody. Raises Refused, ValidationError.
    """
    now = now or timezone.now()
    with transaction.atomic():
        if User.objects.exists():
            raise Refused(N_("There are accounts already."), code="already_founded")
        agency = _new_agency(agency_name, authority, province, neutral_name)
        first = _new_account(*administrator, agency, language, now)
        second = _new_account(*coordinator, agency, language, now)
        _new_grant(first.user, "administrator", None, now)
        grant = _new_grant(second.user, "coordinator", None, now)
        grant.confirmed_at = now
        grant.save(update_fields=["confirmed_at"])
        detail = {"agency": agency.pk, "users": [first.user.pk, second.user.pk]}
        audit.write("mechanism_founded", by=by, detail=detail)
    return Founded(agency, first, second)
