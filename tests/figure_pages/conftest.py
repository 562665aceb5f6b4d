"""The cast, and four thousand made-up facts."""

from pathlib import Path

import pytest
from django.test import Client

from amparo.people.models import User
from amparo.statistics import showing
from tests.casefile.conftest import the_cast
from tests.cast import Cast
from tests.figure_pages import facts
from tests.proven.world import browser, session_of


@pytest.fixture
def cast(db: None) -> Cast:
    return the_cast()


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("facts")


@pytest.fixture
def facts_made(folder: Path, monkeypatch: pytest.MonkeyPatch):
    facts.put(folder, monkeypatch)
    yield
    showing.forget()


def signed_in(user: User) -> Client:
    return browser(session_of(user))
