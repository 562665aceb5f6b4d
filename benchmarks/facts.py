"""How fast the facts for statistics are made anew from sealed timelines: `amparo facts rebuild`."""

import resource
import time
from collections.abc import Iterator

from benchmarks.measuring import Line, progress
from benchmarks.worlds import Worlds

# 100,000 cases in five minutes, by two processes; other sizes in proportion.
SECONDS_A_CASE = 5 * 60 / 100_000
PROCESSES = 2


def measure(worlds: Worlds) -> Iterator[Line]:
    """Seconds to make the facts of all cases, what they take on disk, and the memory it needs."""
    for world in worlds:
        found = world.ask("facts:rebuild")
        goal = found["cases"] * SECONDS_A_CASE
        entries = found["entries"] / found["cases"]
        what = f"facts by two processes, {world.name} of {entries:.0f} entries"
        yield Line(what, found["seconds"], "s", goal)
        yield Line(f"facts made a second, {world.name}", found["cases"] / found["seconds"], "cases")
        # What a busy machine does not lengthen much: the time that processors worked on it.
        each = found["worked"] * 1000 / found["cases"]
        yield Line(f"processor time for the facts of one case, {world.name}", each, "ms")
        yield Line(f"opening the facts, {world.name}", found["opened"], "s")
        yield Line(f"facts sealed on disk, {world.name}", found["bytes"] / 1e6, "MB")
        yield Line(f"memory of the process that puts them together, {world.name}",
                   found["memory"], "MB")  # fmt: skip
        yield Line(f"memory of the largest process that shares the work, {world.name}",
                   found["helper"], "MB")  # fmt: skip


def rebuild() -> dict[str, float]:
    """Inside: cases and entries, seconds, bytes on disk, megabytes at most."""
    from amparo.casefile.models import Entry
    from amparo.statistics.facts import making, reading

    begun = time.monotonic()
    made = making.rebuild(by=None, processes=PROCESSES, show=progress("facts of cases"))
    seconds = time.monotonic() - begun
    worked = sum(_worked(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    begun = time.monotonic()
    with reading.opened() as con:
        con.execute("select count(*) from victims").fetchone()
        opened = time.monotonic() - begun
    files = (making.folder() / made.id).iterdir()
    return {
        "cases": made.rows["victims"],
        "entries": Entry.objects.count(),
        "seconds": seconds,
        "worked": worked,
        "opened": opened,
        "bytes": sum(file.stat().st_size for file in files),
        "memory": _most(resource.RUSAGE_SELF),
        "helper": _most(resource.RUSAGE_CHILDREN),
    }


def made() -> bool:
    """Inside: make the facts unless they are there."""
    from amparo.statistics.facts import making, reading
    from amparo.statistics.facts.reading import NoFacts

    try:
        reading.about()
    except NoFacts:
        making.rebuild(by=None, processes=PROCESSES, show=progress("facts of cases"))
    return True


def _most(whose: int) -> float:
    return resource.getrusage(whose).ru_maxrss * 1024 / 1e6


def _worked(whose: int) -> float:
    used = resource.getrusage(whose)
    return used.ru_utime + used.ru_stime
