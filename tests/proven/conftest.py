"""The world of these tests, made once for each file and undone at its end."""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client

from tests.proven.world import World, browser, make_world, session_of, undone

SignIn = Callable[[str], Client]


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[World]:
    """In one transaction; each test writes into one of its own within it."""
    from amparo.finding.kept.keeping import KEPT

    with django_db_blocker.unblock(), undone():  # type: ignore[attr-defined]
        KEPT.forget()
        yield make_world()
    KEPT.forget()


@pytest.fixture(scope="module")
def sessions(world: World) -> dict[str, str]:
    """A session for each person of the cast, by name."""
    return {name: session_of(user) for name, user in world.cast.everybody().items()}


@pytest.fixture
def at(sessions: dict[str, str]) -> SignIn:
    """A browser in which somebody of the cast is signed in, by name."""
    return lambda name: browser(sessions[name])
