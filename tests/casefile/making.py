"""Cases of the tests, made through the same actions as anybody's."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

from amparo.audit import triggers
from amparo.casefile import actions, actions_concern
from amparo.casefile.models import Case
from tests.cast import Cast

CONCERN = {"channel": "school", "account": "She is collected by different adults after school."}
IDENTITY = {"names": [{"name": "Amina Test"}], "sex": "female", "apparent_age": 14}
WHEREABOUTS = {"place": "with an aunt by the river"}


def a_concern(cast: Cast, **more: Any) -> Case:
    """A concern that the teacher reported; it waits in social services."""
    said: dict[str, Any] = {
        "concern": CONCERN,
        "identity": IDENTITY,
        "whereabouts": WHEREABOUTS,
        "agency": cast.agencies["social_services"],
        **more,
    }
    return actions_concern.report_concern(by=cast.teacher, **said)


def a_case(cast: Cast, **more: Any) -> Case:
    """A case for which the caseworker is responsible."""
    concern = a_concern(cast, **more)
    return actions_concern.open_case(by=cast.caseworker, case=concern, caseworker=cast.caseworker)


def record(cast: Cast, case: Case, kind: str, **body: Any) -> Any:
    """Something that the caseworker records, now."""
    return actions.append(by=cast.caseworker, case=case, kind=kind, body=body)


@contextmanager
def unguarded() -> Iterator[None]:
    """Without the triggers, as for somebody who can write the database and lift them."""
    _settle()
    with triggers.lifted("default"):
        yield
        _settle()


def _settle() -> None:
    # PostgreSQL changes no table on which a foreign key waits for the end of the transaction.
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
