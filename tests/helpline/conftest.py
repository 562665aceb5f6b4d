"""A helpline with two operators and its supervisor, and another helpline that is none of theirs."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from amparo.helpline.models import Call
from amparo.people import actions as accounts
from amparo.people.models import User
from tests.cast import BEGAN, Cast, address, join, make_cast
from tests.proven.world import browser, session_of

SignIn = Callable[[User], Client]
SCREEN, LOG = "/calls/new/", "/calls/"


@dataclass(frozen=True)
class Lines:
    """The cast, and whoever else answers telephones."""

    cast: Cast
    operator: User
    colleague: User
    supervisor: User
    elsewhere: User


@pytest.fixture
def lines(db: None) -> Lines:
    return make_lines()


@pytest.fixture(autouse=True)
def home(settings: Any, tmp_path: Path) -> None:
    """A tick also anchors the log: in a home of its own, not in that of all tests."""
    settings.AMPARO_HOME = tmp_path


def make_lines() -> Lines:
    cache.clear()
    cast = make_cast()
    helpline = cast.agencies["helpline"]
    supervisor = User.objects.get(email=address("supervisor-of-helpline"))
    other = accounts.create_agency(
        by=cast.administrator, name="other line", authority="helpline", neutral_name="Line"
    )
    first = join(
        cast.administrator, other, "other-supervisor", "supervisor", confirmed_by=cast.coordinator
    )
    colleague = join(
        cast.administrator, helpline, "second-operator", "helpline", confirmed_by=supervisor
    )
    elsewhere = join(cast.administrator, other, "elsewhere", "helpline", confirmed_by=first)
    assert timezone.now() > BEGAN
    return Lines(cast, cast.operator, colleague, supervisor, elsewhere)


@pytest.fixture
def sign_in(db: None) -> SignIn:
    return lambda user: browser(session_of(user))


def saved(client: Client, **typed: object) -> Call:
    """A call saved at the screen; the call."""
    sent = {"entry_id": str(uuid4()), "save": "yes", **typed}
    response = client.post(SCREEN, sent)
    assert response.status_code == 302, response.content.decode()[:3000]
    return Call.objects.get(id=str(sent["entry_id"]))


def looked_up(client: Client, word: str) -> str:
    """What the screen says when this word is looked up."""
    response = client.post(SCREEN, {"entry_id": str(uuid4()), "word": word, "look": "yes"})
    assert response.status_code == 200
    return response.content.decode()
