"""The cast, and a deployment whose facts lie in a folder of the test's own."""

from pathlib import Path

import pytest

from amparo.casefile.models import Case
from tests.casefile.conftest import the_cast
from tests.casefile.making import a_case
from tests.cast import Cast


@pytest.fixture
def cast(db: None) -> Cast:
    return the_cast()


@pytest.fixture
def case(cast: Cast) -> Case:
    return a_case(cast)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings: object) -> Path:
    """Where the facts of this test lie."""
    settings.AMPARO_HOME = tmp_path  # type: ignore[attr-defined]
    return tmp_path
