"""Who makes accounts, and when a role takes effect."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from amparo.access import Refused
from amparo.audit.models import Line
from amparo.people import actions, confirming, queries
from amparo.people.models import Agency, Invitation, RoleGrant, User
from tests.cast import BEGAN, PASSWORD, Cast, address, join, make_cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def refused(code: str):
    return pytest.raises(Refused, match=f"^{code}$")


def test_everybody_of_the_cast_holds_the_role_of_their_name_in_effect(cast: Cast) -> None:
    roles = {name: queries.roles_of(user) for name, user in cast.everybody().items()}
    assert roles.pop("teacher") == {"first_responder"}
    assert roles.pop("operator") == {"helpline"}
    assert roles.pop("colleague") == roles.pop("outsider") == {"caseworker"}
    assert roles.pop("outside_supervisor") == {"supervisor"}
    assert roles == {name: {name} for name in roles}


def test_a_person_is_seen_by_access_with_their_agency_and_its_authority(cast: Cast) -> None:
    person = queries.person_for(cast.police)
    assert (person.agency_id, person.authority) == (cast.police.agency_id, "police")
    assert person.roles == {"police"}


@pytest.mark.parametrize(
    "who", ["supervisor", "coordinator", "caseworker", "teacher", "rapporteur", "outsider"]
)
def test_only_an_administrator_makes_accounts_agencies_and_roles(cast: Cast, who: str) -> None:
    by = cast.everybody()[who]
    with refused("role_may_not_act"):
        actions.invite(
            by=by, email="new@example.org", display_name="new", agency=cast.agencies["school"]
        )
    with refused("role_may_not_act"):
        actions.create_agency(by=by, name="new", authority="ngo")
    with refused("role_may_not_act"):
        actions.grant_role(by=by, user=cast.teacher, role="analyst")
    with refused("role_may_not_act"):
        actions.invite_again(by=by, user=cast.teacher)


def test_a_role_that_sees_content_waits_for_the_supervisor_of_that_agency(cast: Cast) -> None:
    social_services = cast.agencies["social_services"]
    user = join(cast.administrator, social_services, "newcomer", "caseworker")
    (grant,) = RoleGrant.objects.filter(user=user)
    assert queries.roles_of(user) == set()
    for nobody in (cast.administrator, cast.caseworker, cast.outside_supervisor, cast.coordinator):
        with refused("not_yours_to_confirm"):
            actions.confirm_role(by=nobody, grant=grant)
    assert confirming.to_confirm(cast.supervisor) == [grant]
    actions.confirm_role(by=cast.supervisor, grant=grant)
    assert queries.roles_of(user) == {"caseworker"}
    with refused("nothing_to_confirm"):
        actions.confirm_role(by=cast.supervisor, grant=grant)


def test_a_role_that_sees_no_content_takes_effect_at_once(cast: Cast) -> None:
    user = join(cast.administrator, cast.agencies["school"], "nurse", "first_responder")
    assert queries.roles_of(user) == {"first_responder"}


def test_a_role_is_confirmed_only_after_its_owner_has_accepted(cast: Cast) -> None:
    invited = actions.invite(
        by=cast.administrator,
        email="new@example.org",
        display_name="new",
        agency=cast.agencies["social_services"],
        roles=("caseworker",),
    )
    (grant,) = invited.user.grants.all()
    with refused("not_accepted"):
        actions.confirm_role(by=cast.supervisor, grant=grant)


def test_the_first_supervisor_of_an_agency_is_confirmed_by_the_coordinator_alone(
    cast: Cast,
) -> None:
    agency = actions.create_agency(by=cast.administrator, name="new clinic", authority="health")
    first = join(cast.administrator, agency, "first", "supervisor")
    (grant,) = RoleGrant.objects.filter(user=first)
    for nobody in (cast.administrator, cast.supervisor, first):
        assert not confirming.can_confirm(nobody, grant)
    actions.confirm_role(by=cast.coordinator, grant=grant)
    second = join(cast.administrator, agency, "second", "supervisor")
    (other,) = RoleGrant.objects.filter(user=second)
    assert not confirming.can_confirm(cast.coordinator, other)
    assert confirming.can_confirm(first, other)


def test_nobody_confirms_their_own_role(cast: Cast) -> None:
    grant = actions.grant_role(by=cast.administrator, user=cast.supervisor, role="guardian")
    assert not confirming.can_confirm(cast.supervisor, grant)


def test_whoever_looks_after_accounts_may_not_see_content(cast: Cast) -> None:
    with refused("roles_apart"):
        actions.grant_role(by=cast.administrator, user=cast.administrator, role="caseworker")
    with refused("roles_apart"):
        actions.grant_role(by=cast.administrator, user=cast.caseworker, role="administrator")
    actions.grant_role(by=cast.administrator, user=cast.analyst, role="administrator")
    assert queries.roles_of(cast.analyst) == {"analyst", "administrator"}


def test_a_role_is_held_once_and_may_come_again_after_it_ended(cast: Cast) -> None:
    with refused("role_held"):
        actions.grant_role(by=cast.administrator, user=cast.teacher, role="first_responder")
    (grant,) = cast.teacher.grants.all()
    actions.end_role(by=cast.administrator, grant=grant)
    assert queries.roles_of(cast.teacher) == set()
    with refused("role_ended"):
        actions.end_role(by=cast.administrator, grant=grant)
    actions.grant_role(by=cast.administrator, user=cast.teacher, role="first_responder")
    assert queries.roles_of(cast.teacher) == {"first_responder"}


def test_there_is_no_role_outside_the_table(cast: Cast) -> None:
    with refused("no_such_role"):
        actions.grant_role(by=cast.administrator, user=cast.teacher, role="superuser")
    fields = {field.name for field in User._meta.get_fields()}
    assert not fields & {"is_staff", "is_superuser", "user_permissions", "groups"}


def test_a_supervisor_closes_accounts_of_their_own_agency_and_no_other(cast: Cast) -> None:
    with refused("role_may_not_act"):
        actions.deactivate_user(by=cast.supervisor, user=cast.outsider)
    with refused("role_may_not_act"):
        actions.deactivate_user(by=cast.caseworker, user=cast.colleague)
    with refused("not_oneself"):
        actions.deactivate_user(by=cast.supervisor, user=cast.supervisor)
    actions.deactivate_user(by=cast.supervisor, user=cast.colleague)
    closed = User.objects.get(pk=cast.colleague.pk)
    assert not closed.is_active
    assert queries.roles_of(closed) == set()
    assert not closed.grants.filter(ended_at=None).exists()
    assert closed not in queries.holders("caseworker")


def test_an_agency_closes_only_when_nobody_works_there_and_takes_nobody_after(cast: Cast) -> None:
    school = cast.agencies["school"]
    with refused("agency_not_empty"):
        actions.close_agency(by=cast.administrator, agency=school)
    actions.deactivate_user(by=cast.administrator, user=cast.teacher)
    actions.close_agency(by=cast.administrator, agency=school)
    assert school not in queries.agencies(only_open=True)
    with refused("agency_closed"):
        actions.invite(
            by=cast.administrator, email="x@example.org", display_name="x", agency=school
        )


def test_two_agencies_do_not_share_a_name_nor_two_accounts_an_address(cast: Cast) -> None:
    with refused("agency_exists"):
        actions.create_agency(by=cast.administrator, name="school", authority="school")
    with refused("agency_incomplete"):
        actions.create_agency(by=cast.administrator, name="new", authority="circus")
    with refused("address_taken"):
        actions.invite(
            by=cast.administrator,
            email=" TEACHER@Example.ORG ",
            display_name="again",
            agency=cast.agencies["school"],
        )
    with pytest.raises(ValidationError):
        actions.invite(
            by=cast.administrator,
            email="no address",
            display_name="x",
            agency=Agency.objects.first(),
        )


# Invitations


def test_an_invitation_works_once_and_its_token_is_never_kept(cast: Cast) -> None:
    invited = actions.invite(
        by=cast.administrator,
        email="new@example.org",
        display_name="new",
        agency=cast.agencies["school"],
    )
    kept = Invitation.objects.get(user=invited.user)
    assert invited.token not in str(vars(kept))
    actions.accept_invitation(token=invited.token, password=PASSWORD)
    with refused("no_such_invitation"):
        actions.accept_invitation(token=invited.token, password=PASSWORD)


def test_an_invitation_is_over_after_seven_days(cast: Cast) -> None:
    invited = actions.invite(
        by=cast.administrator,
        email="new@example.org",
        display_name="new",
        agency=cast.agencies["school"],
        now=BEGAN,
    )
    with refused("no_such_invitation"):
        actions.accept_invitation(
            token=invited.token, password=PASSWORD, now=BEGAN + timedelta(days=7)
        )
    almost = BEGAN + timedelta(days=7, seconds=-1)
    assert actions.accept_invitation(token=invited.token, password=PASSWORD, now=almost)


@pytest.mark.parametrize("password", ["short", "qwertyuiop123", "123456789012345"])
def test_a_password_that_is_easy_to_guess_is_refused_and_the_invitation_stays(
    cast: Cast, password: str
) -> None:
    invited = actions.invite(
        by=cast.administrator,
        email="new@example.org",
        display_name="new",
        agency=cast.agencies["school"],
    )
    with pytest.raises(ValidationError):
        actions.accept_invitation(token=invited.token, password=password)
    assert actions.accept_invitation(token=invited.token, password=PASSWORD)


def test_inviting_again_stops_the_old_password_and_asks_for_confirmation_anew(cast: Cast) -> None:
    """Else an administrator could take over an account that sees content."""
    again = actions.invite_again(by=cast.administrator, user=cast.caseworker)
    assert queries.roles_of(cast.caseworker) == set()
    with refused("not_signed_in"):
        actions.sign_in(email=address("caseworker"), password=PASSWORD, source="192.0.2.1")
    actions.accept_invitation(token=again.token, password=PASSWORD)
    assert queries.roles_of(cast.caseworker) == set()
    (grant,) = confirming.to_confirm(cast.supervisor)
    actions.confirm_role(by=cast.supervisor, grant=grant)
    assert queries.roles_of(cast.caseworker) == {"caseworker"}


def test_an_administrator_does_not_invite_themselves_again(cast: Cast) -> None:
    with refused("not_to_invite_again"):
        actions.invite_again(by=cast.administrator, user=cast.administrator)


def test_the_first_accounts_are_made_once(cast: Cast) -> None:
    with refused("already_founded"):
        actions.found_mechanism(
            by=None,
            agency_name="second",
            authority="other",
            administrator=("a@example.org", "a"),
            coordinator=("b@example.org", "b"),
        )


# The log


def test_every_action_leaves_one_line_that_names_nobody(cast: Cast) -> None:
    before = Line.objects.count()
    user = join(
        cast.administrator,
        cast.agencies["social_services"],
        "newcomer",
        "caseworker",
        confirmed_by=cast.supervisor,
    )
    actions.set_language(by=user, language="ar")
    actions.change_password(by=user, old=PASSWORD, new=PASSWORD + " again")
    lines = Line.objects.filter(sequence__gt=before).order_by("sequence")
    assert [line.verb for line in lines] == [
        "user_invited",
        "invitation_accepted",
        "role_confirmed",
        "language_set",
        "password_changed",
    ]
    assert lines[0].actor_id == cast.administrator.pk
    assert lines[2].detail == {"user": str(user.pk), "role": "caseworker"}
    told = " ".join(str(vars(line)) for line in Line.objects.all())
    assert "newcomer" not in told
    assert "example.org" not in told


def test_a_refused_action_changes_nothing_and_leaves_no_line_of_its_own(cast: Cast) -> None:
    before = Line.objects.count()
    with refused("role_held"):
        actions.grant_role(by=cast.administrator, user=cast.teacher, role="first_responder")
    assert Line.objects.count() == before


def test_an_invitation_with_one_bad_role_makes_no_account(cast: Cast) -> None:
    with refused("no_such_role"):
        actions.invite(
            by=cast.administrator,
            email="new@example.org",
            display_name="new",
            agency=cast.agencies["school"],
            roles=("first_responder", "wizard"),
        )
    assert not User.objects.filter(email="new@example.org").exists()


def test_a_language_that_amparo_does_not_speak_is_refused(cast: Cast) -> None:
    with refused("no_such_language"):
        actions.set_language(by=cast.teacher, language="xx")
