"""The named people, and how they sign in."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from amparo.people import sessions
from amparo.people.models import User
from tests.cast import Cast, make_cast

SignIn = Callable[[User], Client]


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


@pytest.fixture
def sign_in(db: None) -> SignIn:
    def signed_in(user: User) -> Client:
        client = Client()
        client.force_login(user, backend=sessions.BACKEND)
        session = client.session
        sessions.mark(session, timezone.now())
        session.save()
        return client

    return signed_in
