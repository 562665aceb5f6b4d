"""Which agency takes up a concern."""

from django.db.models import Case, IntegerField, QuerySet, Value, When

from amparo.access import Refused
from amparo.people.models import Agency, RoleGrant, User
from amparo.people.queries import in_effect
from amparo.terms.messages import N_

CASEWORK = "caseworker"
FIRST_ASKED = "social_services"


def agencies_that_take_up() -> QuerySet[Agency]:
    """Open agencies that do casework, social services first."""
    grants = RoleGrant.objects.filter(in_effect(), role=CASEWORK, user__is_active=True)
    found = Agency.objects.filter(open=True, id__in=grants.values("user__agency_id"))
    rank = Case(
        When(authority=FIRST_ASKED, then=Value(0)), default=Value(1), output_field=IntegerField()
    )
    return found.alias(rank=rank).order_by("rank", "name", "id")


def receiving_agency(by: User) -> Agency:
    """The reporter's own agency if it takes up concerns, else one in their province, else any."""
    found = list(agencies_that_take_up())
    if not found:
        raise Refused(
            N_("No agency takes up concerns yet."),
            N_("Tell the police or the child helpline by telephone, and tell your administrator."),
            code="nobody_takes_up",
        )
    own = [agency for agency in found if agency.id == by.agency_id]
    near = [agency for agency in found if agency.province == by.agency.province]
    return (own or near or found)[0]
