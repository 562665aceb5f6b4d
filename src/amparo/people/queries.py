"""What is read about agencies and people. Who may ask is decided by the pages, through `access`."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from amparo.access import ROLES, Person, can_act
from amparo.audit.statements import Prepared
from amparo.people.models import Agency, RoleGrant, User
from amparo.people.remembering import each, once
from amparo.people.rules import PLACE_DOMAIN

NEEDS_CONFIRMING = frozenset(role for role, rule in ROLES.items() if rule.sees_content)


def in_effect() -> Q:
    """Grants that count: not ended, and confirmed where the role sees content."""
    confirmed = Q(confirmed_at__isnull=False) | ~Q(role__in=NEEDS_CONFIRMING)
    return Q(ended_at__isnull=True) & confirmed


def of_a_place(account: str = "") -> Q:
    """Accounts that stand for a place and for nobody who works here; `account` leads to them."""
    return Q(**{f"{account}email__endswith": f"@{PLACE_DOMAIN}"})


def roles_of(user: User) -> frozenset[str]:
    """The roles of `user` in effect now; none for a closed account."""
    if not user.is_active:
        return frozenset()
    return once(("roles", user.pk), lambda: frozenset(role for (role,) in _roles(user.pk)))


@Prepared
def _roles(user_id: UUID) -> QuerySet[Any]:
    return RoleGrant.objects.filter(in_effect(), user_id=user_id).values_list("role")


def person_for(user: User) -> Person:
    """`user` as room `access` sees them."""
    return Person(
        id=user.pk,
        agency_id=user.agency_id,
        authority=user.agency.authority,
        roles=roles_of(user),
        trained=user.trained_since is not None,
    )


def may(user: User, action: str) -> bool:
    """Whether a role of `user` allows `action` at all."""
    return can_act(person_for(user), action)


def agencies(*, only_open: bool = False) -> QuerySet[Agency]:
    """Every agency by name."""
    return Agency.objects.filter(open=True) if only_open else Agency.objects.all()


def people_of(agency: Agency) -> QuerySet[User]:
    """Everybody of an agency by name, with their standing grants in `standing_grants`."""
    return _with_grants(User.objects.filter(~of_a_place(), agency=agency))


def everybody() -> QuerySet[User]:
    """Everybody by agency and name, with their standing grants in `standing_grants`."""
    people = User.objects.filter(~of_a_place())
    return _with_grants(people.order_by("agency__name", "display_name", "id"))


def _with_grants(users: QuerySet[User]) -> QuerySet[User]:
    standing = RoleGrant.objects.filter(ended_at__isnull=True).order_by("role")
    return users.select_related("agency").prefetch_related(
        Prefetch("grants", queryset=standing, to_attr="standing_grants")
    )


def holders(role: str, *, agency_id: UUID | None = None) -> QuerySet[User]:
    """Active people who hold `role` in effect, in one agency or in all."""
    grants = RoleGrant.objects.filter(in_effect(), role=role)
    users = User.objects.filter(is_active=True, pk__in=grants.values("user_id"))
    return users if agency_id is None else users.filter(agency_id=agency_id)


def waiting_for_confirmation() -> QuerySet[RoleGrant]:
    """Grants that see content and that nobody has confirmed yet, oldest first."""
    grants = RoleGrant.objects.filter(
        role__in=NEEDS_CONFIRMING,
        confirmed_at__isnull=True,
        ended_at__isnull=True,
        user__is_active=True,
    )
    return grants.select_related("user__agency", "granted_by").order_by("granted_at", "id")


def names_of(ids: Iterable[UUID | None], *, places: bool = True) -> dict[UUID, str]:
    """Display names of people at work by id; ids of nobody are left out, and those of places
    without `places`.
    """
    wanted = {id_ for id_ in ids if id_ is not None}

    def look_up(missing: set[UUID]) -> dict[UUID, str]:
        found = User.objects.filter(pk__in=missing)
        found = found if places else found.exclude(of_a_place())
        return dict(found.values_list("pk", "display_name"))

    return each(("names", places), wanted, look_up)


def agency_names(ids: Iterable[UUID | None]) -> dict[UUID, str]:
    """Names of agencies by id; ids of none are left out."""
    wanted = {id_ for id_ in ids if id_ is not None}

    def look_up(missing: set[UUID]) -> dict[UUID, str]:
        return dict(Agency.objects.filter(pk__in=missing).values_list("pk", "name"))

    return each(("agencies",), wanted, look_up)
