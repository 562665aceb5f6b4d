"""A school with a front door that leads to social services, and whoever comes to it."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client

from amparo.frontdoor import actions
from amparo.frontdoor.models import FrontDoor
from amparo.people.models import User
from tests.cast import Cast, make_cast
from tests.proven.world import browser, session_of

SignIn = Callable[[User], Client]
INSTITUTION = "The school on the hill"
TYPED = {
    "account": "She falls asleep in class and is afraid to go home.",
    "how_urgent": "can_wait",
    "child_name": "Zuleikha Marked",
    "sex": "female",
    "apparent_age": "13",
    "place": "The yellow house behind the mill",
    "contact": "Call the school office at noon",
}


@dataclass
class Visitor:
    """Somebody without an account, at one network, whose phone keeps no cookies."""

    address: str
    network: str = "198.51.100.7"

    def get(self, address: str = "", **headers: str) -> HttpResponse:
        return Client(enforce_csrf_checks=True).get(
            address or self.address, REMOTE_ADDR=self.network, headers=headers
        )

    def send(self, address: str = "", **changed: object) -> HttpResponse:
        typed = {name: value for name, value in {**TYPED, **changed}.items() if value is not None}
        return self.post(address or self.address, typed)

    def post(self, address: str, typed: dict[str, object]) -> HttpResponse:
        from urllib.parse import urlencode

        return Client(enforce_csrf_checks=True).post(
            address,
            urlencode(typed, doseq=True),
            content_type="application/x-www-form-urlencoded",
            REMOTE_ADDR=self.network,
        )

    def ask(self, receipt: str) -> HttpResponse:
        return self.post("/receipt/", {"receipt": receipt})


@pytest.fixture
def cast(db: None) -> Cast:
    cache.clear()
    return make_cast()


@pytest.fixture
def opened(cast: Cast) -> actions.Opened:
    return actions.open_door(
        by=cast.supervisor,
        institution=INSTITUTION,
        channel="school",
        agency=cast.agencies["social_services"],
    )


@pytest.fixture
def door(opened: actions.Opened) -> FrontDoor:
    return opened.door


@pytest.fixture
def visitor(opened: actions.Opened) -> Visitor:
    return Visitor(f"/door/{opened.token}/")


@pytest.fixture
def sign_in(db: None) -> SignIn:
    return lambda user: browser(session_of(user))
