"""Accounts that stand for a place, not for a person: who is named as author of what a place sends.

Such an account can report and nothing else. Nobody ever signs in with it: it has no password and no
invitation, has no session (`backend`), and is left out wherever people are listed or chosen. What
may be done to the account of a person is refused for it (`check_person`).
"""

from datetime import datetime
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from amparo.access import Refused
from amparo.audit import actions as audit
from amparo.people import queries
from amparo.people.models import Agency, RoleGrant, User
from amparo.people.rules import PLACE_DOMAIN
from amparo.terms.messages import N_

ROLE = "first_responder"


def make_account_for_a_place(
    *, by: User, name: str, agency: Agency, language: str = "en", now: datetime | None = None
) -> User:
    """An account by which reports of a place are known, in the agency that receives them.

    Whether `by` may is decided by the action this is part of. Raises Refused for a closed agency.
    """
    now = now or timezone.now()
    with transaction.atomic():
        if not Agency.objects.select_for_update().get(pk=agency.pk).open:
            raise Refused(N_("This agency is closed."), code="agency_closed")
        user = User(
            email=f"{uuid4()}@{PLACE_DOMAIN}",
            display_name=name,
            agency=agency,
            language=language,
            invited_at=now,
        )
        user.set_unusable_password()
        user.save(force_insert=True)
        RoleGrant.objects.create(user=user, role=ROLE, granted_by=by, granted_at=now)
        audit.write("place_account_made", by=by, detail={"user": user.pk})
    return user


def close_account_of_a_place(*, by: User, user: User, now: datetime | None = None) -> None:
    """It sends nothing any more; its name stays in the record.

    Whether `by` may is decided by the action this is part of.
    """
    assert user.is_a_place
    now = now or timezone.now()
    with transaction.atomic():
        User.objects.filter(pk=user.pk).update(is_active=False)
        RoleGrant.objects.filter(user=user, ended_at=None).update(ended_at=now)
        audit.write("place_account_closed", by=by, detail={"user": user.pk})


def check_person(user: User) -> None:
    """Raises Refused for the account of a place: nobody can be invited to it or given its roles."""
    if user.is_a_place:
        raise Refused(
            N_("This account stands for a place, not for a person."),
            N_("It ends when the front door of the place is closed."),
            code="not_a_person",
        )


def check_no_place_of(agency: Agency) -> None:
    """Raises Refused while a place still sends its reports to this agency."""
    if agency.people.filter(queries.of_a_place(), is_active=True).exists():
        raise Refused(
            N_("A front door still leads to this agency."),
            N_("Ask a supervisor of the agency or the coordinator to close its front doors first."),
            code="agency_has_doors",
        )
