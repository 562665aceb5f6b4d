"""The cast at their screens: `sign_in(user)` gives a browser in which they are signed in."""

from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.test import Client

from amparo.people.models import User
from tests.cast import Cast, make_cast
from tests.proven.world import browser, session_of

SignIn = Callable[[User], Client]


@pytest.fixture
def cast(db: None) -> Cast:
    cache.clear()
    return make_cast()


@pytest.fixture
def sign_in(db: None) -> SignIn:
    return lambda user: browser(session_of(user))
