"""How a deployment for real children begins: one agency, and two people who are invited."""

import pytest
from pytest_django import Settings

from amparo.access import Refused
from amparo.people.models import RoleGrant, User
from amparo.web import commands, ground

pytestmark = pytest.mark.django_db


def begin() -> list[str]:
    return commands.start(
        agency="Office of the mechanism",
        authority="other",
        administrator=("admin@office.example", "The administrator"),
        coordinator=("coordinator@office.example", "The coordinator"),
    )


@pytest.fixture(autouse=True)
def real(settings: Settings) -> None:
    settings.AMPARO_MODE = "real"


def test_a_new_deployment_is_for_real_children() -> None:
    begin()
    mark = ground.read_mark("default")
    assert mark is not None
    assert mark.mode == "real"


def test_it_begins_with_an_administrator_and_a_coordinator() -> None:
    begin()
    roles = RoleGrant.objects.values_list("user__email", "role")
    assert set(roles) == {
        ("admin@office.example", "administrator"),
        ("coordinator@office.example", "coordinator"),
    }


def test_each_of_them_gets_an_invitation_of_their_own_and_no_password() -> None:
    addresses = [line.split(": ")[1] for line in begin() if "/invitation/" in line]
    assert len(set(addresses)) == 2
    assert not any(user.has_usable_password() for user in User.objects.all())


def test_a_deployment_begins_only_once() -> None:
    begin()
    with pytest.raises(Refused):
        begin()
