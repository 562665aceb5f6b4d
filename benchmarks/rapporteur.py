"""How long the annual report of a year takes, from nothing counted to its files: page, PDF, tables.

A country of 1,000 cases; the duties of a larger one are folded once for each making of its facts,
in the time that `rebuild` takes, and its report then takes as long as here.
"""

import time
from collections.abc import Iterator

from benchmarks.measuring import Line, Missing, progress
from benchmarks.worlds import Worlds

CASES = 1_000
GOAL_SECONDS = 20


def measure(worlds: Worlds) -> Iterator[Line | Missing]:
    """Seconds for the files of this year; the duties are counted in them."""
    for world in worlds:
        if world.cases != CASES:
            continue
        found = world.ask("rapporteur:report")
        what = f"annual report of the rapporteur, {world.name}"
        yield Line(what, found["seconds"], "s", GOAL_SECONDS)


def report() -> dict[str, float]:
    """Inside: the seconds that the report took."""
    import tempfile
    from pathlib import Path

    from django.utils import timezone

    from amparo.people.queries import holders
    from amparo.release.rapporteur import written
    from amparo.statistics.facts import making

    making.rebuild(by=None)
    user = holders("rapporteur")[0]
    with tempfile.TemporaryDirectory() as folder:
        begun = time.monotonic()
        year = timezone.localdate().year
        written.write(by=user, year=year, out=Path(folder) / "report", show=progress("children"))
        return {"seconds": time.monotonic() - begun}
