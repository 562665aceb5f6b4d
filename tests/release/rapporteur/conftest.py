"""The cast, four thousand made-up facts, and a year of duties."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from amparo.release.rapporteur import folding
from amparo.statistics import report, showing
from tests.casefile.conftest import the_cast
from tests.cast import Cast
from tests.figure_pages import facts
from tests.release.rapporteur.making import a_year


@pytest.fixture
def cast(db: None) -> Cast:
    return the_cast()


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("facts")


@pytest.fixture
def facts_made(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    facts.put(folder, monkeypatch)
    yield
    showing.forget()


@pytest.fixture
def counted(facts_made: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Facts of which few tables are made, and how duties ended."""
    monkeypatch.setattr(report, "BY", (("age_band", "sex"),))
    monkeypatch.setattr(report, "CLOCKS", ("guardian",))
    monkeypatch.setattr(folding, "kept", lambda making: a_year())
