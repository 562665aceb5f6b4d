"""The named people, and how they sign in."""

from collections.abc import Callable

import pytest
from django.test import Client

from amparo.people.models import User
from tests.cast import Cast, make_cast
from tests.proven.world import browser, session_of

SignIn = Callable[[User], Client]


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


@pytest.fixture
def sign_in(db: None) -> SignIn:
    return lambda user: browser(session_of(user))
