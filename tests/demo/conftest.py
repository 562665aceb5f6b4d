"""The facts of a made-up country lie in a folder of the tests' own."""

from collections.abc import Iterator

import pytest
from django.conf import settings


@pytest.fixture(scope="module", autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "AMPARO_HOME", tmp_path_factory.mktemp("home"))
        yield
