import pytest

from amparo.casefile.models import Case
from tests.casefile.making import a_case, a_concern
from tests.cast import Cast, make_cast


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


@pytest.fixture
def case(cast: Cast) -> Case:
    return a_case(cast)


@pytest.fixture
def concern(cast: Cast) -> Case:
    return a_concern(cast)
