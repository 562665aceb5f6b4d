"""Facts about children who do not exist, in the place of a deployment's own."""

from pathlib import Path

import pytest

from amparo.statistics import showing
from amparo.statistics.facts import reading
from amparo.statistics.facts.reading import Making
from benchmarks import made_facts

ROWS = 4_000
MAKING = Making("made-up-facts", "2026-06-30", {"victims": ROWS})
YEAR = 2025  # a whole year of them


def put(folder: Path, patch: pytest.MonkeyPatch) -> None:
    """Written once into `folder`, and read from there by every page."""
    path = folder / "victims.parquet"
    if not path.exists():
        made_facts.write(path, ROWS)
    showing.forget()
    counted = reading.for_counting
    patch.setattr(showing.reading, "about", lambda: MAKING)
    patch.setattr(showing.reading, "for_counting", lambda: counted(folder))
