"""How soon names can be searched after a start, what that costs in memory, and how long one search
takes while four search at once and others record.

On a register of sealed cards (`sealed_cards`), each engine. The time runs from the start of the
process; memory is that of this process alone, with the index and all that Amparo loads.
"""

import os
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.measuring import Line, median_and_p95
from benchmarks.worlds import ENGINES, POSTGRESQL, World, Worlds
from tests.deployment import Deployment

SEED = 7
AT_MOST = 1_000_000
READY_SECONDS, MEMORY_MB, SEARCH_MS = 30, 1_500, 100
SEARCHING, RECORDING = 4, 2
SECONDS, PAUSE = 20, 0.2


def measure(worlds: Worlds) -> Iterator[Line]:
    """For each engine and size: ready, memory, searching while others record."""
    for cards in worlds.sizes:
        for engine in worlds.engines:
            with tempfile.TemporaryDirectory(prefix="amparo-cards-") as folder:
                databases = worlds._databases() if engine == POSTGRESQL else {}
                world = World(engine, cards, Deployment(Path(folder), databases))
                yield from _measured(world)


def _measured(world: World) -> Iterator[Line]:
    names = world.ask("sealed_cards:make", cards=world.cases, seed=SEED)
    world.ask("country:settle")
    what = f"{ENGINES[world.engine]}, {world.cases:,} cards with {names:,} names"
    found = world.ask("opening:work")
    share = world.cases / AT_MOST
    yield Line(f"names ready after the start, {what}", found["ready"], "s", READY_SECONDS)
    yield Line(f"memory with the names ready, {what}", found["resident"], "MB", MEMORY_MB)
    yield Line(f"memory at most, {what}", found["most"], "MB", MEMORY_MB if share >= 1 else None)
    yield from median_and_p95(f"search, {SEARCHING} at once, {what}", found["took"], SEARCH_MS)
    yield Line(f"appends of names meanwhile, {what}", found["appends"], "a second")
    yield Line(
        f"appended names that did not lead to their case at the end, {what}", found["lost"], "", 0
    )


def work() -> dict[str, Any]:
    """Inside: open as the server does, then search and record. Times in seconds, searches in ms."""
    from amparo.finding.kept.keeping import KEPT
    from amparo.finding.kept.opening import opened_elsewhere
    from amparo.web import clockwork

    opened = threading.Event()
    KEPT.open_in_background(opened_elsewhere, then=opened.set)
    if not opened.wait(600):
        raise TimeoutError("the names were not opened")
    ready = _seconds_since_start()
    clockwork.settle()
    resident, most = _megabytes("VmRSS"), _megabytes("VmHWM")
    return {"ready": ready, "resident": resident, "most": most, **_search_while_recording()}


def _search_while_recording() -> dict[str, Any]:
    took: list[float] = []
    written: list[tuple[str, Any]] = []
    faults: list[BaseException] = []
    over = threading.Event()

    def run(action: Any, *arguments: Any) -> None:
        from django.db import connections

        try:
            action(*arguments)
        except BaseException as fault:
            faults.append(fault)
        finally:
            connections.close_all()

    threads = [
        *(
            threading.Thread(target=run, args=(_search, one, over, took))
            for one in range(SEARCHING)
        ),
        *(threading.Thread(target=run, args=(_record, i, over, written)) for i in range(RECORDING)),
    ]
    for thread in threads:
        thread.start()
    time.sleep(SECONDS)
    over.set()
    for thread in threads:
        thread.join()
    if faults:
        raise faults[0]
    lost = sum(case_id not in {hit.case_id for hit in _found(name)} for name, case_id in written)
    return {"took": took, "appends": len(written) / SECONDS, "lost": lost}


def _search(number: int, over: threading.Event, took: list[float]) -> None:
    from benchmarks.sealed_cards import sought

    names = list(sought(SEED, 2_000))[number::SEARCHING]
    while not over.is_set():
        for name in names:
            begun = time.perf_counter()
            _found(name)
            took.append((time.perf_counter() - begun) * 1000)
            if over.is_set():
                return


def _found(name: str) -> list[Any]:
    from amparo.finding.cards import Asked
    from amparo.finding.kept.keeping import KEPT

    return list(KEPT.up_to_date().search(Asked(name)))


def _record(number: int, over: threading.Event, written: list[tuple[str, Any]]) -> None:
    from amparo.casefile import actions
    from amparo.casefile.models import Case
    from benchmarks.sealed_cards import real_cases

    cases = list(Case.objects.filter(id__in=real_cases()).select_related("assigned_to__agency"))[
        number::RECORDING
    ]
    count = 0
    while not over.is_set():
        case = cases[count % len(cases)]
        name = f"Added{number} Child{count}"
        body = {"names": [{"name": name}]}
        by: Any = case.assigned_to
        actions.append(by=by, case=case, kind="identity_recorded", body=body)
        written.append((name, case.id))
        count += 1
        over.wait(PAUSE)


def _seconds_since_start() -> float:
    """How long this process has run, by the clock of the machine."""
    begun = int(Path("/proc/self/stat").read_text().rsplit(")", 1)[1].split()[19])
    since = float(Path("/proc/uptime").read_text().split()[0])
    return since - begun / os.sysconf("SC_CLK_TCK")


def _megabytes(name: str) -> float:
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1]) * 1024 / 1e6
    return 0.0
