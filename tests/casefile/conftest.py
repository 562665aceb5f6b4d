from typing import Any

import pytest
from django.db.models import Model

from amparo.audit.models import Line
from amparo.casefile.models import Case
from amparo.people.models import Agency, Invitation, RoleGrant, User
from tests.casefile.making import a_case, a_concern
from tests.cast import Cast, make_cast

MADE: tuple[type[Model], ...] = (Agency, User, RoleGrant, Invitation, Line)
_made: dict[str, Any] = {}


def the_cast() -> Cast:
    """The cast, made through its actions once and laid down again, row by row, for every test."""
    if not _made:
        _made["cast"] = make_cast()
        _made["rows"] = {model: list(model._default_manager.values()) for model in MADE}
        return fresh(_made["cast"])
    for model, rows in _made["rows"].items():
        model._default_manager.bulk_create([model(**row) for row in rows])
    return fresh(_made["cast"])


def fresh(cast: Cast) -> Cast:
    """The same people, without what a test before left in memory."""
    users = {user.id: user for user in User.objects.select_related("agency")}
    people = {name: users[user.id] for name, user in cast.everybody().items()}
    agencies = {agency.id: agency for agency in Agency.objects.all()}
    named = {name: agencies[agency.id] for name, agency in cast.agencies.items()}
    return Cast(agencies=named, **people)


@pytest.fixture
def cast(db: None) -> Cast:
    return the_cast()


@pytest.fixture
def case(cast: Cast) -> Case:
    return a_case(cast)


@pytest.fixture
def concern(cast: Cast) -> Case:
    return a_concern(cast)
