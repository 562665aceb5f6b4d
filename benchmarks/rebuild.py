"""How fast situations, duties and involvements are made anew from the entries: `amparo rebuild`."""

import time
from collections.abc import Iterator

from benchmarks.measuring import Line, progress
from benchmarks.worlds import Worlds

GOAL_A_SECOND = 500


def measure(worlds: Worlds) -> Iterator[Line]:
    """Cases a second, each opened, folded and compared with what is kept."""
    for world in worlds:
        found = world.ask("rebuild:rebuild")
        rate = found["cases"] / found["seconds"]
        what = f"rebuild, {world.name} of {found['entries'] / found['cases']:.0f} entries"
        yield Line(what, rate, "a second", GOAL_A_SECOND, more_is_better=True)
        yield Line(
            f"cases that differed from their entries, {world.name}", found["differing"], "", 0
        )


def rebuild() -> dict[str, float]:
    """Inside: how many cases and entries, how many differed, and how many seconds it took."""
    from amparo.casefile import rebuilding
    from amparo.casefile.models import Entry

    total, show, differing = rebuilding.how_many(), progress("cases rebuilt"), 0
    begun = time.monotonic()
    for done, rebuilt in enumerate(rebuilding.rebuild(), start=1):
        differing += bool(rebuilt.differences)
        show(done, total)
    seconds = time.monotonic() - begun
    return {"cases": total, "entries": Entry.objects.count(), "seconds": seconds,
            "differing": differing}  # fmt: skip
