"""Sites are built once for all tests that only read them."""

from pathlib import Path

import pytest

from tests.release.site.made_up import built, large, published, small


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release with a later version."""
    out = tmp_path_factory.mktemp("site") / "site"
    later = published(small(version=2, because="Two children were one."))
    return built(out, [published(small(), superseded_by=2), later])


@pytest.fixture(scope="session")
def large_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("large") / "site", [published(large())])
