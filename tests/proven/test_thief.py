"""A thief has an invitation, a session, a page of their own, or the database."""

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.urls import reverse

from amparo.access import Refused
from amparo.audit.models import Line
from amparo.casefile import rebuilding
from amparo.people import actions as accounts
from amparo.people.models import RoleGrant
from tests.cast import PASSWORD
from tests.proven.addresses import arguments, lines, sent
from tests.proven.attacking import NEW_WORDS, count, sign_in
from tests.proven.conftest import SignIn
from tests.proven.world import World, browser

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

# The thief: invitations, sessions, forms that are not ours


def test_an_invitation_is_used_once(world: World) -> None:
    first, second = browser(None), browser(None)
    for client in (first, second):
        client.get(reverse("people:open_invitation", args=[world.token]))
    accept = reverse("people:accept_invitation")
    assert first.post(accept, {"password": NEW_WORDS}).status_code == 302
    assert second.post(accept, {"password": "quite another lamp"}).status_code == 422
    assert second.get("/").status_code == 302


def test_an_invitation_is_void_once_there_is_another(world: World) -> None:
    accounts.invite_again(by=world.cast.administrator, user=world.newcomer)
    with pytest.raises(Refused):
        accounts.accept_invitation(token=world.token, password=NEW_WORDS)


@pytest.mark.parametrize("token", ["", "x", "0" * 43, "%00", "a" * 5_000, "..%2f..%2fetc"])
def test_a_guessed_invitation_opens_nothing(world: World, token: str) -> None:
    thief = browser(None)
    thief.get(f"/invitation/{token}/")
    accept = reverse("people:accept_invitation")
    assert thief.post(accept, {"password": NEW_WORDS}).status_code == 422


def test_a_session_that_somebody_planted_does_not_become_the_victims(world: World) -> None:
    store = SessionStore()
    store["planted"] = "by the thief"
    store.save()
    planted = str(store.session_key)
    victim = browser(planted)
    assert sign_in(victim).status_code == 302
    assert victim.cookies["sessionid"].value != planted
    assert browser(planted).get("/").status_code == 302


def test_a_session_key_that_is_not_ours_is_not_taken_over(world: World) -> None:
    victim = browser("a" * 32)
    assert sign_in(victim).status_code == 302
    assert victim.cookies["sessionid"].value != "a" * 32


def test_a_stolen_session_ends_when_its_owner_signs_out(world: World) -> None:
    owner = browser(None)
    sign_in(owner)
    stolen = owner.cookies["sessionid"].value
    assert browser(stolen).get("/").status_code == 200
    owner.post(reverse("people:sign_out"))
    assert browser(stolen).get("/").status_code == 302


def test_a_stolen_session_ends_with_a_new_password(world: World) -> None:
    owner = browser(None)
    sign_in(owner)
    stolen = owner.cookies["sessionid"].value
    said = {"old": PASSWORD, "new": NEW_WORDS}
    assert owner.post(reverse("people:change_password"), said).status_code == 302
    assert owner.get("/").status_code == 200
    assert browser(stolen).get("/").status_code == 302


def test_a_session_cookie_is_out_of_reach_of_scripts_and_other_sites(world: World) -> None:
    client = browser(None)
    sign_in(client)
    for name in ("sessionid", "amparo_known_browser"):
        cookie = client.cookies[name]
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"


# They act on nobody's behalf and set no cookie: whoever sends needs the secret, in the address or
# in a header.
OF_NOBODY = frozenset({"frontdoor:door", "frontdoor:receipt", "finding:tracing_come_in"})


def test_a_form_of_another_site_does_nothing_anywhere(
    world: World, sessions: dict[str, str]
) -> None:
    taken = []
    before = (*count(), Line.objects.count(), RoleGrant.objects.count())
    for line in lines():
        if line.method == "GET" or line.name in OF_NOBODY:
            continue
        names = [name for name, sign in line.signs.items() if sign in ">o" and name in sessions]
        for name in [*names[-1:], "caseworker"]:
            strict = browser(sessions[name], enforce_csrf_checks=True)
            where = reverse(line.name, args=arguments(world, line.name))
            answer = strict.post(where, sent(world, line, name))
            if answer.status_code not in (403, 404):
                taken.append((line.id, name, answer.status_code))
    assert not taken
    assert (*count(), Line.objects.count(), RoleGrant.objects.count()) == before


# The thief who can write the database


def test_an_involvement_slipped_into_the_index_is_found(world: World, at: SignIn) -> None:
    """Who is on a case is said by entries; the table that lists it is worked out from them."""
    given = world.involvement
    given.pk, given.person, given.agency = None, world.cast.outsider, world.cast.outsider.agency
    given.role, given.sections = "caseworker", ["identity"]
    given.save()
    differences = {
        rebuilt.reference: rebuilt.differences
        for rebuilt in rebuilding.rebuild(write=False)
        if rebuilt.differences
    }
    assert set(differences) == {world.case.reference}
    assert "should not be there" in str(differences)
