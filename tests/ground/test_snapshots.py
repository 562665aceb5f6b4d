"""A world put back is the world that was made."""

import pytest

from amparo.audit.models import Line
from amparo.audit.verify import verify
from amparo.people import actions, queries
from amparo.people.models import RoleGrant, User
from tests.cast import Cast, make_cast
from tests.snapshots import once

pytestmark = pytest.mark.django_db
made: list[int] = []


@once
def world() -> Cast:
    made.append(1)
    return make_cast()


def contents() -> tuple[set[object], set[object], list[str]]:
    return (
        set(User.objects.values_list("id", "email", "password")),
        set(RoleGrant.objects.values_list("user_id", "role", "confirmed_at")),
        list(Line.objects.order_by("sequence").values_list("digest", flat=True)),
    )


@pytest.fixture(scope="module")
def first() -> list[tuple[set[object], set[object], list[str]]]:
    return []


@pytest.mark.parametrize("time", ["made", "put back", "put back again"])
def test_it_holds_the_same_rows_and_is_made_once(time: str, first: list[object]) -> None:
    world()
    first.append(contents())
    assert first[-1] == first[0]
    assert made == [1]


def test_its_people_act_as_if_they_had_just_been_made() -> None:
    cast = world()
    person = queries.person_for(cast.caseworker)
    assert "caseworker" in person.roles
    actions.set_language(by=cast.caseworker, language="fr")
    assert User.objects.get(pk=cast.caseworker.pk).language == "fr"
    actions.invite(
        by=cast.administrator,
        email="new@example.org",
        display_name="new",
        agency=cast.caseworker.agency,
        roles=("caseworker",),
    )


def test_its_log_still_verifies() -> None:
    world()
    assert not verify().problems


def test_a_database_that_is_not_empty_is_not_written_over() -> None:
    make_cast_again = once(lambda: User.objects.count())
    world()
    assert make_cast_again() == User.objects.count()
