"""Two cases of the same child, at two agencies that know nothing of each other."""

from typing import Any

import pytest

from amparo.casefile import actions, actions_concern
from amparo.casefile.models import Case
from amparo.finding.kept.keeping import KEPT
from tests.casefile.conftest import the_cast
from tests.casefile.making import CONCERN, a_case
from tests.cast import Cast

HERE = {
    "names": [{"name": "Fatoumata Diallo"}],
    "sex": "female",
    "birth": {"year": 2012, "month": 3, "day": 9},
    "documents": [{"kind": "passport", "number": "A 552 871 03"}],
}
THERE = {
    "names": [{"name": "Fatou Dialo"}, {"name": "فاتو ديالو"}],
    "sex": "female",
    "birth": {"year": 2012, "month": 3, "day": 9},
    "documents": [{"kind": "passport", "number": "A55287103"}],
}


@pytest.fixture
def cast(db: None) -> Cast:
    KEPT.forget()
    return the_cast()


def elsewhere(cast: Cast, **more: Any) -> Case:
    """A case of another agency, whose caseworker is the outsider."""
    said: dict[str, Any] = {
        "concern": CONCERN, "identity": THERE, "whereabouts": None,
        "agency": cast.agencies["other_agency"], **more,
    }  # fmt: skip
    concern = actions_concern.report_concern(by=cast.teacher, **said)
    return actions_concern.open_case(by=cast.outsider, case=concern, caseworker=cast.outsider)


def bring_in(cast: Cast, case: Case, person: Any, role: str = "caseworker") -> None:
    """Everything about a case of the other agency is shared with one person."""
    actions.involve(
        by=cast.outsider,
        case=case,
        role=role,
        sections=["coded", "identity", "protection"],
        ground="best_interests",
        person=person,
    )


@pytest.fixture
def here(cast: Cast) -> Case:
    return a_case(cast, identity=HERE)


@pytest.fixture
def there(cast: Cast) -> Case:
    return elsewhere(cast)
